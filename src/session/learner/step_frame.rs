//! A step that is laid open, as it is published.

use crate::plane::{Grid, Point};
use crate::score::StepAccount;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The field of the newest weights before and after a step, where fields are shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepField {
    /// The noise level, data units.
    pub sigma: f64,
    /// Where the arrows stand.
    pub arrows: Grid,
    /// The score at every point of `arrows` before the step, 1/unit.
    pub before: Arc<[Point]>,
    /// The same after it; empty before it is taken.
    pub after: Arc<[Point]>,
}

/// The coming step, or the one that was taken last, with all its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepFrame {
    /// What it drew and made of it.
    pub account: Arc<StepAccount>,
    /// `None` until a field was asked for, and at a level that was not trained.
    pub field: Option<StepField>,
}
