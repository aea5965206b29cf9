//! The thread that shows: evaluates fields, steps particles, measures errors, at display rate.

mod error_curve;
mod field_view;
mod floor_curve;

use super::learner::Learned;
use super::live_swarm::LiveSwarm;
use super::{FieldRequest, History, LossPoint, Motion, Phase, RunId, Snapshot, panic_message};
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::SamplingSpec;
use crate::scene::Scene;
use crate::score::ExactScore;
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::{Receiver, TryRecvError, after, never, select};
use error_curve::ErrorCurve;
use field_view::FieldView;
use floor_curve::FloorCurve;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the simulation is asked to do.
pub enum SimulationCommand {
    Load(Box<Scene>, RunId),
    Restart(RunId),
    Retarget(Arc<GaussianMixture>),
    Frame(FieldRequest),
    Sampling(SamplingSpec),
    FollowExact(bool),
    Particles(Motion),
    ShowParticles(bool),
    Respawn,
    Launch(Vec<Point>),
}

/// One frame at 60 Hz.
const FRAME: Duration = Duration::from_micros(16_667);

pub struct Simulation {
    newest: Arc<ArcSwap<Snapshot>>,
    wake: Box<dyn Fn() + Send + Sync>,
    run: RunId,
    learned: Arc<Learned>,
    mixture: Arc<GaussianMixture>,
    sampling: SamplingSpec,
    seed: u64,
    follow_exact: bool,
    show_particles: bool,
    swarm: Option<LiveSwarm>,
    /// How particles run, kept while none are shown.
    particles_motion: Motion,
    field: FieldView,
    errors: ErrorCurve,
    floors: FloorCurve,
    /// Why there are no particles though they are wanted.
    failure: Option<String>,
}

impl Simulation {
    /// A simulation that shows `learned`, the first network of `run`.
    pub fn new(
        scene: &Scene,
        run: RunId,
        learned: Arc<Learned>,
        wake: Box<dyn Fn() + Send + Sync>,
    ) -> Self {
        let mixture = learned.mixture.clone();
        let mut simulation = Self {
            newest: Arc::new(ArcSwap::from_pointee(bare_snapshot(&learned))),
            wake,
            run,
            errors: ErrorCurve::new(&learned),
            floors: FloorCurve::new(&learned),
            learned,
            mixture,
            sampling: scene.sampling,
            seed: scene.seed,
            follow_exact: false,
            show_particles: true,
            swarm: None,
            particles_motion: Motion::Run,
            field: FieldView::default(),
            failure: None,
        };
        simulation.respawn();
        simulation.publish();
        simulation
    }

    /// Where the newest snapshot is found.
    pub fn newest(&self) -> Arc<ArcSwap<Snapshot>> {
        self.newest.clone()
    }

