//! Where a component pulls a noisy point, ready to be evaluated.

use super::component::Component;
use crate::plane::Point;

/// Where a component pulls a noisy point: x -> mu + K (x - mu), with K = [[a, b], [b, c]].
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    pub mean: Point,
    pub gain: [f64; 3],
}

impl Pull {
    /// K keeps s^2 / (s^2 + sigma^2) of the way along each axis.
    pub fn new(component: &Component, sigma: f64) -> Self {
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
    pub fn place(&self, x: Point) -> Point {
        let (dx, dy) = (x[0] - self.mean[0], x[1] - self.mean[1]);
        let [a, b, c] = self.gain;
        [
            self.mean[0] + (a * dx + b * dy),
            self.mean[1] + (b * dx + c * dy),
        ]
    }
}
