//! One optimiser step at a time.

use super::{NetworkSpec, ScoreNet, SpecError, TrainingSpec};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use std::sync::Arc;

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainReport {
    /// Steps taken since the weights were drawn, this one included.
    pub train_step: u64,
    /// The objective on this step's batch, in the units of `dsm_loss` where it is denoising.
    pub loss: f64,
    /// Whether loss and weights are finite; after `false` the trainer keeps its last finite weights.
    pub finite: bool,
}

/// Trains one network on one target.
pub struct Trainer {}

impl Trainer {
    /// New weights from `seed`. `pool` changes the speed, never a bit of the result.
    ///
    /// # Errors
    /// When a specification is out of range.
    pub fn new(
        _mixture: &GaussianMixture,
        _range: NoiseRange,
        _network: &NetworkSpec,
        _training: &TrainingSpec,
        _seed: u64,
        _pool: Arc<rayon::ThreadPool>,
    ) -> Result<Self, SpecError> {
        todo!()
    }

    /// Draws a batch, follows the gradient once, updates the averaged weights.
    pub fn step(&mut self) -> TrainReport {
        todo!()
    }

    /// The target has moved: goes on from the current weights.
    pub fn retarget(&mut self, _mixture: &GaussianMixture) {}

    /// Other training choices on the current weights.
    ///
    /// # Errors
    /// When a choice is out of range, or needs another kind of network (fixed level against all).
    pub fn tune(&mut self, _training: &TrainingSpec) -> Result<(), SpecError> {
        todo!()
    }

    /// A copy of the averaged weights.
    pub fn frozen(&self) -> ScoreNet {
        todo!()
    }
}
