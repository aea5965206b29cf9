//! A quantity at every point of a grid, what it comes to under p, and how far its colours should reach.

use super::quantity::{Quantity, Scale};
use crate::mixture::GaussianMixture;
use crate::plane::Grid;
use crate::score::ScoreFn;
use ndarray::{Array1, Array2, ArrayView2};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Of what is not weighted by p, so much of the mass lies within the range: where no data are, anything can be.
const WITHIN: f64 = 0.99;
/// A map of log p reaches so many nats down from its top: 4.9 standard deviations of a Gaussian.
const NATS: f64 = 12.0;
/// The trapezoid rule is good to 2 exp(-2 pi^2 r^2) where the narrowest standard deviation is r spacings: 0.2 % here.
const RESOLVED: f64 = 0.6;

/// The truth at some points and one noise level.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// log p, `[n]`, nats per square unit.
    pub log_density: Array1<f64>,
    /// s*, `[n, 2]`, 1/unit.
    pub score: Array2<f64>,
}

impl Truth {
    /// Of the smoothed density `p` at every row of `x` `[n, 2]`.
    pub fn at(x: ArrayView2<f64>, p: &GaussianMixture) -> Self {
        let (log_density, score) = p.log_density_and_score_batch(x);
        Self { log_density, score }
    }
}

/// `quantity` at every row of `x` `[n, 2]`, in its unit: of `learned` at the level `sigma`, whose exact density is `p`
/// with the `truth` at those points. Particles are counted elsewhere: a surplus is 0.
pub fn values(
    quantity: Quantity,
    x: ArrayView2<f64>,
    sigma: f64,
    (p, truth): (&GaussianMixture, &Truth),
    learned: &dyn ScoreFn,
) -> Vec<f64> {
    let density = || truth.log_density.iter().map(|log| log.exp());
    let errors = || -> Vec<f64> {
        let score = learned.score(x, sigma);
        let apart = score.outer_iter().zip(truth.score.outer_iter());
        apart
            .map(|(s, t)| (s[0] - t[0]).hypot(s[1] - t[1]))
            .collect()
    };
    let squares = || errors().into_iter().map(|error| (sigma * error).powi(2));
    match quantity {
        Quantity::Density => density().collect(),
        Quantity::LogDensity => truth.log_density.to_vec(),
        Quantity::Error => errors(),
        Quantity::WeightedError => errors().iter().zip(density()).map(|(e, p)| e * p).collect(),
        Quantity::Excess => squares().collect(),
        Quantity::WeightedExcess => squares().zip(density()).map(|(e, p)| e * p).collect(),
        Quantity::Cosine => {
            let score = learned.score(x, sigma);
            let pairs = score.outer_iter().zip(truth.score.outer_iter());
            pairs
                .map(|(s, t)| cosine([s[0], s[1]], [t[0], t[1]]))
                .collect()
        }
        Quantity::LearnedDivergence => learned.divergence(x, sigma).to_vec(),
        Quantity::ExactDivergence => p.score_and_divergence_batch(x).1.to_vec(),
        Quantity::Curl => learned.differentials(x, sigma).curl.to_vec(),
        Quantity::Surplus => vec![0.0; x.nrows()],
    }
}

/// The cosine of the angle between `a` and `b`; 1 where one of them is zero and has no direction.
fn cosine(a: [f64; 2], b: [f64; 2]) -> f64 {
    let product = a[0].hypot(a[1]) * b[0].hypot(b[1]);
    if product > 0.0 {
        ((a[0] * b[0] + a[1] * b[1]) / product).clamp(-1.0, 1.0)
    } else {
        1.0
    }
}

/// A quantity over a rectangle, at one noise level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuantityMap {
    /// What it shows.
    pub quantity: Quantity,
    /// The noise level, data units.
    pub sigma: f64,
    /// Where it is known.
    pub grid: Grid,
    /// The quantity at every point of `grid`, in its unit.
    pub values: Arc<[f32]>,
    /// From where to where colours should reach; values beyond are clipped.
    pub range: [f64; 2],
    /// How much of p lies in the rectangle, as far as the grid tells.
    pub mass: f64,
    /// The integral over the rectangle of p times the quantity, or of the quantity where p is a factor of it.
    pub integral: f64,
    /// Whether the grid is fine enough for the integral.
    pub resolved: bool,
}

