//! What can be asked of an experiment. Data, never closures.

use super::journey::JourneyRequest;
use super::pace::{Speed, TrainingPace};
use super::questions::lines::LineRequest;
use super::questions::maps::MapRequest;
use super::questions::probes::ProbeRequest;
use super::questions::units::UnitRequest;
use super::replication::PapersOrder;
use super::sampling_text;
use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use crate::plane::{Bounds, Point};
use crate::sampling::SamplingSpec;
use crate::scene::Scene;
use crate::score::{ScoreNet, TrainingSpec};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Whether something runs, waits, or takes one step and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// It goes on.
    Run,
    /// It waits.
    Pause,
    /// One step, then pause.
    Step,
}

/// The part of the plane and the level at which fields are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldRequest {
    /// Where arrows and density are evaluated: usually the visible rectangle.
    pub bounds: Bounds,
    /// What is left of the data: 1, or alpha(t) of a process.
    pub alpha: f64,
    /// c, towards which alpha shrinks the data, data units.
    pub center: Point,
    /// The standard deviation of the noise, data units.
    pub sigma: f64,
    /// Arrows along x and y.
    pub arrows: [usize; 2],
    /// Density samples along x and y.
    pub density: [usize; 2],
    /// Whether the score of the training points is wanted, too.
    #[serde(default)]
    pub empirical: bool,
}

impl FieldRequest {
    /// How the points whose density is on show follow from clean ones.
    pub fn noising(&self) -> Noising {
        Noising {
            alpha: self.alpha,
            center: self.center,
            std: self.sigma,
        }
    }
}

/// One request. `Retarget`, `TrainPoints`, `Tune`, `Frame`, `Sampling`, `Unit`, `Probe`, `Maps`, `Line`, `Recall` and `Identity` coalesce: of a run of the same kind that
/// waits, as of a burst under a drag, only the newest is obeyed. The others are obeyed one by one, in
/// order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Starts over with another scene: new network, new particles, a new [`super::RunId`].
    Load(Box<Scene>),
    /// The target has changed under a drag; training goes on from the current weights.
    Retarget(Arc<GaussianMixture>),
    /// Trains on so many points of the target, or on fresh draws; training goes on from the current weights.
    TrainPoints(Option<usize>),
    /// Changes how the network is trained, keeping its weights where their shape allows it.
    Tune(TrainingSpec),
    /// Throws the weights away and trains from scratch on the current target.
    Restart,
    /// Goes on with this network, of the scene's shape and levels, in a new [`super::RunId`].
    Adopt(Box<ScoreNet>),
    /// Runs, pauses or single-steps the training.
    Train(Motion),
    /// Pauses the training and lays its coming step open (true), or no step (false); a step taken then is told, too.
    Dissect(bool),
    /// Says where and at which noise level the field is shown.
    Frame(FieldRequest),
    /// Changes how particles move; the number of particles changes without moving the others.
    Sampling(#[serde(with = "sampling_text")] SamplingSpec),
    /// Lets particles follow the exact score (true) or the learned one (false).
    FollowExact(bool),
    /// Runs, pauses or single-steps the particles.
    Particles(Motion),
    /// Shows particles at all; hidden particles cost nothing.
    ShowParticles(bool),
    /// Draws new starting points and starts the ladder again.
    Respawn,
    /// Sends particles from these points (data units) on; the oldest particles make room.
    Launch(Vec<Point>),
    /// Records the way from data to noise and back; `None` forgets it. The newest order wins.
    Journey(Option<Box<JourneyRequest>>),
    /// Measures the claims of the papers again; `None` stops it. The newest order wins.
    Papers(Option<PapersOrder>),
    /// Says how fast the network trains while it does.
    Pace(TrainingPace),
    /// Says how fast particles move while they do.
    ParticleSpeed(Speed),
    /// Shows what one hidden unit answers; `None` shows none.
    Unit(Option<UnitRequest>),
    /// Shows what the network answers at these points, at most [`ProbeRequest::MOST`] of them.
    Probe(Vec<ProbeRequest>),
    /// Shows these quantities over the plane, at most [`MapRequest::MOST`] of them.
    Maps(Vec<MapRequest>),
    /// Shows what the network answers along this line; `None` along none.
    Line(Option<LineRequest>),
    /// Shows the network of the checkpoint nearest to this step in the place of the newest; `None` shows the newest.
    Recall(Option<u64>),
    /// Shows the objectives of the network at this noise level (data units, above 0); `None` shows none.
    Identity(Option<f64>),
    /// Keeps the run as it is on show, curves and network, to compare others with (true), or no run (false).
    Pin(bool),
    /// Goes back to the checkpoint nearest to this step and on from there; what was learned since is forgotten.
    GoOnFrom(u64),
}
