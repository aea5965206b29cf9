//! Sixteen numbers in registers: one implementation for every instruction set.
//!
//! The passes are written once, over [`Register`]. Left to the compiler, arrays of sixteen numbers
//! became whole registers for tiles of six rows and forty times slower code for tiles of eight;
//! so the registers are named where the processor family is known, and [`Portable`] is what every
//! other path is tested against.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) mod wasm;
#[cfg(target_arch = "x86_64")]
pub(crate) mod x86;

use super::f32x16::{F32x16, LANES};

/// Numbers computed with lane by lane.
pub(crate) trait Elementwise: Copy {
    fn splat(value: f32) -> Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn times(self, other: Self) -> Self;
    /// self factor + term, rounded once where the instruction set can.
    fn times_plus(self, factor: Self, term: Self) -> Self;
    /// term - self factor, rounded once where the instruction set can.
    fn subtracted_from(self, factor: Self, term: Self) -> Self;
    fn clamp(self, low: f32, high: f32) -> Self;
    /// Bit for bit (self + 127) * 2^23: the power of two with the exponent in the lowest bits.
    fn power_of_two(self) -> Self;
    /// -self where the lowest bit of `rounded` is set.
    fn negated_where_odd(self, rounded: Self) -> Self;
    /// Bit for bit `constant` - self.
    fn bits_below(self, constant: u32) -> Self;

    #[inline(always)]
    fn zero() -> Self {
        Self::splat(0.0)
    }

    /// Zero for numbers below 1e-18, which cannot move a weight; others as they are but for their
    /// rounding. What is left has normal products: a subnormal number takes a hundred times as long.
    #[inline(always)]
    fn without_dust(self) -> Self {
        let large = Self::splat(DUST);
        self.plus(large).minus(large)
    }

    /// self 2^n for a whole n of at most 126 either way, where `rounded` is n as [`power_of_two`]
    /// wants it.
    ///
    /// [`power_of_two`]: Elementwise::power_of_two
    #[inline(always)]
    fn times_two_to(self, n: Self, rounded: Self) -> Self {
        let _ = n;
        self.times(rounded.power_of_two())
    }

    /// 1/self for 1 <= self <= e^87, to 1.3e-4 of it.
    ///
    /// Subtracting the bits of x from a constant negates its exponent and so is within 5 % of 1/x;
    /// with h = 1 - x y, the step y (1 + h + h^2) leaves the error h^3.
    #[inline(always)]
    fn rough_reciprocal(self) -> Self {
        let y = self.bits_below(RECIPROCAL);
        let h = self.subtracted_from(y, Self::splat(1.0));
        y.times_plus(h.times_plus(h, h), y)
    }

    /// 1/self for 1 <= self <= e^87, to 1.2e-7 of it: the step y (1 + h) leaves the error h^2.
    #[inline(always)]
    fn reciprocal(self) -> Self {
        let y = self.rough_reciprocal();
        y.times_plus(self.subtracted_from(y, Self::splat(1.0)), y)
    }
}

/// Sixteen f32.
pub(crate) trait Register: Elementwise {
    fn load(vector: &F32x16) -> Self;
    fn store(self, vector: &mut F32x16);

    /// self + a b.
    #[inline(always)]
    fn plus_scaled(self, a: f32, b: &F32x16) -> Self {
        Self::splat(a).times_plus(Self::load(b), self)
    }

    /// Adds the lanes to those of `vector`.
    #[inline(always)]
    fn add_to(self, vector: &mut F32x16) {
        Self::load(vector).plus(self).store(vector);
    }

    /// Adds the lanes to those of `vector`, or replaces what it holds where a sum `starts` there.
    #[inline(always)]
    fn gather(self, starts: bool, vector: &mut F32x16) {
        if starts {
            self.store(vector);
        } else {
            self.add_to(vector);
        }
    }

    /// The sums of the lanes of each of `registers`.
    #[inline(always)]
    fn totals<const N: usize>(registers: [Self; N]) -> [f32; N] {
        registers.map(Self::total)
    }

    /// The sum of the lanes, halving.
    #[inline(always)]
    fn total(self) -> f32 {
        let mut vector = F32x16::ZERO;
        self.store(&mut vector);
        vector.total()
    }
}

/// `N` registers that take every operation one after the other: a long chain of operations on one
/// register leaves the processor waiting for each, several in step do not.
#[derive(Clone, Copy)]
pub(crate) struct Abreast<V, const N: usize>(pub [V; N]);

impl<V: Register, const N: usize> Abreast<V, N> {
    /// Into the first `N` vectors.
    #[inline(always)]
    pub fn store(self, vectors: &mut [F32x16]) {
        for (vector, register) in vectors[..N].iter_mut().zip(self.0) {
            register.store(vector);
        }
    }
}

/// An operation on every register. Loops, because a closure passed on is not inlined and so is compiled
/// for the wrong processor.
macro_rules! abreast {
    ($name:ident($($other:ident),*)) => {
        #[inline(always)]
        fn $name(mut self, $($other: Self),*) -> Self {
            for i in 0..N {
                self.0[i] = self.0[i].$name($($other.0[i]),*);
            }
            self
        }
    };
    ($name:ident with $($value:ident: $kind:ty),*) => {
        #[inline(always)]
        fn $name(mut self, $($value: $kind),*) -> Self {
            for register in &mut self.0 {
                *register = register.$name($($value),*);
            }
            self
        }
    };
}

