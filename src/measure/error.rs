//! The error of a score against the exact one, and its loss against the floor.

use super::Estimate;
use super::draws::NoisyDraws;
use super::floor::{FloorBudget, objective_floor};
use crate::mixture::GaussianMixture;
use crate::score::{Objective, ScoreFn};

/// What is measured at one noise level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelError {
    /// The noise level, data units.
    pub sigma: f64,
    /// E|s - s*|^2 / E|s*|^2 under p_sigma; 0 is exact.
    pub score_error: f64,
    /// `dsm_loss` = E sigma^2 |s + eps/sigma|^2; not a number at sigma 0.
    pub loss: f64,
    /// `dsm_floor`; not a number at sigma 0.
    pub floor: f64,
    /// Its standard error: 0 where it is exact, see [`FloorBudget`].
    pub floor_se: f64,
    /// sigma^2 E|s - s*|^2, which `loss - floor` equals in expectation; not a number at sigma 0.
    pub excess: f64,
}

/// What each floor may cost.
pub(super) const FLOOR: FloorBudget = FloorBudget {
    grid: 2_000_000,
    ..FloorBudget::REPORT
};

/// Measures `score` at each of `sigmas` on `points` fresh noisy samples; `seed` fixes them.
///
/// The loss is the floor plus the mean difference of the two squared residuals on the same draws:
/// the exact score's residual is a control variate whose mean is known.
pub fn score_errors(
    score: &dyn ScoreFn,
    mixture: &GaussianMixture,
    sigmas: &[f64],
    points: usize,
    seed: u64,
) -> Vec<LevelError> {
    sigmas
        .iter()
        .enumerate()
        .map(|(level, &sigma)| {
            let draws = NoisyDraws::new(mixture, sigma, points, seed, level as u64);
            let floor = if sigma > 0.0 {
                objective_floor(Objective::Denoising, mixture, sigma, FLOOR)
            } else {
                Estimate::exact(f64::NAN)
            };
            compare(&draws, score, mixture, floor)
        })
        .collect()
}

/// The mean of the relative score errors of all levels.
pub fn mean_score_error(levels: &[LevelError]) -> f64 {
    levels.iter().map(|level| level.score_error).sum::<f64>() / levels.len() as f64
}

fn compare(
    draws: &NoisyDraws,
    score: &dyn ScoreFn,
    mixture: &GaussianMixture,
    floor: Estimate,
) -> LevelError {
    let truth = mixture
        .smoothed(draws.sigma)
        .score_batch(draws.x_noisy.view());
    let found = score.score(draws.x_noisy.view(), draws.sigma);
    let (mut error, mut size, mut gain) = (0.0, 0.0, 0.0);
    ndarray::Zip::from(&found)
        .and(&truth)
        .and(&draws.eps)
        .for_each(|s, t, eps| {
            let noise = eps / draws.sigma;
            error += (s - t).powi(2);
            size += t * t;
            gain += (s + noise).powi(2) - (t + noise).powi(2);
        });
    // Without noise there is nothing to guess: not a number times anything.
    let weight = if draws.sigma > 0.0 {
        draws.sigma * draws.sigma
    } else {
        f64::NAN
    };
    let per_point = weight / draws.x_noisy.nrows() as f64;
    LevelError {
        sigma: draws.sigma,
        score_error: error / size,
        loss: floor.value + per_point * gain,
        floor: floor.value,
        floor_se: floor.se,
        excess: per_point * error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::noise::NoiseRange;
    use crate::score::ExactScore;
    use approx::assert_abs_diff_eq;
    use ndarray::{Array1, Array2, ArrayView2};

    /// The exact score of one standard Gaussian, times a constant: every error is known.
    struct Stretched(f64);

    impl ScoreFn for Stretched {
        fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
            x.mapv(|v| -self.0 * v / (1.0 + sigma * sigma))
        }
        fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
            Array1::from_elem(x.nrows(), -2.0 * self.0 / (1.0 + sigma * sigma))
        }
        fn trained_range(&self) -> Option<NoiseRange> {
            None
        }
    }

    fn unit() -> GaussianMixture {
        GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap()
    }

    #[test]
    fn the_exact_score_has_no_error_and_scores_the_floor() {
        let mixture = unit();
        for level in score_errors(
            &ExactScore::new(mixture.clone()),
            &mixture,
            &[0.1, 2.0],
            500,
            1,
        ) {
            assert_eq!(level.score_error, 0.0);
            assert_eq!(level.loss, level.floor);
        }
    }

    #[test]
    fn a_stretched_score_has_the_error_and_excess_of_the_closed_form() {
        // s = c s*: relative error (c - 1)^2, excess (c - 1)^2 sigma^2 E|s*|^2, and the loss by
        // draws exceeds the floor by the same: denoising equals explicit matching plus a constant.
        let (stretch, points) = (1.5, 100_000);
        for level in score_errors(&Stretched(stretch), &unit(), &[0.5, 2.0], points, 2) {
            let signal = 2.0 * level.sigma.powi(2) / (1.0 + level.sigma.powi(2));
            assert_abs_diff_eq!(level.score_error, 0.25, epsilon = 1e-12);
            let standard_error = 0.25 * signal / (points as f64).sqrt();
            assert_abs_diff_eq!(level.excess, 0.25 * signal, epsilon = 4.0 * standard_error);
            let wide = 4.0 * (signal * 2.0 / points as f64).sqrt();
            assert_abs_diff_eq!(level.loss - level.floor, 0.25 * signal, epsilon = wide);
        }
    }
}
