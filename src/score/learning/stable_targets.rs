//! Stable targets (Xu et al. 2023): the score of the points themselves, each widened by the noise.
//!
//! Given x = x0 + sigma eps, the clean point may have been any sample x_j; its posterior weight among
//! n reference samples is w_j ~ exp(-|x - x_j|^2 / (2 sigma^2)), and the target is the mean of the
//! conditional scores (x_j - x)/sigma^2 with these weights. One sample alone, x0, gives denoising
//! score matching; more make the target less noisy and leave its mean at x alone: x0 is one of n
//! samples of the same kind, so the target is E[-eps/sigma given x and all of them], and the mean of
//! that over what they may be is E[-eps/sigma given x], the score.

use crate::dispatch::InstructionSet;
use crate::plane::Point;
use crate::score::engine::conditional_mean::{conditional_mean, nearby_sums};
use crate::score::engine::f32x16::{F32x16, LANES};
use crate::score::engine::kernels::chosen_instructions;
use ndarray::{Array2, ArrayView2};

/// Samples behind a target of [`Objective::StableTarget`](crate::score::Objective), x0 among them.
///
/// More make better targets and longer steps: 256 to 1,024 reach the same error in about the same time.
pub const STABLE_REFERENCE: usize = 512;

/// The stable targets at the rows of `x` `[n, 2]`, `[n, 2]`: the mean of (x_j - x)/sigma^2 over the
/// clean samples `reference` `[m, 2]`, weighted by their posterior at level `sigma` above 0. Every row
/// of `x` must be noise of this level added to one of the samples.
pub fn stable_targets(reference: ArrayView2<f64>, x: ArrayView2<f64>, sigma: f64) -> Array2<f64> {
    let columns = [0, 1].map(|axis| reference.column(axis).to_vec());
    let instructions = chosen_instructions();
    let mut targets = Array2::zeros(x.raw_dim());
    for (x, mut target) in x.rows().into_iter().zip(targets.rows_mut()) {
        let found = conditional_mean(
            instructions,
            [&columns[0], &columns[1]],
            [x[0], x[1]],
            sigma,
        );
        (target[0], target[1]) = (found[0], found[1]);
    }
    targets
}

/// The last samples of one part of the batches, [`STABLE_REFERENCE`] - 1 of them: with x0 itself they
/// are the reference of a target. Kept in f32 from an origin among them, since a target needs no more.
#[derive(Clone)]
pub(crate) struct Reserve {
    instructions: InstructionSet,
    origin: Point,
    /// x and y of sixteen samples.
    vectors: Vec<[F32x16; 2]>,
    /// Where the next sample goes, in the place of the oldest.
    next: usize,
}

/// Where a place without a sample lies: too far away to weigh anything at any level.
const NOWHERE: f32 = 1e9;

