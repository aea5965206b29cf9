//! Registers of the x86-64 extensions. Made only inside functions compiled for the extension, which
//! [`dispatch`](crate::dispatch) calls only where the processor has it.

#![allow(
    unsafe_code,
    clippy::undocumented_unsafe_blocks,
    reason = "one reason for all: these registers are made only where the processor has the extension"
)]

use super::{Elementwise, F32x16, Register};
use std::arch::x86_64::*;

/// One register of AVX-512.
#[derive(Clone, Copy)]
pub struct Avx512(__m512);

/// Two registers of AVX2.
#[derive(Clone, Copy)]
pub struct Avx2(__m256, __m256);

// SAFETY of every block below: the processor has the extension, see above; a F32x16 is 64 bytes,
// aligned to as many.
impl Elementwise for Avx512 {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        unsafe { Self(_mm512_set1_ps(value)) }
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        unsafe { Self(_mm512_add_ps(self.0, other.0)) }
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        unsafe { Self(_mm512_sub_ps(self.0, other.0)) }
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        unsafe { Self(_mm512_mul_ps(self.0, other.0)) }
    }

    #[inline(always)]
    fn times_plus(self, factor: Self, term: Self) -> Self {
        unsafe { Self(_mm512_fmadd_ps(self.0, factor.0, term.0)) }
    }

    #[inline(always)]
    fn subtracted_from(self, factor: Self, term: Self) -> Self {
        unsafe { Self(_mm512_fnmadd_ps(self.0, factor.0, term.0)) }
    }

    #[inline(always)]
    fn clamp(self, low: f32, high: f32) -> Self {
        unsafe {
            let above = _mm512_max_ps(_mm512_set1_ps(low), self.0);
            Self(_mm512_min_ps(_mm512_set1_ps(high), above))
        }
    }

    #[inline(always)]
    fn power_of_two(self) -> Self {
        unsafe {
            let bias = _mm512_set1_epi32(127);
            let exponent = _mm512_add_epi32(_mm512_castps_si512(self.0), bias);
            Self(_mm512_castsi512_ps(_mm512_slli_epi32::<23>(exponent)))
        }
    }

    #[inline(always)]
    fn negated_where_odd(self, rounded: Self) -> Self {
        unsafe {
            let sign = _mm512_slli_epi32::<31>(_mm512_castps_si512(rounded.0));
            let bits = _mm512_xor_si512(_mm512_castps_si512(self.0), sign);
            Self(_mm512_castsi512_ps(bits))
        }
    }

    #[inline(always)]
    fn bits_below(self, constant: u32) -> Self {
        unsafe {
            let constant = _mm512_set1_epi32(constant.cast_signed());
            let bits = _mm512_sub_epi32(constant, _mm512_castps_si512(self.0));
            Self(_mm512_castsi512_ps(bits))
        }
    }

    #[inline(always)]
    fn times_two_to(self, n: Self, _rounded: Self) -> Self {
        unsafe { Self(_mm512_scalef_ps(self.0, n.0)) }
    }

    /// Within 2^-14.
    #[inline(always)]
    fn rough_reciprocal(self) -> Self {
        unsafe { Self(_mm512_rcp14_ps(self.0)) }
    }
}

impl Register for Avx512 {
    #[inline(always)]
    fn load(vector: &F32x16) -> Self {
        unsafe { Self(_mm512_load_ps(vector.0.as_ptr())) }
    }

    #[inline(always)]
    fn store(self, vector: &mut F32x16) {
        unsafe { _mm512_store_ps(vector.0.as_mut_ptr(), self.0) }
    }

