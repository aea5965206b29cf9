//! What an experiment publishes: complete, immutable, in data space, free of dfdx and egui.

use super::history::History;
use super::learner::recall::RecallFrame;
use super::learner::step_frame::StepFrame;
use super::mode_shares::ModeShares;
use super::questions::identity::IdentityFrame;
use super::questions::lines::LineAnswer;
use super::questions::pinned_run::{PinFrame, PinnedRun};
use super::questions::probes::ProbeAnswer;
use super::questions::units::UnitMap;
use crate::measure::{Memorised, QuantityMap};
use crate::mixture::{GaussianMixture, TrainingSet};
use crate::noise::{NoiseRange, Noising};
use crate::plane::{Bounds, Grid, Point};
use crate::sampling::Dynamics;
use crate::score::ScoreNet;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Counts `Load`s and `Restart`s; results of an older run are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u64);

/// Before so many optimiser steps a network has learned next to nothing.
const LEARNED_AFTER: u64 = 200;

/// Whether a network has learned something in `train_step` optimiser steps.
pub fn has_learned(train_step: u64) -> bool {
    train_step >= LEARNED_AFTER
}

/// What the learner is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// It takes steps.
    Training,
    /// It waits.
    Paused,
    /// The loss or the weights left the finite numbers; the last finite weights are shown.
    Diverged {
        /// The optimiser step at which it happened.
        train_step: u64,
        /// One sentence with what to do next.
        advice: String,
    },
    /// A worker stopped for a reason of its own.
    Failed {
        /// One sentence.
        message: String,
    },
}

impl Phase {
    /// Whether only a restart helps.
    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Diverged { .. } | Self::Failed { .. })
    }
}

/// Fields on the requested rectangle, at one noise level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldFrame {
    /// Of the density of c + alpha (x0 - c) + sigma eps.
    pub alpha: f64,
    /// c, data units.
    pub center: Point,
    /// The noise level, data units.
    pub sigma: f64,
    /// Where the arrows stand.
    pub arrows: Grid,
    /// The learned score at every point of `arrows`; empty when the level was not trained.
    pub learned: Arc<[Point]>,
    /// The exact score at every point of `arrows`.
    pub exact: Arc<[Point]>,
    /// The score of the training points at every point of `arrows`; empty unless it was asked for and there
    /// are any, and without noise, where they have none.
    #[serde(default)]
    pub empirical: Arc<[Point]>,
    /// Where the density is known.
    pub density: Grid,
    /// log p at every point of `density`, nats per square unit.
    pub log_density: Arc<[f32]>,
}

impl FieldFrame {
    /// The noise that the density belongs to.
    pub fn noising(&self) -> Noising {
        Noising {
            alpha: self.alpha,
            center: self.center,
            std: self.sigma,
        }
    }
}

/// Particles with their recent paths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SwarmFrame {
    /// What a step is.
    pub dynamics: Dynamics,
    /// Langevin steps since the particles were spawned.
    pub step: u64,
    /// The levels of the plan, the first one first; of dynamics at one level that one.
    pub ladder: Arc<[f64]>,
    /// Which level of `ladder` they move at now, counted from 0.
    pub rung: usize,
    /// The noise level they move at now.
    pub sigma: f64,
    /// eps_L at this level.
    pub step_size: f64,
    /// Whether an annealed run has come to the end of its ladder; never of dynamics at one level.
    pub finished: bool,
    /// How many the score has led away; they rest where they last were.
    pub led_away: usize,
    /// Whether the target has changed since they were spawned.
    pub target_changed: bool,
    /// Their shares among the modes, counted some times a second; `None` for a lone mode, for more than
    /// [`ModeShares::MOST`] of them and before the first count.
    pub shares: Option<Arc<ModeShares>>,
    /// How many of them are copies of training points, counted some times a second; `None` on fresh draws.
    #[serde(default)]
    pub memorised: Option<Memorised>,
    /// Paths, oldest point first, flat: particle i owns `trails[i * trail_len .. (i + 1) * trail_len]`.
    pub trails: Vec<Point>,
    /// Points a path; the last is where the particle is.
    pub trail_len: usize,
    /// Those that were sent by hand of late, with longer paths.
    pub launched: Vec<LaunchedFrame>,
}

