//! Fields and training logs as they go into files.

use crate::measure::Moment;
use crate::plane::Point;
use ndarray::{ArrayView1, ArrayView2};

/// A score field at one noise level, or one moment of a process.
#[derive(Clone, Copy, Debug)]
pub struct FieldTable<'a> {
    /// The noise level of the field, data units; along a process in units of its scale.
    pub sigma: f64,
    /// Where along a process.
    pub moment: Option<Moment>,
    /// Where the field was taken, `[n, 2]`, data units.
    pub x: ArrayView2<'a, f64>,
    /// s(x, sigma), `[n, 2]`, 1/unit.
    pub score: ArrayView2<'a, f64>,
    /// The exact log p_sigma(x), `[n]`, nats per square unit.
    pub log_density: ArrayView1<'a, f64>,
    /// x + sigma^2 s(x, sigma), `[n, 2]`, data units.
    pub denoised: ArrayView2<'a, f64>,
}

/// Densities of single points.
#[derive(Clone, Copy, Debug)]
pub struct LikelihoodTable<'a> {
    /// `[n, 2]`, data units.
    pub x: ArrayView2<'a, f64>,
    /// log p by the probability-flow ODE, `[n]`, nats per square unit.
    pub log_density: ArrayView1<'a, f64>,
    /// The exact log p, `[n]`.
    pub exact: ArrayView1<'a, f64>,
    /// c of the process, data units.
    pub center: Point,
    /// s of the process, data units.
    pub scale: f64,
}

/// One line of a training log; what was not measured at that step is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LogRow {
    /// Optimiser steps.
    pub train_step: u64,
    /// The mean training loss since the last row.
    pub loss: Option<f64>,
    /// What even the exact score would have scored.
    pub floor: Option<f64>,
    /// E|s - s*|^2 / E|s*|^2, the mean over levels.
    pub score_error: Option<f64>,
}