    /// Eight at once by halving across registers, which takes a quarter of the work of one by one.
    #[inline(always)]
    fn totals<const N: usize>(registers: [Self; N]) -> [f32; N] {
        let Some(&[a, b, c, d, e, f, g, h]) = registers.first_chunk::<8>() else {
            return registers.map(Self::total);
        };
        // Sums of two units of every quarter, of two registers side by side.
        let halves = |a: Self, b: Self| unsafe {
            _mm512_add_ps(_mm512_unpacklo_ps(a.0, b.0), _mm512_unpackhi_ps(a.0, b.0))
        };
        // Sums of whole quarters, of four registers side by side.
        let quarters = |ab: __m512, cd: __m512| unsafe {
            let (ab, cd) = (_mm512_castps_pd(ab), _mm512_castps_pd(cd));
            _mm512_add_ps(
                _mm512_castpd_ps(_mm512_unpacklo_pd(ab, cd)),
                _mm512_castpd_ps(_mm512_unpackhi_pd(ab, cd)),
            )
        };
        let low = quarters(halves(a, b), halves(c, d));
        let high = quarters(halves(e, f), halves(g, h));
        let total = unsafe {
            let even = _mm512_shuffle_f32x4::<0x88>(low, high);
            let pairs = _mm512_add_ps(even, _mm512_shuffle_f32x4::<0xdd>(low, high));
            Self(_mm512_add_ps(
                pairs,
                _mm512_shuffle_f32x4::<0xb1>(pairs, pairs),
            ))
        };
        let mut vector = F32x16::ZERO;
        total.store(&mut vector);
        std::array::from_fn(|i| vector.0[if i < 4 { i } else { 4 + i }])
    }
}

impl Elementwise for Avx2 {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        unsafe { Self(_mm256_set1_ps(value), _mm256_set1_ps(value)) }
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        unsafe {
            Self(
                _mm256_add_ps(self.0, other.0),
                _mm256_add_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Self {
        unsafe {
            Self(
                _mm256_sub_ps(self.0, other.0),
                _mm256_sub_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn times(self, other: Self) -> Self {
        unsafe {
            Self(
                _mm256_mul_ps(self.0, other.0),
                _mm256_mul_ps(self.1, other.1),
            )
        }
    }

    #[inline(always)]
    fn times_plus(self, factor: Self, term: Self) -> Self {
        unsafe {
            Self(
                _mm256_fmadd_ps(self.0, factor.0, term.0),
                _mm256_fmadd_ps(self.1, factor.1, term.1),
            )
        }
    }

    #[inline(always)]
    fn subtracted_from(self, factor: Self, term: Self) -> Self {
        unsafe {
            Self(
                _mm256_fnmadd_ps(self.0, factor.0, term.0),
                _mm256_fnmadd_ps(self.1, factor.1, term.1),
            )
        }
    }

    #[inline(always)]
    fn clamp(self, low: f32, high: f32) -> Self {
        unsafe {
            let (low, high) = (_mm256_set1_ps(low), _mm256_set1_ps(high));
            Self(
                _mm256_min_ps(high, _mm256_max_ps(low, self.0)),
                _mm256_min_ps(high, _mm256_max_ps(low, self.1)),
            )
        }
    }

    #[inline(always)]
    fn power_of_two(self) -> Self {
        unsafe {
            let bias = _mm256_set1_epi32(127);
            let shifted = |half: __m256| {
                let exponent = _mm256_add_epi32(_mm256_castps_si256(half), bias);
                _mm256_castsi256_ps(_mm256_slli_epi32::<23>(exponent))
            };
            Self(shifted(self.0), shifted(self.1))
        }
    }

    #[inline(always)]
    fn negated_where_odd(self, rounded: Self) -> Self {
        unsafe {
            let turned = |half: __m256, rounded: __m256| {
                let sign = _mm256_slli_epi32::<31>(_mm256_castps_si256(rounded));
                _mm256_xor_ps(half, _mm256_castsi256_ps(sign))
            };
            Self(turned(self.0, rounded.0), turned(self.1, rounded.1))
        }
    }

    #[inline(always)]
    fn bits_below(self, constant: u32) -> Self {
        unsafe {
            let constant = _mm256_set1_epi32(constant.cast_signed());
            let below = |half: __m256| {
                let bits = _mm256_sub_epi32(constant, _mm256_castps_si256(half));
                _mm256_castsi256_ps(bits)
            };
            Self(below(self.0), below(self.1))
        }
    }
}

impl Register for Avx2 {
    #[inline(always)]
    fn load(vector: &F32x16) -> Self {
        let start = vector.0.as_ptr();
        unsafe { Self(_mm256_load_ps(start), _mm256_load_ps(start.add(8))) }
    }

    #[inline(always)]
    fn store(self, vector: &mut F32x16) {
        let start = vector.0.as_mut_ptr();
        unsafe {
            _mm256_store_ps(start, self.0);
            _mm256_store_ps(start.add(8), self.1);
        }
    }
}