/// A particle that was sent by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaunchedFrame {
    /// Which of the particles.
    pub particle: usize,
    /// Where it was since, oldest point first; the last is where it is.
    pub path: Vec<Point>,
}

impl SwarmFrame {
    /// The number of particles.
    pub fn len(&self) -> usize {
        self.trails.len() / self.trail_len.max(1)
    }

    /// Whether there is no particle.
    pub fn is_empty(&self) -> bool {
        self.trails.is_empty()
    }
}

/// Everything the window shows, at one moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// The run that this is a moment of.
    pub run: RunId,
    /// How many [`Load`](super::Command::Load)s came before: who has sent more sees the scene before.
    pub loads: u64,
    /// What the learner is doing.
    pub phase: Phase,
    /// Optimiser steps since the run began, of the newest network.
    pub train_step: u64,
    /// Optimiser steps a second of late; 0 while nothing is trained.
    pub steps_per_second: f64,
    /// Optimiser steps a second that the pace allows now; `None` for as many as the machine can.
    #[serde(default)]
    pub pace: Option<f64>,
    /// The rectangle that holds the target out to three standard deviations.
    pub extent: Bounds,
    /// The levels the network is trained on.
    pub noise: NoiseRange,
    /// The target the learner trains on now.
    pub mixture: Arc<GaussianMixture>,
    /// All that training sees of it; `None` for fresh draws.
    #[serde(default)]
    pub training_set: Option<Arc<TrainingSet>>,
    /// The shown (averaged, frozen) network, for exports: the newest, or the one of `recall`.
    pub network: Arc<ScoreNet>,
    /// The curves of the run.
    pub history: Arc<History>,
    /// `None` until the first `Frame` was answered.
    pub field: Option<Arc<FieldFrame>>,
    /// `None` while particles are hidden.
    pub swarm: Option<Arc<SwarmFrame>>,
    /// Why there are no particles though they are wanted, and what to do.
    pub particle_notice: Option<String>,
    /// What the hidden unit answers that was asked for.
    #[serde(default)]
    pub unit: Option<Arc<UnitMap>>,
    /// What the network answers at the points that were asked for, in their order.
    #[serde(default)]
    pub probes: Arc<[ProbeAnswer]>,
    /// The step that is laid open.
    #[serde(default)]
    pub step: Option<Arc<StepFrame>>,
    /// The maps that were asked for, in their order, as far as they are known.
    #[serde(default)]
    pub maps: Arc<[Arc<QuantityMap>]>,
    /// What the network answers along the line that was asked for.
    #[serde(default)]
    pub line: Option<Arc<LineAnswer>>,
    /// The steps whose networks can be looked at and gone on from, rising.
    #[serde(default)]
    pub checkpoints: Arc<[u64]>,
    /// The network of the past that is on show.
    #[serde(default)]
    pub recall: Option<Arc<RecallFrame>>,
    /// The objectives of the shown network at the level that was asked for.
    #[serde(default)]
    pub identity: Option<Arc<IdentityFrame>>,
    /// The run that is kept to compare with.
    #[serde(default)]
    pub pinned: Option<Arc<PinnedRun>>,
    /// What its network answers now.
    #[serde(default)]
    pub pin: Option<Arc<PinFrame>>,
}

impl Snapshot {
    /// The optimiser steps that the shown network has learned for.
    pub fn shown_step(&self) -> u64 {
        (self.recall.as_ref()).map_or(self.train_step, |recall| recall.train_step)
    }

    /// Whether the shown network has learned something.
    pub fn has_learned(&self) -> bool {
        has_learned(self.shown_step())
    }
}
