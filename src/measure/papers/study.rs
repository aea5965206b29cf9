//! One run through the claims: what it is measured with, and where its rows go.

use super::Claim;
use crate::mixture::MixtureError;
use crate::noise::{NoiseError, ProcessError};
use crate::sampling::SamplingError;
use crate::score::{SpecError, Workers};
use crate::wording::Number;

/// How much is spent on the claims.
#[derive(Clone)]
pub struct Effort {
    /// Fixes every random draw.
    pub seed: u64,
    /// Fewer particles and points: larger standard errors, and larger tolerances with them.
    pub short: bool,
    /// Changes the speed, never a bit of the result.
    pub workers: Workers,
}

/// Why claims were not measured to the end.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PapersError {
    /// Somebody asked for the end.
    #[error("the measurement was stopped")]
    Stopped,
    /// A target could not be built.
    #[error(transparent)]
    Mixture(#[from] MixtureError),
    /// A sampler could not run.
    #[error(transparent)]
    Sampling(#[from] SamplingError),
    /// A network could not be trained.
    #[error(transparent)]
    Training(#[from] SpecError),
    /// Noise levels make no range.
    #[error(transparent)]
    Noise(#[from] NoiseError),
    /// A process could not be built.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// The time at which the flow could not be followed.
    #[error("the flow could not be followed at tolerance {}; use a larger one", Number(*.0))]
    Flow(f64),
    /// The compute threads could not be started; why.
    #[error("could not start the compute threads: {0}; close other programs and try again")]
    Threads(String),
}

/// Measures groups of claims and tells of each as soon as it is known.
pub struct Study<'a> {
    pub(super) effort: &'a Effort,
    stopped: &'a (dyn Fn() -> bool + Sync),
    report: &'a mut (dyn FnMut(Claim) + Send),
}

impl<'a> Study<'a> {
    /// `stopped` is asked again and again whether to go on; `report` hears every claim.
    pub fn new(
        effort: &'a Effort,
        stopped: &'a (dyn Fn() -> bool + Sync),
        report: &'a mut (dyn FnMut(Claim) + Send),
    ) -> Self {
        Self {
            effort,
            stopped,
            report,
        }
    }

    /// How many particles or points: `full`, or `short` in the short version.
    pub(super) fn amount(&self, full: usize, short: usize) -> usize {
        if self.effort.short { short } else { full }
    }

    /// # Errors
    /// [`PapersError::Stopped`] when nobody waits for the rest.
    pub(super) fn go_on(&self) -> Result<(), PapersError> {
        if (self.stopped)() {
            return Err(PapersError::Stopped);
        }
        Ok(())
    }

    /// Enters a claim into the table.
    ///
    /// # Errors
    /// As [`Study::go_on`].
    pub(super) fn enter(&mut self, claim: Claim) -> Result<(), PapersError> {
        (self.report)(claim);
        self.go_on()
    }
}
