//! Where particles start.

use super::stream::normal;
use crate::mixture::GaussianMixture;
use ndarray::Array2;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// Where particles start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Init {
    /// The prior of the process: N(0, sigma_max^2 I), or N(0, I) where the variance is preserved.
    #[default]
    Prior,
    /// Clean samples of the target.
    Data,
    /// Uniform on the square `[low, high]^2`.
    Box(f64, f64),
}

impl Init {
    /// `n` starting points, `[n, 2]`; the prior is N(0, `prior_std`^2 I).
    pub(super) fn draw(
        self,
        n: usize,
        prior_std: f64,
        mixture: &GaussianMixture,
        rng: &mut ChaCha8Rng,
    ) -> Array2<f64> {
        match self {
            Self::Data => mixture.sample(n, rng),
            Self::Prior => Array2::from_shape_simple_fn((n, 2), || prior_std * normal(rng)),
            Self::Box(low, high) => {
                Array2::from_shape_simple_fn((n, 2), || low + (high - low) * rng.random::<f64>())
            }
        }
    }
}
