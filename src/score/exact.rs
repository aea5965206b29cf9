//! The oracle: the score of the smoothed mixture in closed form.

use super::score_fn::ScoreFn;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use ndarray::{Array1, Array2, ArrayView2};

/// The exact score of a mixture at every noise level.
#[derive(Clone, Debug)]
pub struct ExactScore {
    mixture: GaussianMixture,
}

impl ExactScore {
    /// The score of `mixture` at every noise level.
    pub fn new(mixture: GaussianMixture) -> Self {
        Self { mixture }
    }

    /// The clean target.
    pub fn mixture(&self) -> &GaussianMixture {
        &self.mixture
    }
}

impl ScoreFn for ExactScore {
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        self.mixture.smoothed(sigma).score_batch(x)
    }

    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        self.score_and_divergence(x, sigma).1
    }

    fn score_and_divergence(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array1<f64>) {
        self.mixture.smoothed(sigma).score_and_divergence_batch(x)
    }

    fn denoised(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        self.mixture.denoised_batch(x, sigma)
    }

    fn score_and_denoised(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array2<f64>) {
        (self.score(x, sigma), self.denoised(x, sigma))
    }

    fn trained_range(&self) -> Option<NoiseRange> {
        None
    }
}
