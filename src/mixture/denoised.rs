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

use super::pull::Pull;
use super::{Component, GaussianMixture, LogSum, far};
use crate::plane::Point;

impl GaussianMixture {
    /// The posterior mean E[x0 given x] after noise `sigma`.
    pub fn denoised(&self, x: Point, sigma: f64) -> Point {
        let mut sum = LogSum::new();
        let (terms, pulls) = (self.smoothed(sigma).terms, self.pulls(sigma));
        for (term, pull) in terms.iter().zip(&pulls) {
            sum.add(term.evaluate(x).0, pull.place(x));
        }
        if far::is_doubtful(sum.top, sum.total) {
            return far::denoised(&terms, &pulls, x);
        }
        sum.mean()
    }

    /// Where each component pulls a point with noise `sigma`.
    pub(super) fn pulls(&self, sigma: f64) -> Vec<Pull> {
        let pull = |component: &Component| Pull::new(component, sigma);
        self.components.iter().map(pull).collect()
    }
}
