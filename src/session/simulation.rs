//! The half of an experiment that shows: evaluates fields, moves particles, measures errors, frame by
//! frame, without a clock.

mod data_curves;
mod error_curve;
mod field_view;
mod floor_curve;
mod healing;
mod identity_view;
mod line_view;
mod live_swarm;
mod map_view;
mod measurements;
mod memory_count;
mod particles;
mod pin_view;
mod probe_view;
mod recall_view;
mod share_count;
mod step_view;
mod survey;
mod unit_view;

use super::history::History;
use super::inbox::Inbox;
use super::learned::Learned;
use super::questions::pinned_run::PinnedRun;
use super::routing::SimulationCommand;
use super::snapshot::{Phase, RunId, Snapshot, SwarmFrame};
use crate::mixture::GaussianMixture;
use crate::scene::{DataSpec, Scene, TrainingData};
use field_view::FieldView;
use identity_view::IdentityView;
use line_view::LineView;
use map_view::MapView;
use measurements::Measurements;
use memory_count::MemoryCount;
use particles::Particles;
use pin_view::PinView;
use probe_view::ProbeView;
use recall_view::RecallView;
use share_count::ShareCount;
use std::sync::Arc;
use step_view::StepView;
use unit_view::UnitView;

/// Makes snapshots of what the learner has learned.
pub struct Simulation {
    inbox: Inbox<SimulationCommand>,
    newest: Arc<Snapshot>,
    run: RunId,
    /// Scenes loaded since the first.
    loads: u64,
    learned: Arc<Learned>,
    mixture: Arc<GaussianMixture>,
    data: DataSpec,
    seed: u64,
    /// What training sees of the target.
    seen: TrainingData,
    particles: Particles,
    shares: ShareCount,
    memory: MemoryCount,
    field: FieldView,
    unit: UnitView,
    probes: ProbeView,
    step: StepView,
    maps: MapView,
    line: LineView,
    recall: RecallView,
    identity: IdentityView,
    pin: PinView,
    measurements: Measurements,
}

/// What one round did.
pub struct Turn {
    /// `None` when nothing has changed that is shown.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Whether the score error was measured.
    pub measured: bool,
}

impl Simulation {
    /// A simulation that shows `learned`, the first network of `run`.
    pub fn new(scene: &Scene, run: RunId, learned: Arc<Learned>) -> Self {
        let mixture = learned.mixture.clone();
        let seen = scene.training_data(&mixture);
        let mut simulation = Self {
            inbox: Inbox::default(),
            newest: Arc::new(bare_snapshot(&learned)),
            run,
            loads: 0,
            measurements: Measurements::new(&learned, &seen, scene.seed),
            particles: Particles::new(scene, &mixture, &learned),
            shares: ShareCount::of(scene),
            memory: MemoryCount::new(scene.seed),
            learned,
            mixture,
            data: scene.data,
            seed: scene.seed,
            seen,
            field: FieldView::default(),
            unit: UnitView::default(),
            probes: ProbeView::default(),
            step: StepView::default(),
            maps: MapView::default(),
            line: LineView::default(),
            recall: RecallView::default(),
            identity: IdentityView::default(),
            pin: PinView::default(),
        };
        simulation.publish();
        simulation
    }

