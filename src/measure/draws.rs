//! Noisy samples with the noise that made them: what errors, floors and losses are measured on.

use crate::mixture::GaussianMixture;
use ndarray::Array2;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Samples of p_sigma together with the noise that made them.
pub(super) struct NoisyDraws {
    pub(super) sigma: f64,
    pub(super) eps: Array2<f64>,
    pub(super) x_noisy: Array2<f64>,
}

/// The first stream of a seed that measuring uses; smaller ones belong to sampling, and training has
/// its own far above.
const FIRST_STREAM: u64 = 16;

impl NoisyDraws {
    pub(super) fn new(
        mixture: &GaussianMixture,
        sigma: f64,
        points: usize,
        seed: u64,
        level: u64,
    ) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(FIRST_STREAM + level);
        let x0 = mixture.sample(points, &mut rng);
        let eps = Array2::from_shape_simple_fn((points, 2), || StandardNormal.sample(&mut rng));
        let x_noisy = x0 + sigma * &eps;
        Self {
            sigma,
            eps,
            x_noisy,
        }
    }

    /// The clean samples.
    pub(super) fn x0(&self) -> Array2<f64> {
        &self.x_noisy - &(self.sigma * &self.eps)
    }
}
