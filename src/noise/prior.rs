//! The Gaussian that stands for p at the last time of a process: where the way back begins.

use super::Noising;
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::wording::choices;
use ndarray::{Array1, Array2, ArrayView2, Axis};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use std::f64::consts::TAU;

/// Which Gaussian stands for p at the last time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriorKind {
    /// That of the mean and the covariance of p at the last time, N(c + alpha (m - c),
    /// alpha^2 C + sigma^2 s^2 I) with m and C those of the target.
    #[default]
    Matched,
    /// That of the papers: N(c, sigma_max^2 I) of VE, N(c, s^2 I) where the variance is preserved.
    Plain,
}

choices!(PriorKind: Matched, Plain);

impl PriorKind {
    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Plain => "plain",
        }
    }

    /// Whether nobody said otherwise.
    pub(crate) fn is_usual(&self) -> bool {
        *self == Self::Matched
    }
}

/// A Gaussian from which particles start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    mean: Point,
    /// The Cholesky factor L of the covariance, [[l00, 0], [l10, l11]].
    l00: f64,
    l10: f64,
    l11: f64,
}

impl Prior {
    /// N(`mean`, `std`^2 I).
    pub fn round(mean: Point, std: f64) -> Self {
        Self {
            mean,
            l00: std,
            l10: 0.0,
            l11: std,
        }
    }

    /// The Gaussian with the mean and the covariance of `mixture` after `noising`.
    pub fn matched(mixture: &GaussianMixture, noising: Noising) -> Self {
        let (alpha_squared, variance) = (noising.alpha.powi(2), noising.std.powi(2));
        let [[a, b], [_, c]] = mixture.covariance();
        let [a, c] = [a, c].map(|v| alpha_squared * v + variance);
        let l00 = a.sqrt();
        let l10 = alpha_squared * b / l00;
        Self {
            mean: noising.carried(mixture.mean()),
            l00,
            l10,
            // Rounding may leave a little less than nothing of a line of data without noise.
            l11: (c - l10 * l10).max(f64::EPSILON * c).sqrt(),
        }
    }

    /// Its mean, data units.
    pub fn mean(&self) -> Point {
        self.mean
    }

    /// Its covariance L L^T, squared units.
    pub fn cov(&self) -> [[f64; 2]; 2] {
        let Self { l00, l10, l11, .. } = *self;
        let xy = l00 * l10;
        [[l00 * l00, xy], [xy, l10 * l10 + l11 * l11]]
    }

    /// Its standard deviation, where it is the same in every direction.
    pub fn round_std(&self) -> Option<f64> {
        (self.l10 == 0.0 && self.l00 == self.l11).then_some(self.l00)
    }

    /// The standard deviation per coordinate: the square root of half the trace of the covariance.
    pub fn std(&self) -> f64 {
        let of_any = || {
            let cov = self.cov();
            (0.5 * (cov[0][0] + cov[1][1])).sqrt()
        };
        self.round_std().unwrap_or_else(of_any)
    }

    /// The point mean + L z: maps a standard normal draw here.
    pub fn place(&self, z: Point) -> Point {
        [
            self.mean[0] + self.l00 * z[0],
            self.mean[1] + self.l10 * z[0] + self.l11 * z[1],
        ]
    }

    /// `n` independent draws, `[n, 2]`, one standard normal number a coordinate in row order.
    pub fn sample<R: Rng + ?Sized>(&self, n: usize, rng: &mut R) -> Array2<f64> {
        let mut points = Array2::zeros((n, 2));
        for mut row in points.rows_mut() {
            let z = [StandardNormal.sample(rng), StandardNormal.sample(rng)];
            let [x, y] = self.place(z);
            (row[0], row[1]) = (x, y);
        }
        points
    }

    /// Its log-density at every row of `x` `[n, 2]`, `[n]`, nats per square unit.
    pub fn log_density_batch(&self, x: ArrayView2<f64>) -> Array1<f64> {
        let Self {
            mean,
            l00,
            l10,
            l11,
        } = *self;
        if let Some(std) = self.round_std() {
            let variance = std * std;
            let log_norm = (TAU * variance).ln();
            return x.map_axis(Axis(1), |x| {
                let [a, b] = [x[0] - mean[0], x[1] - mean[1]];
                -0.5 * (a * a + b * b) / variance - log_norm
            });
        }
        let log_norm = TAU.ln() + l00.ln() + l11.ln();
        x.map_axis(Axis(1), |x| {
            let a = (x[0] - mean[0]) / l00;
            let b = (x[1] - mean[1] - l10 * a) / l11;
            -0.5 * (a * a + b * b) - log_norm
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use approx::assert_relative_eq;

    fn blobs() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::from_axes([8.0, 0.5], [0.8, 0.2], 0.4, 0.7),
            Component::round([12.0, -1.0], 0.3, 0.3),
        ])
        .unwrap()
    }

    fn noising() -> Noising {
        Noising {
            alpha: 0.4,
            center: [3.0, 2.0],
            std: 1.5,
        }
    }

    #[test]
    fn the_matched_prior_has_the_mean_and_the_covariance_of_the_marginal() {
        let prior = Prior::matched(&blobs(), noising());
        let marginal = noising().marginal(&blobs());
        let (mean, cov) = (marginal.mean(), marginal.covariance());
        for i in 0..2 {
            assert_relative_eq!(prior.mean()[i], mean[i], max_relative = 1e-12);
            for (found, expected) in prior.cov()[i].iter().zip(cov[i]) {
                assert_relative_eq!(*found, expected, max_relative = 1e-12, epsilon = 1e-12);
            }
        }
        assert_relative_eq!(prior.std(), marginal.std(), max_relative = 1e-12);
    }

    #[test]
    fn a_prior_has_the_density_of_the_component_with_its_moments() {
        let one_gaussian = GaussianMixture::new(vec![blobs().components()[0].clone()]).unwrap();
        let prior = Prior::matched(&one_gaussian, noising());
        let x = ndarray::array![[0.3, -2.0], [5.0, 1.0], [8.0, 9.0]];
        let truth = noising()
            .marginal(&one_gaussian)
            .log_density_batch(x.view());
        for (found, truth) in prior.log_density_batch(x.view()).iter().zip(&truth) {
            assert_relative_eq!(*found, *truth, max_relative = 1e-12);
        }
        let round = Prior::round([1.0, -2.0], 3.0);
        let alike = GaussianMixture::new(vec![Component::round([1.0, -2.0], 3.0, 1.0)]).unwrap();
        let truth = alike.log_density_batch(x.view());
        for (found, truth) in round.log_density_batch(x.view()).iter().zip(&truth) {
            assert_relative_eq!(*found, *truth, max_relative = 1e-12);
        }
    }
}
