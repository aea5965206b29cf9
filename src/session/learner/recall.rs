//! A network of the past that is looked at while the learner stands elsewhere.

use crate::score::ScoreNet;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the simulation is told of it.
#[derive(PartialEq)]
pub struct Recall {
    pub train_step: u64,
    pub network: Arc<ScoreNet>,
    /// The last edit by then of what training sees.
    pub edition: u64,
}

/// A network of the past that is on show in the place of the newest, measured against the target as it is now: the one
/// of then is not kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecallFrame {
    /// The optimiser steps that it had learned for.
    pub train_step: u64,
    /// Whether what training sees was edited since.
    pub is_of_another_target: bool,
    /// Its relative score error E|s - s*|^2 / E|s*|^2, averaged over the levels of
    /// [`History::sigmas`](crate::session::History::sigmas).
    pub error: f64,
    /// The same at each of the levels.
    pub error_per_sigma: Vec<f64>,
}
