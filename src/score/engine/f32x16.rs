//! Sixteen numbers side by side: the unit of storage and of arithmetic of the network.

/// Units that are computed together.
pub(crate) const LANES: usize = 16;

/// Sixteen neighbouring units: one cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub(crate) struct F32x16(pub [f32; LANES]);

impl F32x16 {
    pub const ZERO: Self = Self([0.0; LANES]);

    /// The sum of all lanes, halving.
    #[inline(always)]
    pub fn total(self) -> f32 {
        let mut sum = self.0;
        let mut half = LANES / 2;
        while half > 0 {
            for lane in 0..half {
                sum[lane] += sum[lane + half];
            }
            half /= 2;
        }
        sum[0]
    }
}

/// The numbers of some vectors in a row.
#[allow(unsafe_code, reason = "a slice of vectors is a slice of their numbers")]
pub(crate) fn numbers(vectors: &[F32x16]) -> &[f32] {
    // SAFETY: a F32x16 is sixteen f32 without padding (64 bytes, C layout).
    unsafe { std::slice::from_raw_parts(vectors.as_ptr().cast(), vectors.len() * LANES) }
}

/// The numbers of some vectors in a row, to be written.
#[allow(unsafe_code, reason = "a slice of vectors is a slice of their numbers")]
pub(crate) fn numbers_mut(vectors: &mut [F32x16]) -> &mut [f32] {
    // SAFETY: as in `numbers`, and the borrow is exclusive.
    unsafe { std::slice::from_raw_parts_mut(vectors.as_mut_ptr().cast(), vectors.len() * LANES) }
}
