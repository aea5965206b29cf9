//! The curves of a run.

use super::curves::Bin;
use super::marks::Mark;
use crate::measure::FiniteDataReading;
use crate::score::Objective;
use serde::{Deserialize, Serialize};

/// One stretch of the loss curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LossPoint {
    /// The training losses of its steps.
    pub bin: Bin,
    /// What even the exact score would have scored on average at those noise levels; `None` until that
    /// is worked out.
    pub floor: Option<f64>,
}

/// How the score error leapt when the target was edited, and how training healed it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Healing {
    /// The error before the edit.
    pub before: f64,
    /// The largest error that was measured since.
    pub spike: f64,
    /// Optimiser steps since the run began when the edit, or the drag, ended.
    pub edited_at: u64,
    /// Optimiser steps from then until an error of at most [`Healing::HEALED`] times `before` was measured.
    pub healed_in: Option<u64>,
}

impl Healing {
    /// So many times the error before an edit counts as healed.
    pub const HEALED: f64 = 1.25;

    /// Whether there was anything to heal.
    pub fn has_leapt(&self) -> bool {
        self.spike > Self::HEALED * self.before
    }
}

/// The curves of one run. Memory stays bounded: old values are merged into [`Bin`]s, which keep the
/// first, the lowest and the highest of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// What `loss` is a loss of.
    pub objective: Objective,
    /// The training loss since this objective was chosen, rising steps; the last is of one step.
    pub loss: Vec<LossPoint>,
    /// The standard error of the newest floor: 0 where it is exact, `None` until it is worked out.
    pub floor_se: Option<f64>,
    /// The levels at which the error is measured, increasing.
    pub sigmas: Vec<f64>,
    /// The relative score error E|s - s*|^2 / E|s*|^2 of the shown (averaged) network, averaged over
    /// `sigmas`, rising steps; the last is the newest measurement.
    pub error: Vec<Bin>,
    /// The newest error at each of `sigmas`; empty before the first measurement.
    pub error_per_sigma: Vec<f64>,
    /// What finite data make of the network; `None` on fresh draws and before the first measurement.
    pub data: Option<DataHistory>,
    /// Where something was changed, rising steps.
    pub marks: Vec<Mark>,
    /// Of the last edit of the target that made the error leap.
    pub healing: Option<Healing>,
}

/// What is measured of the shown network beside its score error where training sees finite data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataHistory {
    /// The newest: losses as means over log-uniform noise levels between the first and the last of
    /// [`History::sigmas`], errors averaged over those.
    pub newest: FiniteDataReading,
    /// `dsm_loss` on points that were held out, rising steps.
    pub held_out_loss: Vec<Bin>,
    /// The distance to the score of the training points, rising steps.
    pub empirical_error: Vec<Bin>,
}

impl History {
    /// The newest relative score error at noise level `sigma`, between the measured levels on a
    /// straight line through the logarithms; `None` outside of them and before the first measurement.
    pub fn error_at(&self, sigma: f64) -> Option<f64> {
        self.between(&self.error_per_sigma, sigma)
    }

    /// The same of another network, of which `errors` are the errors at [`Self::sigmas`].
    pub fn between(&self, errors: &[f64], sigma: f64) -> Option<f64> {
        let known = |index: usize| {
            let error = errors.get(index)?;
            Some((*self.sigmas.get(index)?, *error))
        };
        let above = self.sigmas.partition_point(|level| *level < sigma);
        let (high, error_above) = known(above)?;
        if high == sigma {
            return Some(error_above);
        }
        let (low, error_below) = known(above.checked_sub(1)?)?;
        let part = (sigma / low).ln() / (high / low).ln();
        let logarithm = (1.0 - part) * error_below.ln() + part * error_above.ln();
        Some(logarithm.exp()).filter(|error| error.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_between_two_levels_lies_on_a_power_law() {
        let history = History {
            sigmas: vec![0.1, 1.0, 10.0],
            // sigma^-2 / 100 at every level.
            error_per_sigma: vec![1.0, 0.01, 0.0001],
            ..History::default()
        };
        for sigma in [0.1, 0.3, 1.0, 5.0, 10.0] {
            let expected = 0.01 / (sigma * sigma);
            let found = history.error_at(sigma).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-12, "{sigma}: {found}");
        }
        assert_eq!(history.error_at(0.05), None);
        assert_eq!(history.error_at(11.0), None);
        assert_eq!(History::default().error_at(1.0), None);
    }
}
