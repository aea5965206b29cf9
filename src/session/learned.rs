//! What the learner hands to the simulation.

use super::snapshot::{Phase, RunId};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::score::{ScoreNet, TrainingSpec};
use std::sync::Arc;

/// The learner at one moment: complete and immutable.
pub struct Learned {
    pub run: RunId,
    pub phase: Phase,
    pub train_step: u64,
    pub steps_per_second: f64,
    /// Seconds spent training in this run.
    pub seconds: f64,
    pub noise: NoiseRange,
    pub training: TrainingSpec,
    pub mixture: Arc<GaussianMixture>,
    pub network: Arc<ScoreNet>,
    /// (train step, mean loss since the last point).
    pub loss: Vec<(u64, f64)>,
}
