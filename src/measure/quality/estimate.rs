//! A number and how far it may be off.

use serde::{Deserialize, Serialize};

/// A measured value with its standard error: the standard deviation that the value would have over
/// many independent samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub value: f64,
    /// Standard error, in the unit of `value`.
    pub se: f64,
}

impl Estimate {
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
