//! A number and how far it may be off.

use serde::{Deserialize, Serialize};

/// A measured value with its standard error: the standard deviation that the value would have over
/// many independent samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// What was measured.
    pub value: f64,
    /// Standard error, in the unit of `value`.
    pub se: f64,
}

impl Estimate {
    /// A value without error.
    pub fn exact(value: f64) -> Self {
        Self { value, se: 0.0 }
    }

    /// `offset` + `factor` times this.
    pub fn map(self, offset: f64, factor: f64) -> Self {
        Self {
            value: offset + factor * self.value,
            se: factor.abs() * self.se,
        }
    }

    /// The mean of independent `estimates` (one at least), all of the same weight.
    pub fn average(estimates: &[Self]) -> Self {
        let n = estimates.len() as f64;
        let variance: f64 = estimates.iter().map(|e| e.se * e.se).sum();
        Self {
            value: estimates.iter().map(|e| e.value).sum::<f64>() / n,
            se: variance.sqrt() / n,
        }
    }

    /// The mean of independent `values` (two at least) with sd/sqrt(n).
    pub fn mean_of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        Self {
            value: mean,
            se: (variance(values) / n).sqrt(),
        }
    }
}

/// The sample variance sum (v - mean)^2 / (n - 1) of two values at least.
pub(super) fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)
}
