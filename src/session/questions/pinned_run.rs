//! A run that is kept to compare others with.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::score::{NetworkSpec, TrainingSpec};
use crate::session::history::History;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A run as it was when it was pinned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PinnedRun {
    /// The optimiser steps that its network had learned for.
    pub train_step: u64,
    /// The seed of its scene.
    pub seed: u64,
    /// The shape of its network.
    pub network: NetworkSpec,
    /// How it was trained.
    pub training: TrainingSpec,
    /// So many points were all that training saw; `None` for fresh draws.
    pub train_points: Option<usize>,
    /// The target of then.
    pub mixture: Arc<GaussianMixture>,
    /// Its curves.
    pub history: History,
    /// The relative score error of its network against the target of then.
    pub error: f64,
}

/// What the network of a pinned run answers now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PinFrame {
    /// Its score at every point of the arrows of [`Snapshot::field`](crate::session::Snapshot::field), 1/unit; empty when
    /// the level was not trained, and before a field was asked for.
    pub learned: Arc<[Point]>,
    /// Its relative score error against the target as it is now, averaged over the levels of
    /// [`History::sigmas`]; `None` where it was not trained at all of them.
    pub error: Option<f64>,
}
