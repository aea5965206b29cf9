//! Which clean points can have made a noisy one.
//!
//! Given x = x0 + sigma eps, the clean point x0 follows a mixture again (Bishop 2006, section 2.3.3):
//!
//! ```text
//! p(x0 | x) = sum_k r_k N(x0; mu_k + K_k (x - mu_k), sigma^2 K_k)      K_k = Sigma_k (Sigma_k + sigma^2 I)^-1
//! ```
//!
//! with r_k the posterior of the smoothed mixture at x. Its mean is [`GaussianMixture::denoised`].

use super::GaussianMixture;
use crate::plane::Point;

/// What one component says of the clean point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CleanPart {
    /// r_k: how likely it is that this component made the clean point.
    pub share: f64,
    /// Where the clean point is on average if it did, data units.
    pub mean: Point,
    /// The standard deviations along the component's axes, as vectors, data units.
    spread: [Point; 2],
}

impl CleanPart {
    /// The clean point that a standard normal `z` stands for.
    pub fn place(&self, z: Point) -> Point {
        let [along, across] = self.spread;
        std::array::from_fn(|i| self.mean[i] + z[0] * along[i] + z[1] * across[i])
    }
}

impl GaussianMixture {
    /// The posterior of the clean point, a part for each component, given that `x` was seen after noise `sigma`.
    pub fn clean_posterior(&self, x: Point, sigma: f64) -> Vec<CleanPart> {
        let shares = self.smoothed(sigma).posterior(x);
        let parts = self.components.iter().zip(self.pulls(sigma)).zip(shares);
        parts
            .map(|((component, pull), share)| {
                let stds = component.cov.stds().map(|s| {
                    // Both factors are at most one: no square leaves the range of numbers.
                    let whole = s.hypot(sigma);
                    if whole > 0.0 {
                        s * (sigma / whole)
                    } else {
                        0.0
                    }
                });
                let frame = component.cov.frame();
                CleanPart {
                    share,
                    mean: pull.place(x),
                    spread: std::array::from_fn(|axis| frame[axis].map(|c| stds[axis] * c)),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use rand_distr::StandardNormal;

    fn mixture() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::from_axes([-1.0, 0.5], [0.8, 0.1], 0.4, 0.7),
            Component::round([2.0, -1.0], 0.3, 0.2),
            Component::round([2.0, 1.0], 0.05, 0.1),
        ])
        .unwrap()
    }

    #[test]
    fn its_mean_is_the_denoiser() {
        let mixture = mixture();
        for sigma in [0.0, 0.02, 0.5, 3.0, 50.0] {
            for x in [[0.3, 0.2], [1.9, -0.2], [-40.0, 30.0]] {
                let parts = mixture.clean_posterior(x, sigma);
                let total: f64 = parts.iter().map(|part| part.share).sum();
                assert!((total - 1.0).abs() < 1e-12, "{total}");
                let denoised = mixture.denoised(x, sigma);
                for (i, denoised) in denoised.iter().enumerate() {
                    let mean: f64 = parts.iter().map(|part| part.share * part.mean[i]).sum();
                    let off = (mean - denoised).abs();
                    assert!(off < 1e-11 * (1.0 + denoised.abs()), "{sigma} {x:?} {off}");
                }
            }
        }
    }

    /// Bayes' rule by force: clean points drawn from the target, weighed by how likely they make `x`.
    #[test]
    fn mean_and_covariance_are_those_of_weighted_draws() {
        let mixture = mixture();
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let (x, sigma) = ([0.9, -0.1], 0.9);
        let n = 200_000;
        let (mut total, mut squares) = (0.0, 0.0);
        let mut sums = [0.0; 5];
        for _ in 0..n {
            let (x0, _) = mixture.draw(&mut rng);
            let (dx, dy) = (x[0] - x0[0], x[1] - x0[1]);
            let weight = (-0.5 * (dx * dx + dy * dy) / (sigma * sigma)).exp();
            total += weight;
            squares += weight * weight;
            let moments = [x0[0], x0[1], x0[0] * x0[0], x0[1] * x0[1], x0[0] * x0[1]];
            for (sum, moment) in sums.iter_mut().zip(moments) {
                *sum += weight * moment;
            }
        }
        let effective = total * total / squares;
        let parts = mixture.clean_posterior(x, sigma);
        let exact: [f64; 5] = std::array::from_fn(|m| {
            parts
                .iter()
                .map(|part| {
                    let second = |i: usize, j: usize| {
                        let spread: f64 = part.spread.iter().map(|axis| axis[i] * axis[j]).sum();
                        part.mean[i] * part.mean[j] + spread
                    };
                    part.share
                        * [
                            part.mean[0],
                            part.mean[1],
                            second(0, 0),
                            second(1, 1),
                            second(0, 1),
                        ][m]
                })
                .sum()
        });
        for (sum, exact) in sums.iter().zip(exact) {
            let found = sum / total;
            // Moments of points within about two units scatter by at most about two.
            let se = 2.0 / effective.sqrt();
            assert!((found - exact).abs() < 4.0 * se, "{found} {exact} {se}");
        }
    }

    #[test]
    fn points_of_a_part_scatter_as_it_says() {
        let part = mixture().clean_posterior([0.9, -0.1], 0.9)[0];
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let n = 20_000;
        let mut sums = [0.0; 3];
        for _ in 0..n {
            let at = part.place([rng.sample(StandardNormal), rng.sample(StandardNormal)]);
            let (dx, dy) = (at[0] - part.mean[0], at[1] - part.mean[1]);
            for (sum, square) in sums.iter_mut().zip([dx * dx, dy * dy, dx * dy]) {
                *sum += square / f64::from(n);
            }
        }
        let exact =
            |i: usize, j: usize| -> f64 { part.spread.iter().map(|axis| axis[i] * axis[j]).sum() };
        for (sum, exact) in sums.iter().zip([exact(0, 0), exact(1, 1), exact(0, 1)]) {
            assert!((sum - exact).abs() < 0.03, "{sum} {exact}");
        }
    }
}
