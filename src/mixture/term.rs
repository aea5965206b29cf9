//! What a component adds to the density, ready to be evaluated.

use super::component::Component;
use crate::plane::Point;

/// log pi_k N(x; mu_k, Sigma_k) = log_coef - 1/2 (a dx^2 + 2 b dx dy + c dy^2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    pub mean: Point,
    /// The precision Sigma^-1 = [[a, b], [b, c]].
    pub precision: [f64; 3],
    pub log_coef: f64,
}

impl Term {
    pub fn new(component: &Component) -> Self {
        let [[sxx, sxy], [_, syy]] = component.cov;
        let det = component.determinant();
        // In two dimensions the normalising constant is 2 pi sqrt(det).
        let log_norm = (2.0 * std::f64::consts::PI).ln() + 0.5 * det.ln();
        Self {
            mean: component.mean,
            precision: [syy / det, -sxy / det, sxx / det],
            log_coef: component.weight.ln() - log_norm,
        }
    }

    /// Log of this component's share of the density at `x`, and its own score Sigma^-1 (mu - x).
    #[inline]
    pub fn evaluate(&self, x: Point) -> (f64, Point) {
        let (dx, dy) = (self.mean[0] - x[0], self.mean[1] - x[1]);
        let [a, b, c] = self.precision;
        let score = [a * dx + b * dy, b * dx + c * dy];
        (self.log_coef - 0.5 * (dx * score[0] + dy * score[1]), score)
    }
}
