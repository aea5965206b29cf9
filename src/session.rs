//! The live experiment: commands in, immutable snapshots out, three threads in between.
//!
//! ```text
//! window --Command--> learner    --Learned-->  simulation --Snapshot--> window
//!                     trains, flat out         field + particles, 60 Hz
//! ```
//! Both arrows to the right of the learner are newest-wins slots, never queues. Two more threads
//! work on request: the studio records journeys from noise to data, and the replication measures the
//! claims of the papers again.

mod command;
mod curves;
mod journey;
mod learner;
mod live_swarm;
mod playback;
mod replication;
mod simulation;
mod snapshot;

pub use command::{Command, FieldRequest, Motion};
pub use journey::{Film, Journey, JourneyFrame, JourneyRequest, Lane, QualityPoint};
pub use playback::Playback;
pub use replication::{PapersOrder, PapersReport, Standing};
pub use snapshot::{
    ErrorPoint, FieldFrame, History, LossPoint, Phase, RunId, Snapshot, SwarmFrame,
};

use crate::scene::{Scene, SceneError};
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::{Sender, bounded, unbounded};
use journey::Studio;
use learner::{Learner, LearnerCommand};
use replication::Replication;
use simulation::{Simulation, SimulationCommand};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{Builder, JoinHandle};

/// A running experiment. Dropping it stops and joins its threads.
pub struct Session {
    newest: Arc<ArcSwap<Snapshot>>,
    journey: Arc<ArcSwapOption<Journey>>,
    papers: Arc<ArcSwapOption<PapersReport>>,
    runs: AtomicU64,
    to_learner: Option<Sender<LearnerCommand>>,
    to_simulation: Option<Sender<SimulationCommand>>,
    to_studio: Option<Sender<Option<Box<JourneyRequest>>>>,
    to_replication: Option<Sender<Option<PapersOrder>>>,
    workers: Vec<JoinHandle<()>>,
}

/// Why no session can be started.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error(transparent)]
    Scene(#[from] SceneError),
    #[error("could not start the {name} thread: {source}; close other programs and try again")]
    Thread {
        name: &'static str,
        source: std::io::Error,
    },
    #[error("could not start {threads} compute threads: {message}; ask for fewer with --threads")]
    Pool { threads: usize, message: String },
    #[error("the learner ended before its first step; start again with another scene")]
    Learner,
}

impl Session {
    /// Starts the learner and the simulation on `scene`, training on `threads` compute threads
    /// (0 counts as 1). Training and particles run at once. `wake` is called from a worker whenever
    /// a new snapshot is there; it must return at once.
    ///
    /// # Errors
    /// When the scene cannot be run or the machine gives no threads.
    pub fn start(
        scene: &Scene,
        threads: usize,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, SessionError> {
        scene.validate()?;
        let threads = threads.max(1);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("compute-{index}"))
            .build()
            .map_err(|error| SessionError::Pool {
                threads,
                message: error.to_string(),
            })?;
        let run = RunId(1);
        let (to_learner, from_window) = unbounded();
        let (to_simulation, for_simulation) = unbounded();
        let (nudge, nudged) = bounded(1);
        let slot = Arc::new(ArcSwapOption::empty());

        let learner_scene = scene.clone();
        let learner_slot = slot.clone();
        let learner = spawn("learner", move || {
            Learner::new(learner_scene, run, Arc::new(pool), learner_slot, nudge).run(from_window);
        })?;
        // The first frozen network is there before the window opens.
        nudged.recv().map_err(|_| SessionError::Learner)?;
        let learned = slot.load_full().ok_or(SessionError::Learner)?;

        let wake = Arc::new(wake);
        let waking = wake.clone();
        let mut simulation = Simulation::new(scene, run, learned, Box::new(move || waking()));
        let newest = simulation.newest();
        let simulation = spawn("simulation", move || {
            simulation.run(&for_simulation, &nudged, &slot);
        })?;
        let (to_studio, orders) = unbounded();
        let journey = Arc::new(ArcSwapOption::empty());
        let waking = wake.clone();
        let studio = Studio {
            newest: newest.clone(),
            journey: journey.clone(),
            wake: Box::new(move || waking()),
        };
        let studio = spawn("studio", move || studio.run(&orders))?;
        let (to_replication, orders) = unbounded();
        let papers = Arc::new(ArcSwapOption::empty());
        let replication = Replication {
            threads,
            report: papers.clone(),
            wake: Box::new(move || wake()),
        };
        let replication = spawn("replication", move || replication.run(&orders))?;
        Ok(Self {
            newest,
            journey,
            papers,
            runs: AtomicU64::new(run.0),
            to_learner: Some(to_learner),
            to_simulation: Some(to_simulation),
            to_studio: Some(to_studio),
            to_replication: Some(to_replication),
            workers: vec![learner, simulation, studio, replication],
        })
    }

