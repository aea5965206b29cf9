//! A view of the table on paper, as the window asks for it.

use crate::figure::{FieldKind, PictureView, ScoreChoice};
use serde::{Deserialize, Serialize};

/// A view, and of which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// What is shown.
    pub view: PictureView,
    /// Which vectors are drawn, where it shows vectors.
    pub field: FieldKind,
}

impl Shown {
    /// Which score it is drawn from, where particles follow the exact one or not.
    pub fn score(self, follows_exact: bool) -> ScoreChoice {
        match self.view {
            PictureView::Field(_) => match self.field {
                FieldKind::Learned => ScoreChoice::Learned,
                FieldKind::Exact => ScoreChoice::Exact,
                FieldKind::Difference => ScoreChoice::Difference,
                FieldKind::Empirical => ScoreChoice::Empirical,
            },
            PictureView::Map(quantity) if quantity.is_learned() => ScoreChoice::Learned,
            PictureView::Loss => ScoreChoice::Learned,
            PictureView::Map(_)
            | PictureView::Samples
            | PictureView::Paths
            | PictureView::Marginal
            | PictureView::Quality
            | PictureView::Weights => {
                if follows_exact {
                    ScoreChoice::Exact
                } else {
                    ScoreChoice::Learned
                }
            }
        }
    }
}
