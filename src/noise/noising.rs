//! What noise does to a point at one moment.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use serde::{Deserialize, Serialize};

/// How a noisy point follows from a clean one: x = c + alpha (x0 - c) + std eps with eps standard
/// normal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noising {
    /// What is left of the data.
    pub alpha: f64,
    /// c, towards which the data shrink, data units.
    pub center: Point,
    /// The standard deviation of the noise, data units.
    pub std: f64,
}

impl Noising {
    /// x = x0 + sigma eps.
    pub fn exploding(sigma: f64) -> Self {
        Self {
            alpha: 1.0,
            center: [0.0, 0.0],
            std: sigma,
        }
    }

    /// Where the clean point `x0` is carried before noise is added.
    pub fn carried(&self, x0: Point) -> Point {
        if self.alpha == 1.0 {
            return x0;
        }
        let [a, b] = self.center;
        [a + self.alpha * (x0[0] - a), b + self.alpha * (x0[1] - b)]
    }

    /// The density of x when x0 is drawn from `mixture`: means c + alpha (mu_k - c), covariances
    /// alpha^2 Sigma_k + std^2 I.
    pub fn marginal(&self, mixture: &GaussianMixture) -> GaussianMixture {
        self.shrunk(mixture).smoothed(self.std)
    }

    /// The density of x before noise is added.
    pub fn shrunk(&self, mixture: &GaussianMixture) -> GaussianMixture {
        if self.alpha == 1.0 {
            mixture.clone()
        } else {
            mixture.scaled_about(self.alpha, self.center)
        }
    }
}
