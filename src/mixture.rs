//! Gaussian mixtures, exactly: p(x) = sum_k pi_k N(x; mu_k, Sigma_k) in two dimensions.
//!
//! Everything is computed from log pi_k N_k through log-sum-exp, so it stays finite where every
//! component's density underflows.

mod batch;
mod clean_posterior;
mod component;
mod covariance;
mod denoised;
pub(crate) mod f64x8;
mod far;
mod modes;
mod posterior;
mod pull;
mod smoothed;
mod term;
mod training_set;
mod wire;

pub use clean_posterior::CleanPart;
pub use component::{Component, ComponentError, STD_RANGE};
pub use covariance::Covariance;
pub use modes::Modes;
pub use training_set::{TrainingSet, held_out};

use crate::plane::{Bounds, Point};
use crate::wording::count;
use ndarray::{Array1, Array2, ArrayView2};
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use term::Term;

/// More components than this are refused: a target of that size would stall the window.
pub const MAX_COMPONENTS: usize = 4096;

/// Weights below this part of the largest are refused: they would soon lose digits.
const SMALLEST_SHARE: f64 = 1e-300;

/// Why a list of components is no mixture.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MixtureError {
    /// There is no component.
    #[error("the mixture has no component; add at least one [[component]]")]
    Empty,
    /// More components than allowed; how many.
    #[error("the mixture has {} components; use at most {}", count(*.0 as u64), count(MAX_COMPONENTS as u64))]
    TooMany(usize),
    /// A component that is no Gaussian.
    #[error("component {number}: {source}")]
    Component {
        /// Counted from 1.
        number: usize,
        /// What is wrong with it.
        source: ComponentError,
    },
}

/// A mixture of Gaussians with full 2x2 covariances; the weights sum to one.
#[derive(Clone, Debug)]
pub struct GaussianMixture {
    components: Vec<Component>,
    /// What follows from the components.
    terms: Vec<Term>,
}

/// By identity first: the window asks in every frame, of thousands of components.
impl PartialEq for GaussianMixture {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || self.components == other.components
    }
}

impl GaussianMixture {
    /// The mixture of `components`, with weights divided by their sum.
    ///
    /// # Errors
    /// When there is no component, there are too many, or one of them is not valid.
    pub fn new(mut components: Vec<Component>) -> Result<Self, MixtureError> {
        if components.is_empty() {
            return Err(MixtureError::Empty);
        }
        if components.len() > MAX_COMPONENTS {
            return Err(MixtureError::TooMany(components.len()));
        }
        for (index, component) in components.iter().enumerate() {
            component
                .validate()
                .map_err(|source| MixtureError::Component {
                    number: index + 1,
                    source,
                })?;
        }
        // Divide by the largest weight first: a sum of huge weights must not overflow.
        let largest = components.iter().map(|c| c.weight).fold(0.0, f64::max);
        let total: f64 = components.iter().map(|c| c.weight / largest).sum();
        for (index, component) in components.iter_mut().enumerate() {
            let share = component.weight / largest;
            if share < SMALLEST_SHARE {
                return Err(MixtureError::Component {
                    number: index + 1,
                    source: ComponentError::Negligible(component.weight, largest),
                });
            }
            component.weight = share / total;
        }
        Ok(Self::assemble(components))
    }

    fn assemble(components: Vec<Component>) -> Self {
        let terms = components.iter().map(Term::new).collect();
        Self { components, terms }
    }

    /// The components, weights summing to one.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The mixture after adding noise of standard deviation `sigma`: Sigma_k + sigma^2 I.
    pub fn smoothed(&self, sigma: f64) -> Self {
        let widen = |component: &Component| Component {
            cov: component.cov.smoothed(sigma),
            ..*component
        };
        self.changed(widen, Term::smoothed)
    }

    /// The mixture of `scale * x`: means scaled, covariances scaled by the square.
    pub fn scaled(&self, scale: f64) -> Self {
        self.scaled_about(scale, [0.0, 0.0])
    }

