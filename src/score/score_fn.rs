//! What others ask of a score, learned or exact.

use crate::noise::NoiseRange;
use ndarray::{Array1, Array2, ArrayView2};

/// A score with its derivatives at n points.
#[derive(Clone, Debug, PartialEq)]
pub struct Differentials {
    /// s, `[n, 2]`, 1/unit.
    pub score: Array2<f64>,
    /// div s = ds_x/dx + ds_y/dy, `[n]`, 1/unit^2.
    pub divergence: Array1<f64>,
    /// curl s = ds_y/dx - ds_x/dy, `[n]`, 1/unit^2.
    pub curl: Array1<f64>,
}

/// The score of a smoothed density, s(x, sigma) = grad log p_sigma(x), in 1/unit.
pub trait ScoreFn: Send + Sync {
    /// The score at every row of `x` `[n, 2]` at one noise level, `[n, 2]`.
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64>;

    /// The divergence div_x s(x, sigma) = tr grad s at every row of `x` `[n, 2]`, exactly, `[n]`, in
    /// 1/unit^2: what the likelihood of the probability-flow ODE and implicit score matching need.
    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64>;

    /// The score `[n, 2]` and its divergence `[n]` at every row of `x` `[n, 2]`.
    fn score_and_divergence(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array1<f64>) {
        (self.score(x, sigma), self.divergence(x, sigma))
    }

    /// The score and its derivatives at every row of `x` `[n, 2]`, exactly. The gradient of a log density has no
    /// curl, and so none is the rule.
    fn differentials(&self, x: ArrayView2<f64>, sigma: f64) -> Differentials {
        let (score, divergence) = self.score_and_divergence(x, sigma);
        Differentials {
            score,
            divergence,
            curl: Array1::zeros(x.nrows()),
        }
    }

    /// The score and the posterior mean at every row of `x` `[n, 2]`, each `[n, 2]`, for the price of one
    /// where they come from each other.
    fn score_and_denoised(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array2<f64>) {
        let score = self.score(x, sigma);
        let denoised = &x + &(&score * (sigma * sigma));
        (score, denoised)
    }

    /// The levels this score is good for; `None` when it is exact at every level, 0 included.
    fn trained_range(&self) -> Option<NoiseRange>;

    /// The only level this score knows, where it is a network of one fixed level.
    fn only_level(&self) -> Option<f64> {
        None
    }

    /// Whether this score is good for `sigma`.
    fn trained_at(&self, sigma: f64) -> bool {
        self.trained_range()
            .is_none_or(|range| range.contains(sigma))
    }

    /// The posterior mean E[x0 given x] = x + sigma^2 s(x, sigma) (Tweedie), `[n, 2]`.
    fn denoised(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        &x + &(self.score(x, sigma) * (sigma * sigma))
    }
}
