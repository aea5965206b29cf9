//! The same choices for another sampler or process.

use super::SamplingSpec;
use crate::noise::ProcessKind;
use crate::sampling::{Init, Sampler};

impl SamplingSpec {
    /// The same with another sampler: what belongs to one sampler means nothing to another and becomes usual, and a way
    /// back from noise begins at its prior where this one has none.
    #[must_use]
    pub fn with_sampler(self, sampler: Sampler) -> Self {
        if sampler == self.sampler {
            return self;
        }
        let mut spec = Self {
            sampler,
            steps: sampler.usual_steps(),
            step_size: None,
            sigma: None,
            tol: None,
            churn: None,
            process: self.process.filter(|process| sampler.runs_on(*process)),
            ..self
        };
        if !sampler.is_langevin() {
            spec.temperature = 1.0;
            // A way back from noise begins at its prior: anything else is another distribution.
            if self.sampler.is_langevin() {
                spec.init = Init::Prior;
            }
        }
        spec
    }

    /// The same along another process: the times of one are not those of another.
    #[must_use]
    pub fn with_process(self, process: ProcessKind) -> Self {
        if self.process == Some(process) {
            return self;
        }
        Self {
            process: Some(process),
            t_min: None,
            t_max: None,
            ddpm_steps: None,
            scale: self.scale.filter(|_| !process.explodes()),
            ..self
        }
    }
}
