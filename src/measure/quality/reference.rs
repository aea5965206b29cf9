//! The exact sample that others are compared with.

use super::blocks::in_order;
use super::chamfer::chamfer;
use super::mode_weights::mode_weights;
use super::pairs::{Cloud, PairSums, between, within};
use super::sliced::{Resamples, sliced_w2};
use super::two_sample::kernel_distance;
use super::{Estimate, Quality, QualityError};
use crate::mixture::{GaussianMixture, Modes};
use ndarray::{Array2, ArrayView2, Axis, CowArray, Ix2, s};
use rand::SeedableRng;
use rand::seq::index;
use rand_chacha::ChaCha8Rng;

/// An exact sample to measure others of the same size against, with all that is known of it
/// beforehand: many samples of one scene need one reference.
///
/// Inside a rayon pool its threads share the work; the bits are the same on any number of them.
pub struct QualityReference {
    mixture: GaussianMixture,
    seed: u64,
    points: usize,
    /// What the sliced Wasserstein-2 distance compares with, `[sliced_points, 2]`.
    sliced: Array2<f64>,
    resamples: [Resamples; 2],
    /// What MMD and energy distance compare with, as columns.
    cloud: Cloud,
    /// What the Chamfer distance compares with: the same points, `[pair_points, 2]`.
    pairs: Array2<f64>,
    bandwidth: f64,
    within: PairSums,
}

/// Of more points than these a random subset, fixed by the seed, is compared: the work on pairs
/// grows with the square, and 10,000 points take a fraction of a second.
const MOST_PAIR_POINTS: usize = 10_000;
const MOST_SLICED_POINTS: usize = 100_000;
/// Points of the reference behind the median distance: two million pairs.
const MOST_MEDIAN_POINTS: usize = 2000;
/// Points whose log-density is one task.
const DENSITY_BLOCK: usize = 256;

/// Streams of the seed, far above those of training, sampling and noisy levels.
const REFERENCE: u64 = 1 << 40;
const EXACT_SAMPLE: u64 = REFERENCE + 1;
const SUBSET: u64 = REFERENCE + 2;
const RESAMPLING: u64 = REFERENCE + 3;

fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    rng
}

impl QualityReference {
    /// More points take longer than anyone waits.
    pub const MOST_POINTS: usize = 1_000_000;
    /// Coordinates beyond this are refused: their squares would drown every sum.
    pub const REACH: f64 = 1e9;

    /// An exact sample of `points` points; `seed` fixes it and every later draw.
    ///
    /// # Errors
    /// Unless `points` is 2 to [`Self::MOST_POINTS`].
    pub fn new(mixture: &GaussianMixture, points: usize, seed: u64) -> Result<Self, QualityError> {
        if !(2..=Self::MOST_POINTS).contains(&points) {
            return Err(QualityError::Count(points));
        }
        let sample = mixture.sample(points, &mut stream(seed, REFERENCE));
        let bandwidth = median_distance(sample.view());
        let sliced = subset(sample.view(), MOST_SLICED_POINTS, seed).into_owned();
        let pairs = subset(sample.view(), MOST_PAIR_POINTS, seed).into_owned();
        let cloud = Cloud::new(pairs.view());
        let within = within(&cloud, bandwidth);
        let mut rng = stream(seed, RESAMPLING);
        let resamples = [0, 1].map(|_| Resamples::new(sliced.nrows(), &mut rng));
        Ok(Self {
            mixture: mixture.clone(),
            seed,
            points,
            sliced,
            resamples,
            cloud,
            pairs,
            bandwidth,
            within,
        })
    }

    /// h: the median distance of two points of the reference, data units.
    pub fn bandwidth(&self) -> f64 {
        self.bandwidth
    }

    /// Points behind MMD, energy and Chamfer distance.
    pub fn pair_points(&self) -> usize {
        self.cloud.len()
    }

    /// Points behind the sliced Wasserstein-2 distance.
    pub fn sliced_points(&self) -> usize {
        self.sliced.nrows()
    }

