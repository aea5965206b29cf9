//! The half of an experiment that trains: one optimiser step at a time, without a clock. Who lives here: the
//! learner, the run that it is in, the step that is laid open while it rests, and what is kept of its past.

mod checkpoints;
pub mod laid_open;
pub mod recall;
mod run;
pub mod step_frame;

use super::command::Motion;
use super::inbox::Inbox;
use super::learned::Learned;
use super::marks::Change;
use super::pace::Metronome;
use super::routing::LearnerCommand;
use super::snapshot::{Phase, RunId};
use crate::mixture::GaussianMixture;
use crate::scene::{Scene, SceneError, TrainingData};
use crate::score::{ScoreNet, Workers};
use crate::wording::count;
use laid_open::LaidOpen;
use run::Run;
use std::sync::Arc;

/// A gentle rate of change for the shown speed.
const SPEED_SMOOTHING: f64 = 0.1;

/// Trains one network on one target and obeys what it is asked.
pub struct Learner {
    scene: Scene,
    mixture: Arc<GaussianMixture>,
    /// What training sees of it, and how often that was edited.
    data: TrainingData,
    edition: u64,
    workers: Workers,
    inbox: Inbox<LearnerCommand>,
    motion: Motion,
    metronome: Metronome,
    run: Run,
    /// The coming step, or the one taken last, in slow motion.
    open: Option<LaidOpen>,
    /// Steps a second, smoothed; 0 until a shell has told of time.
    speed: f64,
    /// Steps of this run whose time was not told yet.
    untimed: u64,
}

impl Learner {
    /// A learner of `scene` in its first run, which trains at once.
    ///
    /// # Errors
    /// When the scene cannot be run.
    pub fn new(scene: Scene, id: RunId, workers: Workers) -> Result<Self, SceneError> {
        let mixture = Arc::new(scene.mixture()?);
        let data = scene.training_data(&mixture);
        let mut run = Run::begin(id, &scene, &mixture, &data, &workers)?;
        run.keep(0);
        Ok(Self {
            run,
            scene,
            mixture,
            data,
            edition: 0,
            workers,
            inbox: Inbox::default(),
            motion: Motion::Run,
            metronome: Metronome::default(),
            open: None,
            speed: 0.0,
            untimed: 0,
        })
    }

    /// Puts a command by until [`Learner::obey`].
    pub fn command(&mut self, command: LearnerCommand) {
        self.inbox.push(command);
    }

    /// Whether no command waits.
    pub fn has_obeyed(&self) -> bool {
        self.inbox.is_empty()
    }

    /// Obeys the commands that wait; whether there were any.
    pub fn obey(&mut self) -> bool {
        let waiting = self.inbox.take();
        let any = !waiting.is_empty();
        for command in waiting {
            self.obey_one(command);
        }
        any
    }

    /// The run that is under way.
    pub fn run(&self) -> RunId {
        self.run.id
    }

    /// Whether [`Learner::step`] would do something.
    pub fn trains(&self) -> bool {
        self.motion != Motion::Pause && self.run.phase == Phase::Training
    }

    /// Lets time go by, in seconds, for the pace of a training that runs.
    pub fn pass(&mut self, seconds: f64) {
        if self.trains() {
            self.metronome.pass(seconds);
        }
    }

    /// Optimiser steps that the pace allows by now; 0 while there is nothing to train.
    pub fn due(&self) -> u64 {
        match self.motion {
            _ if !self.trains() => 0,
            Motion::Step => 1,
            Motion::Run | Motion::Pause => self.metronome.due(),
        }
    }

    /// Seconds from the last [`Learner::pass`] until a step is due; 0 at a pace that never waits.
    pub fn rest(&self) -> f64 {
        match self.motion {
            Motion::Step => 0.0,
            Motion::Run | Motion::Pause => self.metronome.rest(),
        }
    }

    /// Takes one optimiser step unless training rests; whether another may follow.
    pub fn step(&mut self) -> bool {
        if !self.trains() {
            return false;
        }
        if self.open.as_ref().is_some_and(LaidOpen::is_taken) {
            self.lay_open();
        }
        let run = &mut self.run;
        let report = run.trainer.step();
        self.metronome.took_one();
        self.untimed += report.train_step - run.train_step;
        run.train_step = report.train_step;
        if !report.finite {
            self.open = None;
            run.phase = Phase::Diverged {
                train_step: report.train_step,
                advice: format!(
                    "Training diverged at step {}: the learning rate {} is too high. \
                     Lower it (0.01 is usual) and restart.",
                    count(report.train_step),
                    self.scene.training.learning_rate
                ),
            };
            return false;
        }
        run.loss.push(report.train_step, report.loss);
        run.keep(self.edition);
        if let Some(open) = &mut self.open {
            open.conclude(&mut run.trainer);
        }
        if self.motion == Motion::Step {
            self.motion = Motion::Pause;
        }
        self.trains()
    }

    /// Says that the steps since the last time took so many seconds. Without steps nothing is counted.
    pub fn trained_for(&mut self, seconds: f64) {
        let steps = std::mem::take(&mut self.untimed);
        if steps == 0 {
            return;
        }
        let seconds = seconds.max(1e-9);
        let speed = steps as f64 / seconds;
        self.speed = if self.speed == 0.0 {
            speed
        } else {
            self.speed + SPEED_SMOOTHING * (speed - self.speed)
        };
    }

    /// Ends this run with a sentence that says why; a restart begins another.
    pub fn fail(&mut self, message: String) {
        self.run.phase = Phase::Failed { message };
    }

