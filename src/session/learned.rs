//! What the learner hands to the simulation.

use super::curves::Bin;
use super::learner::laid_open::OpenStep;
use super::learner::recall::Recall;
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
    /// The newest.
    pub network: Arc<ScoreNet>,
    /// The one of the past that is on show in its place.
    pub recall: Option<Arc<Recall>>,
    /// Counts the edits of what training sees.
    pub edition: u64,
    /// The steps that can be gone back to.
    pub checkpoints: Arc<[u64]>,
    /// The steps to which the run went back, in order: curves hold to the lowest of those that are new.
    pub returns: Arc<[u64]>,
    /// The training loss since the objective was chosen.
    pub loss: Vec<Bin>,
    /// What was changed in this run.
    pub marks: Vec<Mark>,
    /// The step that is laid open.
    pub step: Option<OpenStep>,
}

impl Learned {
    /// The network on show.
    pub fn shown(&self) -> &Arc<ScoreNet> {
        (self.recall.as_ref()).map_or(&self.network, |recall| &recall.network)
    }

    /// The step to which the run went back since `before`, a state of the same run.
    pub fn went_back_since(&self, before: &Self) -> Option<u64> {
        let known = before.returns.len().min(self.returns.len());
        self.returns[known..].iter().min().copied()
    }
}
