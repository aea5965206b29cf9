//! A frozen score network: plain numbers, shared by threads, saved to files.

use super::{NetworkSpec, NoiseLevels, ScoreFn};
use crate::noise::NoiseRange;
use ndarray::{Array2, ArrayView2};

/// A frozen network that answers s(x, sigma). Cheap to clone.
#[derive(Clone, Debug)]
pub struct ScoreNet {
    spec: NetworkSpec,
    range: NoiseRange,
    noise_levels: NoiseLevels,
}

/// Why bytes are not a model.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ModelError {
    #[error("the file is not a model of this program: {0}; train one with `scorefield train`")]
    Unreadable(String),
}

impl ScoreNet {
    /// The shape of the network.
    pub fn spec(&self) -> NetworkSpec {
        self.spec
    }

    /// The levels it was trained at.
    pub fn noise_levels(&self) -> NoiseLevels {
        self.noise_levels
    }

    /// The model as a safetensors file; the same network gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        todo!()
    }

    /// Reads what [`ScoreNet::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are truncated, of another program, or hold numbers that are not finite.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Self, ModelError> {
        todo!()
    }
}

impl ScoreFn for ScoreNet {
    fn score(&self, _x: ArrayView2<f64>, _sigma: f64) -> Array2<f64> {
        todo!()
    }

    fn trained_range(&self) -> Option<NoiseRange> {
        Some(self.range)
    }
}
