//! A last level at which the prior is good enough for likelihoods.

use super::prior_cost::PriorGap;
use crate::mixture::GaussianMixture;
use crate::noise::{NoiseRange, PriorKind, Process, ProcessSpec, ProcessSpecError};

/// A process whose prior was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct LastLevel {
    /// The process.
    pub process: Process,
    /// How far its prior is off.
    pub gap: PriorGap,
    /// How many times its last level is that of the spec.
    pub raised: f64,
}

/// The last level is raised so far at most.
const MOST: f64 = 256.0;

impl LastLevel {
    /// The process of `spec`, of VE with a last level raised by powers of two until its matched prior is
    /// good: what p_T has beyond a mean and a covariance falls with the third power of the level.
    ///
    /// # Errors
    /// As [`ProcessSpec::build`].
    pub fn raised(
        spec: &ProcessSpec,
        range: NoiseRange,
        mixture: &GaussianMixture,
    ) -> Result<Self, ProcessSpecError> {
        let mut found = Self::as_told(spec, range, mixture)?;
        if !spec.kind.explodes() || spec.prior != PriorKind::Matched {
            return Ok(found);
        }
        let told = spec.sigma_max.unwrap_or(range.max());
        while !found.gap.is_small() && found.raised < MOST {
            let raised = 2.0 * found.raised;
            let wider = ProcessSpec {
                sigma_max: Some(raised * told),
                ..*spec
            };
            // No level is larger than the largest there is.
            let Ok(wider) = Self::as_told(&wider, range, mixture) else {
                break;
            };
            found = Self { raised, ..wider };
        }
        Ok(found)
    }

    /// The process of `spec` as it is.
    ///
    /// # Errors
    /// As [`ProcessSpec::build`].
    pub fn as_told(
        spec: &ProcessSpec,
        range: NoiseRange,
        mixture: &GaussianMixture,
    ) -> Result<Self, ProcessSpecError> {
        let process = spec.build(range, mixture)?;
        Ok(Self {
            gap: PriorGap::of(&process, mixture),
            process,
            raised: 1.0,
        })
    }
}
