//! What noise does to a point at one moment.

use crate::mixture::{CleanPart, GaussianMixture};
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

    /// Where `x` is, and how much noise it has, in the coordinates of clean data: c + (x - c) / alpha and std / alpha.
    fn undone(&self, x: Point) -> (Point, f64) {
        if self.alpha == 1.0 {
            return (x, self.std);
        }
        let at = std::array::from_fn(|i| self.center[i] + (x[i] - self.center[i]) / self.alpha);
        (at, self.std / self.alpha)
    }

    /// E[x0 given x] when x0 is drawn from `mixture`.
    pub fn denoised(&self, mixture: &GaussianMixture, x: Point) -> Point {
        let (at, sigma) = self.undone(x);
        mixture.denoised(at, sigma)
    }

    /// The posterior of the clean point given x, when x0 is drawn from `mixture`: a part for each component.
    pub fn clean_posterior(&self, mixture: &GaussianMixture, x: Point) -> Vec<CleanPart> {
        let (at, sigma) = self.undone(x);
        mixture.clean_posterior(at, sigma)
    }

    /// The clean point that a score at `x` stands for (Robbins 1956; Efron 2011): c + (x - c + std^2 s) / alpha.
    pub fn tweedie(&self, x: Point, score: Point) -> Point {
        let variance = self.std * self.std;
        std::array::from_fn(|i| {
            self.center[i] + (x[i] - self.center[i] + variance * score[i]) / self.alpha
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    #[test]
    fn the_denoiser_is_what_the_score_says_by_tweedie() {
        let mixture = GaussianMixture::new(vec![
            Component::from_axes([3.0, 1.0], [0.5, 0.2], 0.3, 1.0),
            Component::round([5.0, -1.0], 0.4, 2.0),
        ])
        .unwrap();
        for (alpha, std) in [(1.0, 0.7), (0.6, 0.8), (0.05, 1.2)] {
            let noising = Noising {
                alpha,
                center: [4.0, 0.5],
                std,
            };
            let x = [3.2, 0.4];
            let by_score = noising.tweedie(x, noising.marginal(&mixture).score(x));
            let parts = noising.clean_posterior(&mixture, x);
            for (i, said) in by_score.iter().enumerate() {
                let denoised = noising.denoised(&mixture, x)[i];
                let mean: f64 = parts.iter().map(|part| part.share * part.mean[i]).sum();
                assert!((said - denoised).abs() < 1e-10, "{said} {denoised}");
                assert!((mean - denoised).abs() < 1e-10, "{mean} {denoised}");
            }
        }
    }
}
