//! The score of the smoothed density at single points, each with its own noise level.

use super::{GaussianMixture, LogSum, far};
use crate::plane::Point;

impl GaussianMixture {
    /// grad log p_sigma(x): `smoothed(sigma).score(x)` without building the smoothed mixture.
    pub fn smoothed_score(&self, x: Point, sigma: f64) -> Point {
        let variance = sigma * sigma;
        let mut sum = LogSum::new();
        for component in &self.components {
            let [first, second] = component.cov.stds().map(|s| s * s + variance);
            let inverse_det = 1.0 / (first * second);
            let (dx, dy) = (component.mean[0] - x[0], component.mean[1] - x[1]);
            let [along, across] = component.cov.frame();
            // Where x lies along both axes, and the same divided by their variances.
            let (u, v) = (
                along[0] * dx + along[1] * dy,
                across[0] * dx + across[1] * dy,
            );
            let (pu, pv) = (second * inverse_det * u, first * inverse_det * v);
            let score = [
                along[0] * pu + across[0] * pv,
                along[1] * pu + across[1] * pv,
            ];
            // log of pi_k / sqrt(det), without the factor all components share.
            let log_coef = (component.weight * inverse_det.sqrt()).ln();
            sum.add(log_coef - 0.5 * (u * pu + v * pv), score);
        }
        if far::is_doubtful(sum.top, sum.total) {
            return self.smoothed(sigma).score(x);
        }
        sum.mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use approx::assert_relative_eq;

    #[test]
    fn the_score_at_one_level_is_that_of_the_smoothed_mixture() {
        let mixture = GaussianMixture::new(vec![
            Component::from_axes([-1.0, 0.5], [0.8, 0.1], 0.4, 0.7),
            Component::round([2.0, -1.0], 0.3, 0.3),
        ])
        .unwrap();
        for sigma in [0.0, 0.05, 1.0, 20.0] {
            for x in [[0.3, 0.2], [-4.0, 3.0], [30.0, -30.0]] {
                let expected = mixture.smoothed(sigma).score(x);
                let score = mixture.smoothed_score(x, sigma);
                assert_relative_eq!(score[0], expected[0], max_relative = 1e-9);
                assert_relative_eq!(score[1], expected[1], max_relative = 1e-9);
            }
        }
    }
}
