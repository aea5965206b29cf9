//! Many independent Langevin chains moving together.

use super::{Plan, Trajectory};
use crate::mixture::GaussianMixture;
use crate::score::ScoreFn;
use ndarray::Array2;

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Steps taken so far, this one included.
    pub step: u64,
    /// The level of this step.
    pub sigma: f64,
    /// Whether the plan has no further step.
    pub finished: bool,
}

/// Langevin chains; same plan, mixture, score and seed: same bits.
pub struct Swarm {}

impl Swarm {
    /// Particles at their starting points.
    pub fn spawn(_plan: Plan, _mixture: &GaussianMixture, _seed: u64) -> Self {
        todo!()
    }

    /// Where the particles are, `[particles, 2]`.
    pub fn positions(&self) -> &Array2<f64> {
        todo!()
    }

    /// x <- x + eps_L s(x, sigma) + sqrt(2 eps_L tau) z, for every particle.
    pub fn tick(&mut self, _score: &dyn ScoreFn) -> Tick {
        todo!()
    }

    /// Runs the whole plan, keeping frames 0, `every`, 2 `every`, ... and the last. `progress` is
    /// told (steps taken, steps in all).
    pub fn record(
        self,
        _score: &dyn ScoreFn,
        _every: u64,
        _progress: &mut dyn FnMut(u64, u64),
    ) -> Trajectory {
        todo!()
    }
}
