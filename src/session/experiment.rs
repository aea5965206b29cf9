//! A whole experiment that is ticked: no thread, no clock, no wait.

use super::command::Command;
use super::learned::Learned;
use super::learner::Learner;
use super::routing::{LongRequest, Routed};
use super::simulation::Simulation;
use super::snapshot::{RunId, Snapshot};
use crate::scene::{Scene, SceneError};
use crate::score::Workers;
use std::sync::Arc;

/// A learner and a simulation that take turns. Training and particles run from the first tick on.
///
/// Same scene, same sequence of commands and ticks: same snapshots, bit for bit, whatever the workers.
pub struct Experiment {
    learner: Learner,
    simulation: Simulation,
    /// The newest state of the learner.
    learned: Arc<Learned>,
    /// The newest run that was begun.
    run: RunId,
}

/// What one tick may do; whoever owns the loop measures time and chooses the counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Seconds since the last tick, of which the pace makes steps: of [`TrainingPace`](super::TrainingPace).
    pub seconds: f64,
    /// Optimiser steps, at most.
    pub train_steps: u64,
    /// Whether a frame of the display is due: particles move on and the newest network is shown. The
    /// answers to commands, and a change of [`Phase`](super::Phase), are shown without one.
    pub frame: bool,
    /// Whether the score error may be measured again, which takes as long as some steps. The first
    /// measurement of a run waits for nothing.
    pub measure: bool,
}

/// What one tick did.
#[derive(Clone, Debug)]
pub struct Ticked {
    /// Optimiser steps taken.
    pub train_steps: u64,
    /// Whether the score error was measured.
    pub measured: bool,
    /// The new snapshot; `None` when nothing has changed that is shown.
    pub snapshot: Option<Arc<Snapshot>>,
}

impl Experiment {
    /// An experiment on `scene`; `workers` train. Fields, particles and errors are computed by whoever
    /// ticks.
    ///
    /// # Errors
    /// When the scene cannot be run.
    pub fn new(scene: &Scene, workers: Workers) -> Result<Self, SceneError> {
        scene.validate()?;
        let run = RunId(1);
        let learner = Learner::new(scene.clone(), run, workers)?;
        let learned = Arc::new(learner.learned());
        Ok(Self {
            simulation: Simulation::new(scene, run, learned.clone()),
            learner,
            learned,
            run,
        })
    }

    /// Puts a command by until the next tick. What is too long for a tick comes back: the caller runs
    /// it where it likes.
    #[must_use = "a long request is run by the caller"]
    pub fn command(&mut self, command: Command) -> Option<LongRequest> {
        let run = &mut self.run;
        let routed = Routed::of(command, || {
            run.0 += 1;
            *run
        });
        if let Some(command) = routed.learner {
            self.learner.command(command);
        }
        if let Some(command) = routed.simulation {
            self.simulation.command(command);
        }
        routed.long
    }

    /// Obeys the commands that wait, trains, and shows what has changed, within `budget`.
    ///
    /// A tick that trained or obeyed freezes the network once, whatever the number of steps: many small
    /// ticks cost more than one of as many steps.
    ///
    /// # Panics
    /// Only by a fault of this program. A shell that can catch panics calls [`Experiment::fail`] then
    /// and goes on ticking: [`Command::Restart`] begins anew.
    pub fn tick(&mut self, budget: &Budget) -> Ticked {
        let mut changed = self.learner.obey();
        self.learner.pass(budget.seconds);
        let allowed = budget.train_steps.min(self.learner.due());
        let mut train_steps = 0;
        while train_steps < allowed && self.learner.trains() {
            self.learner.step();
            train_steps += 1;
            changed = true;
        }
        if changed {
            self.learned = Arc::new(self.learner.learned());
        }
        let turn = self
            .simulation
            .turn(Some(&self.learned), budget.frame, budget.measure);
        Ticked {
            train_steps,
            measured: turn.measured,
            snapshot: turn.snapshot,
        }
    }

    /// Says that the optimiser steps since the last time took so many seconds: later snapshots tell
    /// their speed. An experiment that is never told says 0.
    pub fn trained_for(&mut self, seconds: f64) {
        self.learner.trained_for(seconds);
    }

    /// Ends the run after a tick that panicked with `reason`: no more training and no particles. The
    /// snapshot that says so, in [`Phase::Failed`](super::Phase::Failed) and with what to do next.
    pub fn fail(&mut self, reason: &str) -> Arc<Snapshot> {
        self.learner
            .fail(format!("the experiment stopped ({reason}); press Restart"));
        self.learned = Arc::new(self.learner.learned());
        let notice = format!("the particles stopped ({reason}); press Respawn");
        self.simulation.end(self.learned.clone(), notice)
    }

    /// Whether nothing is left to do until a command comes.
    pub fn is_at_rest(&self) -> bool {
        self.learner.has_obeyed()
            && !self.learner.trains()
            && !self.simulation.is_busy()
            && !self.simulation.is_behind(&self.learned)
    }

    /// The newest snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.simulation.snapshot()
    }

    /// The two halves, for a shell that gives each a loop of its own. Such a shell numbers the runs itself,
    /// on from the first snapshot's: both halves must hear the same number, and only the place where a
    /// command is sent comes before both.
    pub(crate) fn split(self) -> (Learner, Simulation) {
        (self.learner, self.simulation)
    }
}
