//! Stable targets (Xu et al. 2023): the score of the points themselves, each widened by the noise.
//!
//! Given x = x0 + sigma eps, the clean point may have been any sample x_j; its posterior weight among
//! n reference samples is w_j ~ exp(-|x - x_j|^2 / (2 sigma^2)), and the target is the mean of the
//! conditional scores (x_j - x)/sigma^2 with these weights. One sample alone, x0, gives denoising
//! score matching; more make the target less noisy and, being a ratio of means, biased by O(1/n).

use crate::plane::Point;
use crate::score::activation::Exponential;
use crate::score::isa::{Baseline, Isa};
use crate::score::line::{LANES, Line};
use crate::score::register::Register;
#[cfg(target_arch = "x86_64")]
use crate::score::register::x86::{Avx2, Avx512};
use ndarray::{Array2, ArrayView2};

/// Samples behind a target of [`Objective::StableTarget`](crate::score::Objective), x0 among them.
pub const STABLE_REFERENCE: usize = 256;

/// The stable targets at the rows of `x` `[n, 2]`, `[n, 2]`: the mean of (x_j - x)/sigma^2 over the
/// clean samples `reference` `[m, 2]`, weighted by their posterior at level `sigma` above 0. Every row
/// of `x` must be noise of this level added to one of the samples.
pub fn stable_targets(reference: ArrayView2<f64>, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
    let columns = [0, 1].map(|axis| reference.column(axis).to_vec());
    let isa = Isa::best();
    let mut targets = Array2::zeros(x.raw_dim());
    for (x, mut target) in x.rows().into_iter().zip(targets.rows_mut()) {
        let found = conditional_mean(isa, [&columns[0], &columns[1]], [x[0], x[1]], sigma);
        (target[0], target[1]) = (found[0], found[1]);
    }
    targets
}

/// The last samples of one part of the batches, [`STABLE_REFERENCE`] - 1 of them, and room for x0 at the end.
pub(super) struct Reserve {
    isa: Isa,
    x: Vec<f64>,
    y: Vec<f64>,
    /// Where the next sample goes, in the place of the oldest.
    next: usize,
}

impl Reserve {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            isa: Isa::best(),
            x: Vec::new(),
            y: Vec::new(),
            next: 0,
        }
    }

    /// Draws as many samples as are missing.
    pub fn fill(&mut self, mut draw: impl FnMut() -> Point) {
        while self.x.len() < STABLE_REFERENCE {
            let [x, y] = draw();
            self.x.push(x);
            self.y.push(y);
        }
    }

    /// The target at `x_noisy` = `x0` + sigma eps, `sigma` above 0.
    pub fn target(&mut self, x0: Point, x_noisy: Point, sigma: f64) -> Point {
        [self.x[STABLE_REFERENCE - 1], self.y[STABLE_REFERENCE - 1]] = x0;
        conditional_mean(self.isa, [&self.x, &self.y], x_noisy, sigma)
    }

    /// Takes a sample in and lets the oldest go.
    pub fn take_in(&mut self, [x, y]: Point) {
        (self.x[self.next], self.y[self.next]) = (x, y);
        self.next = (self.next + 1) % (STABLE_REFERENCE - 1);
    }
}

