//! SiLU and tanh with their slopes, without a library call, so that loops over them vectorise.
//!
//! Both rest on e^x = 2^n (1 + r p(r)) with x = n ln 2 + r, |r| <= ln(2)/2, and p the quartic with the
//! least largest relative error from (e^r - 1)/r, which is 4.4e-7: of e^x at most 1.6e-7. Divisions
//! are replaced by a guess and two corrections, which cost a third of the time.

use super::register::Register;

/// An activation function and its derivatives, lane by lane.
pub(super) trait Curve {
    /// (f(z), f'(z)).
    fn at<V: Register>(z: V) -> (V, V);

    /// f(z), f'(z) and f''(z).
    fn to_second_order<V: Register>(z: V) -> [V; 3];
}

/// z / (1 + e^-z).
pub(super) struct Silu;

/// (e^z - e^-z) / (e^z + e^-z).
pub(super) struct Tanh;

impl Curve for Silu {
    #[inline(always)]
    fn at<V: Register>(z: V) -> (V, V) {
        let (power, fraction) = split_exp(z.times(V::splat(-1.0)));
        let e = power.times_plus(fraction, power);
        let sigmoid = reciprocal(e.plus(V::splat(1.0)));
        let value = z.times(sigmoid);
        // f' = sigmoid (1 + z (1 - sigmoid)), with 1 - sigmoid = e sigmoid free of cancellation.
        (value, value.times_plus(e.times(sigmoid), sigmoid))
    }

    #[inline(always)]
    fn to_second_order<V: Register>(z: V) -> [V; 3] {
        let one = V::splat(1.0);
        let (power, fraction) = split_exp(z.times(V::splat(-1.0)));
        let e = power.times_plus(fraction, power);
        let e_minus_one = power.times_plus(fraction, power.minus(one));
        let sigmoid = reciprocal(e.plus(one));
        let value = z.times(sigmoid);
        let rest = e.times(sigmoid);
        // f'' = sigmoid (1 - sigmoid) (2 + z (1 - 2 sigmoid)), with 1 - 2 sigmoid = (e - 1) sigmoid.
        let odds = z.times_plus(e_minus_one.times(sigmoid), V::splat(2.0));
        let bend = sigmoid.times(rest).times(odds);
        [value, value.times_plus(rest, sigmoid), bend]
    }
}

impl Curve for Tanh {
    #[inline(always)]
    fn at<V: Register>(z: V) -> (V, V) {
        let (power, fraction) = split_exp(z.plus(z));
        let e = power.times_plus(fraction, power);
        // e^2z - 1 without cancellation near 0.
        let e_minus_one = power.times_plus(fraction, power.minus(V::splat(1.0)));
        let inverse = reciprocal(e_minus_one.plus(V::splat(2.0)));
        let slope = V::splat(4.0).times(e.times(inverse)).times(inverse);
        (e_minus_one.times(inverse), slope)
    }

    #[inline(always)]
    fn to_second_order<V: Register>(z: V) -> [V; 3] {
        let (value, slope) = Self::at(z);
        [value, slope, V::splat(-2.0).times(value).times(slope)]
    }
}

/// 1/x for 1 <= x <= e^87, to 1.2e-7 of it.
///
/// Subtracting the bits of x from a constant negates its exponent and so is within 5 % of 1/x; with
/// h = 1 - x y, the steps y (1 + h + h^2) and y (1 + h) leave the errors h^3 and h^2.
#[inline(always)]
fn reciprocal<V: Register>(x: V) -> V {
    let one = V::splat(1.0);
    let y = x.bits_below(RECIPROCAL);
    let h = x.subtracted_from(y, one);
    let y = y.times_plus(h.times_plus(h, h), y);
    y.times_plus(x.subtracted_from(y, one), y)
}

