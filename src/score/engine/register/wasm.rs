//! Registers of WebAssembly's fixed-width vectors. A module is compiled for them or not: there is nothing to detect.
//! The relaxed ones would fuse products and sums where the machine can, and give other digits on every machine.

use super::{Elementwise, F32x16, Register};
use std::arch::wasm32::*;

/// Four registers of 128 bits.
#[derive(Clone, Copy)]
pub struct Simd128([v128; 4]);

impl Simd128 {
    #[inline(always)]
    fn map(self, f: impl Fn(v128) -> v128) -> Self {
        let [a, b, c, d] = self.0;
        Self([f(a), f(b), f(c), f(d)])
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(v128, v128) -> v128) -> Self {
        let ([a, b, c, d], [p, q, r, s]) = (self.0, other.0);
        Self([f(a, p), f(b, q), f(c, r), f(d, s)])
    }
}

impl Elementwise for Simd128 {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([f32x4_splat(value); 4])
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.zip(other, |a, b| f32x4_add(a, b))
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        self.zip(other, |a, b| f32x4_sub(a, b))
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        self.zip(other, |a, b| f32x4_mul(a, b))
    }

    #[inline(always)]
    fn times_plus(self, factor: Self, term: Self) -> Self {
        self.times(factor).plus(term)
    }

    #[inline(always)]
    fn subtracted_from(self, factor: Self, term: Self) -> Self {
        term.minus(self.times(factor))
    }

    #[inline(always)]
    fn clamp(self, low: f32, high: f32) -> Self {
        let (low, high) = (f32x4_splat(low), f32x4_splat(high));
        // These take one instruction where those that care for signed zeros take several.
        self.map(|a| f32x4_pmin(f32x4_pmax(low, a), high))
    }

    #[inline(always)]
    fn power_of_two(self) -> Self {
        self.map(|a| i32x4_shl(i32x4_add(a, i32x4_splat(127)), 23))
    }

    #[inline(always)]
    fn negated_where_odd(self, rounded: Self) -> Self {
        self.zip(rounded, |a, n| v128_xor(a, i32x4_shl(n, 31)))
    }

    #[inline(always)]
    fn bits_below(self, constant: u32) -> Self {
        let constant = i32x4_splat(constant.cast_signed());
        self.map(|a| i32x4_sub(constant, a))
    }
}

#[allow(
    unsafe_code,
    reason = "four registers are read and written where sixteen numbers stand"
)]
impl Register for Simd128 {
    #[inline(always)]
    fn load(vector: &F32x16) -> Self {
        let from: *const v128 = vector.0.as_ptr().cast();
        // SAFETY: a F32x16 is four v128 without padding (64 bytes), aligned to 64.
        unsafe { Self([*from, *from.add(1), *from.add(2), *from.add(3)]) }
    }

    #[inline(always)]
    fn store(self, vector: &mut F32x16) {
        let to: *mut v128 = vector.0.as_mut_ptr().cast();
        // SAFETY: as in `load`, and the borrow is exclusive.
        unsafe {
            *to = self.0[0];
            *to.add(1) = self.0[1];
            *to.add(2) = self.0[2];
            *to.add(3) = self.0[3];
        }
    }
}