impl Reserve {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            instructions: chosen_instructions(),
            origin: [0.0, 0.0],
            vectors: Vec::new(),
            next: 0,
        }
    }

    /// Draws all samples, if there are none yet.
    pub fn fill(&mut self, mut draw: impl FnMut() -> Point) {
        if !self.vectors.is_empty() {
            return;
        }
        self.origin = draw();
        self.vectors = vec![[F32x16([NOWHERE; LANES]); 2]; STABLE_REFERENCE / LANES];
        for _ in 1..STABLE_REFERENCE {
            self.take_in(draw());
        }
    }

    /// The target at `x_noisy` = x0 + `sigma` `eps`, `sigma` above 0.
    pub fn target(&self, eps: Point, x_noisy: Point, sigma: f64) -> Point {
        let from_origin = [0, 1].map(|axis| x_noisy[axis] - self.origin[axis]);
        let [weight, along_x, along_y] =
            nearby_sums(self.instructions, &self.vectors, from_origin, sigma);
        // x0 itself, whose distance is known exactly.
        let own = (-0.5 * (eps[0] * eps[0] + eps[1] * eps[1])).exp();
        let scale = 1.0 / (sigma * (weight + own));
        [
            scale * (along_x - own * eps[0]),
            scale * (along_y - own * eps[1]),
        ]
    }

    /// The samples that weigh most in the target at `x_noisy` = `x0` + `sigma` `eps`, at most `most` of them,
    /// the heaviest first, each with its share of all weights.
    pub fn heaviest(
        &self,
        [x0, eps, x_noisy]: [Point; 3],
        sigma: f64,
        most: usize,
    ) -> Vec<(Point, f64)> {
        let own = (-0.5 * (eps[0] * eps[0] + eps[1] * eps[1])).exp();
        let kept = self
            .vectors
            .iter()
            .flat_map(|[xs, ys]| xs.0.iter().zip(ys.0));
        let weighed = kept.take(STABLE_REFERENCE - 1).map(|(x, y)| {
            let at = [
                self.origin[0] + f64::from(*x),
                self.origin[1] + f64::from(y),
            ];
            let off = [0, 1].map(|axis| (x_noisy[axis] - at[axis]) / sigma);
            (at, (-0.5 * (off[0] * off[0] + off[1] * off[1])).exp())
        });
        let mut found: Vec<(Point, f64)> = std::iter::once((x0, own)).chain(weighed).collect();
        let all: f64 = found.iter().map(|(_, weight)| weight).sum();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.truncate(most);
        found.iter_mut().for_each(|(_, weight)| *weight /= all);
        found
    }

    /// The memory that its samples take.
    pub fn bytes(&self) -> usize {
        self.vectors.len() * size_of::<[F32x16; 2]>()
    }

    /// Takes a sample in and lets the oldest go.
    pub fn take_in(&mut self, x: Point) {
        let [xs, ys] = &mut self.vectors[self.next / LANES];
        xs.0[self.next % LANES] = (x[0] - self.origin[0]) as f32;
        ys.0[self.next % LANES] = (x[1] - self.origin[1]) as f32;
        self.next = (self.next + 1) % (STABLE_REFERENCE - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use rand::{RngExt, SeedableRng};
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
                for instructions in InstructionSet::available() {
                    let found =
                        conditional_mean(instructions, [&columns[0], &columns[1]], x, sigma);
                    for axis in 0..2 {
                        let miss = (found[axis] - expected[axis]).abs() * sigma;
                        assert!(
                            miss < 3e-6,
                            "{instructions:?} {count} {sigma}: {found:?} {expected:?}"
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
        // All older samples are far away from these, so that the nearest one decides. Positions are
        // kept in f32: 1e-7 of a thousand, in units of sigma.
        let newest = [(2 * STABLE_REFERENCE + 3) as f64, 0.0];
        let target = reserve.target([1e4, 0.0], newest, 0.1);
        assert!((0.1 * target[0]).abs() < 1e-3, "{target:?}");
        let own = reserve.target([-1.0, 0.0], [-9.1, 0.0], 0.1);
        assert!((own[0] - 10.0).abs() < 1e-5, "{own:?}");
        // The oldest but one of those left: nothing nearer is there.
        let gone = [(STABLE_REFERENCE + 4) as f64, 0.0];
        let target = reserve.target([3.0, 0.0], gone, 0.1);
        assert!((target[0] + 30.0).abs() < 1e-4, "{target:?}");
    }

    /// A crescent of two tilted components, away from the origin.
    fn crescent() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::from_axes([9.0, -4.0], [1.0, 0.3], 0.5, 1.0),
            Component::from_axes([10.5, -4.0], [0.8, 0.3], -0.7, 2.0),
        ])
        .unwrap()
    }

    #[test]
    fn every_instruction_set_takes_the_reserve_for_a_mixture_of_its_samples() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let mut drawn: Vec<Point> = Vec::new();
        let mut reserve = Reserve::new();
        reserve.fill(|| {
            let x = crescent().sample(1, &mut rng);
            drawn.push([x[[0, 0]], x[[0, 1]]]);
            drawn[drawn.len() - 1]
        });
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        for sigma in [0.01, 0.1, 1.0, 30.0] {
            // The first one drawn is the origin only.
            let x0 = [drawn[1][0] + 0.1 * normal(), drawn[1][1] + 0.1 * normal()];
            let eps = [normal(), normal()];
            let x = [x0[0] + sigma * eps[0], x0[1] + sigma * eps[1]];
            let reference = drawn[1..].iter().chain([&x0]);
            let kernels = reference.map(|&p| Component::round(p, sigma, 1.0));
            let expected = GaussianMixture::new(kernels.collect()).unwrap().score(x);
            for instructions in InstructionSet::available() {
                reserve.instructions = instructions;
                let found = reserve.target(eps, x, sigma);
                let miss = (0..2).map(|axis| (found[axis] - expected[axis]).abs() * sigma);
                let miss = miss.fold(0.0, f64::max);
                assert!(
                    miss < 3e-4,
                    "{instructions:?} {sigma}: {found:?} {expected:?}"
                );
            }
        }
    }

    #[test]
    fn stable_targets_of_few_samples_have_the_score_for_their_mean() {
        // E[(target - s*) f(x)] = 0 for every f, here f = s*, with as few as two reference samples.
        let mixture = crescent();
        for (count, sigma) in [(2, 0.3), (2, 1.0), (8, 0.6)] {
            let mut rng = ChaCha8Rng::seed_from_u64(8);
            let smoothed = mixture.smoothed(sigma);
            let products: Vec<f64> = (0..40_000)
                .map(|_| {
                    let reference = mixture.sample(count, &mut rng);
                    let x = reference
                        .slice(ndarray::s![..1, ..])
                        .mapv(|x0| x0 + sigma * rng.sample::<f64, _>(StandardNormal));
                    let truth = smoothed.score([x[[0, 0]], x[[0, 1]]]);
                    let target = stable_targets(reference.view(), x.view(), sigma);
                    (0..2)
                        .map(|axis| (target[[0, axis]] - truth[axis]) * truth[axis])
                        .sum()
                })
                .collect();
            let n = products.len() as f64;
            let mean = products.iter().sum::<f64>() / n;
            let variance = products.iter().map(|p| (p - mean).powi(2)).sum::<f64>() / n;
            let se = (variance / n).sqrt();
            assert!(mean.abs() < 4.0 * se, "{count} at {sigma}: {mean} +- {se}");
        }
    }
}