    /// Measures `x`, `[points, 2]`.
    ///
    /// # Errors
    /// When there are not as many points as the reference has, or one is not finite or beyond
    /// [`Self::REACH`].
    pub fn measure(&self, x: ArrayView2<f64>) -> Result<Quality, QualityError> {
        if x.nrows() != self.points {
            return Err(QualityError::OtherCount(x.nrows(), self.points));
        }
        for (row, point) in x.rows().into_iter().enumerate() {
            if !point.iter().all(|v| v.abs() <= Self::REACH) {
                return Err(QualityError::OutOfRange {
                    number: row + 1,
                    at: [point[0], point[1]],
                });
            }
        }
        Ok(self.quality(x))
    }

    /// An exact sample, independent of the reference, measured like any other: as good as it can look.
    pub fn exact_sample(&self) -> Quality {
        let sample = self
            .mixture
            .sample(self.points, &mut stream(self.seed, EXACT_SAMPLE));
        self.quality(sample.view())
    }

    fn quality(&self, x: ArrayView2<f64>) -> Quality {
        let pairs = subset(x, MOST_PAIR_POINTS, self.seed);
        let cloud = Cloud::new(pairs.view());
        let own = within(&cloud, self.bandwidth);
        let crossed = between(&cloud, &self.cloud, self.bandwidth);
        let distance = kernel_distance(&own.distance, &self.within.distance, &crossed.distance);
        let sliced = subset(x, MOST_SLICED_POINTS, self.seed);
        Quality {
            mode_weights: mode_weights(&self.mixture, &Modes::one_each(&self.mixture), x),
            sliced_w2: sliced_w2(sliced.view(), self.sliced.view(), self.resamples.each_ref()),
            mmd2: kernel_distance(&own.rbf, &self.within.rbf, &crossed.rbf),
            // The energy distance is that of the kernel -|x - y|.
            energy_distance: Estimate {
                value: -distance.value,
                se: distance.se,
            },
            chamfer: chamfer(pairs.view(), self.pairs.view()),
            nll: self.nll(x),
        }
    }

    /// -E log p(x), nats.
    fn nll(&self, x: ArrayView2<f64>) -> Estimate {
        let n = x.nrows();
        let blocks = in_order(n.div_ceil(DENSITY_BLOCK), |block| {
            let rows = s![
                block * DENSITY_BLOCK..((block + 1) * DENSITY_BLOCK).min(n),
                ..
            ];
            self.mixture.log_density_batch(x.slice(rows))
        });
        let values: Vec<f64> = blocks.iter().flatten().map(|log_p| -log_p).collect();
        Estimate::mean_of(&values)
    }
}

/// All of `x`, or `most` of its rows at random: the order of a file may mean something.
fn subset(x: ArrayView2<f64>, most: usize, seed: u64) -> CowArray<f64, Ix2> {
    if x.nrows() <= most {
        return x.into();
    }
    let rows = index::sample(&mut stream(seed, SUBSET), x.nrows(), most);
    x.select(Axis(0), &rows.into_vec()).into()
}

/// The median distance of two different rows of `x`, of the first [`MOST_MEDIAN_POINTS`] of them.
fn median_distance(x: ArrayView2<f64>) -> f64 {
    let n = x.nrows().min(MOST_MEDIAN_POINTS);
    let mut distances: Vec<f64> = (0..n)
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .map(|(i, j)| (x[[i, 0]] - x[[j, 0]]).hypot(x[[i, 1]] - x[[j, 1]]))
        .collect();
    let middle = distances.len() / 2;
    *distances.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_distance_is_that_of_all_pairs() {
        // 3, 4 and 5.
        let corner = ndarray::arr2(&[[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]]);
        assert_eq!(median_distance(corner.view()), 4.0);
        let line = ndarray::arr2(&[[0.0, 1.0], [1.0, 1.0], [3.0, 1.0], [7.0, 1.0]]);
        // 1, 2, 3, 4, 6, 7: the upper of the two in the middle.
        assert_eq!(median_distance(line.view()), 4.0);
    }

    #[test]
    fn a_subset_of_sorted_points_is_no_end_of_them() {
        let x = Array2::from_shape_fn((30_000, 2), |(row, _)| row as f64 / 30_000.0);
        let few = subset(x.view(), 10_000, 4);
        assert_eq!(few.dim(), (10_000, 2));
        // Uniform on [0, 1): mean 1/2, standard error below sqrt(1/12/10000).
        assert!((few.mean().unwrap() - 0.5).abs() < 4.0 * 0.0029);
        assert_eq!(subset(x.view(), 30_000, 4), x);
    }
}
