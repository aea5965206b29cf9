//! What training on finite data does to a score: its losses on the training points and on draws that no
//! training sees, and its distances to the score of the training points and to the true one.

use super::Estimate;
use super::floor::{FloorBudget, objective_floor};
use crate::mixture::{GaussianMixture, TrainingSet};
use crate::plane::Point;
use crate::score::{Objective, ScoreFn};
use ndarray::{Array2, Zip};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

/// The first stream of a seed that noises finite data, beyond those of the points themselves.
const FIRST_STREAM: u64 = 1 << 34;

/// A target, the points that training sees of it, and those it does not.
#[derive(Clone, Copy, Debug)]
pub struct FiniteData<'a> {
    /// The truth.
    pub target: &'a GaussianMixture,
    /// What training sees.
    pub training: &'a TrainingSet,
    /// [`TrainingSet::empirical`] of it.
    pub empirical: &'a GaussianMixture,
    /// Draws of the target that training does not see.
    pub held_out: &'a [Point],
}

/// A score on finite data.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FiniteDataReading {
    /// `dsm_loss` on the training points.
    pub train_loss: Estimate,
    /// What the score of the training points scores there: no other scores less.
    pub train_floor: Estimate,
    /// `dsm_loss` on points that were held out.
    pub held_out_loss: Estimate,
    /// What the true score scores there: no other scores less.
    pub held_out_floor: Estimate,
    /// E|s - s_emp|^2 / E|s_emp|^2 on noisy training points: the distance to their own score.
    pub empirical_error: f64,
    /// E|s - s*|^2 / E|s*|^2 on noisy points that were held out: the distance to the truth.
    pub score_error: f64,
}

/// Fixed noisy points at one level above 0 with the score that is known there: to measure a score costs
/// its evaluation alone.
#[derive(Clone, Debug)]
pub struct FiniteDataLevel {
    sigma: f64,
    training: Side,
    held_out: Side,
}

/// Noisy points, and the score of the density that they are draws of.
#[derive(Clone, Debug)]
struct Side {
    x_noisy: Array2<f64>,
    eps: Array2<f64>,
    known: Array2<f64>,
    floor: Estimate,
}

impl Side {
    /// `rows` noisy points; the clean ones are taken in turn.
    fn new(
        points: &[Point],
        clean: &GaussianMixture,
        (sigma, rows): (f64, usize),
        budget: FloorBudget,
        rng: &mut ChaCha8Rng,
    ) -> Self {
        let eps = Array2::from_shape_simple_fn((rows, 2), || StandardNormal.sample(rng));
        let x_noisy = Array2::from_shape_fn((rows, 2), |(row, axis)| {
            points[row % points.len()][axis] + sigma * eps[[row, axis]]
        });
        Self {
            known: clean.smoothed(sigma).score_batch(x_noisy.view()),
            x_noisy,
            eps,
            floor: objective_floor(Objective::Denoising, clean, sigma, budget),
        }
    }

    /// The loss of `score`, and its relative distance to the known score.
    ///
    /// The loss is the floor plus the mean difference of the two squared residuals on the same draws:
    /// the known score's residual is a control variate whose mean is known.
    fn measure(&self, score: &dyn ScoreFn, sigma: f64) -> (Estimate, f64) {
        let found = score.score(self.x_noisy.view(), sigma);
        let mut gains = vec![0.0; found.nrows()];
        let (mut miss, mut size) = (0.0, 0.0);
        Zip::indexed(&found)
            .and(&self.known)
            .and(&self.eps)
            .for_each(|(row, _), s, t, eps| {
                miss += (s - t).powi(2);
                size += t * t;
                gains[row] += (sigma * s + eps).powi(2) - (sigma * t + eps).powi(2);
            });
        let gain = Estimate::mean_of(&gains);
        let loss = Estimate {
            value: self.floor.value + gain.value,
            se: self.floor.se.hypot(gain.se),
        };
        (loss, miss / size)
    }
}

impl FiniteDataLevel {
    /// `rows` noisy points of either kind at level `sigma` above 0, which is number `level`; `seed` fixes
    /// their noise, `budget` bounds the work for each floor.
    pub fn new(
        data: &FiniteData<'_>,
        (sigma, level): (f64, usize),
        rows: usize,
        budget: FloorBudget,
        seed: u64,
    ) -> Self {
        let stream = |side: u64| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream(FIRST_STREAM + 2 * level as u64 + side);
            rng
        };
        let at = (sigma, rows);
        let training = data.training.points();
        Self {
            sigma,
            training: Side::new(training, data.empirical, at, budget, &mut stream(0)),
            held_out: Side::new(data.held_out, data.target, at, budget, &mut stream(1)),
        }
    }

    /// Measures `score`.
    pub fn measure(&self, score: &dyn ScoreFn) -> FiniteDataReading {
        let (train_loss, empirical_error) = self.training.measure(score, self.sigma);
        let (held_out_loss, score_error) = self.held_out.measure(score, self.sigma);
        FiniteDataReading {
            train_loss,
            train_floor: self.training.floor,
            held_out_loss,
            held_out_floor: self.held_out.floor,
            empirical_error,
            score_error,
        }
    }
}

