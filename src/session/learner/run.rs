//! Weights, curves and the past of one run, which a restart throws away.

use super::checkpoints::{Checkpoints, Kept};
use super::recall::Recall;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::scene::{Scene, TrainingData};
use crate::score::{SpecError, Trainer, Workers};
use crate::session::curves::Curve;
use crate::session::marks::Marks;
use crate::session::snapshot::{Phase, RunId};
use std::sync::Arc;

/// Stretches of the loss curve.
const LOSS_BINS: usize = 600;

/// What a restart throws away.
pub struct Run {
    pub id: RunId,
    pub trainer: Trainer,
    pub noise: NoiseRange,
    pub loss: Curve,
    pub marks: Marks,
    pub train_step: u64,
    pub phase: Phase,
    pub checkpoints: Checkpoints,
    /// The network of the past that is on show in the place of the newest.
    pub recalled: Option<Arc<Recall>>,
    /// The steps to which it went back, in order.
    pub returns: Arc<[u64]>,
}

impl Run {
    /// # Errors
    /// When the scene cannot be run.
    pub fn begin(
        id: RunId,
        scene: &Scene,
        mixture: &GaussianMixture,
        data: &TrainingData,
        workers: &Workers,
    ) -> Result<Self, SpecError> {
        let noise = scene.noise_range(mixture);
        let trainer = Trainer::new(
            &data.source,
            noise,
            &scene.network,
            &scene.training,
            scene.seed,
            workers.clone(),
        )?;
        Ok(Self {
            id,
            trainer,
            noise,
            loss: Curve::new(LOSS_BINS),
            marks: Marks::default(),
            train_step: 0,
            phase: Phase::Training,
            checkpoints: Checkpoints::begin(0),
            recalled: None,
            returns: Arc::default(),
        })
    }

    /// Another loss, or a network from elsewhere: its curve begins here, and so does what can be gone back to. What
    /// training sees is that of `edition`.
    pub fn begin_curves(&mut self, edition: u64) {
        self.loss.clear();
        self.checkpoints = Checkpoints::begin(self.train_step);
        self.recalled = None;
        self.keep(edition);
    }

    /// Keeps a checkpoint of the present state where one is wanted.
    pub fn keep(&mut self, edition: u64) {
        if self.checkpoints.wants(self.train_step)
            && let Some(checkpoint) = self.trainer.checkpoint()
        {
            self.checkpoints.keep(Kept {
                checkpoint,
                loss: self.loss.clone(),
                edition,
            });
        }
    }

    /// Shows the network of the checkpoint nearest to a step in the place of the newest, or the newest.
    pub fn recall(&mut self, train_step: Option<u64>) {
        let kept = train_step.and_then(|step| self.checkpoints.nearest(step));
        let shown = kept.map(|kept| Recall {
            train_step: kept.checkpoint.train_step(),
            network: Arc::new(kept.checkpoint.network().clone()),
            edition: kept.edition,
        });
        let is_same = |known: &Arc<Recall>| Some(&**known) == shown.as_ref();
        if !self.recalled.as_ref().is_some_and(is_same) {
            self.recalled = shown.map(Arc::new);
        }
    }

    /// Goes back to the checkpoint nearest to `train_step`: its weights, its random streams and its loss curve. The
    /// edition of what training saw then; `None` when there is no checkpoint that serves.
    pub fn go_back(&mut self, train_step: u64) -> Option<u64> {
        let kept = self.checkpoints.nearest(train_step)?;
        let (train_step, edition) = (kept.checkpoint.train_step(), kept.edition);
        self.trainer.go_back(&kept.checkpoint).ok()?;
        self.loss = kept.loss.clone();
        self.train_step = train_step;
        self.phase = Phase::Training;
        self.checkpoints.cut(train_step);
        self.marks.cut(train_step);
        self.recalled = None;
        self.returns = self.returns.iter().copied().chain([train_step]).collect();
        Some(edition)
    }
}
