//! An experiment that runs by itself: its learner, its simulation and its long requests on threads of
//! their own.

use super::learner_thread;
use super::replication_thread::ReplicationThread;
use super::simulation_thread::SimulationThread;
use super::studio_thread::StudioThread;
use super::thread::{NotStarted, spawn};
use crate::scene::{Scene, SceneError};
use crate::score::Workers;
use crate::session::{
    Budget, Command, Experiment, Journey, JourneyRequest, Learner, LearnerCommand, LongRequest,
    PapersOrder, PapersReport, Playback, Routed, RunId, Simulation, SimulationCommand, Snapshot,
};
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

/// A running experiment. Dropping it stops and joins its threads.
pub struct LiveSession {
    newest: Arc<ArcSwap<Snapshot>>,
    pub(super) journey: Arc<ArcSwapOption<Journey>>,
    pub(super) papers: Arc<ArcSwapOption<PapersReport>>,
    runs: AtomicU64,
    /// `None` once the threads are to end.
    senders: Option<Senders>,
    workers: Vec<JoinHandle<()>>,
}

/// Why no session can be started.
#[derive(Debug, thiserror::Error)]
pub enum LiveSessionError {
    /// The scene cannot be run.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// The system gives no thread.
    #[error("could not start the {name} thread: {source}; close other programs and try again")]
    Thread {
        /// What it was to do.
        name: &'static str,
        /// Why not.
        source: std::io::Error,
    },
    /// The system gives no threads to compute with.
    #[error("could not start {threads} compute threads: {message}; ask for fewer with --threads")]
    Pool {
        /// How many were asked for.
        threads: usize,
        /// Why not.
        message: String,
    },
}

impl From<NotStarted> for LiveSessionError {
    fn from(thread: NotStarted) -> Self {
        Self::Thread {
            name: thread.name,
            source: thread.source,
        }
    }
}

/// The window's ends of the channels.
struct Senders {
    learner: Sender<LearnerCommand>,
    simulation: Sender<SimulationCommand>,
    studio: Sender<Option<Box<JourneyRequest>>>,
    replication: Sender<Option<PapersOrder>>,
}

/// What the threads are to run with, until they are started.
pub(super) struct Work {
    learner: (Learner, Receiver<LearnerCommand>),
    simulation: (Simulation, Receiver<SimulationCommand>),
    studio: Receiver<Option<Box<JourneyRequest>>>,
    replication: Receiver<Option<PapersOrder>>,
    threads: usize,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl LiveSession {
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
    ) -> Result<Self, LiveSessionError> {
        Self::start_as(scene, threads, Playback::default(), wake)
    }

    /// As [`Self::start`], with `playback` saying what runs: of the rest no step is ever taken.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_as(
        scene: &Scene,
        threads: usize,
        playback: Playback,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, LiveSessionError> {
        let (mut session, work) = Self::prepare(scene, threads, playback, wake)?;
        session.start_threads(work)?;
        Ok(session)
    }

    /// A session whose threads have not started: commands wait for them.
    pub(super) fn prepare(
        scene: &Scene,
        threads: usize,
        playback: Playback,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<(Self, Work), LiveSessionError> {
        let threads = threads.max(1);
        let workers = Workers::start(threads).map_err(|error| LiveSessionError::Pool {
            threads,
            message: error.reason,
        })?;
        let mut experiment = Experiment::new(scene, workers)?;
        for command in playback.changes_from(Some(&Playback::default())) {
            let long = experiment.command(command);
            debug_assert!(long.is_none(), "nothing of it takes long");
        }
        // The first snapshot says it already.
        experiment.tick(&Budget {
            seconds: 0.0,
            train_steps: 0,
            frame: false,
            measure: false,
        });
        let (learner, simulation) = experiment.split();
        let (to_learner, for_learner) = unbounded();
        let (to_simulation, for_simulation) = unbounded();
        let (to_studio, for_studio) = unbounded();
        let (to_replication, for_replication) = unbounded();
        let first = simulation.snapshot();
        let session = Self {
            runs: AtomicU64::new(first.run.0),
            newest: Arc::new(ArcSwap::new(first)),
            journey: Arc::new(ArcSwapOption::empty()),
            papers: Arc::new(ArcSwapOption::empty()),
            senders: Some(Senders {
                learner: to_learner,
                simulation: to_simulation,
                studio: to_studio,
                replication: to_replication,
            }),
            workers: Vec::new(),
        };
        let work = Work {
            learner: (learner, for_learner),
            simulation: (simulation, for_simulation),
            studio: for_studio,
            replication: for_replication,
            threads,
            wake: Arc::new(wake),
        };
        Ok((session, work))
    }

    /// Starts the threads. What has started is joined when another does not.
    pub(super) fn start_threads(&mut self, work: Work) -> Result<(), LiveSessionError> {
        let slot = Arc::new(ArcSwapOption::empty());
        let (nudge, nudged) = bounded(1);

        let (learner, commands) = work.learner;
        let learned = slot.clone();
        let newest = self.newest.clone();
        self.workers.push(spawn("learner", move || {
            learner_thread::run(learner, &commands, &learned, &nudge, &newest);
        })?);

        let (simulation, commands) = work.simulation;
        let thread = SimulationThread {
            commands,
            nudged,
            slot,
            newest: self.newest.clone(),
            wake: work.wake.clone(),
        };
        self.workers
            .push(spawn("simulation", move || thread.run(simulation))?);

        let requests = work.studio;
        let thread = StudioThread {
            newest: self.newest.clone(),
            journey: self.journey.clone(),
            wake: work.wake.clone(),
        };
        self.workers
            .push(spawn("studio", move || thread.run(&requests))?);

        let orders = work.replication;
        let thread = ReplicationThread {
            threads: work.threads,
            report: self.papers.clone(),
            wake: work.wake,
        };
        self.workers
            .push(spawn("replication", move || thread.run(&orders))?);
        Ok(())
    }

    /// Hands a command to the workers; never blocks.
    pub fn send(&self, command: Command) {
        let Some(senders) = &self.senders else { return };
        let routed = Routed::of(command, || {
            RunId(self.runs.fetch_add(1, Ordering::Relaxed) + 1)
        });
        // A worker whose channel is closed has ended and said so in its last snapshot.
        if let Some(command) = routed.learner {
            let _ = senders.learner.send(command);
        }
        if let Some(command) = routed.simulation {
            let _ = senders.simulation.send(command);
        }
        match routed.long {
            Some(LongRequest::Journey(request)) => {
                let _ = senders.studio.send(request);
            }
            Some(LongRequest::Papers(order)) => {
                let _ = senders.replication.send(order);
            }
            None => {}
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
}

impl Drop for LiveSession {
    fn drop(&mut self) {
        // What is being recorded or measured ends with a newer order; closed channels are the sign to
        // stop.
        self.send(Command::Journey(None));
        self.send(Command::Papers(None));
        self.senders = None;
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}
