//! The activations against f64, on every instruction set.

use super::*;
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use crate::score::engine::baseline::Baseline;
use crate::score::engine::f32x16::{F32x16, LANES};
#[cfg(target_arch = "x86_64")]
use crate::score::engine::register::x86::{Avx2, Avx512};
use crate::score::engine::register::{Portable, Register};

/// f and f' by [`ActivationFunction::at`], then f, f' and f'' by [`ActivationFunction::to_second_order`].
type Jets = [F32x16; 5];

#[inline(always)]
fn jets<C: ActivationFunction, V: Register>(z: &F32x16) -> Jets {
    let z = V::load(z);
    let (value, slope) = C::at(z);
    let [again, slope_again, bend] = C::to_second_order(z);
    [value, slope, again, slope_again, bend].map(|register| {
        let mut vector = F32x16::ZERO;
        register.store(&mut vector);
        vector
    })
}

for_every_instruction_set! {
    fn jets_on<A: ActivationFunction>(z: &F32x16) -> Jets;
    baseline: jets::<A, Baseline>,
    avx2: jets::<A, Avx2>,
    avx512: jets::<A, Avx512>,
}

/// The activation at sixteen numbers on every instruction set of this processor.
fn everywhere<A: ActivationFunction>(z: &F32x16) -> Vec<Jets> {
    let sets = InstructionSet::available().into_iter();
    let mut found = vec![jets::<A, Portable<false>>(z), jets::<A, Portable<true>>(z)];
    found.extend(sets.map(|instructions| jets_on::<A>(instructions, z)));
    found
}

/// The largest errors of value (relative), slope and second derivative (absolute) on a fine grid of
/// |z| <= 80, and near zero. `exact` gives the three in f64.
fn errors<C: ActivationFunction>(exact: impl Fn(f64) -> [f64; 3]) -> [f64; 3] {
    let coarse = (-80_000..=80_000).map(|i| i as f32 * 1e-3);
    let fine = (-1000..=1000).map(|i| i as f32 * 1e-7);
    let numbers: Vec<f32> = coarse.chain(fine).filter(|z| *z != 0.0).collect();
    let mut worst = [0f64; 3];
    for chunk in numbers.chunks(LANES) {
        let z = F32x16(std::array::from_fn(|lane| chunk[lane.min(chunk.len() - 1)]));
        for jets in everywhere::<C>(&z) {
            for lane in 0..LANES {
                let truth = exact(f64::from(z.0[lane]));
                let [v, s, v2, s2, b] = jets.map(|vector| f64::from(vector.0[lane]));
                for value in [v, v2] {
                    worst[0] = worst[0].max(((value - truth[0]) / truth[0]).abs());
                }
                for slope in [s, s2] {
                    worst[1] = worst[1].max((slope - truth[1]).abs());
                }
                worst[2] = worst[2].max((b - truth[2]).abs());
            }
        }
    }
    worst
}

#[test]
fn silu_is_exact_to_two_millionths() {
    let [value, slope, bend] = errors::<Silu>(|z| {
        let sigmoid = 1.0 / (1.0 + (-z).exp());
        let slope = sigmoid * (1.0 + z * (1.0 - sigmoid));
        let bend = sigmoid * (1.0 - sigmoid) * (2.0 + z * (1.0 - 2.0 * sigmoid));
        [z * sigmoid, slope, bend]
    });
    assert!(value < 2e-6, "{value:e}");
    assert!(slope < 1e-6 && bend < 1e-6, "{slope:e} {bend:e}");
}

#[test]
fn tanh_is_exact_to_two_millionths_down_to_zero() {
    let [value, slope, bend] = errors::<Tanh>(|z| {
        let slope = 1.0 / z.cosh().powi(2);
        [z.tanh(), slope, -2.0 * z.tanh() * slope]
    });
    assert!(value < 2e-6, "{value:e}");
    assert!(slope < 1e-6 && bend < 1e-6, "{slope:e} {bend:e}");
    for [value, slope, ..] in everywhere::<Tanh>(&F32x16::ZERO) {
        assert_eq!((value.0[0], slope.0[0]), (0.0, 1.0));
    }
}

#[test]
fn the_sine_feature_is_a_sine_to_four_ten_millionths() {
    let mut worst = [0f64; 2];
    for i in -100_000..=100_000 {
        let z = i as f32 * 1e-3;
        let exact = f64::from(z).sin_cos();
        let [sine, cosine] = [exact.0, exact.1].map(|part| 2f64.sqrt() * part);
        for [value, slope, again, slope_again, bend] in everywhere::<Sine>(&F32x16([z; LANES])) {
            assert_eq!((value, slope, bend.0[3]), (again, slope_again, -value.0[3]));
            worst[0] = worst[0].max((f64::from(value.0[3]) - sine).abs());
            worst[1] = worst[1].max((f64::from(slope.0[3]) - cosine).abs());
        }
    }
    assert!(worst.iter().all(|miss| *miss < 4e-7), "{worst:?}");
}

#[test]
fn all_stay_finite_for_every_finite_input() {
    for z in [f32::MAX, f32::MIN, 1e30, -1e30, 100.0, -100.0] {
        let z = F32x16([z; LANES]);
        for jets in everywhere::<Silu>(&z)
            .into_iter()
            .chain(everywhere::<Tanh>(&z))
            .chain(everywhere::<Sine>(&z))
        {
            for vector in jets {
                assert!(vector.0[0].is_finite(), "{z:?}: {vector:?}");
            }
        }
    }
}
