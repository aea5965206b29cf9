//! Denoising is explicit score matching and a constant, measured on the network on show.

use crate::measure::Matching;
use serde::{Deserialize, Serialize};

/// The three objectives at one level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityFrame {
    /// The noise level, data units.
    pub sigma: f64,
    /// The optimiser steps that the network had learned for.
    pub train_step: u64,
    /// What was measured, always on the same draws.
    pub matching: Matching,
}
