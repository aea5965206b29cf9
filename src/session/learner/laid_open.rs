//! A step that is laid open while training rests.

use crate::score::{Dissection, ScoreNet, StepAccount, Trainer};
use std::sync::Arc;

/// Draws of a batch that are told one by one.
const SHOWN: usize = 24;

/// What the simulation is told of the step. Cheap to clone.
#[derive(Clone)]
pub struct OpenStep {
    pub account: Arc<StepAccount>,
    /// The newest weights before the step, and after it once it is taken.
    pub before: Arc<ScoreNet>,
    pub after: Option<Arc<ScoreNet>>,
}

/// The coming step of a trainer, or the one that was taken last.
pub struct LaidOpen {
    dissection: Dissection,
    told: OpenStep,
}

impl LaidOpen {
    /// The coming step of `trainer`; nothing after a divergence.
    pub fn coming(trainer: &mut Trainer) -> Option<Self> {
        let dissection = trainer.dissect(SHOWN)?;
        let told = OpenStep {
            account: Arc::new(dissection.account().clone()),
            before: Arc::new(dissection.before().clone()),
            after: None,
        };
        Some(Self { dissection, told })
    }

    /// Whether the step was taken.
    pub fn is_taken(&self) -> bool {
        self.told.after.is_some()
    }

    /// `trainer` has taken the step.
    pub fn conclude(&mut self, trainer: &mut Trainer) {
        self.dissection.conclude(trainer);
        self.told.account = Arc::new(self.dissection.account().clone());
        self.told.after = self.dissection.after().cloned().map(Arc::new);
    }

    /// What is known of it.
    pub fn told(&self) -> &OpenStep {
        &self.told
    }
}
