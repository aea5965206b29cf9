//! Maps against closed forms, differences, quadrature and draws.

use super::*;
use crate::measure::fisher_divergence;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use crate::plane::Bounds;
use crate::score::{Differentials, ExactScore};
use approx::assert_abs_diff_eq;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn target() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([-1.0, 0.0], 0.5, 0.6),
        Component::from_axes([1.0, 0.7], [0.6, 0.3], 0.5, 0.4),
    ])
    .unwrap()
}

/// What another mixture would answer: a learned score with known errors.
fn other() -> ExactScore {
    ExactScore::new(GaussianMixture::new(vec![Component::round([0.2, 0.1], 1.3, 1.0)]).unwrap())
}

/// The exact score of `target` and a turn around the origin.
struct Turning(f64);

impl ScoreFn for Turning {
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        let mut score = target().smoothed(sigma).score_batch(x);
        for (mut s, x) in score.outer_iter_mut().zip(x.outer_iter()) {
            s[0] -= self.0 * x[1];
            s[1] += self.0 * x[0];
        }
        score
    }
    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        target().smoothed(sigma).score_and_divergence_batch(x).1
    }
    fn differentials(&self, x: ArrayView2<f64>, sigma: f64) -> Differentials {
        Differentials {
            score: self.score(x, sigma),
            divergence: self.divergence(x, sigma),
            curl: Array1::from_elem(x.nrows(), 2.0 * self.0),
        }
    }
    fn trained_range(&self) -> Option<NoiseRange> {
        None
    }
}

fn surveyed(quantity: Quantity, sigma: f64, learned: &dyn ScoreFn, grid: Grid) -> QuantityMap {
    let p = target().smoothed(sigma);
    let points = grid.points();
    let truth = Truth::at(points.view(), &p);
    let found = values(quantity, points.view(), sigma, (&p, &truth), learned);
    let log_density = truth.log_density.to_vec();
    QuantityMap::new(quantity, sigma, grid, &found, &log_density, &p)
}

/// Holds more than 99.99 % of the mass.
fn wide(sigma: f64) -> Grid {
    Grid::new(target().smoothed(sigma).bounds(4.5), 128, 112)
}

#[test]
fn the_total_of_an_error_map_is_the_fisher_divergence_and_what_draws_measure() {
    let other = other();
    for sigma in [0.1, 0.5, 2.0] {
        let p = target().smoothed(sigma);
        let map = surveyed(Quantity::WeightedExcess, sigma, &other, wide(sigma));
        assert!(map.mass > 0.9999 && map.mass < 1.0 + 1e-9, "{}", map.mass);
        let total = map.total().unwrap();
        let q = other.mixture().smoothed(sigma);
        let exact = sigma * sigma * fisher_divergence(&p, &q);
        assert!((total / exact - 1.0).abs() < 2e-3, "{total} {exact}");

        let draws = p.sample(20_000, &mut ChaCha8Rng::seed_from_u64(3));
        let truth = Truth::at(draws.view(), &p);
        let losses = values(Quantity::Excess, draws.view(), sigma, (&p, &truth), &other);
        let n = losses.len() as f64;
        let mean = losses.iter().sum::<f64>() / n;
        let variance = losses.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let se = (variance / n).sqrt();
        assert!((total - mean).abs() < 3.0 * se, "{total} {mean} {se}");

        // On average under p, what is not weighted comes to the same.
        let average = surveyed(Quantity::Excess, sigma, &other, wide(sigma)).total();
        assert!((average.unwrap() / total - 1.0).abs() < 1e-3);
    }
}

