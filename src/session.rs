//! The live experiment: commands in, immutable snapshots out, turn by turn.
//!
//! ```text
//! Command --> learner  --Learned-->  simulation --> Snapshot
//!        |    trains                 field + particles
//!        +-------------------------> simulation
//! ```
//! A command goes to whoever has a part in it, one of them or both.
//! Nothing here starts a thread, reads a clock or waits: an [`Experiment`] is ticked with a [`Budget`]
//! of steps and told of the time by whoever owns the loop. Its two halves can also be looped apart, as the desktop does.
//! Two computations are too long for a tick and run beside it: [`record_journey`] from noise to data,
//! and [`measure_papers`], the claims of the papers again.

mod command;
mod curves;
mod experiment;
mod history;
mod inbox;
mod journey;
mod learned;
mod learner;
mod marks;
mod mode_shares;
mod pace;
mod playback;
mod questions;
mod replication;
mod routing;
mod sampling_text;
#[cfg(feature = "app")]
pub mod saving;
mod simulation;
mod snapshot;

pub use command::{Command, FieldRequest, Motion};
pub use curves::Bin;
pub use experiment::{Budget, Experiment, Ticked};
pub use history::{DataHistory, Healing, History, LossPoint};
pub use journey::{
    Film, Journey, JourneyFrame, JourneyRequest, Lane, QualityPoint, record_journey,
};
pub use learner::recall::RecallFrame;
pub use learner::step_frame::{StepField, StepFrame};
pub use marks::{Change, Mark};
pub use mode_shares::ModeShares;
pub use pace::{Speed, TrainingPace};
pub use playback::Playback;
pub use questions::identity::IdentityFrame;
pub use questions::lines::{LineAnswer, LineRequest};
pub use questions::maps::MapRequest;
pub use questions::pinned_run::{PinFrame, PinnedRun};
pub use questions::probes::{ProbeAnswer, ProbeRequest};
pub use questions::units::{UnitMap, UnitRequest};
pub use replication::{PapersOrder, PapersReport, Standing, measure_papers};
pub use routing::LongRequest;
pub use snapshot::{FieldFrame, LaunchedFrame, Phase, RunId, Snapshot, SwarmFrame};

pub(crate) use learned::Learned;
pub(crate) use learner::Learner;
pub(crate) use routing::{LearnerCommand, Routed, SimulationCommand};
pub(crate) use simulation::Simulation;

#[cfg(test)]
pub(crate) mod tests;
