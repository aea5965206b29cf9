//! The loss of a score by the objective it was trained with, beside the floor of that objective.

use super::draws::NoisyDraws;
use super::error::FLOOR;
use super::floor::{loss_weight, objective_floor};
use crate::mixture::GaussianMixture;
use crate::score::{Objective, STABLE_REFERENCE, ScoreFn, stable_targets};
use ndarray::{Array2, ArrayView2, s};

/// A loss and its floor at one noise level, both times sigma^2 but on the clean density.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectiveLoss {
    /// The noise level, data units.
    pub sigma: f64,
    /// The expectation of the loss, also over the directions of sliced score matching.
    pub loss: f64,
    /// What the exact score scores, see [`objective_floor`].
    pub floor: f64,
    /// Its standard error: 0 where it is exact.
    pub floor_se: f64,
}

/// Measures `score` by `objective` at each of `sigmas` on `points` fresh noisy samples; `seed` fixes
/// them. Objectives that need noise want levels above 0.
///
/// As in [`super::score_errors`], the exact score's loss on the same draws is a control variate.
pub fn objective_losses(
    score: &dyn ScoreFn,
    mixture: &GaussianMixture,
    objective: Objective,
    sigmas: &[f64],
    points: usize,
    seed: u64,
) -> Vec<ObjectiveLoss> {
    let levels = sigmas.iter().enumerate();
    levels
        .map(|(level, &sigma)| {
            let draws = NoisyDraws::new(mixture, sigma, points, seed, level as u64);
            let floor = objective_floor(objective, mixture, sigma, FLOOR);
            let gain = gain(score, mixture, objective, sigma, &draws) / points as f64;
            ObjectiveLoss {
                sigma,
                loss: floor.value + loss_weight(sigma) * gain,
                floor: floor.value,
                floor_se: floor.se,
            }
        })
        .collect()
}

/// The sum over draws of the unweighted loss of `score` minus that of the exact score.
fn gain(
    score: &dyn ScoreFn,
    mixture: &GaussianMixture,
    objective: Objective,
    sigma: f64,
    draws: &NoisyDraws,
) -> f64 {
    let x = draws.x_noisy.view();
    let smoothed = mixture.smoothed(sigma);
    let square = |v: &Array2<f64>| (v * v).sum();
    match objective {
        Objective::Implicit | Objective::Sliced | Objective::SlicedVr => {
            let (found, divergence) = score.score_and_divergence(x, sigma);
            let (truth, exact) = smoothed.score_and_divergence_batch(x);
            0.5 * (square(&found) - square(&truth)) + (divergence - exact).sum()
        }
        Objective::Explicit => square(&(score.score(x, sigma) - smoothed.score_batch(x))),
        Objective::Denoising => {
            let target = &draws.eps / -sigma;
            let (found, truth) = (score.score(x, sigma), smoothed.score_batch(x));
            square(&(found - &target)) - square(&(truth - &target))
        }
        Objective::StableTarget => {
            let target = shared_targets(draws.x0().view(), x, sigma);
            let (found, truth) = (score.score(x, sigma), smoothed.score_batch(x));
            square(&(found - &target)) - square(&(truth - &target))
        }
    }
}

/// Stable targets at every row, rows in a group being each other's reference.
fn shared_targets(x0: ArrayView2<f64>, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
    let rows = x.nrows();
    let mut targets = Array2::zeros(x.raw_dim());
    for first in (0..rows).step_by(STABLE_REFERENCE) {
        let last = (first + STABLE_REFERENCE).min(rows);
        // A short last group takes earlier samples in.
        let reference = x0.slice(s![last.saturating_sub(STABLE_REFERENCE)..last, ..]);
        let found = stable_targets(reference, x.slice(s![first..last, ..]), sigma);
        targets.slice_mut(s![first..last, ..]).assign(&found);
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Estimate, score_errors};
    use crate::mixture::Component;
    use crate::score::ExactScore;

    fn mixtures() -> [GaussianMixture; 2] {
        let of = |x: f64, std: f64| {
            let list = vec![
                Component::round([x, 0.0], std, 1.0),
                Component::round([-1.0, 0.5], 0.4, 2.0),
            ];
            GaussianMixture::new(list).unwrap()
        };
        [of(1.0, 0.5), of(1.3, 0.7)]
    }

    #[test]
    fn the_exact_score_scores_the_floor_of_every_objective() {
        let [mixture, _] = mixtures();
        let exact = ExactScore::new(mixture.clone());
        for objective in Objective::ALL {
            for level in objective_losses(&exact, &mixture, objective, &[0.1, 1.0], 300, 1) {
                let miss = (level.loss - level.floor).abs();
                assert!(miss < 1e-9, "{objective:?} {level:?}");
            }
        }
    }

    #[test]
    fn another_score_exceeds_every_floor_by_its_squared_error() {
        let [mixture, other] = mixtures();
        let other = ExactScore::new(other);
        for sigma in [0.3, 1.5] {
            let truth = score_errors(&other, &mixture, &[sigma], 400_000, 2)[0].excess;
            for objective in Objective::ALL {
                let excess = |seed| {
                    let level =
                        objective_losses(&other, &mixture, objective, &[sigma], 20_000, seed)[0];
                    level.loss - level.floor
                };
                let found = Estimate::mean_of(&(3..19).map(excess).collect::<Vec<f64>>());
                let share = if objective.takes_derivatives() {
                    0.5
                } else {
                    1.0
                };
                let miss = (found.value - share * truth).abs();
                // A hundredth for the error of `truth`.
                assert!(
                    miss < 4.0 * found.se + 0.01 * truth,
                    "{objective:?}: {found:?} {truth}"
                );
                assert!(found.se < 0.1 * found.value, "{objective:?}: {found:?}");
            }
        }
    }

    #[test]
    fn on_the_clean_density_losses_without_noise_are_measured_unweighted() {
        let [mixture, other] = mixtures();
        let other = ExactScore::new(other);
        let truth = score_errors(&other, &mixture, &[0.0], 100_000, 2)[0].score_error;
        for objective in [Objective::Explicit, Objective::Implicit, Objective::Sliced] {
            let level = objective_losses(&other, &mixture, objective, &[0.0], 100_000, 2)[0];
            let information = crate::measure::fisher_information(&mixture, 1_000_000);
            let share = if objective.takes_derivatives() {
                0.5
            } else {
                1.0
            };
            let relative = (level.loss - level.floor) / (share * information);
            assert!(
                (relative / truth - 1.0).abs() < 0.05,
                "{objective:?}: {relative} {truth}"
            );
        }
    }
}