    /// The newest state, with a frozen copy of the averaged network.
    pub fn learned(&self) -> Learned {
        let run = &self.run;
        let paused = run.phase == Phase::Training && self.motion == Motion::Pause;
        let pace = self.metronome.rate();
        let speed = pace.map_or(self.speed, |pace| self.speed.min(pace));
        Learned {
            run: run.id,
            phase: if paused {
                Phase::Paused
            } else {
                run.phase.clone()
            },
            train_step: run.train_step,
            steps_per_second: if paused { 0.0 } else { speed },
            pace,
            noise: run.noise,
            training: self.scene.training,
            mixture: self.mixture.clone(),
            network: Arc::new(run.trainer.frozen()),
            recall: run.recalled.clone(),
            edition: self.edition,
            checkpoints: run.checkpoints.steps(),
            returns: run.returns.clone(),
            loss: run.loss.bins().collect(),
            marks: run.marks.all().to_vec(),
            step: self.open.as_ref().map(|open| open.told().clone()),
        }
    }

    /// Lays the coming step open in the place of the one before.
    fn lay_open(&mut self) {
        self.open = if self.run.phase == Phase::Training {
            LaidOpen::coming(&mut self.run.trainer)
        } else {
            None
        };
    }

    fn obey_one(&mut self, command: LearnerCommand) {
        // What was laid open of another target, network or objective does not come any more.
        let stale = match &command {
            LearnerCommand::Restart(_)
            | LearnerCommand::Adopt(..)
            | LearnerCommand::Retarget(_)
            | LearnerCommand::TrainPoints(_)
            | LearnerCommand::GoOnFrom(_)
            | LearnerCommand::Tune(_) => self.open.take().is_some(),
            LearnerCommand::Load(..)
            | LearnerCommand::Train(_)
            | LearnerCommand::Pace(_)
            | LearnerCommand::Recall(_)
            | LearnerCommand::Dissect(_) => false,
        };
        self.obey_alone(command);
        if stale {
            self.lay_open();
        }
    }

    fn obey_alone(&mut self, command: LearnerCommand) {
        match command {
            LearnerCommand::Load(scene, id) => match scene.mixture() {
                Ok(mixture) => {
                    self.open = None;
                    self.mixture = Arc::new(mixture);
                    self.scene = *scene;
                    self.data = self.scene.training_data(&self.mixture);
                    self.begin_again(id);
                }
                Err(error) => self.fail(error.to_string()),
            },
            LearnerCommand::Restart(id) => {
                self.begin_again(id);
                self.note(Change::Restarted);
            }
            LearnerCommand::Adopt(network, id) => self.adopt(&network, id),
            LearnerCommand::Retarget(mixture) => {
                if let Some(change) = Change::of_target(&self.mixture, &mixture) {
                    self.note(change);
                }
                self.mixture = mixture;
                self.see_again();
            }
            LearnerCommand::TrainPoints(points) => {
                if points != self.scene.data.train_points {
                    self.note(Change::TrainPoints(points));
                }
                self.scene.data.train_points = points;
                self.see_again();
            }
            LearnerCommand::Tune(training) => {
                match self.run.trainer.tune(&training) {
                    // A curve shows one loss.
                    Ok(()) if training.objective != self.scene.training.objective => {
                        self.run.begin_curves(self.edition);
                    }
                    Ok(()) => (),
                    Err(error) => self.fail(error.to_string()),
                }
                for change in Change::of_training(&self.scene.training, &training) {
                    self.note(change);
                }
                // What was refused is what a restart is asked for.
                self.scene.training = training;
            }
            LearnerCommand::Train(motion) => {
                self.motion = motion;
                if motion == Motion::Run {
                    self.open = None;
                }
            }
            LearnerCommand::Dissect(false) => self.open = None,
            LearnerCommand::Dissect(true) => {
                self.motion = Motion::Pause;
                self.lay_open();
            }
            LearnerCommand::Pace(pace) => self.metronome.pace = pace,
            LearnerCommand::Recall(step) => self.run.recall(step),
            LearnerCommand::GoOnFrom(step) => self.go_on_from(step),
        }
    }

    /// Goes on training on what is to be seen of the target by now.
    fn see_again(&mut self) {
        self.data = self.scene.training_data(&self.mixture);
        self.edition += 1;
        self.run.trainer.retarget(&self.data.source);
    }

    /// Goes back in the run and on from there, on the present target and with the present choices.
    fn go_on_from(&mut self, train_step: u64) {
        let Some(edition) = self.run.go_back(train_step) else {
            return;
        };
        self.untimed = 0;
        let trainer = &mut self.run.trainer;
        if edition != self.edition {
            trainer.retarget(&self.data.source);
        }
        if trainer.training() != self.scene.training
            && let Err(error) = trainer.tune(&self.scene.training)
        {
            self.fail(error.to_string());
        }
        self.note(Change::WentBack);
    }

    /// Marks a change in the curves of the run.
    fn note(&mut self, change: Change) {
        let seconds = self.metronome.seconds();
        self.run.marks.note(self.run.train_step, seconds, change);
    }

    /// A new run that goes on with `network`.
    fn adopt(&mut self, network: &ScoreNet, id: RunId) {
        self.begin_again(id);
        match self.run.trainer.adopt(network) {
            Ok(()) => {
                self.run.noise = network.noise_range();
                self.run.train_step = network.train_steps().unwrap_or(0);
                self.run.begin_curves(self.edition);
                self.metronome.go_on();
                self.note(Change::OpenedModel);
            }
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn begin_again(&mut self, id: RunId) {
        self.untimed = 0;
        self.metronome.restart();
        let (scene, mixture) = (&self.scene, &self.mixture);
        match Run::begin(id, scene, mixture, &self.data, &self.workers) {
            Ok(fresh) => {
                self.run = fresh;
                self.run.keep(self.edition);
            }
            Err(error) => {
                self.run.id = id;
                self.fail(error.to_string());
            }
        }
    }
}
