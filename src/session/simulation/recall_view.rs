//! What is measured of the network of the past that is on show.

use super::measurements::Measurements;
use crate::mixture::GaussianMixture;
use crate::session::learned::Learned;
use crate::session::learner::recall::{Recall, RecallFrame};
use std::sync::Arc;

/// The newest answer.
#[derive(Default)]
pub struct RecallView {
    /// What was answered, against which target.
    answered: Option<(Arc<Recall>, Arc<GaussianMixture>)>,
    frame: Option<Arc<RecallFrame>>,
}

impl RecallView {
    /// `None` while the newest network is on show.
    pub fn frame(&self) -> Option<Arc<RecallFrame>> {
        self.frame.clone()
    }

    /// Measures the network that `learned` recalls against the target as it is now, once.
    pub fn evaluate(
        &mut self,
        learned: &Learned,
        mixture: &Arc<GaussianMixture>,
        measurements: &Measurements,
    ) {
        let Some(recall) = &learned.recall else {
            *self = Self::default();
            return;
        };
        let is_of_another_target = recall.edition != learned.edition;
        let is_known = |(of, against): &(Arc<Recall>, Arc<GaussianMixture>)| {
            Arc::ptr_eq(of, recall) && Arc::ptr_eq(against, mixture)
        };
        let known = self.frame.as_ref().filter(|frame| {
            frame.is_of_another_target == is_of_another_target
                && self.answered.as_ref().is_some_and(is_known)
        });
        if known.is_some() {
            return;
        }
        let (error_per_sigma, error) = measurements.score_errors(&recall.network);
        self.answered = Some((recall.clone(), mixture.clone()));
        self.frame = Some(Arc::new(RecallFrame {
            train_step: recall.train_step,
            is_of_another_target,
            error,
            error_per_sigma,
        }));
    }
}
