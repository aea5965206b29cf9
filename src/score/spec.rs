//! What a user chooses about the network and its training; part of a scene file.

mod architecture;
mod error;
mod objective;

pub use architecture::{Features, Parameterization};
pub use error::SpecError;
pub use objective::Objective;

use super::engine::activation::Activation;
use crate::noise::NoiseRange;
use serde::{Deserialize, Serialize};

/// The shape of the multilayer perceptron and the meaning of its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkSpec {
    /// Units a hidden layer: 32, 64, 128 or 256.
    pub width: usize,
    /// Hidden layers: 2, 3 or 4.
    pub depth: usize,
    pub activation: Activation,
    pub features: Features,
    pub parameterization: Parameterization,
}

impl Default for NetworkSpec {
    fn default() -> Self {
        Self {
            width: 64,
            depth: 3,
            activation: Activation::Silu,
            features: Features::default(),
            parameterization: Parameterization::default(),
        }
    }
}

/// The noise levels a network is trained at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoiseLevels {
    /// Every level of the scene's range, by one noise-conditional network.
    #[default]
    All,
    /// One level, by a plain network without noise input. Sigma 0 is the clean density:
    /// only objectives that need no noise accept it.
    Fixed(f64),
}

impl NoiseLevels {
    /// `count` geometric levels of `range`, increasing, both ends included; or the only level.
    pub fn spread(self, range: NoiseRange, count: usize) -> Vec<f64> {
        match self {
            Self::Fixed(sigma) => vec![sigma],
            Self::All => {
                let mut levels = range.ladder(count);
                levels.reverse();
                levels
            }
        }
    }
}

/// How the network is trained.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrainingSpec {
    pub objective: Objective,
    pub noise_levels: NoiseLevels,
    /// Samples a step.
    pub batch: usize,
    /// Adam's step length after warm-up.
    pub learning_rate: f64,
}

impl Default for TrainingSpec {
    fn default() -> Self {
        Self {
            objective: Objective::Denoising,
            noise_levels: NoiseLevels::All,
            // Half the usual batch: as exact for the same number of samples, and twice the steps to
            // follow a drag with.
            batch: 256,
            learning_rate: 1e-2,
        }
    }
}

impl NetworkSpec {
    pub const WIDTHS: [usize; 4] = [32, 64, 128, 256];
    pub const DEPTHS: [usize; 3] = [2, 3, 4];

    /// # Errors
    /// When the width or depth is not on the menu.
    pub fn validate(&self) -> Result<(), SpecError> {
        if !Self::WIDTHS.contains(&self.width) {
            return Err(SpecError::Width(self.width));
        }
        if !Self::DEPTHS.contains(&self.depth) {
            return Err(SpecError::Depth(self.depth));
        }
        Ok(())
    }

    /// # Errors
    /// When the network's output cannot be turned into a score at a level of `levels`.
    pub fn validate_at(&self, levels: NoiseLevels) -> Result<(), SpecError> {
        if levels == NoiseLevels::Fixed(0.0) && self.parameterization.divides_by_noise() {
            return Err(SpecError::ParameterizationWithoutNoise(
                self.parameterization,
            ));
        }
        Ok(())
    }
}

impl TrainingSpec {
    /// The largest batch.
    pub const MAX_BATCH: usize = 16_384;

    /// # Errors
    /// When a number is out of range, or an objective that needs noise is asked for without.
    pub fn validate(&self) -> Result<(), SpecError> {
        if !(1..=Self::MAX_BATCH).contains(&self.batch) {
            return Err(SpecError::Batch(self.batch));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 100.0) {
            return Err(SpecError::LearningRate(self.learning_rate));
        }
        match self.noise_levels {
            NoiseLevels::Fixed(sigma) if !(0.0..=1e6).contains(&sigma) => {
                Err(SpecError::FixedLevel(sigma))
            }
            NoiseLevels::Fixed(0.0) => self.objective.refusal_without_noise().map_or(Ok(()), Err),
            NoiseLevels::All | NoiseLevels::Fixed(_) => Ok(()),
        }
    }
}
