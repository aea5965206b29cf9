//! A score and the exact density at chosen points and one noise level or time.

use crate::mixture::GaussianMixture;
use crate::noise::{Noising, Process};
use crate::plane::Point;
use crate::score::{ProcessScore, ScoreFn};
use ndarray::{Array1, Array2};

/// What is known at each point of `x`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSample {
    /// `[n, 2]`, data units.
    pub x: Array2<f64>,
    /// The score of p by the score that was asked, `[n, 2]`, 1/unit.
    pub score: Array2<f64>,
    /// The exact log p(x), `[n]`, nats per square unit.
    pub log_density: Array1<f64>,
    /// E[x0 given x] = c + (x - c + sigma^2 s^2 score)/alpha, `[n, 2]`, data units.
    pub denoised: Array2<f64>,
    /// The noise in x = c + alpha (x0 - c) + sigma s eps, whose density p is.
    pub sigma: f64,
    /// Where along a process; `None` at a VE level, where alpha is 1.
    pub moment: Option<Moment>,
}

/// A moment of a forward process.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The time.
    pub t: f64,
    /// What is left of the data then.
    pub alpha: f64,
    /// c of the process, data units.
    pub center: Point,
    /// s of the process, data units.
    pub scale: f64,
}

impl FieldSample {
    /// Evaluates `score` and the density of the smoothed `mixture` at `x` `[n, 2]`.
    pub fn evaluate(
        x: Array2<f64>,
        sigma: f64,
        score: &dyn ScoreFn,
        mixture: &GaussianMixture,
    ) -> Self {
        let log_density = mixture.smoothed(sigma).log_density_batch(x.view());
        let (field, denoised) = score.score_and_denoised(x.view(), sigma);
        Self {
            x,
            score: field,
            log_density,
            denoised,
            sigma,
            moment: None,
        }
    }

    /// Evaluates s_t by `score` and the density p_t along `process` at `x` `[n, 2]`.
    pub fn at_time(
        x: Array2<f64>,
        process: &Process,
        t: f64,
        score: &dyn ScoreFn,
        mixture: &GaussianMixture,
    ) -> Self {
        let Noising { alpha, center, .. } = process.noising(t);
        let seen = process.centered(x.view());
        let (field, denoised) =
            ProcessScore::new(score, process).score_and_denoised(seen.view(), t);
        let denoised = process.uncentered(denoised.view());
        Self {
            log_density: process.marginal(mixture, t).log_density_batch(x.view()),
            score: field,
            denoised,
            sigma: process.sigma(t),
            moment: Some(Moment {
                t,
                alpha,
                center,
                scale: process.scale(),
            }),
            x,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::score::ExactScore;
    use approx::assert_abs_diff_eq;
    use ndarray::array;

    #[test]
    fn a_denoiser_far_above_the_data_keeps_its_digits() {
        let lone = Component::from_axes([0.0, 0.0], [1.0, 1e-6], 0.0, 1.0);
        let mixture = GaussianMixture::new(vec![lone]).unwrap();
        let exact = ExactScore::new(mixture.clone());
        let field = FieldSample::evaluate(array![[1e-3, 1e-3]], 1e6, &exact, &mixture);
        // K x with K = s^2/(s^2 + sigma^2) along each axis.
        for (axis, variance) in [1.0, 1e-12].into_iter().enumerate() {
            let expected = 1e-3 * variance / (variance + 1e12);
            let found = field.denoised[[0, axis]];
            assert!(
                (found / expected - 1.0).abs() < 1e-9,
                "{found:e} for {expected:e}"
            );
        }
    }

    #[test]
    fn a_field_along_a_process_is_that_of_the_shrunk_and_widened_gaussian() {
        let lone = Component::round([1.0, -2.0], 0.5, 1.0);
        let mixture = GaussianMixture::new(vec![lone]).unwrap();
        let exact = ExactScore::new(mixture.clone());
        let (process, t, x) = (Process::vp_linear(), 0.4, [0.3, -0.7]);
        let points = array![x];
        let field = FieldSample::at_time(points, &process, t, &exact, &mixture);
        let (alpha, sigma) = (process.alpha(t), process.sigma(t));
        let variance = 0.25 * alpha * alpha + sigma * sigma;
        let apart = [x[0] - alpha, x[1] + 2.0 * alpha];
        for axis in 0..2 {
            let score = -apart[axis] / variance;
            assert_abs_diff_eq!(field.score[[0, axis]], score, epsilon = 1e-12);
            let clean = (x[axis] + sigma * sigma * score) / alpha;
            assert_abs_diff_eq!(field.denoised[[0, axis]], clean, epsilon = 1e-12);
        }
        let squared = apart[0].powi(2) + apart[1].powi(2);
        let log = -0.5 * squared / variance - (std::f64::consts::TAU * variance).ln();
        assert_abs_diff_eq!(field.log_density[0], log, epsilon = 1e-12);
        let moment = Moment {
            t,
            alpha,
            center: [0.0, 0.0],
            scale: 1.0,
        };
        assert_eq!((field.sigma, field.moment), (sigma, Some(moment)));
    }
}
