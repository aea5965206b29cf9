//! The recorded paths of particles.

use super::explosion::few_led_away;
use crate::plane::Point;
use ndarray::Array3;

/// Frames of a sampling run.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Positions, `[frames, particles, 2]`, data units.
    pub x: Array3<f64>,
    /// Steps taken before each frame; the first is 0.
    pub step: Vec<u64>,
    /// The time of the process at each frame. Of Langevin dynamics that of the level that led to
    /// the frame, as in `sigma`; without a ladder it is that level itself.
    pub t: Vec<f64>,
    /// The noise level of each frame, sigma(t), in units of the scale. Of Langevin dynamics the level that led to it; for
    /// the first, the level of the first step.
    pub sigma: Vec<f64>,
    /// Evaluations of the score before each frame, one a batch of points.
    pub nfe: Vec<u64>,
    /// The share of proposals that `mala` accepted in all.
    pub accepted: Option<f64>,
    /// Langevin particles that the score led away at the end, at their last sane places: [`Swarm::led_away`].
    ///
    /// [`Swarm::led_away`]: super::Swarm::led_away
    pub led_away: usize,
    /// c of the process, data units; 0 where there is none.
    pub center: Point,
    /// s of the process, data units; 1 where there is none.
    pub scale: f64,
}

impl Trajectory {
    /// How many moments were kept.
    pub fn frames(&self) -> usize {
        self.x.dim().0
    }

    /// How many particles there are.
    pub fn particles(&self) -> usize {
        self.x.dim().1
    }

    /// What is to be said of those that were led away; `None` without any.
    pub fn led_away_in_words(&self) -> Option<String> {
        few_led_away(self.led_away, self.particles())
    }
}
