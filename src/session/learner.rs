//! The thread that trains, flat out, and publishes frozen networks.

use super::curves::MeanCurve;
use super::{Motion, Phase, RunId, panic_message};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::scene::Scene;
use crate::score::{ScoreNet, SpecError, Trainer, TrainingSpec, Workers};
use crate::wording::count;
use arc_swap::ArcSwapOption;
use crossbeam_channel::{Receiver, Sender, TryRecvError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the learner is asked to do.
pub enum LearnerCommand {
    Load(Box<Scene>, RunId),
    Restart(RunId),
    Retarget(Arc<GaussianMixture>),
    Tune(TrainingSpec),
    Train(Motion),
}

/// What the learner publishes.
pub struct Learned {
    pub run: RunId,
    pub phase: Phase,
    pub train_step: u64,
    pub steps_per_second: f64,
    /// Seconds spent training in this run.
    pub seconds: f64,
    pub noise: NoiseRange,
    pub training: TrainingSpec,
    pub mixture: Arc<GaussianMixture>,
    pub network: Arc<ScoreNet>,
    /// (train step, mean loss since the last point).
    pub loss: Vec<(u64, f64)>,
}

/// Steps are taken for this long between two looks at the commands.
const PUBLISH_EVERY: Duration = Duration::from_millis(12);
/// A gentle rate of change for the shown speed.
const SPEED_SMOOTHING: f64 = 0.1;

/// One run: weights and curves that a restart throws away.
struct Run {
    id: RunId,
    trainer: Trainer,
    noise: NoiseRange,
    loss: MeanCurve,
    train_step: u64,
    seconds: f64,
    phase: Phase,
}

pub struct Learner {
    scene: Scene,
    mixture: Arc<GaussianMixture>,
    run_id: RunId,
    workers: Workers,
    slot: Arc<ArcSwapOption<Learned>>,
    nudge: Sender<()>,
    motion: Motion,
    speed: f64,
}

impl Learner {
    /// `slot` takes the newest result; `nudge` says that there is one.
    pub fn new(
        scene: Scene,
        run_id: RunId,
        workers: Workers,
        slot: Arc<ArcSwapOption<Learned>>,
        nudge: Sender<()>,
    ) -> Self {
        let mixture = scene.mixture().expect("the session validates its scene");
        Self {
            scene,
            mixture: Arc::new(mixture),
            run_id,
            workers,
            slot,
            nudge,
            motion: Motion::Run,
            speed: 0.0,
        }
    }

    /// Works until the window's channel closes.
    pub fn run(mut self, commands: Receiver<LearnerCommand>) {
        // A scene that cannot be trained ends the thread; the session says so to its caller.
        let Ok(mut run) = self.begin() else { return };
        self.publish(&run);
        while let Some(pending) = self.receive(&commands, &run) {
            let done = catch_unwind(AssertUnwindSafe(|| {
                for command in coalesced(pending) {
                    self.obey(command, &mut run);
                }
                self.train(&mut run);
            }));
            if let Err(payload) = done {
                let reason = panic_message(&*payload);
                run.phase = Phase::Failed {
                    message: format!("training stopped ({reason}); press Restart"),
                };
            }
            self.publish(&run);
        }
    }

    /// The commands that have come; waits for one while there is nothing to train. `None` when the
    /// window has gone.
    fn receive(
        &self,
        commands: &Receiver<LearnerCommand>,
        run: &Run,
    ) -> Option<Vec<LearnerCommand>> {
        let mut pending = Vec::new();
        if self.motion == Motion::Pause || !run.trains() {
            pending.push(commands.recv().ok()?);
        }
        loop {
            match commands.try_recv() {
                Ok(command) => pending.push(command),
                Err(TryRecvError::Empty) => return Some(pending),
                Err(TryRecvError::Disconnected) => return None,
            }
        }
    }

    fn begin(&self) -> Result<Run, SpecError> {
        let noise = self.scene.noise_range(&self.mixture);
        let trainer = Trainer::new(
            &self.mixture,
            noise,
            &self.scene.network,
            &self.scene.training,
            self.scene.seed,
            self.workers.clone(),
        )?;
        Ok(Run {
            id: self.run_id,
            trainer,
            noise,
            loss: MeanCurve::new(),
            train_step: 0,
            seconds: 0.0,
            phase: Phase::Training,
        })
    }

    fn begin_again(&mut self, id: RunId, run: &mut Run) {
        self.run_id = id;
        match self.begin() {
            Ok(fresh) => *run = fresh,
            Err(error) => {
                run.id = id;
                run.phase = Phase::Failed {
                    message: error.to_string(),
                };
            }
        }
    }

    fn obey(&mut self, command: LearnerCommand, run: &mut Run) {
        match command {
            LearnerCommand::Load(scene, id) => {
                match scene.mixture() {
                    Ok(mixture) => self.mixture = Arc::new(mixture),
                    Err(error) => {
                        run.phase = Phase::Failed {
                            message: error.to_string(),
                        };
                        return;
                    }
                }
                self.scene = *scene;
                self.begin_again(id, run);
            }
            LearnerCommand::Restart(id) => self.begin_again(id, run),
            LearnerCommand::Retarget(mixture) => {
                run.trainer.retarget(&mixture);
                self.mixture = mixture;
            }
            LearnerCommand::Tune(training) => {
                match run.trainer.tune(&training) {
                    // A curve shows one loss.
                    Ok(()) if training.objective != self.scene.training.objective => {
                        run.loss = MeanCurve::new();
                    }
                    Ok(()) => (),
                    Err(error) => {
                        run.phase = Phase::Failed {
                            message: error.to_string(),
                        };
                    }
                }
                // What was refused is what a restart is asked for.
                self.scene.training = training;
            }
            LearnerCommand::Train(motion) => self.motion = motion,
        }
    }

    /// Takes steps until it is time to publish, or just one when single-stepping.
    fn train(&mut self, run: &mut Run) {
        if self.motion == Motion::Pause || !run.trains() {
            return;
        }
        let begun = Instant::now();
        let first = run.train_step;
        loop {
            let report = run.trainer.step();
            run.train_step = report.train_step;
            if !report.finite {
                run.phase = Phase::Diverged {
                    train_step: report.train_step,
                    advice: format!(
                        "Training diverged at step {}: the learning rate {} is too high. \
                         Lower it (0.01 is usual) and restart.",
                        count(report.train_step),
                        self.scene.training.learning_rate
                    ),
                };
                break;
            }
            run.loss.push(report.train_step, report.loss);
            if self.motion == Motion::Step {
                self.motion = Motion::Pause;
                break;
            }
            if begun.elapsed() >= PUBLISH_EVERY {
                break;
            }
        }
        let spent = begun.elapsed().as_secs_f64().max(1e-9);
        run.seconds += spent;
        let speed = (run.train_step - first) as f64 / spent;
        self.speed = if self.speed == 0.0 {
            speed
        } else {
            self.speed + SPEED_SMOOTHING * (speed - self.speed)
        };
    }

    fn publish(&self, run: &Run) {
        let paused = run.trains() && self.motion == Motion::Pause;
        let learned = Learned {
            run: run.id,
            phase: if paused {
                Phase::Paused
            } else {
                run.phase.clone()
            },
            train_step: run.train_step,
            steps_per_second: if paused { 0.0 } else { self.speed },
            seconds: run.seconds,
            noise: run.noise,
            training: self.scene.training,
            mixture: self.mixture.clone(),
            network: Arc::new(run.trainer.frozen()),
            loss: run.loss.points().to_vec(),
        };
        self.slot.store(Some(Arc::new(learned)));
        // A full channel already holds the nudge.
        let _ = self.nudge.try_send(());
    }
}

impl Run {
    fn trains(&self) -> bool {
        self.phase == Phase::Training
    }
}

/// Of a burst, only the newest `Retarget` and the newest `Tune` since the last other command.
fn coalesced(pending: Vec<LearnerCommand>) -> Vec<LearnerCommand> {
    let mut kept: Vec<LearnerCommand> = Vec::with_capacity(pending.len());
    for command in pending {
        let same_kind = |other: &LearnerCommand| {
            std::mem::discriminant(other) == std::mem::discriminant(&command)
        };
        let replaceable = matches!(
            command,
            LearnerCommand::Retarget(_) | LearnerCommand::Tune(_)
        );
        match kept.last_mut() {
            Some(last) if replaceable && same_kind(last) => *last = command,
            _ => kept.push(command),
        }
    }
    kept
}
