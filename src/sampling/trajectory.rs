//! The recorded paths of a swarm.

use ndarray::Array3;

/// Frames of a sampling run.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Positions, `[frames, particles, 2]`, data units.
    pub x: Array3<f64>,
    /// Steps taken before each frame; the first is 0.
    pub step: Vec<u64>,
    /// The level that led to each frame; for the first, the level of the first step.
    pub sigma: Vec<f64>,
}

impl Trajectory {
    pub fn frames(&self) -> usize {
        self.x.dim().0
    }

    pub fn particles(&self) -> usize {
        self.x.dim().1
    }
}