    /// Hands a command to the workers; never blocks.
    pub fn send(&self, command: Command) {
        match command {
            Command::Load(scene) => {
                let run = self.next_run();
                self.learner(LearnerCommand::Load(scene.clone(), run));
                self.simulation(SimulationCommand::Load(scene, run));
            }
            Command::Restart => {
                let run = self.next_run();
                self.learner(LearnerCommand::Restart(run));
                self.simulation(SimulationCommand::Restart(run));
            }
            Command::Retarget(mixture) => {
                self.learner(LearnerCommand::Retarget(mixture.clone()));
                self.simulation(SimulationCommand::Retarget(mixture));
            }
            Command::Tune(spec) => self.learner(LearnerCommand::Tune(spec)),
            Command::Train(motion) => self.learner(LearnerCommand::Train(motion)),
            Command::Frame(request) => self.simulation(SimulationCommand::Frame(request)),
            Command::Sampling(spec) => self.simulation(SimulationCommand::Sampling(spec)),
            Command::FollowExact(exact) => self.simulation(SimulationCommand::FollowExact(exact)),
            Command::Particles(motion) => self.simulation(SimulationCommand::Particles(motion)),
            Command::ShowParticles(show) => {
                self.simulation(SimulationCommand::ShowParticles(show));
            }
            Command::Respawn => self.simulation(SimulationCommand::Respawn),
            Command::Launch(points) => self.simulation(SimulationCommand::Launch(points)),
            Command::Journey(request) => {
                if let Some(sender) = &self.to_studio {
                    let _ = sender.send(request);
                }
            }
            Command::Papers(order) => {
                if let Some(sender) = &self.to_replication {
                    let _ = sender.send(order);
                }
            }
        }
    }

    /// The newest snapshot; cheap, never blocks.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.newest.load_full()
    }

    /// The newest recorded journey; `None` before one was asked for.
    pub fn journey(&self) -> Option<Arc<Journey>> {
        self.journey.load_full()
    }

    /// The claims of the papers as far as they are measured; `None` before they were asked for.
    pub fn papers(&self) -> Option<Arc<PapersReport>> {
        self.papers.load_full()
    }

    fn next_run(&self) -> RunId {
        RunId(self.runs.fetch_add(1, Ordering::Relaxed) + 1)
    }

    // A worker whose channel is closed has ended and said so in its last snapshot.
    fn learner(&self, command: LearnerCommand) {
        if let Some(sender) = &self.to_learner {
            let _ = sender.send(command);
        }
    }

    fn simulation(&self, command: SimulationCommand) {
        if let Some(sender) = &self.to_simulation {
            let _ = sender.send(command);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What is being recorded or measured ends with a newer order; closed channels are the sign to
        // stop.
        self.send(Command::Journey(None));
        self.send(Command::Papers(None));
        self.to_learner = None;
        self.to_simulation = None;
        self.to_studio = None;
        self.to_replication = None;
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn spawn(
    name: &'static str,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, SessionError> {
    Builder::new()
        .name(name.into())
        .spawn(work)
        .map_err(|source| SessionError::Thread { name, source })
}

/// What a caught panic said.
fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason given".to_owned())
}

#[cfg(test)]
mod tests;
