//! How the particles are shared among the modes of the target.

use crate::measure::ModeWeight;
use serde::{Deserialize, Serialize};

/// The share of the particles that each mode of the target holds, beside the truth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModeShares {
    /// One a mode, with its 95 % interval.
    pub found: Vec<ModeWeight>,
    /// pi of every mode.
    pub truth: Vec<f64>,
    /// Whether every component of the target is a mode of its own, in the same order.
    pub of_components: bool,
}

impl ModeShares {
    /// More modes than this are not counted.
    pub const MOST: usize = 40;

    /// Whether the truth of mode number `mode` lies in its interval.
    pub fn is_true(&self, mode: usize) -> bool {
        let [low, high] = self.found[mode].interval;
        (low..=high).contains(&self.truth[mode])
    }
}
