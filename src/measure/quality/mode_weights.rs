//! How much of a sample belongs to each mode.

use super::Estimate;
use super::blocks::in_order;
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use ndarray::{Array2, ArrayView2, s};

/// The share of a sample that one component holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeWeight {
    /// The mean posterior responsibility r_k, whose expectation under the truth is exactly pi_k,
    /// with sd/sqrt(n).
    pub weight: Estimate,
    /// Low and high end of a 95 % interval for that expectation, within [0, 1].
    pub interval: [f64; 2],
}

/// Rows whose responsibilities are held at once.
const BLOCK: usize = 256;

/// The standard normal's 97.5 % quantile.
const Z: f64 = 1.959_963_984_540_054;

/// The weight of every component in `x` `[n, 2]`, two points at least.
pub(super) fn mode_weights(mixture: &GaussianMixture, x: ArrayView2<f64>) -> Vec<ModeWeight> {
    let truth: Vec<f64> = mixture.components().iter().map(|c| c.weight).collect();
    let n = x.nrows();
    // Sums of r_k - pi_k and its square: deviations from a good guess lose no digits.
    let blocks = in_order(n.div_ceil(BLOCK), |block| {
        let rows = s![block * BLOCK..((block + 1) * BLOCK).min(n), ..];
        let mut sums = vec![[0.0, 0.0]; truth.len()];
        for responsibilities in mixture.posterior_batch(x.slice(rows)).rows() {
            for ((sum, r), pi) in sums.iter_mut().zip(responsibilities).zip(&truth) {
                let deviation = r - pi;
                sum[0] += deviation;
                sum[1] += deviation * deviation;
            }
        }
        sums
    });
    let mut sums = vec![[0.0, 0.0]; truth.len()];
    for block in &blocks {
        for (total, part) in sums.iter_mut().zip(block) {
            total[0] += part[0];
            total[1] += part[1];
        }
    }
    let n = n as f64;
    sums.iter()
        .zip(&truth)
        .zip(own_responsibilities(mixture))
        .map(|(([sum, squares], pi), own)| {
            let mean = pi + sum / n;
            let scatter = (squares - sum * sum / n).max(0.0);
            let weight = Estimate {
                value: mean,
                se: (scatter / (n - 1.0) / n).sqrt(),
            };
            let interval = interval(n, mean, scatter / n, own);
            ModeWeight { weight, interval }
        })
        .collect()
}

/// r_k at the mean of component k, for every k: what a point in the middle of the mode counts.
fn own_responsibilities(mixture: &GaussianMixture) -> Vec<f64> {
    let means: Vec<Point> = mixture.components().iter().map(|c| c.mean).collect();
    let blocks = means.chunks(BLOCK).enumerate();
    let own = blocks.flat_map(|(block, means)| {
        let posterior = mixture.posterior_batch(Array2::from(means.to_vec()).view());
        (0..means.len()).map(move |row| posterior[[row, block * BLOCK + row]])
    });
    own.collect()
}

/// A 95 % interval for the mean of a responsibility seen `n` times with this mean and variance, where
/// a point in the middle of the mode has `own`.
///
/// Agresti & Coull (1998): z^2/2 points outside the mode and z^2/2 in its middle are added, then it is
/// mean +- z sd/sqrt(n). For responsibilities of 0 and 1 that is their interval for a proportion; a
/// mode that no point hit gets an interval up to about 4.6/n where sd/sqrt(n) claims certainty.
fn interval(n: f64, mean: f64, variance: f64, own: f64) -> [f64; 2] {
    let added = Z * Z;
    let total = n + added;
    let center = (n * mean + 0.5 * added * own) / total;
    let second_moment = (n * (variance + mean * mean) + 0.5 * added * own * own) / total;
    let half = Z * ((second_moment - center * center).max(0.0) / total).sqrt();
    [(center - half).max(0.0), (center + half).min(1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_abs_diff_eq;

    #[test]
    fn ten_of_a_hundred_have_the_interval_of_agresti_and_coull() {
        // p~ = (10 + 1.9207) / 103.8415, half a width of 1.95996 sqrt(p~ (1 - p~) / 103.8415).
        let [low, high] = interval(100.0, 0.1, 0.1 * 0.9, 1.0);
        assert_abs_diff_eq!(low, 0.053485, epsilon = 1e-6);
        assert_abs_diff_eq!(high, 0.176110, epsilon = 1e-6);
    }

    #[test]
    fn with_many_points_the_interval_is_the_mean_and_two_standard_errors() {
        let (n, mean, variance) = (1e6, 0.3, 0.05f64);
        let half = 1.959964 * (variance / n).sqrt();
        let [low, high] = interval(n, mean, variance, 0.8);
        assert_abs_diff_eq!(low, mean - half, epsilon = 0.01 * half);
        assert_abs_diff_eq!(high, mean + half, epsilon = 0.01 * half);
    }
}
