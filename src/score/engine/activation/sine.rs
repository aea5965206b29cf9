//! Sines as features of the inputs.

use super::function::ActivationFunction;
use crate::score::engine::register::{Elementwise, ROUNDER};
use std::f32::consts::{FRAC_1_PI, SQRT_2};

/// sqrt(2) sin z, whose square is 1 on average. Errors of value and slope are below 4e-7 for
/// |z| <= 100 and grow with the rounding of z; from 8,000 on it stays what it is there.
///
/// With z = n pi + r, |r| <= pi/2, sine and cosine of r with n's sign; p and q are the polynomials in
/// r^2 with the least largest error from sqrt(2) sin(r)/r (relative, 5e-9) and sqrt(2) cos r (7e-8).
pub(crate) struct Sine;

const SINE: [f32; 5] = [
    SQRT_2,
    -0.235_702_11,
    0.011_784_677,
    -2.801_192_5e-4,
    3.679_652_3e-6,
];
const COSINE: [f32; 5] = [
    SQRT_2,
    -0.707_105_46,
    0.058_921_207,
    -1.959_21e-3,
    3.274_466e-5,
];
/// pi in three parts; the first two have zeros enough that n times each is exact.
const PI: [f32; 3] = [3.140_625, 9.675_026e-4, 1.509_958e-7];
/// Up to here n has twelve bits.
const LARGEST: f32 = 8_000.0;

impl ActivationFunction for Sine {
    #[inline(always)]
    fn at<V: Elementwise>(z: V) -> (V, V) {
        let z = z.clamp(-LARGEST, LARGEST);
        let rounder = V::splat(ROUNDER);
        let rounded = z.times_plus(V::splat(FRAC_1_PI), rounder);
        let n = rounded.minus(rounder);
        let mut r = z;
        for part in PI {
            r = n.times_plus(V::splat(-part), r);
        }
        let squared = r.times(r);
        let value = polynomial(squared, SINE).times(r);
        let slope = polynomial(squared, COSINE);
        (
            value.negated_where_odd(rounded),
            slope.negated_where_odd(rounded),
        )
    }

    #[inline(always)]
    fn to_second_order<V: Elementwise>(z: V) -> [V; 3] {
        let (value, slope) = Self::at(z);
        [value, slope, V::splat(-1.0).times(value)]
    }
}

/// By rising powers of x.
#[inline(always)]
fn polynomial<V: Elementwise>(x: V, coefficients: [f32; 5]) -> V {
    let [rest @ .., last] = coefficients;
    let mut sum = V::splat(last);
    for coefficient in rest.iter().rev() {
        sum = sum.times_plus(x, V::splat(*coefficient));
    }
    sum
}
