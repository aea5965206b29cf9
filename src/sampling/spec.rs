//! What a user chooses about sampling; part of a scene file.

use serde::{Deserialize, Serialize};

/// How particles move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sampler {
    /// Unadjusted Langevin dynamics at one noise level:
    /// x <- x + eps_L s(x, sigma) + sqrt(2 eps_L tau) z.
    Langevin,
    /// Annealed Langevin dynamics (Song & Ermon 2019) down a ladder of noise levels, with
    /// eps_i = eps_L (sigma_i / sigma_min)^2.
    #[default]
    Annealed,
}

/// Where particles start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Init {
    /// N(0, sigma_max^2 I).
    #[default]
    Prior,
    /// Clean samples of the target.
    Data,
    /// Uniform on the square `[low, high]^2`.
    Box(f64, f64),
}

/// A sampling run. `None` means "chosen from the scene".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SamplingSpec {
    pub sampler: Sampler,
    pub particles: usize,
    /// eps_L: of Langevin, or of annealed Langevin at its smallest level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_size: Option<f64>,
    /// tau: 1 samples the density, 0 climbs it, more than 1 flattens it.
    pub temperature: f64,
    /// The noise level of `Langevin`; annealed Langevin has a ladder instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma: Option<f64>,
    /// Steps: of Langevin in all, of annealed Langevin a level.
    pub steps: usize,
    /// Levels of the ladder.
    pub levels: usize,
    /// The ends of the ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma_min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma_max: Option<f64>,
    pub init: Init,
}

impl Default for SamplingSpec {
    fn default() -> Self {
        Self {
            sampler: Sampler::Annealed,
            particles: 1000,
            step_size: None,
            temperature: 1.0,
            sigma: None,
            steps: 100,
            levels: 10,
            sigma_min: None,
            sigma_max: None,
            init: Init::Prior,
        }
    }
}

/// A sampling run that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SamplingError {
    #[error("{0} particles cannot be simulated; use 1 to 1000000")]
    Particles(usize),
    #[error("step size {0} is out of range; use a finite number above 0")]
    StepSize(f64),
    #[error("temperature {0} is out of range; use a number from 0 to 1000")]
    Temperature(f64),
    #[error("noise level {0} is out of range; use a finite number, 0 or above")]
    Sigma(f64),
    #[error("{0} steps cannot be taken; use 1 to 10000000")]
    Steps(usize),
    #[error("ladder end {0} is out of range; use a finite number above 0")]
    LadderEnd(f64),
    #[error("a ladder of {0} levels cannot be climbed down; use 1 to 10000")]
    Levels(usize),
    #[error("ladder ends {0} to {1} are turned over; give 0 < sigma-min < sigma-max")]
    Ladder(f64, f64),
    #[error(
        "noise level {sigma} was not trained; choose one from {min} to {max}, or the exact score"
    )]
    Untrained { sigma: f64, min: f64, max: f64 },
    #[error("noise level {sigma} was not trained; {only} is the only one, or take the exact score")]
    OtherLevel { sigma: f64, only: f64 },
    #[error("box {0},{1} is empty; give two finite numbers, the smaller first")]
    Box(f64, f64),
}

impl SamplingSpec {
    pub const MAX_PARTICLES: usize = 1_000_000;

    /// # Errors
    /// The first choice that is out of range.
    pub fn validate(&self) -> Result<(), SamplingError> {
        if !(1..=Self::MAX_PARTICLES).contains(&self.particles) {
            return Err(SamplingError::Particles(self.particles));
        }
        if let Some(step) = self.step_size
            && !(step > 0.0 && step.is_finite())
        {
            return Err(SamplingError::StepSize(step));
        }
        if !(0.0..=1000.0).contains(&self.temperature) {
            return Err(SamplingError::Temperature(self.temperature));
        }
        if let Some(sigma) = self.sigma
            && !(sigma >= 0.0 && sigma.is_finite())
        {
            return Err(SamplingError::Sigma(sigma));
        }
        if !(1..=10_000_000).contains(&self.steps) {
            return Err(SamplingError::Steps(self.steps));
        }
        if !(1..=10_000).contains(&self.levels) {
            return Err(SamplingError::Levels(self.levels));
        }
        for end in [self.sigma_min, self.sigma_max].into_iter().flatten() {
            if !(end > 0.0 && end.is_finite()) {
                return Err(SamplingError::LadderEnd(end));
            }
        }
        if let (Some(low), Some(high)) = (self.sigma_min, self.sigma_max)
            && low >= high
        {
            return Err(SamplingError::Ladder(low, high));
        }
        match self.init {
            Init::Box(low, high) if !(low < high && low.is_finite() && high.is_finite()) => {
                Err(SamplingError::Box(low, high))
            }
            _ => Ok(()),
        }
    }
}
