//! The half of an experiment that shows: evaluates fields, moves particles, measures errors, frame by
//! frame, without a clock.

mod error_curve;
mod field_view;
mod floor_curve;
mod line_view;
mod live_swarm;
mod map_view;
mod measurements;
mod particles;
mod probe_view;
mod share_count;
mod survey;
mod unit_view;

use super::history::History;
use super::inbox::Inbox;
use super::learned::Learned;
use super::routing::SimulationCommand;
use super::snapshot::{Phase, RunId, Snapshot};
use crate::mixture::GaussianMixture;
use crate::scene::Scene;
use field_view::FieldView;
use line_view::LineView;
use map_view::MapView;
use measurements::Measurements;
use particles::Particles;
use probe_view::ProbeView;
use share_count::ShareCount;
use std::sync::Arc;
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
    particles: Particles,
    shares: ShareCount,
    field: FieldView,
    unit: UnitView,
    probes: ProbeView,
    maps: MapView,
    line: LineView,
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
        let mut simulation = Self {
            inbox: Inbox::default(),
            newest: Arc::new(bare_snapshot(&learned)),
            run,
            loads: 0,
            measurements: Measurements::new(&learned),
            particles: Particles::new(scene, &mixture, &learned),
            shares: ShareCount::of(scene),
            learned,
            mixture,
            field: FieldView::default(),
            unit: UnitView::default(),
            probes: ProbeView::default(),
            maps: MapView::default(),
            line: LineView::default(),
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
            || (self.maps).is_outdated(&self.mixture, &self.learned.network, &self.particles)
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
            changed |= self.measurements.work(&self.learned);
            changed |= self.map();
            if self.measurements.is_outdated() && self.measurements.measure(&self.learned, measure)
            {
                measured = true;
                changed = true;
            }
        }
        // Results of an older run are not shown.
        let shown = changed && self.learned.run == self.run;
        if shown {
            self.field.evaluate(&self.mixture, &self.learned.network);
            self.unit.evaluate(&self.learned.network);
            self.probes.evaluate(&self.learned.network);
            self.line.evaluate(&self.learned.network);
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
                if let Ok(mixture) = scene.mixture() {
                    self.mixture = Arc::new(mixture);
                }
            }
            SimulationCommand::Restart(run) => self.run = run,
            SimulationCommand::Retarget(mixture) => {
                self.mixture = mixture;
                self.measurements.retarget(&self.mixture);
                self.particles.replan(&self.mixture, learned);
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
        }
    }

    /// A frame's share of the maps; whether one is newer than before.
    fn map(&mut self) -> bool {
        (self.maps).work(&self.mixture, &self.learned.network, &self.particles)
    }

    /// Takes in a newer result of the learner; whether the error was measured.
    fn take(&mut self, newest: Arc<Learned>, measure: bool) -> bool {
        let before = std::mem::replace(&mut self.learned, newest);
        self.measurements
            .follow(&before, &self.learned, &self.mixture);
        if self.learned.run != before.run {
            self.particles.begin_run(&self.mixture, &self.learned);
        }
        self.measurements.measure(&self.learned, measure)
    }

    fn publish(&mut self) {
        self.newest = Arc::new(Snapshot {
            loads: self.loads,
            extent: self.mixture.bounds(3.0),
            mixture: self.mixture.clone(),
            history: self.measurements.history(&self.learned),
            field: self.field.frame(),
            swarm: self.particles.frame(self.shares.newest()).map(Arc::new),
            particle_notice: self.particles.notice().map(str::to_owned),
            unit: self.unit.map(),
            probes: self.probes.answers(),
            maps: self.maps.maps(),
            line: self.line.answer(),
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
        network: learned.network.clone(),
        history: Arc::new(History::default()),
        field: None,
        swarm: None,
        particle_notice: None,
        unit: None,
        probes: Arc::default(),
        maps: Arc::default(),
        line: None,
    }
}
