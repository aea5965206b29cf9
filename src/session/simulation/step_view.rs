//! The field before and after the step that is laid open.

use crate::plane::Point;
use crate::score::{ScaledScore, ScoreFn, ScoreNet};
use crate::session::learner::laid_open::OpenStep;
use crate::session::learner::step_frame::{StepField, StepFrame};
use crate::session::snapshot::FieldFrame;
use std::sync::Arc;

/// The newest answer.
#[derive(Default)]
pub struct StepView {
    frame: Option<Arc<StepFrame>>,
}

impl StepView {
    /// `None` while no step is laid open.
    pub fn frame(&self) -> Option<Arc<StepFrame>> {
        self.frame.clone()
    }

    /// Evaluates the networks of `step` where `field` is; what holds still is kept.
    pub fn evaluate(&mut self, step: Option<&OpenStep>, field: Option<&FieldFrame>) {
        let Some(step) = step else {
            self.frame = None;
            return;
        };
        if self
            .frame
            .as_ref()
            .is_some_and(|frame| answers(frame, step, field))
        {
            return;
        }
        let known = self.frame.take();
        let field = field.and_then(|field| {
            // The step was taken since, and nothing else has changed.
            let before = known.as_ref().and_then(|frame| {
                let same = frame.account.draws.len() == step.account.draws.len()
                    && frame.account.train_step == step.account.train_step
                    && frame.account.loss == step.account.loss;
                let before = frame
                    .field
                    .as_ref()
                    .filter(|known| same && is_at(known, field));
                before.map(|known| known.before.clone())
            });
            Some(StepField {
                sigma: field.sigma,
                arrows: field.arrows,
                before: before.or_else(|| scores(&step.before, field))?,
                after: (step.after.as_ref())
                    .and_then(|after| scores(after, field))
                    .unwrap_or_default(),
            })
        });
        self.frame = Some(Arc::new(StepFrame {
            account: step.account.clone(),
            field,
        }));
    }
}

/// Whether `frame` is the answer already.
fn answers(frame: &StepFrame, step: &OpenStep, field: Option<&FieldFrame>) -> bool {
    let placed = match (&frame.field, field) {
        (Some(known), Some(field)) => is_at(known, field),
        (None, Some(field)) => !step.before.trained_at(field.sigma),
        (known, None) => known.is_none(),
    };
    placed && Arc::ptr_eq(&frame.account, &step.account)
}

fn is_at(known: &StepField, field: &FieldFrame) -> bool {
    known.sigma == field.sigma && known.arrows == field.arrows
}

/// The scores of `network` where the arrows of `field` stand; none at a level that was not trained.
fn scores(network: &ScoreNet, field: &FieldFrame) -> Option<Arc<[Point]>> {
    let scaled = ScaledScore::new(network, field.alpha, field.center);
    if !scaled.trained_at(field.sigma) {
        return None;
    }
    let scores = scaled.score(field.arrows.points().view(), field.sigma);
    Some(scores.rows().into_iter().map(|s| [s[0], s[1]]).collect())
}
