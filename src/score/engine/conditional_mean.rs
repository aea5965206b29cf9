//! Weighted means over many clean samples, which stable targets are made of.

use super::activation::Exponential;
use super::baseline::Baseline;
use super::f32x16::{F32x16, LANES};
#[cfg(target_arch = "x86_64")]
use super::register::x86::{Avx2, Avx512};
use super::register::{ROUNDER, Register};
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use crate::plane::Point;

for_every_instruction_set! {
    /// The sums of w, w d_x and w d_y with d = (x_j - x)/sigma and w = exp(-|d|^2/2), over all
    /// `samples`, all in f32.
    pub(crate) fn nearby_sums(samples: &[[F32x16; 2]], x: Point, sigma: f64) -> [f64; 3];
    baseline: sums_f32::<Baseline>,
    avx2: sums_f32::<Avx2>,
    avx512: sums_f32::<Avx512>,
}

for_every_instruction_set! {
    /// The same from f64 differences with f32 weights, over the points `[x, y]`.
    fn sums_on(points: [&[f64]; 2], x: Point, per_sigma: f64) -> [f64; 3];
    baseline: sums::<Baseline>,
    avx2: sums::<Avx2>,
    avx512: sums::<Avx512>,
}

/// exp(-|d|^2/2) = 2^-|LENGTH d|^2: sqrt(log2(e)/2).
const LENGTH: f64 = 0.849_321_800_288_019_1;
/// Weights below 2^-100 are as good as this; much smaller ones would leave the normal numbers.
const LARGEST_POWER: f32 = 100.0;
/// 2^r for |r| <= 1/2, interpolated in Chebyshev's nodes; the relative error is at most 1e-4, which a
/// mean of samples does not notice.
const POWER: [f32; 4] = [0.999_924_56, 0.693_136_73, 0.242_639_48, 0.055_838_28];

/// The sums of w, w d_x and w d_y with d = (x_j - x)/sigma and w = exp(-|d|^2/2), all in f32.
#[inline(always)]
fn sums_f32<V: Register>(samples: &[[F32x16; 2]], x: Point, sigma: f64) -> [f64; 3] {
    let scale = LENGTH / sigma;
    let [minus_x, minus_y] = [x[0], x[1]].map(|x| (-scale * x) as f32);
    let (minus_x, minus_y) = (V::splat(minus_x), V::splat(minus_y));
    let per_length = V::splat(scale as f32);
    let rounder = V::splat(ROUNDER);
    let [mut weight, mut along_x, mut along_y] = [V::zero(); 3];
    for [xs, ys] in samples {
        let dx = V::load(xs).times_plus(per_length, minus_x);
        let dy = V::load(ys).times_plus(per_length, minus_y);
        let square = dx.times_plus(dx, dy.times(dy)).clamp(0.0, LARGEST_POWER);
        let rounded = rounder.minus(square);
        let r = rounder.minus(rounded).minus(square);
        let mut power = V::splat(POWER[3]);
        for coefficient in POWER[..3].iter().rev() {
            power = power.times_plus(r, V::splat(*coefficient));
        }
        let w = rounded.power_of_two().times(power);
        weight = weight.plus(w);
        along_x = w.times_plus(dx, along_x);
        along_y = w.times_plus(dy, along_y);
    }
    // One by one: a closure would be compiled without the instruction set.
    let [weight, along_x, along_y] =
        [weight.total(), along_x.total(), along_y.total()].map(f64::from);
    [weight, along_x / LENGTH, along_y / LENGTH]
}

/// sum_j w_j (x_j - x)/sigma^2 over the reference points `[x, y]`, of which one must be at most a few
/// `sigma` away, so that the weights do not all vanish. f64 differences, f32 weights.
pub(crate) fn conditional_mean(
    instructions: InstructionSet,
    reference: [&[f64]; 2],
    x: Point,
    sigma: f64,
) -> Point {
    let [weight, along_x, along_y] = sums_on(instructions, reference, x, 1.0 / sigma);
    [along_x / (weight * sigma), along_y / (weight * sigma)]
}

/// The sums of w, w d_x and w d_y with d = (x_j - x)/sigma and w = exp(-|d|^2/2).
#[inline(always)]
fn sums<V: Register>([xs, ys]: [&[f64]; 2], x: Point, per_sigma: f64) -> [f64; 3] {
    let mut sums = [V::zero(); 3];
    let ((x_vectors, x_rest), (y_vectors, y_rest)) = (xs.as_chunks(), ys.as_chunks());
    // Elementwise without a point are so far away that they weigh nothing.
    let [mut x_last, mut y_last] = [[x[0] + 1e4 / per_sigma; LANES], [x[1]; LANES]];
    x_last[..x_rest.len()].copy_from_slice(x_rest);
    y_last[..y_rest.len()].copy_from_slice(y_rest);
    let last = (&x_last, &y_last);
    for (xs, ys) in x_vectors.iter().zip(y_vectors).chain([last]) {
        let [mut dx, mut dy] = [F32x16::ZERO; 2];
        for lane in 0..LANES {
            dx.0[lane] = ((xs[lane] - x[0]) * per_sigma) as f32;
            dy.0[lane] = ((ys[lane] - x[1]) * per_sigma) as f32;
        }
        let (dx, dy) = (V::load(&dx), V::load(&dy));
        let square = dx.times_plus(dx, dy.times(dy));
        let w = Exponential::of::<false>(V::splat(-0.5).times(square)).value();
        sums[0] = sums[0].plus(w);
        sums[1] = w.times_plus(dx, sums[1]);
        sums[2] = w.times_plus(dy, sums[2]);
    }
    let [weight, along_x, along_y] = sums;
    [weight.total(), along_x.total(), along_y.total()].map(f64::from)
}
