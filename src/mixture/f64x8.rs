//! Arithmetic on several numbers abreast.
//!
//! Plain arrays of [`LANES`] numbers become vector instructions by themselves inside a function
//! of [`dispatch`](crate::dispatch), if everything it calls is `#[inline(always)]`.

use ndarray::ArrayView2;
use std::ops::Range;

/// Numbers handled together: one AVX-512 register or two AVX2 registers of f64.
pub(crate) const LANES: usize = 8;

/// Eight numbers side by side.
pub(crate) type F64x8 = [f64; LANES];

/// a b + c; without the instruction `mul_add` would be a slow library call.
#[inline(always)]
pub(crate) fn fma<const FMA: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

/// exp(x) for x <= 0 to 4e-16 relative; below -708 it is as good as 0.
///
/// x = n ln 2 + r with |r| <= ln(2)/2, and the Taylor polynomial of degree 12 in r.
#[inline(always)]
pub(crate) fn exp<const FMA: bool>(x: f64) -> f64 {
    /// Adding it rounds to an integer and leaves that integer in the low bits.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const TAYLOR: [f64; 13] = [
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ];
    let x = x.max(-708.0);
    let shifted = fma::<FMA>(x, std::f64::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = fma::<FMA>(n, -LN2_LOW, fma::<FMA>(n, -LN2_HIGH, x));
    let mut polynomial = TAYLOR[0];
    for coefficient in &TAYLOR[1..] {
        polynomial = fma::<FMA>(polynomial, r, *coefficient);
    }
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    polynomial * power
}

/// Calls `each` for the rows of `x` `[n, 2]` in groups of [`LANES`]: which rows, and their two coordinates.
/// A short last group repeats its last point.
pub(super) fn in_groups(x: ArrayView2<f64>, mut each: impl FnMut(Range<usize>, &F64x8, &F64x8)) {
    for first in (0..x.nrows()).step_by(LANES) {
        let rows = LANES.min(x.nrows() - first);
        let lane = |axis: usize| std::array::from_fn(|i| x[[first + i.min(rows - 1), axis]]);
        each(first..first + rows, &lane(0), &lane(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_agrees_with_the_library_over_its_whole_range() {
        for i in 0..100_000 {
            let x = -f64::from(i) * 7e-3;
            for found in [exp::<false>(x), exp::<true>(x)] {
                let relative = (found / x.exp() - 1.0).abs();
                assert!(relative < 4e-16 || x < -700.0, "exp({x}): {relative:e}");
            }
        }
        assert_eq!(exp::<true>(0.0), 1.0);
        assert!(exp::<true>(-1e9) < 1e-300);
    }
}