impl QuantityMap {
    /// `values` at the points of `grid`, where the smoothed density is `p` and its logarithm `log_density`.
    pub fn new(
        quantity: Quantity,
        sigma: f64,
        grid: Grid,
        values: &[f64],
        log_density: &[f64],
        p: &GaussianMixture,
    ) -> Self {
        let [dx, dy] = grid.spacing();
        let weight = |index: usize| {
            let end = |at: usize, count: usize| if at == 0 || at + 1 == count { 0.5 } else { 1.0 };
            let (column, row) = (index % grid.nx, index / grid.nx);
            dx * dy * end(column, grid.nx) * end(row, grid.ny)
        };
        let (mut mass, mut integral) = (0.0, 0.0);
        for (index, (value, log)) in values.iter().zip(log_density).enumerate() {
            let share = weight(index) * log.exp();
            mass += share;
            let counted = if quantity.is_weighted() {
                weight(index) * value
            } else {
                share * value
            };
            // Where p is nothing to f64, an infinite error counts nothing either.
            integral += if counted.is_nan() { 0.0 } else { counted };
        }
        Self {
            quantity,
            sigma,
            grid,
            values: values.iter().map(|v| *v as f32).collect(),
            range: range(quantity, values, log_density),
            mass,
            integral,
            resolved: p.narrowest_std() >= RESOLVED * dx.max(dy),
        }
    }

    /// The ends of its scale, in round numbers.
    pub fn round_ends(&self) -> [f64; 2] {
        round_ends(self.quantity, self.range)
    }

    /// What the quantity comes to in the rectangle: its integral where p is a factor of it, else its average under
    /// the part of p that lies there. None where the grid is too coarse, or next to nothing of p lies there.
    pub fn total(&self) -> Option<f64> {
        let known = self.resolved && self.mass > 1e-3;
        let total = if self.quantity.is_weighted() {
            self.integral
        } else {
            self.integral / self.mass
        };
        (known && total.is_finite()).then_some(total)
    }
}

/// The ends of a scale of `quantity` that has to reach over `range`, in round numbers.
pub fn round_ends(quantity: Quantity, [low, high]: [f64; 2]) -> [f64; 2] {
    match quantity.facts().scale {
        Scale::Cosine => [low, high],
        Scale::FromTop => {
            let top = if high.is_finite() { high.ceil() } else { 0.0 };
            [top - (high - low).round(), top]
        }
        Scale::FromZero => [0.0, round_up(high)],
        Scale::BothWays => {
            let reach = round_up(high);
            [-reach, reach]
        }
    }
}

/// The next of 1, 2, 5 or 10 times a power of ten; 1 of nothing.
fn round_up(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let step = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|step| step * power >= value);
    step.unwrap_or(10.0) * power
}

/// From where to where the colours of `values` should reach.
fn range(quantity: Quantity, values: &[f64], log_density: &[f64]) -> [f64; 2] {
    let top = || {
        let finite = values.iter().copied().filter(|v| v.is_finite());
        finite.fold(f64::NEG_INFINITY, f64::max)
    };
    match quantity.facts().scale {
        Scale::Cosine => [-1.0, 1.0],
        Scale::FromTop => [top() - NATS, top()],
        Scale::FromZero if quantity.is_weighted() => [0.0, top().max(0.0)],
        Scale::FromZero => [0.0, quantile(values, log_density)],
        Scale::BothWays => {
            let reach = quantile(values, log_density);
            [-reach, reach]
        }
    }
}

/// The size that [`WITHIN`] of the mass of p does not exceed.
fn quantile(values: &[f64], log_density: &[f64]) -> f64 {
    let top = log_density
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    let mut sizes: Vec<(f64, f64)> = (values.iter().zip(log_density))
        .map(|(value, log)| (value.abs(), (log - top).exp()))
        .filter(|(size, _)| size.is_finite())
        .collect();
    sizes.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut left = WITHIN * sizes.iter().map(|(_, weight)| weight).sum::<f64>();
    let reached = sizes.iter().find(|(_, weight)| {
        left -= weight;
        left <= 0.0
    });
    reached.map_or(0.0, |(size, _)| *size)
}

#[cfg(test)]
mod tests;