impl<V: Elementwise, const N: usize> Elementwise for Abreast<V, N> {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([V::splat(value); N])
    }

    abreast!(plus(other));
    abreast!(minus(other));
    abreast!(times(other));
    abreast!(times_plus(factor, term));
    abreast!(subtracted_from(factor, term));
    abreast!(clamp with low: f32, high: f32);
    abreast!(power_of_two());
    abreast!(negated_where_odd(rounded));
    abreast!(bits_below with constant: u32);
    abreast!(times_two_to(n, rounded));
    abreast!(rough_reciprocal());
}

/// 1.5 * 2^-36, whose last digit is worth 2^-59: what is added to it is rounded to that. Of 2^-36 itself what is
/// taken away would be rounded to 2^-60, whose square Adam makes a subnormal number of.
pub(crate) const DUST: f32 = 2.182_787_3e-11;

/// 1.5 * 2^23: adding it rounds to an integer, which then stands in the lowest bits.
pub(crate) const ROUNDER: f32 = 12_582_912.0;

/// The constant with the least largest error of the first guess of a reciprocal.
const RECIPROCAL: u32 = 0x7ef3_1000;

/// Arrays that the compiler may or may not turn into registers; `FUSED` where a fused multiply-add is
/// an instruction.
#[derive(Clone, Copy)]
pub(crate) struct Portable<const FUSED: bool>(F32x16);

impl<const FUSED: bool> Portable<FUSED> {
    #[inline(always)]
    fn map(self, f: impl Fn(f32) -> f32) -> Self {
        Self(F32x16(self.0.0.map(f)))
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self(F32x16(std::array::from_fn(|lane| {
            f(self.0.0[lane], other.0.0[lane])
        })))
    }
}

impl<const FUSED: bool> Elementwise for Portable<FUSED> {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self(F32x16([value; LANES]))
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }

    #[inline(always)]
    fn times_plus(self, factor: Self, term: Self) -> Self {
        if FUSED {
            Self(F32x16(std::array::from_fn(|lane| {
                self.0.0[lane].mul_add(factor.0.0[lane], term.0.0[lane])
            })))
        } else {
            self.times(factor).plus(term)
        }
    }

    #[inline(always)]
    fn subtracted_from(self, factor: Self, term: Self) -> Self {
        self.map(|x| -x).times_plus(factor, term)
    }

    #[inline(always)]
    fn clamp(self, low: f32, high: f32) -> Self {
        self.map(|x| x.clamp(low, high))
    }

    #[inline(always)]
    fn power_of_two(self) -> Self {
        self.map(|x| f32::from_bits(x.to_bits().wrapping_add(127) << 23))
    }

    #[inline(always)]
    fn negated_where_odd(self, rounded: Self) -> Self {
        self.zip(rounded, |x, rounded| {
            f32::from_bits(x.to_bits() ^ (rounded.to_bits() << 31))
        })
    }

    #[inline(always)]
    fn bits_below(self, constant: u32) -> Self {
        self.map(|x| f32::from_bits(constant.wrapping_sub(x.to_bits())))
    }
}

impl<const FUSED: bool> Register for Portable<FUSED> {
    #[inline(always)]
    fn load(vector: &F32x16) -> Self {
        Self(*vector)
    }

    #[inline(always)]
    fn store(self, vector: &mut F32x16) {
        *vector = self.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::{InstructionSet, for_every_instruction_set};
    use crate::score::engine::baseline::Baseline;

    /// Eight registers that hold `100 k + lane`, summed all at once and one by one.
    #[inline(always)]
    fn totals<V: Register>() -> [[f32; 8]; 2] {
        let vectors: [F32x16; 8] =
            std::array::from_fn(|k| F32x16(std::array::from_fn(|lane| (100 * k + lane) as f32)));
        let registers = vectors.map(|vector| V::load(&vector));
        [V::totals(registers), registers.map(V::total)]
    }

    /// What is left of one unit of dust, of half of one and of a quarter, of either sign.
    #[inline(always)]
    fn swept<V: Register>() -> [f32; 6] {
        let unit = 2f32.powi(-59);
        [
            unit,
            -unit,
            0.49 * unit,
            -0.49 * unit,
            0.25 * unit,
            -0.25 * unit,
        ]
        .map(|x| {
            let mut vector = F32x16([x; LANES]);
            V::load(&vector).without_dust().store(&mut vector);
            vector.0[LANES - 1]
        })
    }

    for_every_instruction_set! {
        fn swept_on() -> [f32; 6];
        baseline: swept::<Baseline>,
        avx2: swept::<x86::Avx2>,
        avx512: swept::<x86::Avx512>,
    }

    #[test]
    fn dust_of_either_sign_is_swept_and_the_square_of_what_stays_is_normal_in_adam() {
        let unit = 2f32.powi(-59);
        for instructions in InstructionSet::available() {
            let [plus, minus, nothing @ ..] = swept_on(instructions);
            assert_eq!([plus, minus], [unit, -unit], "{instructions:?}");
            assert_eq!(nothing, [0.0; 4], "{instructions:?}");
            // A hundredth of the square is what Adam begins to average.
            assert!((0.01 * minus * minus).is_normal());
        }
    }

    for_every_instruction_set! {
        fn totals_on() -> [[f32; 8]; 2];
        baseline: totals::<Baseline>,
        avx2: totals::<x86::Avx2>,
        avx512: totals::<x86::Avx512>,
    }

    #[test]
    fn the_sums_of_eight_registers_come_in_their_order() {
        // 16 times 100 k, and 0 + 1 + ... + 15.
        let expected = std::array::from_fn(|k| (1600 * k + 120) as f32);
        for instructions in InstructionSet::available() {
            assert_eq!(totals_on(instructions), [expected; 2], "{instructions:?}");
        }
    }
}
