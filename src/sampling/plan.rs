//! A sampling run with every choice made.

use super::{Init, SamplingError, SamplingSpec};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;

/// Steps taken at one noise level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    pub sigma: f64,
    /// eps_L at this level.
    pub step_size: f64,
    pub steps: u64,
}

/// What a [`SamplingSpec`] means for a given scene: no `None` left.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Decreasing in sigma.
    pub rungs: Vec<Rung>,
    pub particles: usize,
    pub temperature: f64,
    pub init: Init,
    /// The standard deviation of `Init::Prior`.
    pub prior_std: f64,
}

impl SamplingSpec {
    /// Fills in what the spec left open, from the target and the scene's noise range. `trained` is
    /// the range of a learned score, `None` for the exact one, which accepts every level.
    ///
    /// # Errors
    /// When the spec is out of range or asks for a level that was not trained.
    pub fn plan(
        &self,
        _mixture: &GaussianMixture,
        _range: NoiseRange,
        _trained: Option<NoiseRange>,
    ) -> Result<Plan, SamplingError> {
        todo!()
    }
}

impl Plan {
    /// Steps of the whole run.
    pub fn total_steps(&self) -> u64 {
        self.rungs.iter().map(|rung| rung.steps).sum()
    }
}