impl FiniteDataReading {
    /// The mean of the errors over the levels, and of losses and floors by `weights`, which sum to one
    /// and are as many as `levels`, one at least.
    pub fn mean(levels: &[Self], weights: &[f64]) -> Self {
        let estimate = |of: fn(&Self) -> Estimate| {
            let weighted = || weights.iter().zip(levels.iter().map(of));
            Estimate {
                value: weighted().map(|(w, level)| w * level.value).sum(),
                se: weighted()
                    .map(|(w, level)| (w * level.se).powi(2))
                    .sum::<f64>()
                    .sqrt(),
            }
        };
        let mean = |of: fn(&Self) -> f64| levels.iter().map(of).sum::<f64>() / levels.len() as f64;
        Self {
            train_loss: estimate(|level| level.train_loss),
            train_floor: estimate(|level| level.train_floor),
            held_out_loss: estimate(|level| level.held_out_loss),
            held_out_floor: estimate(|level| level.held_out_floor),
            empirical_error: mean(|level| level.empirical_error),
            score_error: mean(|level| level.score_error),
        }
    }
}

/// Weights of `count` equidistant values in a mean over all that lies between the first and the last of
/// them, by the trapezoid rule; of one value, one.
pub fn trapezoid_weights(count: usize) -> Vec<f64> {
    let inner = 1.0 / (count.max(2) - 1) as f64;
    let mut weights = vec![inner; count];
    if let [first, .., last] = &mut weights[..] {
        *first *= 0.5;
        *last *= 0.5;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, held_out};
    use crate::score::ExactScore;

    fn target() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([-1.0, 0.0], 0.4, 1.0),
            Component::round([1.5, 0.5], 0.3, 2.0),
        ])
        .unwrap()
    }

    /// The readings of the true score and of the training points' own, at `sigma`.
    fn readings(points: usize, sigma: f64) -> [FiniteDataReading; 2] {
        let target = target();
        let training = TrainingSet::new(&target, points, 4);
        let empirical = training.empirical();
        let unseen = held_out(&target, 4000, 4);
        let data = FiniteData {
            target: &target,
            training: &training,
            empirical: &empirical,
            held_out: &unseen,
        };
        let level = FiniteDataLevel::new(&data, (sigma, 0), 4000, FloorBudget::REPORT, 9);
        [target.clone(), empirical.clone()].map(|of| level.measure(&ExactScore::new(of)))
    }

    #[test]
    fn each_known_score_scores_its_floor_and_the_other_one_more() {
        for sigma in [0.1, 0.5] {
            let [truth, own] = readings(20, sigma);
            assert_eq!(truth.held_out_loss.value, truth.held_out_floor.value);
            assert_eq!(own.train_loss.value, own.train_floor.value);
            assert_eq!((truth.score_error, own.empirical_error), (0.0, 0.0));
            // The gap: memorising is the better answer on the points, and the worse one elsewhere.
            let [seen, unseen] = [
                (own.train_loss, truth.train_loss),
                (truth.held_out_loss, own.held_out_loss),
            ];
            for (better, worse) in [seen, unseen] {
                let error = better.se.hypot(worse.se);
                assert!(
                    better.value + 6.0 * error < worse.value,
                    "{better:?} {worse:?}"
                );
            }
            assert!(own.score_error > 0.02 && truth.empirical_error > 0.02);
        }
    }

    #[test]
    fn losses_are_those_of_plain_averages() {
        let (points, sigma) = (15, 0.3);
        let [truth, own] = readings(points, sigma);
        let target = target();
        let training = TrainingSet::new(&target, points, 4);
        let empirical = training.empirical();
        let mut rng = ChaCha8Rng::seed_from_u64(77);
        let average = |clean: &GaussianMixture, score: &GaussianMixture, rng: &mut ChaCha8Rng| {
            let x0 = clean.sample(20_000, rng);
            let eps = Array2::from_shape_simple_fn(x0.raw_dim(), || StandardNormal.sample(rng));
            let x = x0 + sigma * &eps;
            let residual: Array2<f64> = sigma * score.smoothed(sigma).score_batch(x.view()) + eps;
            let squares: Vec<f64> = residual.rows().into_iter().map(|r| r.dot(&r)).collect();
            Estimate::mean_of(&squares)
        };
        for (found, clean, score) in [
            (truth.train_loss, &empirical, &target),
            (own.train_loss, &empirical, &empirical),
            (truth.held_out_loss, &target, &target),
            (own.held_out_loss, &target, &empirical),
        ] {
            let plain = average(clean, score, &mut rng);
            let miss = (found.value - plain.value).abs();
            assert!(miss < 4.0 * found.se.hypot(plain.se), "{found:?} {plain:?}");
        }
    }

    #[test]
    fn many_points_are_as_good_as_the_truth() {
        let gap = |points| {
            let [_, own] = readings(points, 0.5);
            own.held_out_loss.value - own.held_out_floor.value
        };
        let gaps = [10, 100, 1000].map(gap);
        assert!(
            gaps[1] < 0.3 * gaps[0] && gaps[2] < 0.3 * gaps[1],
            "{gaps:?}"
        );
    }

    #[test]
    fn weights_of_levels_are_those_of_a_mean_over_the_stretch_between_them() {
        assert_eq!(trapezoid_weights(1), [1.0]);
        assert_eq!(trapezoid_weights(2), [0.5, 0.5]);
        let weights = trapezoid_weights(8);
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        // A straight line has its middle for a mean.
        let mean: f64 = weights.iter().zip(0..).map(|(w, i)| w * f64::from(i)).sum();
        assert!((mean - 3.5).abs() < 1e-12);
    }
}