    /// The mixture of c + `scale` (x - c) with c the `center`. VP noise needs it.
    pub fn scaled_about(&self, scale: f64, center: Point) -> Self {
        let shrink = |component: &Component| Component {
            mean: [0, 1].map(|axis| center[axis] + scale * (component.mean[axis] - center[axis])),
            cov: component.cov.scaled(scale),
            weight: component.weight,
        };
        self.changed(shrink, |term, component| term.scaled(component, scale))
    }

    /// The mixture of other components, with the term of each made from that of before.
    fn changed(
        &self,
        component: impl Fn(&Component) -> Component,
        term: impl Fn(&Term, &Component) -> Term,
    ) -> Self {
        let components: Vec<Component> = self.components.iter().map(component).collect();
        let terms = self.terms.iter().zip(&components);
        Self {
            terms: terms.map(|(of, component)| term(of, component)).collect(),
            components,
        }
    }

    /// log p(x), in nats per square unit.
    pub fn log_density(&self, x: Point) -> f64 {
        let mut sum = LogSum::new();
        for term in &self.terms {
            sum.add(term.evaluate(x).0, [0.0, 0.0]);
        }
        sum.log_total()
    }

    /// The score grad log p(x) = sum_k r_k(x) Sigma_k^-1 (mu_k - x), with r_k the posterior.
    pub fn score(&self, x: Point) -> Point {
        self.log_density_and_score(x).1
    }

    /// log p(x) and its gradient, in one pass over the components.
    pub fn log_density_and_score(&self, x: Point) -> (f64, Point) {
        let mut sum = LogSum::new();
        for term in &self.terms {
            let (log_share, score) = term.evaluate(x);
            sum.add(log_share, score);
        }
        let score = if far::is_doubtful(sum.top, sum.total) {
            far::score(&self.terms, x)
        } else {
            sum.mean()
        };
        (sum.log_total(), score)
    }