/// sum_j w_j (x_j - x)/sigma^2 over the reference points `[x, y]`, of which one must be at most a few
/// `sigma` away, so that the weights do not all vanish. f64 differences, f32 weights.
fn conditional_mean(isa: Isa, reference: [&[f64]; 2], x: Point, sigma: f64) -> Point {
    let [weight, along_x, along_y] = match isa {
        Isa::Baseline => sums::<Baseline>(reference, x, 1.0 / sigma),
        // SAFETY: `Isa::available` hands these out only where the processor has the features.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { sums_avx2(reference, x, 1.0 / sigma) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { sums_avx512(reference, x, 1.0 / sigma) },
    };
    [along_x / (weight * sigma), along_y / (weight * sigma)]
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn sums_avx2(reference: [&[f64]; 2], x: Point, per_sigma: f64) -> [f64; 3] {
    sums::<Avx2>(reference, x, per_sigma)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx2,fma")]
fn sums_avx512(reference: [&[f64]; 2], x: Point, per_sigma: f64) -> [f64; 3] {
    sums::<Avx512>(reference, x, per_sigma)
}

/// The sums of w, w d_x and w d_y with d = (x_j - x)/sigma and w = exp(-|d|^2/2).
#[inline(always)]
fn sums<V: Register>([xs, ys]: [&[f64]; 2], x: Point, per_sigma: f64) -> [f64; 3] {
    let mut sums = [V::zero(); 3];
    for (xs, ys) in xs.chunks(LANES).zip(ys.chunks(LANES)) {
        // Lanes without a point are so far away that they weigh nothing.
        let [mut dx, mut dy] = [Line([1e4; LANES]); 2];
        for (lane, (x_j, y_j)) in xs.iter().zip(ys).enumerate() {
            dx.0[lane] = ((x_j - x[0]) * per_sigma) as f32;
            dy.0[lane] = ((y_j - x[1]) * per_sigma) as f32;
        }
        let (dx, dy) = (V::load(&dx), V::load(&dy));
        let square = dx.times_plus(dx, dy.times(dy));
        let w = Exponential::of::<false>(V::splat(-0.5).times(square)).value();
        sums[0] = sums[0].plus(w);
        sums[1] = w.times_plus(dx, sums[1]);
        sums[2] = w.times_plus(dy, sums[2]);
    }
    sums.map(|sums| f64::from(sums.total()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution, StandardNormal};

    #[test]
    fn the_target_is_the_score_of_the_widened_reference_points() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        for count in [1, 5, 16, 70, STABLE_REFERENCE] {
            let points: Vec<Point> = (0..count)
                .map(|_| [40.0 + 2.0 * normal(), 3.0 * normal()])
                .collect();
            let columns = [0, 1].map(|axis| points.iter().map(|p| p[axis]).collect::<Vec<_>>());
            for sigma in [1e-3, 0.3, 20.0] {
                let kernels = points.iter().map(|&p| Component::round(p, sigma, 1.0));
                let empirical = GaussianMixture::new(kernels.collect()).unwrap();
                let x = [
                    points[0][0] + sigma * normal(),
                    points[0][1] + sigma * normal(),
                ];
                let expected = empirical.score(x);
                for isa in Isa::available() {
                    let found = conditional_mean(isa, [&columns[0], &columns[1]], x, sigma);
                    for axis in 0..2 {
                        let miss = (found[axis] - expected[axis]).abs() * sigma;
                        assert!(
                            miss < 3e-6,
                            "{isa:?} {count} {sigma}: {found:?} {expected:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_reserve_holds_the_newest_samples_and_the_points_own() {
        let mut reserve = Reserve::new();
        let mut drawn = 0.0;
        let mut next = || {
            drawn += 1.0;
            [drawn, 0.0]
        };
        reserve.fill(&mut next);
        for _ in 0..STABLE_REFERENCE + 3 {
            reserve.take_in(next());
        }
        // All older samples are far away from these, so that the nearest one decides.
        let newest = [(2 * STABLE_REFERENCE + 3) as f64, 0.0];
        let target = reserve.target([-9.0, 0.0], newest, 0.1);
        assert!(target[0].abs() < 1e-6, "{target:?}");
        let own = reserve.target([-9.0, 0.0], [-9.1, 0.0], 0.1);
        assert!((own[0] - 10.0).abs() < 1e-5, "{own:?}");
        // The oldest of the last 255: nothing nearer is left.
        let gone = [(STABLE_REFERENCE + 4) as f64, 0.0];
        let target = reserve.target([gone[0] - 0.3, 0.0], gone, 0.1);
        assert!((target[0] + 30.0).abs() < 1e-4, "{target:?}");
    }
}
