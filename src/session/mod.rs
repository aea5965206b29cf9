//! The live experiment: commands in, immutable snapshots out, two threads in between.

mod command;
mod snapshot;

pub use command::{Command, FieldRequest, Motion};
pub use snapshot::{
    ErrorPoint, FieldFrame, History, LossPoint, Phase, RunId, Snapshot, SwarmFrame,
};

use crate::scene::{Scene, SceneError};
use std::sync::Arc;

/// A running experiment. Dropping it stops and joins its threads.
pub struct Session {
    snapshot: Arc<Snapshot>,
}

impl Session {
    /// Starts the learner and the simulation on `scene` with `threads` compute threads. `wake` is
    /// called from a worker whenever a new snapshot is there; it must return at once.
    ///
    /// # Errors
    /// When the scene cannot be run.
    pub fn start(
        _scene: &Scene,
        _threads: usize,
        _wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, SceneError> {
        todo!()
    }

    /// Hands a command to the workers; never blocks.
    pub fn send(&self, _command: Command) {}

    /// The newest snapshot; cheap, never blocks.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.clone()
    }
}
