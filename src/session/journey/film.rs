//! One way between data and noise, frame by frame.

use crate::measure::{Estimate, ModeWeight};
use crate::plane::Point;
use serde::{Deserialize, Serialize};

/// The particles at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JourneyFrame {
    /// The time of the process.
    pub t: f64,
    /// Evaluations of the score so far.
    pub nfe: u64,
    /// Where the particles are.
    pub x: Vec<Point>,
}

/// One way from end to end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Film {
    /// Along the way; at least one.
    pub frames: Vec<JourneyFrame>,
    /// The kind that each particle ends in (or, on the way forward, began in), below
    /// [`Journey::kinds`](super::Journey::kinds).
    pub kinds: Vec<u16>,
    /// The weight of every mode in the sample.
    pub weights: Vec<ModeWeight>,
    /// Sliced Wasserstein-2 distance from a fresh exact sample, data units.
    pub sliced_w2: Estimate,
}

impl Film {
    /// On the way to the noise: how many frames are not later than `t`, at least one.
    pub fn forward_until(&self, t: f64) -> usize {
        self.frames.partition_point(|frame| frame.t <= t).max(1)
    }

    /// On the way back: how many frames `t` has passed, at least one; with few steps the last of
    /// them is long ago.
    pub fn backward_until(&self, t: f64) -> usize {
        self.frames.partition_point(|frame| frame.t >= t).max(1)
    }

    /// The last frame.
    pub fn end(&self) -> &JourneyFrame {
        &self.frames[self.frames.len() - 1]
    }
}