    /// The probability of each component given `x`; sums to one.
    pub fn posterior(&self, x: Point) -> Vec<f64> {
        let shares: Vec<f64> = self.terms.iter().map(|t| t.evaluate(x).0).collect();
        let top = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if far::is_far(top) {
            return far::posterior(&self.terms, x);
        }
        let weights: Vec<f64> = shares.iter().map(|s| (s - top).exp()).collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|w| w / total).collect()
    }

    /// log p at every row of `x` `[n, 2]`, `[n]`.
    pub fn log_density_batch(&self, x: ArrayView2<f64>) -> Array1<f64> {
        batch::log_density_and_score(&self.terms, x).0
    }

    /// log p `[n]` and the score `[n, 2]` at every row of `x` `[n, 2]`, in one pass.
    pub fn log_density_and_score_batch(&self, x: ArrayView2<f64>) -> (Array1<f64>, Array2<f64>) {
        batch::log_density_and_score(&self.terms, x)
    }

    /// The posterior mean at every row of `x` `[n, 2]` after noise `sigma`, `[n, 2]`.
    pub fn denoised_batch(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        batch::denoised(&self.smoothed(sigma).terms, &self.pulls(sigma), x)
    }

    /// The score at every row of `x` `[n, 2]`, `[n, 2]`.
    pub fn score_batch(&self, x: ArrayView2<f64>) -> Array2<f64> {
        batch::log_density_and_score(&self.terms, x).1
    }

    /// The probability of each component at every row of `x` `[n, 2]`, `[n, components]`; each row
    /// sums to one.
    pub fn posterior_batch(&self, x: ArrayView2<f64>) -> Array2<f64> {
        posterior::posterior(&self.terms, x)
    }

    /// The score `[n, 2]` and its divergence `[n]` at every row of `x` `[n, 2]`, for the price of one.
    pub fn score_and_divergence_batch(&self, x: ArrayView2<f64>) -> (Array2<f64>, Array1<f64>) {
        batch::score_and_divergence(&self.terms, x)
    }

    /// One draw and the index of the component it came from.
    pub fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> (Point, usize) {
        let index = self.pick(rng.random());
        let z = [StandardNormal.sample(rng), StandardNormal.sample(rng)];
        (self.components[index].place(z), index)
    }

    /// `n` independent draws, `[n, 2]`.
    pub fn sample<R: Rng + ?Sized>(&self, n: usize, rng: &mut R) -> Array2<f64> {
        let mut points = Array2::zeros((n, 2));
        for mut row in points.rows_mut() {
            let (x, _) = self.draw(rng);
            row[0] = x[0];
            row[1] = x[1];
        }
        points
    }

    /// The component in which the cumulated weight passes `uniform` in [0, 1).
    fn pick(&self, uniform: f64) -> usize {
        let mut left = uniform;
        for (index, component) in self.components.iter().enumerate() {
            left -= component.weight;
            if left < 0.0 {
                return index;
            }
        }
        self.components.len() - 1
    }

    /// The mean of the whole mixture.
    pub fn mean(&self) -> Point {
        // Seen from one of them, so that means far away and near each other lose nothing.
        let from = self.components[0].mean;
        let mut mean = from;
        for axis in 0..2 {
            let away = |c: &Component| c.weight * (c.mean[axis] - from[axis]);
            mean[axis] += self.components.iter().map(away).sum::<f64>();
        }
        mean
    }

    /// The standard deviation per coordinate: the square root of half the trace of the covariance.
    pub fn std(&self) -> f64 {
        let mean = self.mean();
        let spread = |component: &Component| {
            let (dx, dy) = (component.mean[0] - mean[0], component.mean[1] - mean[1]);
            let [first, second] = component.cov.stds();
            component.weight * (first * first + second * second + dx * dx + dy * dy)
        };
        (0.5 * self.components.iter().map(spread).sum::<f64>()).sqrt()
    }

    /// The covariance of the whole mixture.
    pub fn covariance(&self) -> [[f64; 2]; 2] {
        let mean = self.mean();
        let mut cov = [[0.0; 2]; 2];
        for component in &self.components {
            let offset = [component.mean[0] - mean[0], component.mean[1] - mean[1]];
            for (i, row) in cov.iter_mut().enumerate() {
                for (j, entry) in row.iter_mut().enumerate() {
                    *entry += component.weight * (component.cov[i][j] + offset[i] * offset[j]);
                }
            }
        }
        cov
    }

    /// The smallest principal standard deviation of any component.
    pub fn narrowest_std(&self) -> f64 {
        self.components
            .iter()
            .map(|component| component.axes().0[1])
            .fold(f64::INFINITY, f64::min)
    }

    /// The smallest rectangle that holds every component out to `stds` standard deviations.
    pub fn bounds(&self, stds: f64) -> Bounds {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for component in &self.components {
            for axis in 0..2 {
                let reach = stds * component.cov[axis][axis].sqrt();
                low[axis] = low[axis].min(component.mean[axis] - reach);
                high[axis] = high[axis].max(component.mean[axis] + reach);
            }
        }
        Bounds {
            min: low,
            max: high,
        }
    }
}

/// A running log-sum-exp that also averages a vector with the same weights.
struct LogSum {
    top: f64,
    total: f64,
    weighted: Point,
}

impl LogSum {
    fn new() -> Self {
        Self {
            top: f64::NEG_INFINITY,
            total: 0.0,
            weighted: [0.0, 0.0],
        }
    }

    #[inline]
    fn add(&mut self, log_weight: f64, value: Point) {
        if log_weight > self.top {
            let shrink = (self.top - log_weight).exp();
            self.total *= shrink;
            self.weighted = self.weighted.map(|w| w * shrink);
            self.top = log_weight;
        }
        let weight = (log_weight - self.top).exp();
        self.total += weight;
        self.weighted[0] += weight * value[0];
        self.weighted[1] += weight * value[1];
    }

    fn log_total(&self) -> f64 {
        self.top + self.total.ln()
    }

    fn mean(&self) -> Point {
        self.weighted.map(|w| w / self.total)
    }
}

#[cfg(test)]
mod tests;
