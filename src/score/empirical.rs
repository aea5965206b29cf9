//! The score of finite data.

use super::exact::ExactScore;
use super::score_fn::ScoreFn;
use crate::mixture::TrainingSet;
use crate::noise::NoiseRange;
use ndarray::{Array1, Array2, ArrayView2};

/// The score of the training points themselves, each widened by the noise: s(x, sigma) =
/// (sum_i w_i x_i - x)/sigma^2 with w = softmax(-|x - x_i|^2/(2 sigma^2)). There is none without noise.
#[derive(Clone, Debug)]
pub struct EmpiricalScore {
    of_points: ExactScore,
}

impl EmpiricalScore {
    /// The score of `points` at every noise level above 0.
    pub fn new(points: &TrainingSet) -> Self {
        Self {
            of_points: ExactScore::new(points.empirical()),
        }
    }
}

impl ScoreFn for EmpiricalScore {
    fn score(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        self.of_points.score(x, sigma)
    }

    fn divergence(&self, x: ArrayView2<f64>, sigma: f64) -> Array1<f64> {
        self.of_points.divergence(x, sigma)
    }

    fn score_and_divergence(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array1<f64>) {
        self.of_points.score_and_divergence(x, sigma)
    }

    fn denoised(&self, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
        self.of_points.denoised(x, sigma)
    }

    fn score_and_denoised(&self, x: ArrayView2<f64>, sigma: f64) -> (Array2<f64>, Array2<f64>) {
        self.of_points.score_and_denoised(x, sigma)
    }

    fn trained_range(&self) -> Option<NoiseRange> {
        Some(NoiseRange::WIDEST)
    }
}
