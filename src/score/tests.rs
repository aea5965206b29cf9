//! Frozen networks against independent truths.

mod anatomy;
mod divergence;
mod model;

use crate::mixture::{Component, GaussianMixture};
use crate::score::{ScoreFn, Workers};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// So many threads; the caller alone on a target that has none, where every bit is to be the same.
pub(super) fn workers(threads: usize) -> Workers {
    if cfg!(target_family = "wasm") {
        return Workers::one();
    }
    Workers::start(threads).unwrap()
}

/// Eight Gaussians of standard deviation 0.15 on a circle of radius 2; the first, on the right,
/// moved by `shift` along x.
pub(super) fn ring(shift: f64) -> GaussianMixture {
    let component = |k: usize| {
        let angle = k as f64 * std::f64::consts::FRAC_PI_4;
        let shift = if k == 0 { shift } else { 0.0 };
        Component::round([2.0 * angle.cos() + shift, 2.0 * angle.sin()], 0.15, 1.0)
    };
    GaussianMixture::new((0..8).map(component).collect()).unwrap()
}

/// E|s - s*|^2 / E|s*|^2 under p_sigma, averaged over `sigmas`, with `points` samples each.
pub(super) fn score_error(
    score: &dyn ScoreFn,
    mixture: &GaussianMixture,
    sigmas: &[f64],
    points: usize,
) -> f64 {
    let mut rng = ChaCha8Rng::seed_from_u64(99);
    let relative = |sigma: &f64| {
        let smoothed = mixture.smoothed(*sigma);
        let x = smoothed.sample(points, &mut rng);
        let exact = smoothed.score_batch(x.view());
        let miss = &score.score(x.view(), *sigma) - &exact;
        (&miss * &miss).sum() / (&exact * &exact).sum()
    };
    sigmas.iter().map(relative).sum::<f64>() / sigmas.len() as f64
}
