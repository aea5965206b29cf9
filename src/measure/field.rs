//! A score and the exact density at chosen points and one noise level.

use crate::mixture::GaussianMixture;
use crate::score::ScoreFn;
use ndarray::{Array1, Array2};

/// What is known at each point of `x`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSample {
    /// `[n, 2]`, data units.
    pub x: Array2<f64>,
    /// s(x, sigma) by the score that was asked, `[n, 2]`, 1/unit.
    pub score: Array2<f64>,
    /// The exact log p_sigma(x), `[n]`, nats per square unit.
    pub log_density: Array1<f64>,
    /// x + sigma^2 s(x, sigma), `[n, 2]`, data units.
    pub denoised: Array2<f64>,
    pub sigma: f64,
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
        let field = score.score(x.view(), sigma);
        let denoised = &x + &(&field * (sigma * sigma));
        Self {
            x,
            score: field,
            log_density,
            denoised,
            sigma,
        }
    }
}