    /// Works until the window's channel closes.
    pub fn run(
        &mut self,
        commands: &Receiver<SimulationCommand>,
        nudged: &Receiver<()>,
        slot: &ArcSwapOption<Learned>,
    ) {
        let mut nudged = nudged.clone();
        let mut next_frame = Instant::now();
        loop {
            // Block while nothing moves; otherwise until the next frame is due.
            let busy = self.moves()
                || self.floors.pending()
                || self.errors.is_outdated()
                || self.is_behind(slot);
            let due = if busy {
                after(next_frame.saturating_duration_since(Instant::now()))
            } else {
                never()
            };
            let mut pending = Vec::new();
            select! {
                recv(commands) -> command => match command {
                    Ok(command) => pending.push(command),
                    Err(_) => return,
                },
                recv(nudged) -> signal => if signal.is_err() {
                    // The learner has ended; its last network stays on show.
                    nudged = never();
                },
                recv(due) -> _ => {}
            }
            loop {
                match commands.try_recv() {
                    Ok(command) => pending.push(command),
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
            let now = Instant::now();
            let frame_due = now >= next_frame;
            if frame_due {
                next_frame = now + FRAME;
            }
            let done = catch_unwind(AssertUnwindSafe(|| {
                self.turn(pending, slot.load_full(), frame_due);
            }));
            if let Err(payload) = done {
                let reason = panic_message(&*payload);
                self.failure = Some(format!("the particles stopped ({reason}); press Respawn"));
                self.swarm = None;
                self.publish();
            }
        }
    }

    /// One round: obey, take in the newest network, and on a frame's time move and measure.
    fn turn(
        &mut self,
        pending: Vec<SimulationCommand>,
        learned: Option<Arc<Learned>>,
        frame_due: bool,
    ) {
        let mut changed = !pending.is_empty();
        for command in pending {
            self.obey(command);
        }
        if let Some(learned) = learned
            && learned.run >= self.run
            && !Arc::ptr_eq(&learned, &self.learned)
            && (frame_due || learned.phase != self.learned.phase || changed)
        {
            self.take(learned);
            changed = true;
        }
        if frame_due {
            if self
                .swarm
                .as_ref()
                .is_some_and(|s| s.motion != Motion::Pause)
            {
                self.move_particles();
                changed = true;
            }
            changed |= self.floors.work(self.learned.train_step);
            if self.errors.is_outdated() {
                changed |= self.errors.measure(&self.learned);
            }
        }
        // Results of an older run are not shown.
        if changed && self.learned.run == self.run {
            self.field.evaluate(&self.mixture, &self.learned.network);
            self.publish();
        }
    }

    /// Whether the learner has published something that was not taken in yet.
    fn is_behind(&self, slot: &ArcSwapOption<Learned>) -> bool {
        slot.load()
            .as_ref()
            .is_some_and(|newest| newest.run >= self.run && !Arc::ptr_eq(newest, &self.learned))
    }

    fn moves(&self) -> bool {
        let trains = self.learned.phase == Phase::Training;
        let swarm = self.swarm.as_ref();
        trains || swarm.is_some_and(|swarm| swarm.motion != Motion::Pause)
    }

    fn obey(&mut self, command: SimulationCommand) {
        match command {
            SimulationCommand::Load(scene, run) => {
                self.run = run;
                self.sampling = scene.sampling;
                self.seed = scene.seed;
                if let Ok(mixture) = scene.mixture() {
                    self.mixture = Arc::new(mixture);
                }
                self.swarm = None;
            }
            SimulationCommand::Restart(run) => self.run = run,
            SimulationCommand::Retarget(mixture) => {
                self.mixture = mixture;
                self.errors.retarget(&self.mixture);
                self.floors.retarget(&self.mixture);
                self.replan();
            }
            SimulationCommand::Frame(request) => self.field.request(request),
            SimulationCommand::Sampling(sampling) => {
                let again = sampling.sampler != self.sampling.sampler;
                self.sampling = sampling;
                if again {
                    self.respawn();
                } else {
                    self.replan();
                }
            }
            SimulationCommand::FollowExact(exact) => {
                self.follow_exact = exact;
                self.replan();
            }
            SimulationCommand::Particles(motion) => {
                self.particles_motion = motion;
                if let Some(swarm) = &mut self.swarm {
                    swarm.motion = motion;
                }
                if motion == Motion::Step {
                    self.particles_motion = Motion::Pause;
                }
            }
            SimulationCommand::ShowParticles(show) => {
                self.show_particles = show;
                if show && self.swarm.is_none() {
                    self.respawn();
                } else if !show {
                    self.swarm = None;
                }
            }
            SimulationCommand::Respawn => {
                self.failure = None;
                self.respawn();
            }
            SimulationCommand::Launch(points) => {
                if let Some(swarm) = &mut self.swarm {
                    swarm.launch(&points);
                }
            }
        }
    }

    /// Takes in a newer result of the learner.
    fn take(&mut self, learned: Arc<Learned>) {
        let fresh = learned.run != self.learned.run
            || learned.train_step < self.learned.train_step
            || learned.noise != self.learned.noise
            || learned.training.noise_levels != self.learned.training.noise_levels;
        let same_loss = learned.training.objective == self.learned.training.objective;
        let begun = learned.run != self.learned.run;
        self.learned = learned;
        if fresh {
            self.errors.renew(&self.learned, &self.mixture);
        }
        if fresh || !same_loss {
            self.floors.renew(&self.learned, &self.mixture);
        }
        if begun && self.show_particles && self.swarm.is_none() {
            self.respawn();
        }
        self.errors.measure(&self.learned);
    }

    fn respawn(&mut self) {
        self.swarm = None;
        if !self.show_particles {
            return;
        }
        match self.plan() {
            Ok(plan) => {
                self.failure = None;
                self.swarm = Some(LiveSwarm::spawn(
                    plan,
                    &self.mixture,
                    self.seed,
                    self.particles_motion,
                ));
            }
            Err(message) => self.failure = Some(message),
        }
    }

    fn replan(&mut self) {
        match (self.plan(), &mut self.swarm) {
            (Ok(plan), Some(swarm)) => {
                self.failure = None;
                swarm.follow(plan, &self.mixture);
            }
            (Ok(_), None) => self.respawn(),
            (Err(message), _) => {
                self.failure = Some(message);
                self.swarm = None;
            }
        }
    }

    fn plan(&self) -> Result<crate::sampling::Plan, String> {
        let noise = self.learned.noise;
        let plan = if self.follow_exact {
            self.sampling.plan(&self.mixture, noise, None)
        } else {
            let network = &*self.learned.network;
            self.sampling.plan_for(&self.mixture, noise, network)
        };
        plan.map_err(|error| error.to_string())
    }

    fn move_particles(&mut self) {
        let Some(swarm) = &mut self.swarm else { return };
        if self.follow_exact {
            swarm.advance(&ExactScore::new((*self.mixture).clone()));
        } else {
            swarm.advance(&*self.learned.network);
        }
        if !swarm.is_finite() {
            self.swarm = None;
            self.failure = Some(
                "The particles left the plane: the step size is too large. Lower it and respawn."
                    .to_owned(),
            );
        }
    }

    fn publish(&self) {
        let mut snapshot = bare_snapshot(&self.learned);
        snapshot.mixture = self.mixture.clone();
        snapshot.extent = self.mixture.bounds(3.0);
        snapshot.history = Arc::new(History {
            objective: self.learned.training.objective,
            loss: self.loss_points(),
            sigmas: self.errors.sigmas().to_vec(),
            error: self.errors.points().to_vec(),
        });
        snapshot.field = self.field.frame();
        snapshot.swarm = self.swarm.as_ref().map(|swarm| Arc::new(swarm.frame()));
        snapshot.particle_notice = self.failure.clone();
        self.newest.store(Arc::new(snapshot));
        (self.wake)();
    }

    fn loss_points(&self) -> Vec<LossPoint> {
        let floors = self.floors.along(self.learned.loss.iter().map(|p| p.0));
        self.learned
            .loss
            .iter()
            .zip(floors)
            .map(|(&(train_step, loss), floor)| LossPoint {
                train_step,
                loss,
                floor,
            })
            .collect()
    }
}

/// What the learner alone knows.
fn bare_snapshot(learned: &Learned) -> Snapshot {
    Snapshot {
        run: learned.run,
        phase: learned.phase.clone(),
        train_step: learned.train_step,
        steps_per_second: learned.steps_per_second,
        extent: learned.mixture.bounds(3.0),
        noise: learned.noise,
        mixture: learned.mixture.clone(),
        network: learned.network.clone(),
        history: Arc::new(History::default()),
        field: None,
        swarm: None,
        particle_notice: None,
    }
}