/// The constant with the least largest error of the first guess.
const RECIPROCAL: u32 = 0x7ef3_1000;
/// (e^r - 1)/r, by rising powers of r.
const QUARTIC: [f32; 5] = [
    0.999_999_94,
    0.499_993_77,
    0.166_669_35,
    0.041_875_154,
    0.008_333_321,
];
/// Beyond this e^x leaves the normal f32 numbers.
const LARGEST_EXPONENT: f32 = 87.0;
/// 1.5 * 2^23: adding it rounds to an integer, which then stands in the lowest bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts; the first has zeros enough that n times it is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// (2^n, f) with e^x = 2^n (1 + f); x is first limited to +-[`LARGEST_EXPONENT`].
#[inline(always)]
pub(super) fn split_exp<V: Register>(x: V) -> (V, V) {
    let x = x.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT);
    let rounder = V::splat(ROUNDER);
    let rounded = x.times_plus(V::splat(std::f32::consts::LOG2_E), rounder);
    let n = rounded.minus(rounder);
    let r = n.subtracted_from(
        V::splat(LN_2_LOW),
        n.subtracted_from(V::splat(LN_2_HIGH), x),
    );
    let mut p = V::splat(QUARTIC[4]);
    for coefficient in QUARTIC[..4].iter().rev() {
        p = p.times_plus(r, V::splat(*coefficient));
    }
    (rounded.power_of_two(), p.times(r))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::line::{LANES, Line};
    use crate::score::register::Portable;

    /// f(z) and f'(z) in one lane.
    fn at<C: Curve, const FUSED: bool>(z: f32) -> (f32, f32) {
        let [value, slope, _] = jet::<C, FUSED>(z);
        let (v, s) = C::at(Portable::<FUSED>::splat(z));
        assert_eq!([lane(v), lane(s)], [value, slope]);
        (value, slope)
    }

    /// f(z), f'(z) and f''(z) in one lane.
    fn jet<C: Curve, const FUSED: bool>(z: f32) -> [f32; 3] {
        C::to_second_order(Portable::<FUSED>::splat(z)).map(lane)
    }

    fn lane<V: Register>(register: V) -> f32 {
        let mut line = Line([0.0; LANES]);
        register.store(&mut line);
        line.0[0]
    }

    /// The largest errors of value (relative) and slope (relative where `relative_slope`, else
    /// absolute) on a fine grid of |z| <= 80, and near zero.
    fn errors<C: Curve>(exact: impl Fn(f64) -> (f64, f64)) -> (f64, f64) {
        let coarse = (-80_000..=80_000).map(|i| i as f32 * 1e-3);
        let fine = (-1000..=1000).map(|i| i as f32 * 1e-7);
        let mut worst = (0f64, 0f64);
        for z in coarse.chain(fine).filter(|z| *z != 0.0) {
            let (value, slope) = exact(f64::from(z));
            for (v, s) in [at::<C, true>(z), at::<C, false>(z)] {
                worst.0 = worst.0.max(((f64::from(v) - value) / value).abs());
                worst.1 = worst.1.max((f64::from(s) - slope).abs());
            }
        }
        worst
    }

    #[test]
    fn silu_is_exact_to_two_millionths() {
        let (value, slope) = errors::<Silu>(|z| {
            let sigmoid = 1.0 / (1.0 + (-z).exp());
            (z * sigmoid, sigmoid * (1.0 + z * (1.0 - sigmoid)))
        });
        assert!(value < 2e-6 && slope < 1e-6, "{value:e} {slope:e}");
    }

    #[test]
    fn tanh_is_exact_to_two_millionths_down_to_zero() {
        let (value, slope) = errors::<Tanh>(|z| (z.tanh(), 1.0 / z.cosh().powi(2)));
        assert!(value < 2e-6 && slope < 1e-6, "{value:e} {slope:e}");
        assert_eq!(at::<Tanh, true>(0.0), (0.0, 1.0));
    }

    /// The largest absolute error of the second derivative.
    fn bend_error<C: Curve>(exact: impl Fn(f64) -> f64) -> f64 {
        let mut worst = 0f64;
        for z in (-80_000..=80_000).map(|i| i as f32 * 1e-3) {
            for found in [jet::<C, true>(z)[2], jet::<C, false>(z)[2]] {
                worst = worst.max((f64::from(found) - exact(f64::from(z))).abs());
            }
        }
        worst
    }

    #[test]
    fn second_derivatives_are_exact_to_a_millionth() {
        let silu = bend_error::<Silu>(|z| {
            let sigmoid = 1.0 / (1.0 + (-z).exp());
            sigmoid * (1.0 - sigmoid) * (2.0 + z * (1.0 - 2.0 * sigmoid))
        });
        let tanh = bend_error::<Tanh>(|z| -2.0 * z.tanh() / z.cosh().powi(2));
        assert!(silu < 1e-6 && tanh < 1e-6, "{silu:e} {tanh:e}");
    }

    #[test]
    fn both_stay_finite_for_every_finite_input() {
        for z in [f32::MAX, f32::MIN, 1e30, -1e30, 100.0, -100.0] {
            for jet in [
                jet::<Silu, true>(z),
                jet::<Silu, false>(z),
                jet::<Tanh, true>(z),
                jet::<Tanh, false>(z),
            ] {
                assert!(jet.iter().all(|v| v.is_finite()), "{z}: {jet:?}");
            }
        }
    }
}
