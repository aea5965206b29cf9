//! How dense the densest place is: what colours and the fading of arrows are measured by.

use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use std::sync::Arc;

/// The peak of a mixture is looked for at this many means at most.
const CANDIDATES: usize = 128;

/// log of the largest density found at a mean, remembered until target or noise change.
#[derive(Default)]
pub struct LogPeak {
    known: Option<(Arc<GaussianMixture>, Noising, f64)>,
}

impl LogPeak {
    /// What was found last.
    pub fn newest(&self) -> Option<f64> {
        self.known.as_ref().map(|(_, _, peak)| *peak)
    }

    /// Of `mixture` after `noising`, nats per square unit.
    pub fn of(&mut self, mixture: &Arc<GaussianMixture>, noising: Noising) -> f64 {
        if let Some((known, at, peak)) = &self.known
            && Arc::ptr_eq(known, mixture)
            && *at == noising
        {
            return *peak;
        }
        let smoothed = noising.marginal(mixture);
        let components = smoothed.components();
        let stride = components.len().div_ceil(CANDIDATES);
        let peak = components
            .iter()
            .step_by(stride)
            .map(|component| smoothed.log_density(component.mean))
            .fold(f64::NEG_INFINITY, f64::max);
        self.known = Some((mixture.clone(), noising, peak));
        peak
    }
}
