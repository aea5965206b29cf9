//! How much of a sample belongs to each mode, or to each component.

use super::Estimate;
use super::blocks::in_order;
use crate::mixture::{GaussianMixture, Modes};
use crate::plane::Point;
use ndarray::{Array2, ArrayView1, ArrayView2, s};
use serde::{Deserialize, Serialize};

/// The share of a sample that one mode holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModeWeight {
    /// The mean posterior responsibility r_k of the mode, the sum over its components, whose
    /// expectation under the truth is exactly pi_k, with sd/sqrt(n).
    pub weight: Estimate,
    /// Low and high end of a 95 % interval for that expectation, within [0, 1].
    pub interval: [f64; 2],
}

/// Rows whose responsibilities are held at once.
const BLOCK: usize = 256;

/// The standard normal's 97.5 % quantile.
const Z: f64 = 1.959_963_984_540_054;

/// The weight of every mode of `mixture` in `x` `[n, 2]`, two points at least.
pub fn mode_weights(
    mixture: &GaussianMixture,
    modes: &Modes,
    x: ArrayView2<f64>,
) -> Vec<ModeWeight> {
    let truth = modes.weights(mixture);
    let n = x.nrows();
    // Sums of r_k - pi_k and its square: deviations from a good guess lose no digits.
    let blocks = in_order(n.div_ceil(BLOCK), |block| {
        let rows = s![block * BLOCK..((block + 1) * BLOCK).min(n), ..];
        let mut sums = vec![[0.0, 0.0]; truth.len()];
        for posterior in mixture.posterior_batch(x.slice(rows)).rows() {
            let responsibilities = gathered(posterior, modes);
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
        .zip(own_responsibilities(mixture, modes))
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

/// r_k of every mode from the responsibilities of the components.
fn gathered(posterior: ArrayView1<f64>, modes: &Modes) -> Vec<f64> {
    let mut of_modes = vec![0.0; modes.count()];
    for (r, &mode) in posterior.iter().zip(modes.of_components()) {
        of_modes[mode] += r;
    }
    of_modes
}

/// The mode with the largest responsibility for each row of `x` `[n, 2]`.
pub fn likeliest_modes(mixture: &GaussianMixture, modes: &Modes, x: ArrayView2<f64>) -> Vec<usize> {
    let posterior = mixture.posterior_batch(x);
    let likeliest = |posterior: ArrayView1<f64>| {
        let of_modes = gathered(posterior, modes).into_iter().enumerate();
        of_modes
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(0, |(mode, _)| mode)
    };
    posterior.rows().into_iter().map(likeliest).collect()
}

/// r_k in the middle of mode k, for every k: the mean over its components, at their means.
fn own_responsibilities(mixture: &GaussianMixture, modes: &Modes) -> Vec<f64> {
    let means: Vec<Point> = mixture.components().iter().map(|c| c.mean).collect();
    let mut own = vec![0.0; modes.count()];
    let mut masses = vec![0.0; modes.count()];
    for (block, means) in means.chunks(BLOCK).enumerate() {
        let posterior = mixture.posterior_batch(Array2::from(means.to_vec()).view());
        for (row, posterior) in posterior.rows().into_iter().enumerate() {
            let component = block * BLOCK + row;
            let mode = modes.of_components()[component];
            let weight = mixture.components()[component].weight;
            own[mode] += weight * gathered(posterior, modes)[mode];
            masses[mode] += weight;
        }
    }
    own.iter()
        .zip(masses)
        .map(|(own, mass)| own / mass)
        .collect()
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
    use crate::mixture::Component;
    use approx::assert_abs_diff_eq;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn of_a_mode_of_several_components_the_weight_is_the_sum_of_theirs() {
        let place = |x: f64, weight| Component::round([x, 0.0], 0.5, weight);
        let mixture =
            GaussianMixture::new(vec![place(0.0, 0.3), place(8.0, 0.5), place(0.9, 0.2)]).unwrap();
        let modes = Modes::connected(&mixture);
        assert_eq!(modes.of_components(), [0, 1, 0]);
        let x = mixture.sample(2000, &mut ChaCha8Rng::seed_from_u64(3));
        let each = mode_weights(&mixture, &Modes::one_each(&mixture), x.view());
        let found = mode_weights(&mixture, &modes, x.view());
        let sum = each[0].weight.value + each[2].weight.value;
        assert_abs_diff_eq!(found[0].weight.value, sum, epsilon = 1e-12);
        // Far apart, the modes' responsibilities are 0 or 1: a proportion.
        let p = found[0].weight.value;
        let se = (p * (1.0 - p) / 1999.0).sqrt();
        assert_abs_diff_eq!(found[0].weight.se, se, epsilon = 1e-6);
        assert!(found[0].interval[0] < p && p < found[0].interval[1]);
        let left = likeliest_modes(&mixture, &modes, x.view());
        for (mode, point) in left.iter().zip(x.rows()) {
            assert_eq!(*mode, usize::from(point[0] > 4.5));
        }
    }

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
