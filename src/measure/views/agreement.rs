//! Where a learned score is as good as the exact one.

use crate::mixture::{GaussianMixture, Modes};
use crate::plane::{Bounds, Grid, Point};
use crate::score::ScoreFn;

/// Points from the middle of a box to each of its sides.
const STEPS: usize = 40;
/// An error counts as none up to this share of the score.
const SHARE: f64 = 0.25;

/// For every mode the largest square around its mean within `bounds` in which the `learned` score at the level `sigma`
/// agrees with the exact one, that of `p`: at every point of a grid
///
/// ```text
/// |s_theta - s| <= (|s|^2 + r^2)^(1/2) / 4,      r^2 = E|s|^2 at those points
/// ```
///
/// with the mean under p, so that the score may be missed by a little where it vanishes. A square that does not reach
/// a standard deviation of the narrowest component says nothing, and is no box.
pub fn agreement_boxes(
    p: &GaussianMixture,
    modes: &Modes,
    sigma: f64,
    learned: &dyn ScoreFn,
    bounds: Bounds,
) -> Vec<Bounds> {
    let means = means(p, modes);
    let inside = means.into_iter().filter(|mean| bounds.contains(*mean));
    inside
        .filter_map(|mean| largest(mean, p, sigma, learned, bounds))
        .collect()
}

/// The mean of every mode.
fn means(p: &GaussianMixture, modes: &Modes) -> Vec<Point> {
    let mut sums = vec![([0.0, 0.0], 0.0); modes.count()];
    for (component, mode) in p.components().iter().zip(modes.of_components()) {
        let (sum, weight) = &mut sums[*mode];
        for (part, mean) in sum.iter_mut().zip(component.mean) {
            *part += component.weight * mean;
        }
        *weight += component.weight;
    }
    let mean = |(sum, weight): ([f64; 2], f64)| sum.map(|part| part / weight);
    sums.into_iter().map(mean).collect()
}

fn largest(
    mean: Point,
    p: &GaussianMixture,
    sigma: f64,
    learned: &dyn ScoreFn,
    bounds: Bounds,
) -> Option<Bounds> {
    let reach = (0..2)
        .map(|axis| (mean[axis] - bounds.min[axis]).min(bounds.max[axis] - mean[axis]))
        .fold(f64::INFINITY, f64::min);
    let side = 2 * STEPS + 1;
    let grid = Grid::new(Bounds::square(mean, reach), side, side);
    let points = grid.points();
    let (log_density, exact) = p.log_density_and_score_batch(points.view());
    let found = learned.score(points.view(), sigma);
    let square = |row: usize| exact[[row, 0]].powi(2) + exact[[row, 1]].powi(2);
    let (mut mass, mut size) = (0.0, 0.0);
    for (row, log) in log_density.iter().enumerate() {
        mass += log.exp();
        size += log.exp() * square(row);
    }
    let typical = size / mass;
    let agrees = |row: usize| {
        let error = (found[[row, 0]] - exact[[row, 0]]).powi(2)
            + (found[[row, 1]] - exact[[row, 1]]).powi(2);
        error <= SHARE * SHARE * (square(row) + typical)
    };
    // The ring of points `at` steps from the middle.
    let ring_agrees = |at: usize| {
        let (low, high) = (STEPS - at, STEPS + at);
        let rim = |i: usize, j: usize| i == low || i == high || j == low || j == high;
        (low..=high).all(|j| (low..=high).all(|i| !rim(i, j) || agrees(j * side + i)))
    };
    let rings = (0..=STEPS).take_while(|at| ring_agrees(*at)).count();
    let half = reach * (rings as f64 - 1.0) / STEPS as f64;
    (half >= p.narrowest_std()).then(|| Bounds::square(mean, half))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::score::ExactScore;
    use ndarray::{Array1, Array2, ArrayView2};

    fn pair() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([-3.0, 0.0], 0.5, 0.5),
            Component::round([3.0, 0.0], 0.5, 0.5),
        ])
        .unwrap()
    }

    /// Exact up to the distance 1 from (3, 0), measured along the longer coordinate, and nothing elsewhere.
    struct Near(ExactScore);

    impl ScoreFn for Near {
        fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
            let mut score = self.0.score(x, sigma);
            for (mut s, x) in score.outer_iter_mut().zip(x.outer_iter()) {
                if (x[0] - 3.0).abs().max(x[1].abs()) > 1.0 {
                    s.fill(0.0);
                }
            }
            score
        }
        fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
            self.0.divergence(x, sigma)
        }
        fn trained_range(&self) -> Option<crate::noise::NoiseRange> {
            None
        }
    }

    #[test]
    fn the_box_of_a_mode_ends_where_the_score_is_missed() {
        let p = pair();
        let (modes, bounds) = (Modes::connected(&p), Bounds::square([0.0, 0.0], 5.0));
        let near = Near(ExactScore::new(p.clone()));
        let found = agreement_boxes(&p, &modes, 0.0, &near, bounds);
        // Around the other mode no score at all is right only where the exact one vanishes.
        let [only] = found[..] else {
            panic!("{found:?}");
        };
        let spacing = 2.0 / STEPS as f64;
        assert!((only.center()[0] - 3.0).abs() < 1e-9 && only.center()[1].abs() < 1e-9);
        assert!((0.5 * only.width() - 1.0).abs() <= spacing, "{only:?}");
    }

    #[test]
    fn the_exact_score_agrees_as_far_as_the_picture_reaches() {
        let p = pair();
        let exact = ExactScore::new(p.clone());
        let bounds = Bounds::square([0.0, 0.0], 5.0);
        let found = agreement_boxes(&p, &Modes::connected(&p), 0.0, &exact, bounds);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|b| (0.5 * b.width() - 2.0).abs() < 1e-9));
    }
}
