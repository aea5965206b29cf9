//! The posterior mean of the clean point.
//!
//! Tweedie's x + sigma^2 s(x, sigma) (Robbins 1956; Efron 2011) is a difference of two large numbers
//! where the noise is much wider than the data. The same mean as a sum over the components,
//!
//! ```text
//! E[x0 given x] = sum_k r_k (mu_k + K_k (x - mu_k))        K_k = Sigma_k (Sigma_k + sigma^2 I)^-1
//! ```
//!
//! with r_k the posterior of the smoothed mixture, only adds what is there.

use super::{Component, GaussianMixture, LogSum};
use crate::plane::Point;

/// Where a component pulls a noisy point: x -> mu + K (x - mu), with K = [[a, b], [b, c]].
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    pub mean: Point,
    pub gain: [f64; 3],
}

impl Pull {
    /// K keeps s^2 / (s^2 + sigma^2) of the way along each axis.
    fn new(component: &Component, sigma: f64) -> Self {
        let [first, second] = component.cov.stds().map(|s| {
            let kept = s / s.hypot(sigma);
            kept * kept
        });
        let [along, across] = component.cov.frame();
        let entry =
            |i: usize, j: usize| first * along[i] * along[j] + second * across[i] * across[j];
        Self {
            mean: component.mean,
            gain: [entry(0, 0), entry(0, 1), entry(1, 1)],
        }
    }

    /// mu + K (x - mu).
    fn place(&self, x: Point) -> Point {
        let (dx, dy) = (x[0] - self.mean[0], x[1] - self.mean[1]);
        let [a, b, c] = self.gain;
        [
            self.mean[0] + (a * dx + b * dy),
            self.mean[1] + (b * dx + c * dy),
        ]
    }
}

impl GaussianMixture {
    /// The posterior mean E[x0 given x] after noise `sigma`.
    pub fn denoised(&self, x: Point, sigma: f64) -> Point {
        let mut sum = LogSum::new();
        for (term, pull) in self.smoothed(sigma).terms.iter().zip(self.pulls(sigma)) {
            sum.add(term.evaluate(x).0, pull.place(x));
        }
        sum.mean()
    }

    /// Where each component pulls a point with noise `sigma`.
    pub(super) fn pulls(&self, sigma: f64) -> Vec<Pull> {
        let pull = |component: &Component| Pull::new(component, sigma);
        self.components.iter().map(pull).collect()
    }
}