#[test]
fn divergences_on_a_map_are_those_of_differences_and_come_to_minus_the_fisher_information() {
    let (sigma, grid, h) = (0.4, Grid::new(Bounds::square([0.0, 0.3], 2.0), 9, 8), 1e-5);
    let p = target().smoothed(sigma);
    let map = surveyed(Quantity::ExactDivergence, sigma, &other(), grid);
    let learned = surveyed(Quantity::LearnedDivergence, sigma, &other(), grid);
    let q = other().mixture().smoothed(sigma);
    for index in 0..grid.len() {
        let [x, y] = grid.at(index % grid.nx, index / grid.nx);
        let along = |p: &GaussianMixture| {
            (p.score([x + h, y])[0] - p.score([x - h, y])[0] + p.score([x, y + h])[1]
                - p.score([x, y - h])[1])
                / (2.0 * h)
        };
        assert_abs_diff_eq!(f64::from(map.values[index]), along(&p), epsilon = 1e-4);
        assert_abs_diff_eq!(f64::from(learned.values[index]), along(&q), epsilon = 1e-4);
    }
    let total = surveyed(Quantity::ExactDivergence, sigma, &other(), wide(sigma)).total();
    let expected = -crate::measure::fisher_information(&p, 1_000_000);
    assert!(
        (total.unwrap() / expected - 1.0).abs() < 5e-3,
        "{total:?} {expected}"
    );
}

#[test]
fn a_field_that_turns_has_its_curl_everywhere_and_an_exact_one_none() {
    let sigma = 0.5;
    let map = surveyed(Quantity::Curl, sigma, &Turning(0.7), wide(sigma));
    assert!(map.values.iter().all(|curl| (curl - 1.4).abs() < 1e-6));
    assert!((map.total().unwrap() - 1.4).abs() < 1e-9);
    assert!((map.range[1] - 1.4).abs() < 1e-9);
    let exact = ExactScore::new(target());
    let map = surveyed(Quantity::Curl, sigma, &exact, wide(sigma));
    assert!(map.values.iter().all(|curl| *curl == 0.0));
}

#[test]
fn a_cosine_knows_directions_and_no_lengths() {
    assert_eq!(cosine([2.0, 0.0], [0.1, 0.0]), 1.0);
    assert_abs_diff_eq!(
        cosine([1.0, 1.0], [0.0, 3.0]),
        0.5f64.sqrt(),
        epsilon = 1e-12
    );
    assert_eq!(cosine([-1e-200, 0.0], [1e200, 0.0]), -1.0);
    assert_eq!(cosine([0.0, 0.0], [1.0, 0.0]), 1.0);
}

#[test]
fn an_error_in_empty_space_leaves_the_scale_to_where_the_data_are() {
    let sigma = 0.3;
    let grid = Grid::new(Bounds::square([0.0, 0.0], 40.0), 256, 256);
    let map = surveyed(Quantity::Error, sigma, &other(), grid);
    let largest = map.values.iter().copied().fold(0.0, f32::max);
    assert!(
        f64::from(largest) > 5.0 * map.range[1],
        "{largest} {:?}",
        map.range
    );
    let near = surveyed(Quantity::Error, sigma, &other(), wide(sigma));
    assert!((map.range[1] / near.range[1] - 1.0).abs() < 0.1);
}

#[test]
fn a_grid_too_coarse_for_the_density_has_no_total() {
    let grid = Grid::new(Bounds::square([0.0, 0.0], 100.0), 64, 64);
    let map = surveyed(Quantity::Error, 0.05, &other(), grid);
    assert!(!map.resolved && map.total().is_none());
    let empty = Grid::new(Bounds::square([60.0, 0.0], 1.0), 64, 64);
    assert!(
        surveyed(Quantity::Error, 0.05, &other(), empty)
            .total()
            .is_none()
    );
}

#[test]
fn scales_end_at_the_next_of_one_two_five_and_ten() {
    for (value, end) in [
        (0.03, 0.05),
        (0.7, 1.0),
        (1.0, 1.0),
        (1.5, 2.0),
        (30.0, 50.0),
        (70.0, 100.0),
    ] {
        assert_abs_diff_eq!(round_up(value), end, epsilon = 1e-9 * end);
    }
    for nothing in [0.0, -3.0, f64::NAN, f64::INFINITY] {
        assert_eq!(round_up(nothing), 1.0);
    }
}
