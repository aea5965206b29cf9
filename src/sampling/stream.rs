//! Where random numbers of sampling come from: streams of a scene's seed, one a purpose.
//!
//! Every sampler takes its starting points from one stream and its kicks from another, one draw a
//! particle and coordinate in row order a step, so that samplers can be compared on the same points
//! and the same noise. What only some samplers draw comes from streams of its own.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Starting points.
pub(super) const STARTS: u64 = 3;
/// The z of every step.
pub(super) const KICKS: u64 = 4;
/// What decides whether a Metropolis proposal is accepted.
pub(super) const ACCEPTS: u64 = 9;
/// The z of a corrector.
pub(super) const CORRECTIONS: u64 = 10;
/// The z of data on their way to noise.
pub(super) const FORWARD: u64 = 11;

/// The stream of `seed` kept for one purpose.
pub(super) fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    rng
}

/// One standard normal draw.
pub(super) fn normal(rng: &mut ChaCha8Rng) -> f64 {
    StandardNormal.sample(rng)
}