    /// The newest snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.newest.clone()
    }

    /// Puts a command by until the next turn.
    pub fn command(&mut self, command: SimulationCommand) {
        self.inbox.push(command);
    }

    /// Whether the coming frames have something to do without a command or a newer network.
    pub fn is_busy(&self) -> bool {
        !self.inbox.is_empty()
            || self.learned.phase == Phase::Training
            || self.particles.move_on()
            || self.measurements.is_pending()
            || self.measurements.is_outdated()
            || self.shares.is_outdated(&self.mixture, &self.particles)
            || self.memory.is_outdated(&self.seen, &self.particles)
            || (self.identity).is_outdated(&self.mixture, self.learned.shown())
            || (self.maps).is_outdated(&self.mixture, self.learned.shown(), &self.particles)
    }

    /// Whether `newest` was not taken in yet.
    pub fn is_behind(&self, newest: &Arc<Learned>) -> bool {
        newest.run >= self.run && !Arc::ptr_eq(newest, &self.learned)
    }

    /// One round: obeys, takes in the newest network, and with `frame` moves and works. The error is
    /// measured when there is something new to measure and `measure` allows it, or none was measured
    /// in this run.
    pub fn turn(&mut self, newest: Option<&Arc<Learned>>, frame: bool, measure: bool) -> Turn {
        let waiting = self.inbox.take();
        let mut changed = !waiting.is_empty();
        let mut measured = false;
        for command in waiting {
            self.obey(command);
        }
        if let Some(newest) = newest
            && self.is_behind(newest)
            && (frame || newest.phase != self.learned.phase || changed)
        {
            measured |= self.take(newest.clone(), measure);
            changed = true;
        }
        if frame {
            if self.particles.move_on() {
                changed |= self.particles.advance(&self.mixture, &self.learned);
            }
            changed |= self.shares.work(&self.mixture, &self.particles);
            let (mixture, seen) = (&self.mixture, &self.seen);
            changed |= self.memory.work(mixture, seen, &self.particles);
            changed |= self.measurements.work(&self.learned);
            changed |= self.map();
            changed |= self.identity.work(&self.mixture, &self.learned);
            if self.measurements.is_outdated() && self.measurements.measure(&self.learned, measure)
            {
                measured = true;
                changed = true;
            }
        }
        // Results of an older run are not shown.
        let shown = changed && self.learned.run == self.run;
        if shown {
            let network = self.learned.shown();
            self.field.evaluate(&self.mixture, &self.seen, network);
            self.unit.evaluate(network);
            self.probes.evaluate(network);
            self.line.evaluate(network);
            let (learned, mixture) = (&self.learned, &self.mixture);
            self.recall.evaluate(learned, mixture, &self.measurements);
            let field = self.field.frame();
            self.pin
                .evaluate(mixture, field.as_ref(), &self.measurements);
            self.step
                .evaluate(self.learned.step.as_ref(), field.as_deref());
            self.publish();
        }
        Turn {
            snapshot: shown.then(|| self.newest.clone()),
            measured,
        }
    }

    /// Stops the particles with a sentence that says why; the snapshot that says so.
    pub fn fail(&mut self, notice: String) -> Arc<Snapshot> {
        self.particles.stop(notice);
        self.publish();
        self.newest.clone()
    }

    /// Ends with `learned`, whose run has failed, without computing anything; the snapshot that says so.
    pub fn end(&mut self, learned: Arc<Learned>, notice: String) -> Arc<Snapshot> {
        self.learned = learned;
        self.fail(notice)
    }

    fn obey(&mut self, command: SimulationCommand) {
        let (mixture, learned) = (&self.mixture, &*self.learned);
        match command {
            SimulationCommand::Load(scene, run) => {
                self.run = run;
                self.loads += 1;
                self.field.forget();
                self.maps.forget();
                self.shares = ShareCount::of(&scene);
                self.particles.load(&scene);
                self.memory = MemoryCount::new(scene.seed);
                (self.data, self.seed) = (scene.data, scene.seed);
                if let Ok(mixture) = scene.mixture() {
                    self.mixture = Arc::new(mixture);
                    self.seen = scene.training_data(&self.mixture);
                }
            }
            SimulationCommand::Restart(run) => self.run = run,
            SimulationCommand::Retarget(mixture) => {
                self.mixture = mixture;
                self.seen = self.data.of(&self.mixture, self.seed);
                let train_step = learned.train_step;
                self.measurements
                    .retarget(&self.mixture, &self.seen, train_step);
                self.particles.replan(&self.mixture, learned);
            }
            SimulationCommand::TrainPoints(points) => {
                self.data.train_points = points;
                self.seen = self.data.of(mixture, self.seed);
                self.measurements.see_again(mixture, &self.seen);
            }
            SimulationCommand::Frame(request) => self.field.request(request),
            SimulationCommand::Sampling(sampling) => {
                self.particles.sample(sampling, mixture, learned);
            }
            SimulationCommand::FollowExact(exact) => {
                self.particles.follow_exact(exact, mixture, learned);
            }
            SimulationCommand::Particles(motion) => self.particles.set_motion(motion),
            SimulationCommand::ShowParticles(show) => {
                self.particles.show(show, mixture, learned);
            }
            SimulationCommand::Respawn => self.particles.respawn_anyway(mixture, learned),
            SimulationCommand::Launch(points) => self.particles.launch(&points),
            SimulationCommand::Speed(speed) => self.particles.set_speed(speed),
            SimulationCommand::Unit(request) => self.unit.request(request),
            SimulationCommand::Probe(points) => self.probes.request(points),
            SimulationCommand::Maps(requests) => self.maps.request(requests),
            SimulationCommand::Line(request) => self.line.request(request),
            SimulationCommand::Identity(sigma) => self.identity.request(sigma),
            SimulationCommand::Pin(true) => self.keep_run(),
            SimulationCommand::Pin(false) => self.pin.release(),
        }
    }

    /// Pins the run as it is on show.
    fn keep_run(&mut self) {
        let learned = self.learned.clone();
        let network = learned.shown();
        let run = PinnedRun {
            train_step: network.train_steps().unwrap_or(learned.train_step),
            seed: self.seed,
            network: network.spec(),
            training: learned.training,
            train_points: self.data.train_points,
            mixture: self.mixture.clone(),
            history: (*self.measurements.history(&learned)).clone(),
            error: self.measurements.score_errors(network).1,
        };
        self.pin.pin(run, network.clone());
    }

    /// A frame's share of the maps; whether one is newer than before.
    fn map(&mut self) -> bool {
        (self.maps).work(&self.mixture, self.learned.shown(), &self.particles)
    }

    /// Takes in a newer result of the learner; whether the error was measured.
    fn take(&mut self, newest: Arc<Learned>, measure: bool) -> bool {
        let before = std::mem::replace(&mut self.learned, newest);
        let (mixture, seen) = (&self.mixture, &self.seen);
        let runs = [&*before, &*self.learned];
        self.measurements.follow(runs, mixture, seen, self.seed);
        if self.learned.run != before.run {
            self.particles.begin_run(&self.mixture, &self.learned);
        }
        self.measurements.measure(&self.learned, measure)
    }

    fn swarm(&self) -> Option<SwarmFrame> {
        let swarm = self.particles.frame(self.shares.newest())?;
        let memorised = self.memory.newest();
        Some(SwarmFrame { memorised, ..swarm })
    }

    fn publish(&mut self) {
        self.newest = Arc::new(Snapshot {
            loads: self.loads,
            extent: self.mixture.bounds(3.0),
            mixture: self.mixture.clone(),
            history: self.measurements.history(&self.learned),
            field: self.field.frame(),
            training_set: self.seen.points.clone(),
            swarm: self.swarm().map(Arc::new),
            particle_notice: self.particles.notice().map(str::to_owned),
            unit: self.unit.map(),
            probes: self.probes.answers(),
            step: self.step.frame(),
            maps: self.maps.maps(),
            line: self.line.answer(),
            recall: self.recall.frame(),
            identity: self.identity.frame(),
            pinned: self.pin.run(),
            pin: self.pin.frame(),
            ..bare_snapshot(&self.learned)
        });
    }
}

/// What the learner alone knows.
fn bare_snapshot(learned: &Learned) -> Snapshot {
    Snapshot {
        run: learned.run,
        loads: 0,
        phase: learned.phase.clone(),
        train_step: learned.train_step,
        steps_per_second: learned.steps_per_second,
        pace: learned.pace,
        extent: learned.mixture.bounds(3.0),
        noise: learned.noise,
        mixture: learned.mixture.clone(),
        training_set: None,
        network: learned.shown().clone(),
        checkpoints: learned.checkpoints.clone(),
        recall: None,
        identity: None,
        pinned: None,
        pin: None,
        history: Arc::new(History::default()),
        field: None,
        swarm: None,
        particle_notice: None,
        unit: None,
        probes: Arc::default(),
        step: None,
        maps: Arc::default(),
        line: None,
    }
}
