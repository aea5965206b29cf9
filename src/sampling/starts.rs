//! Where particles start.

use crate::mixture::GaussianMixture;
use crate::noise::Prior;
use ndarray::Array2;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// Where particles start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Init {
    /// The prior of the process: the Gaussian that stands for p at its last time.
    #[default]
    Prior,
    /// Clean samples of the target.
    Data,
    /// Uniform on the square `[low, high]^2`.
    Box(f64, f64),
}

impl Init {
    /// `n` starting points, `[n, 2]`.
    pub(super) fn draw(
        self,
        n: usize,
        prior: &Prior,
        mixture: &GaussianMixture,
        rng: &mut ChaCha8Rng,
    ) -> Array2<f64> {
        match self {
            Self::Data => mixture.sample(n, rng),
            Self::Prior => prior.sample(n, rng),
            Self::Box(low, high) => {
                Array2::from_shape_simple_fn((n, 2), || low + (high - low) * rng.random::<f64>())
            }
        }
    }
}
