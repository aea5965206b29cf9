//! SiLU and tanh with their slopes, without a library call, so that loops over them vectorise.
//!
//! Both rest on e^x = 2^n (1 + p(r)) with x = n ln 2 + r, |r| <= ln(2)/2 and p the Taylor polynomial
//! of e^r - 1 up to r^7, whose first neglected term is below 2e-8 of it.

use super::line::fma;

/// An activation function and its derivative.
pub(super) trait Curve {
    /// (f(z), f'(z)).
    fn at<const FUSED: bool>(z: f32) -> (f32, f32);

    /// f(z), f'(z) and f''(z).
    fn to_second_order<const FUSED: bool>(z: f32) -> [f32; 3];
}

/// z / (1 + e^-z).
pub(super) struct Silu;

/// (e^z - e^-z) / (e^z + e^-z).
pub(super) struct Tanh;

impl Curve for Silu {
    #[inline(always)]
    fn at<const FUSED: bool>(z: f32) -> (f32, f32) {
        let (power, fraction) = split_exp::<FUSED>(-z);
        let e = fma::<FUSED>(power, fraction, power);
        let sigmoid = 1.0 / (1.0 + e);
        let value = z * sigmoid;
        // f' = sigmoid (1 + z (1 - sigmoid)), with 1 - sigmoid = e sigmoid free of cancellation.
        (value, fma::<FUSED>(value, e * sigmoid, sigmoid))
    }

    #[inline(always)]
    fn to_second_order<const FUSED: bool>(z: f32) -> [f32; 3] {
        let (power, fraction) = split_exp::<FUSED>(-z);
        let e = fma::<FUSED>(power, fraction, power);
        let e_minus_one = fma::<FUSED>(power, fraction, power - 1.0);
        let sigmoid = 1.0 / (1.0 + e);
        let value = z * sigmoid;
        let rest = e * sigmoid;
        // f'' = sigmoid (1 - sigmoid) (2 + z (1 - 2 sigmoid)), with 1 - 2 sigmoid = (e - 1) sigmoid.
        let bend = sigmoid * rest * fma::<FUSED>(z, e_minus_one * sigmoid, 2.0);
        [value, fma::<FUSED>(value, rest, sigmoid), bend]
    }
}

impl Curve for Tanh {
    #[inline(always)]
    fn at<const FUSED: bool>(z: f32) -> (f32, f32) {
        let (power, fraction) = split_exp::<FUSED>(2.0 * z);
        let e = fma::<FUSED>(power, fraction, power);
        // e^2z - 1 without cancellation near 0.
        let e_minus_one = fma::<FUSED>(power, fraction, power - 1.0);
        let inverse = 1.0 / (e_minus_one + 2.0);
        (e_minus_one * inverse, 4.0 * (e * inverse) * inverse)
    }

    #[inline(always)]
    fn to_second_order<const FUSED: bool>(z: f32) -> [f32; 3] {
        let (value, slope) = Self::at::<FUSED>(z);
        [value, slope, -2.0 * value * slope]
    }
}

/// Beyond this e^x leaves the normal f32 numbers.
const LARGEST_EXPONENT: f32 = 87.0;
/// 1.5 * 2^23: adding it rounds to an integer, which then stands in the lowest bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts; the first has zeros enough that n times it is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// (2^n, e^r - 1) with e^x = 2^n e^r; `x` is held within +-87.
#[inline(always)]
pub(super) fn split_exp<const FUSED: bool>(x: f32) -> (f32, f32) {
    let x = x.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT);
    let rounded = fma::<FUSED>(x, std::f32::consts::LOG2_E, ROUNDER);
    let n = rounded - ROUNDER;
    let r = fma::<FUSED>(n, -LN_2_LOW, fma::<FUSED>(n, -LN_2_HIGH, x));
    let mut p = 1.0 / 5040.0;
    for coefficient in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0] {
        p = fma::<FUSED>(p, r, coefficient);
    }
    let power = f32::from_bits((rounded.to_bits().wrapping_add(127)) << 23);
    (power, p * r)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest errors of value (relative) and slope (relative where `relative_slope`, else
    /// absolute) on a fine grid of |z| <= 80, and near zero.
    fn errors<C: Curve>(exact: impl Fn(f64) -> (f64, f64)) -> (f64, f64) {
        let coarse = (-80_000..=80_000).map(|i| i as f32 * 1e-3);
        let fine = (-1000..=1000).map(|i| i as f32 * 1e-7);
        let mut worst = (0f64, 0f64);
        for z in coarse.chain(fine).filter(|z| *z != 0.0) {
            let (value, slope) = exact(f64::from(z));
            for (v, s) in [C::at::<true>(z), C::at::<false>(z)] {
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
        assert_eq!(Tanh::at::<true>(0.0), (0.0, 1.0));
    }

    /// The largest absolute error of the second derivative; value and slope must be those of `at`.
    fn bend_error<C: Curve>(exact: impl Fn(f64) -> f64) -> f64 {
        let mut worst = 0f64;
        for z in (-80_000..=80_000).map(|i| i as f32 * 1e-3) {
            let [value, slope, bend] = C::to_second_order::<true>(z);
            assert_eq!((value, slope), C::at::<true>(z));
            let loose = C::to_second_order::<false>(z)[2];
            for found in [bend, loose] {
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
                Silu::to_second_order::<true>(z),
                Tanh::to_second_order::<true>(z),
            ] {
                assert!(jet.iter().all(|v| v.is_finite()), "{z}: {jet:?}");
            }
            for (value, slope) in [Silu::at::<true>(z), Tanh::at::<true>(z)] {
                assert!(
                    value.is_finite() && slope.is_finite(),
                    "{z}: {value} {slope}"
                );
            }
        }
    }
}
