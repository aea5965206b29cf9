//! What a component adds to the density, ready to be evaluated.

use super::component::Component;
use crate::plane::Point;

/// log pi_k N(x; mu_k, Sigma_k) = log_coef - 1/2 |W (mu_k - x)|^2, with W^T W = Sigma_k^-1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub mean: Point,
    /// W: the axes, each divided by its standard deviation.
    pub whitening: [Point; 2],
    pub log_coef: f64,
    /// tr Sigma^-1.
    pub trace: f64,
    /// [xx, xy, yy] of the covariance without the noise that all terms of a mixture share.
    pub clean: [f64; 3],
}

impl Term {
    pub fn new(component: &Component) -> Self {
        let [first, second] = component.cov.stds();
        let [[xx, xy], [_, yy]] = component.cov.matrix();
        // In two dimensions the normalising constant is 2 pi sqrt(det).
        let log_norm = (2.0 * std::f64::consts::PI).ln() + (first * second).ln();
        Self {
            mean: component.mean,
            whitening: component.cov.whitening(),
            log_coef: component.weight.ln() - log_norm,
            trace: (first * first).recip() + (second * second).recip(),
            clean: [xx, xy, yy],
        }
    }

    /// The term of `component`, which is that of this one after noise.
    pub fn smoothed(&self, component: &Component) -> Self {
        Self {
            clean: self.clean,
            ..Self::new(component)
        }
    }

    /// The term of `component`, which is that of this one in coordinates `scale` times as large.
    pub fn scaled(&self, component: &Component, scale: f64) -> Self {
        Self {
            clean: self.clean.map(|entry| entry * scale * scale),
            ..Self::new(component)
        }
    }

    /// Log of this component's share of the density at `x`, and its own score Sigma^-1 (mu - x).
    #[inline]
    pub fn evaluate(&self, x: Point) -> (f64, Point) {
        let (dx, dy) = (self.mean[0] - x[0], self.mean[1] - x[1]);
        let [along, across] = self.whitening;
        let u = along[0] * dx + along[1] * dy;
        let v = across[0] * dx + across[1] * dy;
        let score = [along[0] * u + across[0] * v, along[1] * u + across[1] * v];
        (self.log_coef - 0.5 * (u * u + v * v), score)
    }
}
