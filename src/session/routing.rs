//! Which part of an experiment hears which command.

use super::command::{Command, FieldRequest, Motion};
use super::inbox::Coalesce;
use super::journey::JourneyRequest;
use super::pace::{Speed, TrainingPace};
use super::questions::lines::LineRequest;
use super::questions::maps::MapRequest;
use super::questions::probes::ProbeRequest;
use super::questions::units::UnitRequest;
use super::replication::PapersOrder;
use super::snapshot::RunId;
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::SamplingSpec;
use crate::scene::Scene;
use crate::score::{ScoreNet, TrainingSpec};
use serde::{Deserialize, Serialize};
use std::mem::discriminant;
use std::sync::Arc;

/// What the learner is asked to do.
#[derive(Debug)]
pub enum LearnerCommand {
    Load(Box<Scene>, RunId),
    Restart(RunId),
    Adopt(Box<ScoreNet>, RunId),
    Retarget(Arc<GaussianMixture>),
    TrainPoints(Option<usize>),
    Tune(TrainingSpec),
    Train(Motion),
    Dissect(bool),
    Pace(TrainingPace),
    Recall(Option<u64>),
    GoOnFrom(u64),
}

/// What the simulation is asked to do.
#[derive(Debug)]
pub enum SimulationCommand {
    Load(Box<Scene>, RunId),
    Restart(RunId),
    Retarget(Arc<GaussianMixture>),
    TrainPoints(Option<usize>),
    Frame(FieldRequest),
    Sampling(SamplingSpec),
    FollowExact(bool),
    Particles(Motion),
    ShowParticles(bool),
    Respawn,
    Launch(Vec<Point>),
    Speed(Speed),
    Unit(Option<UnitRequest>),
    Probe(Vec<ProbeRequest>),
    Maps(Vec<MapRequest>),
    Line(Option<LineRequest>),
    Identity(Option<f64>),
    Pin(bool),
}

/// A computation too long for a turn: see [`super::record_journey`] and [`super::measure_papers`].
/// Whoever owns the loop runs it beside the experiment; a newer one of its kind ends it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LongRequest {
    /// Records a journey; `None` forgets the last one.
    Journey(Option<Box<JourneyRequest>>),
    /// Measures the claims of the papers; `None` keeps what is known so far.
    Papers(Option<PapersOrder>),
}

/// One command as those hear it who have a part in it.
#[derive(Default)]
pub struct Routed {
    pub learner: Option<LearnerCommand>,
    pub simulation: Option<SimulationCommand>,
    pub long: Option<LongRequest>,
}

impl Routed {
    /// `next_run` numbers the run that the command begins, if it does.
    pub fn of(command: Command, next_run: impl FnOnce() -> RunId) -> Self {
        match command {
            Command::Load(scene) => {
                let run = next_run();
                Self::to_both(
                    LearnerCommand::Load(scene.clone(), run),
                    SimulationCommand::Load(scene, run),
                )
            }
            Command::Restart => {
                let run = next_run();
                Self::to_both(
                    LearnerCommand::Restart(run),
                    SimulationCommand::Restart(run),
                )
            }
            Command::Adopt(network) => {
                let run = next_run();
                Self::to_both(
                    LearnerCommand::Adopt(network, run),
                    SimulationCommand::Restart(run),
                )
            }
            Command::Retarget(mixture) => Self::to_both(
                LearnerCommand::Retarget(mixture.clone()),
                SimulationCommand::Retarget(mixture),
            ),
            Command::TrainPoints(points) => Self::to_both(
                LearnerCommand::TrainPoints(points),
                SimulationCommand::TrainPoints(points),
            ),
            Command::Tune(training) => Self::to_learner(LearnerCommand::Tune(training)),
            Command::Train(motion) => Self::to_learner(LearnerCommand::Train(motion)),
            Command::Dissect(open) => Self::to_learner(LearnerCommand::Dissect(open)),
            Command::Frame(request) => Self::to_simulation(SimulationCommand::Frame(request)),
            Command::Sampling(sampling) => {
                Self::to_simulation(SimulationCommand::Sampling(sampling))
            }
            Command::FollowExact(exact) => {
                Self::to_simulation(SimulationCommand::FollowExact(exact))
            }
            Command::Particles(motion) => Self::to_simulation(SimulationCommand::Particles(motion)),
            Command::ShowParticles(show) => {
                Self::to_simulation(SimulationCommand::ShowParticles(show))
            }
            Command::Respawn => Self::to_simulation(SimulationCommand::Respawn),
            Command::Launch(points) => Self::to_simulation(SimulationCommand::Launch(points)),
            Command::Journey(request) => Self::long(LongRequest::Journey(request)),
            Command::Papers(order) => Self::long(LongRequest::Papers(order)),
            Command::Pace(pace) => Self::to_learner(LearnerCommand::Pace(pace)),
            Command::ParticleSpeed(speed) => Self::to_simulation(SimulationCommand::Speed(speed)),
            Command::Unit(request) => Self::to_simulation(SimulationCommand::Unit(request)),
            Command::Probe(points) => Self::to_simulation(SimulationCommand::Probe(points)),
            Command::Maps(maps) => Self::to_simulation(SimulationCommand::Maps(maps)),
            Command::Line(line) => Self::to_simulation(SimulationCommand::Line(line)),
            Command::Identity(sigma) => Self::to_simulation(SimulationCommand::Identity(sigma)),
            Command::Pin(pin) => Self::to_simulation(SimulationCommand::Pin(pin)),
            Command::Recall(step) => Self::to_learner(LearnerCommand::Recall(step)),
            Command::GoOnFrom(step) => Self::to_learner(LearnerCommand::GoOnFrom(step)),
        }
    }

    fn to_both(learner: LearnerCommand, simulation: SimulationCommand) -> Self {
        Self {
            learner: Some(learner),
            simulation: Some(simulation),
            long: None,
        }
    }

    fn to_learner(command: LearnerCommand) -> Self {
        Self {
            learner: Some(command),
            ..Self::default()
        }
    }

    fn to_simulation(command: SimulationCommand) -> Self {
        Self {
            simulation: Some(command),
            ..Self::default()
        }
    }

    fn long(request: LongRequest) -> Self {
        Self {
            long: Some(request),
            ..Self::default()
        }
    }
}

impl Coalesce for LearnerCommand {
    fn replaces(&self, earlier: &Self) -> bool {
        let coalesces = match self {
            Self::Retarget(_) | Self::TrainPoints(_) | Self::Tune(_) | Self::Recall(_) => true,
            Self::Load(..)
            | Self::Restart(_)
            | Self::Adopt(..)
            | Self::Train(_)
            | Self::Dissect(_)
            | Self::Pace(_)
            | Self::GoOnFrom(_) => false,
        };
        coalesces && discriminant(self) == discriminant(earlier)
    }
}

impl Coalesce for SimulationCommand {
    fn replaces(&self, earlier: &Self) -> bool {
        let coalesces = match self {
            Self::Retarget(_)
            | Self::TrainPoints(_)
            | Self::Frame(_)
            | Self::Sampling(_)
            | Self::Unit(_)
            | Self::Probe(_)
            | Self::Maps(_)
            | Self::Line(_)
            | Self::Identity(_) => true,
            Self::Load(..)
            | Self::Restart(_)
            | Self::FollowExact(_)
            | Self::Particles(_)
            | Self::ShowParticles(_)
            | Self::Respawn
            | Self::Launch(_)
            | Self::Pin(_)
            | Self::Speed(_) => false,
        };
        coalesces && discriminant(self) == discriminant(earlier)
    }
}
