//! Four ways to say the same about x = alpha x0 + sigma eps, and the exact maps between them.

use crate::wording::{Number, every};
use ndarray::{Array2, ArrayView2, Zip};

/// What is known, or predicted, at a noisy point x; each the mean given x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prediction {
    /// s = grad log p(x) = -eps/sigma, 1/unit.
    Score,
    /// The noise eps.
    Eps,
    /// The clean point, in units; what a denoiser answers.
    X0,
    /// v = alpha eps - sigma x0 (Salimans & Ho 2022).
    V,
}

/// The maps between predictions at one alpha and one sigma.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    alpha: f64,
    sigma: f64,
}

/// No noise, or nothing but noise: some predictions do not follow from others.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "predictions cannot be converted at alpha {} and sigma {}; use finite numbers above 0",
    Number(*.alpha),
    Number(*.sigma)
)]
pub struct ConversionError {
    alpha: f64,
    sigma: f64,
}

every!(Prediction: Score, Eps, X0, V);

impl Conversion {
    /// The maps for x = `alpha` x0 + `sigma` eps.
    ///
    /// # Errors
    /// Unless both are finite and above 0.
    pub fn new(alpha: f64, sigma: f64) -> Result<Self, ConversionError> {
        let usable = |number: f64| number.is_finite() && number > 0.0;
        if usable(alpha) && usable(sigma) {
            Ok(Self { alpha, sigma })
        } else {
            Err(ConversionError { alpha, sigma })
        }
    }

    /// Says what `value` `[n, 2]` says at the points `x` `[n, 2]` in the form `to` instead of `from`.
    pub fn convert(
        &self,
        from: Prediction,
        to: Prediction,
        x: ArrayView2<f64>,
        value: ArrayView2<f64>,
    ) -> Array2<f64> {
        Zip::from(x)
            .and(value)
            .map_collect(|&x, &value| self.coordinate(from, to, x, value))
    }

    /// The same for one coordinate: no other enters.
    pub fn coordinate(&self, from: Prediction, to: Prediction, x: f64, value: f64) -> f64 {
        if from == to {
            return value;
        }
        match to {
            Prediction::Score => -self.eps(from, x, value) / self.sigma,
            Prediction::Eps => self.eps(from, x, value),
            Prediction::X0 => self.x0(from, x, value),
            Prediction::V => {
                self.alpha * self.eps(from, x, value) - self.sigma * self.x0(from, x, value)
            }
        }
    }

    fn eps(&self, from: Prediction, x: f64, value: f64) -> f64 {
        let Self { alpha, sigma } = *self;
        match from {
            Prediction::Score => -sigma * value,
            Prediction::Eps => value,
            Prediction::X0 => (x - alpha * value) / sigma,
            Prediction::V => (sigma * x + alpha * value) / (alpha * alpha + sigma * sigma),
        }
    }

    fn x0(&self, from: Prediction, x: f64, value: f64) -> f64 {
        let Self { alpha, sigma } = *self;
        match from {
            Prediction::Score => (x + sigma * sigma * value) / alpha,
            Prediction::Eps => (x - sigma * value) / alpha,
            Prediction::X0 => value,
            Prediction::V => (alpha * x - sigma * value) / (alpha * alpha + sigma * sigma),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use approx::assert_abs_diff_eq;
    use ndarray::array;

    /// VE, VP and neither.
    const PAIRS: [(f64, f64); 4] = [(1.0, 0.3), (1.0, 7.0), (0.8, 0.6), (0.4, 2.0)];

    #[test]
    fn every_way_there_and_back_gives_the_same_number() {
        let x = array![[0.7, -3.0], [12.0, 0.01]];
        let value = array![[-0.4, 2.0], [0.3, -1.5]];
        for (alpha, sigma) in PAIRS {
            let maps = Conversion::new(alpha, sigma).unwrap();
            for from in Prediction::ALL {
                for to in Prediction::ALL {
                    let there = maps.convert(from, to, x.view(), value.view());
                    for next in Prediction::ALL {
                        let detour = maps.convert(to, next, x.view(), there.view());
                        let straight = maps.convert(from, next, x.view(), value.view());
                        for (a, b) in detour.iter().zip(&straight) {
                            let scale = 1.0 + a.abs().max(12.0 / sigma);
                            assert!((a - b).abs() < 1e-12 * scale, "{from:?} {to:?} {next:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn of_a_mixture_all_four_are_its_posterior_means() {
        let mixture = GaussianMixture::new(vec![
            Component::from_axes([-1.0, 0.5], [0.8, 0.2], 0.4, 0.7),
            Component::round([2.0, -1.0], 0.3, 0.3),
        ])
        .unwrap();
        let points = array![[0.3, -0.2], [1.1, 0.9], [-2.0, 0.4]];
        for (alpha, sigma) in PAIRS {
            let maps = Conversion::new(alpha, sigma).unwrap();
            let score = mixture
                .scaled(alpha)
                .smoothed(sigma)
                .score_batch(points.view());
            let convert = |to| maps.convert(Prediction::Score, to, points.view(), score.view());
            for (row, x) in points.rows().into_iter().enumerate() {
                // E[x0 given x] as the mean of the components' own posterior means.
                let scaled: Vec<Component> = mixture.components().to_vec();
                let weights = mixture
                    .scaled(alpha)
                    .smoothed(sigma)
                    .posterior([x[0], x[1]]);
                let mut x0 = [0.0; 2];
                for (component, weight) in scaled.iter().zip(&weights) {
                    let [[a, b], [_, c]] = component.cov.matrix();
                    let (wide_a, wide_c) =
                        (a + (sigma / alpha).powi(2), c + (sigma / alpha).powi(2));
                    let det = wide_a * wide_c - b * b;
                    let d = [0, 1].map(|axis| x[axis] / alpha - component.mean[axis]);
                    // Sigma (Sigma + (sigma/alpha)^2 I)^-1 d.
                    let u = [
                        (wide_c * d[0] - b * d[1]) / det,
                        (wide_a * d[1] - b * d[0]) / det,
                    ];
                    x0[0] += weight * (component.mean[0] + a * u[0] + b * u[1]);
                    x0[1] += weight * (component.mean[1] + b * u[0] + c * u[1]);
                }
                for axis in 0..2 {
                    let eps = (x[axis] - alpha * x0[axis]) / sigma;
                    let v = alpha * eps - sigma * x0[axis];
                    let by_v = (alpha * x[axis] - sigma * v) / (alpha * alpha + sigma * sigma);
                    assert_abs_diff_eq!(by_v, x0[axis], epsilon = 1e-12);
                    for (to, truth) in [
                        (Prediction::X0, x0[axis]),
                        (Prediction::Eps, eps),
                        (Prediction::V, v),
                    ] {
                        assert_abs_diff_eq!(convert(to)[[row, axis]], truth, epsilon = 1e-10);
                    }
                }
            }
        }
    }

    #[test]
    fn without_noise_or_without_data_nothing_is_converted() {
        for (alpha, sigma) in [
            (1.0, 0.0),
            (0.0, 1.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
        ] {
            let refusal = Conversion::new(alpha, sigma).unwrap_err().to_string();
            assert!(refusal.contains("above 0"), "{refusal}");
        }
    }
}
