//! What the learner hands to the simulation.

use super::curves::Bin;
use super::learner::laid_open::OpenStep;
use super::marks::Mark;
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
    /// Optimiser steps a second that the pace allows; `None` for as many as the machine can.
    pub pace: Option<f64>,
    pub noise: NoiseRange,
    pub training: TrainingSpec,
    pub mixture: Arc<GaussianMixture>,
    pub network: Arc<ScoreNet>,
    /// The training loss since the objective was chosen.
    pub loss: Vec<Bin>,
    /// What was changed in this run.
    pub marks: Vec<Mark>,
    /// The step that is laid open.
    pub step: Option<OpenStep>,
}
