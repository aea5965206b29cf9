//! Finite data: draws of a target that stay the same, and the distribution that they are by themselves.

use super::{Component, GaussianMixture};
use crate::plane::Point;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The streams of a seed that finite data use, beyond those of batches.
const TRAINING: u64 = 1 << 33;
const HELD_OUT: u64 = TRAINING + 1;

/// All that a training on finite data ever sees: a function of target, number and seed.
///
/// Every point is a component, chosen by a number that the seed fixes, and a standard normal draw that
/// the seed fixes, put through the component's factor. So the points move smoothly with the target, more
/// points keep those that were there, and other weights send points from one component to another one by
/// one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingSet {
    points: Vec<Point>,
}

impl TrainingSet {
    /// How many points there may be: two at least, because a memorised sample is told by its nearest and
    /// its second nearest point.
    pub const SIZES: RangeInclusive<usize> = 2..=20_000;
    /// Draws that no training sees, on which it is judged.
    pub const HELD_OUT: usize = 10_000;

    /// `count` draws of `target`, fixed by `seed`.
    pub fn new(target: &GaussianMixture, count: usize, seed: u64) -> Self {
        Self {
            points: frozen_draws(target, count, seed, TRAINING),
        }
    }

    /// The points, data units.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The empirical distribution (1/N) sum_i delta(x - x_i): a mixture of components without width.
    /// It has no density by itself; smoothed by sigma above 0 it is N equal Gaussians of covariance
    /// sigma^2 I, whose score is what a network learns that fits its training set perfectly.
    pub fn empirical(&self) -> GaussianMixture {
        let weight = 1.0 / self.points.len() as f64;
        let components = self.points.iter();
        GaussianMixture::assemble(
            components
                .map(|&x| Component::round(x, 0.0, weight))
                .collect(),
        )
    }
}

/// The first `count` of the draws of `target` that no training sees, fixed by `seed`.
pub fn held_out(target: &GaussianMixture, count: usize, seed: u64) -> Vec<Point> {
    frozen_draws(target, count, seed, HELD_OUT)
}

fn frozen_draws(target: &GaussianMixture, count: usize, seed: u64, stream: u64) -> Vec<Point> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    let components = target.components();
    let mut total = 0.0;
    let cumulated: Vec<f64> = components
        .iter()
        .map(|component| {
            total += component.weight;
            total
        })
        .collect();
    let mut draw = || {
        let uniform: f64 = rng.random();
        let z = [
            StandardNormal.sample(&mut rng),
            StandardNormal.sample(&mut rng),
        ];
        let picked = cumulated.partition_point(|sum| *sum <= uniform);
        components[picked.min(components.len() - 1)].place(z)
    };
    (0..count).map(|_| draw()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn pair(at: Point, weight: f64) -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::from_axes(at, [0.8, 0.2], 0.4, weight),
            Component::round([2.0, -1.0], 0.3, 1.0),
        ])
        .unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_points_and_more_points_keep_those_that_were_there() {
        let target = pair([-1.0, 0.5], 2.0);
        let few = TrainingSet::new(&target, 5, 7);
        assert_eq!(few, TrainingSet::new(&target, 5, 7));
        let many = TrainingSet::new(&target, 5000, 7);
        assert_eq!(few.points(), &many.points()[..5]);
        assert_ne!(few, TrainingSet::new(&target, 5, 8));
        let unseen = held_out(&target, 5000, 7);
        assert!(many.points().iter().all(|point| !unseen.contains(point)));
    }

    #[test]
    fn the_points_are_draws_of_the_target() {
        let target = pair([-1.0, 0.5], 2.0);
        let n = 20_000;
        for points in [
            TrainingSet::new(&target, n, 3).points().to_vec(),
            held_out(&target, n, 3),
        ] {
            let (mean, cov) = (target.mean(), target.covariance());
            for axis in 0..2 {
                let found = points.iter().map(|p| p[axis]).sum::<f64>() / n as f64;
                let error = (cov[axis][axis] / n as f64).sqrt();
                assert!((found - mean[axis]).abs() < 4.0 * error, "{found} {mean:?}");
                let spread = points.iter().map(|p| (p[axis] - mean[axis]).powi(2));
                let found = spread.sum::<f64>() / n as f64;
                assert_relative_eq!(found, cov[axis][axis], max_relative = 0.05);
            }
        }
    }

    #[test]
    fn a_drag_moves_every_point_with_its_component_and_weights_move_points_one_by_one() {
        let count = 400;
        let before = TrainingSet::new(&pair([-1.0, 0.5], 2.0), count, 1);
        let after = TrainingSet::new(&pair([-1.0, 0.51], 2.0), count, 1);
        let mut moved = 0;
        for (old, new) in before.points().iter().zip(after.points()) {
            let by = [new[0] - old[0], new[1] - old[1]];
            assert!(by[0] == 0.0 && (by[1] == 0.0 || (by[1] - 0.01).abs() < 1e-12));
            moved += usize::from(by[1] != 0.0);
        }
        // Two thirds of the mass, four standard deviations of a count.
        let (expected, spread) = (count as f64 / 1.5, (count as f64 * 2.0 / 9.0).sqrt());
        assert!((moved as f64 - expected).abs() < 4.0 * spread, "{moved}");
        let heavier = TrainingSet::new(&pair([-1.0, 0.5], 2.05), count, 1);
        let pairs = before.points().iter().zip(heavier.points());
        let gone = pairs.filter(|(old, new)| old != new).count();
        assert!((1..20).contains(&gone), "{gone}");
    }

    #[test]
    fn the_smoothed_empirical_distribution_has_the_score_of_a_softmax_over_the_points() {
        let set = TrainingSet::new(&pair([-1.0, 0.5], 2.0), 40, 5);
        let empirical = set.empirical();
        for sigma in [0.01, 0.2, 3.0] {
            for x in [[0.0, 0.0], [1.9, -1.2], [-40.0, 7.0]] {
                let squares = set
                    .points()
                    .iter()
                    .map(|p| (p[0] - x[0]).powi(2) + (p[1] - x[1]).powi(2));
                let squares: Vec<f64> = squares.collect();
                let least = squares.iter().copied().fold(f64::INFINITY, f64::min);
                let (mut total, mut sum) = (0.0, [0.0, 0.0]);
                for (p, square) in set.points().iter().zip(&squares) {
                    let w = (-(square - least) / (2.0 * sigma * sigma)).exp();
                    total += w;
                    sum = [sum[0] + w * p[0], sum[1] + w * p[1]];
                }
                let score = empirical.smoothed(sigma).score(x);
                let at_once = empirical.smoothed_score(x, sigma);
                let denoised = empirical.denoised(x, sigma);
                for axis in 0..2 {
                    let mean = sum[axis] / total;
                    let expected = (mean - x[axis]) / (sigma * sigma);
                    assert_relative_eq!(score[axis], expected, max_relative = 1e-9);
                    assert_relative_eq!(at_once[axis], expected, max_relative = 1e-9);
                    assert_relative_eq!(denoised[axis], mean, max_relative = 1e-9);
                }
            }
        }
        // Without noise its draws are the points themselves.
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for row in empirical.sample(200, &mut rng).rows() {
            assert!(set.points().contains(&[row[0], row[1]]));
        }
    }
}
