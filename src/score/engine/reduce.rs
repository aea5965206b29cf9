//! Long lists of numbers added up and averaged.

use super::f32x16::{F32x16, LANES};
use super::register::Register;

/// sum += factor ((part 0 + part 1) + ...), number by number, in the order of the parts; what is too
/// small to matter becomes zero.
#[inline(always)]
pub(crate) fn add_up_vectors<V: Register>(parts: &[&[F32x16]], factor: f32, sum: &mut [f32]) {
    let Some((first, rest)) = parts.split_first() else {
        return;
    };
    for (index, sum) in sum.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let mut total = V::load(&first[index]);
        for part in rest {
            total = total.plus(V::load(&part[index]));
        }
        // The numbers of a tensor need not stand where vectors do.
        let mut vector = F32x16(*sum);
        total
            .times_plus(V::splat(factor), V::load(&vector))
            .without_dust()
            .store(&mut vector);
        *sum = vector.0;
    }
}

/// mean <- keep mean + (1 - keep) new, number by number.
#[inline(always)]
pub(crate) fn average_vectors<V: Register>(keep: f32, new: &[F32x16], mean: &mut [F32x16]) {
    let (old_part, new_part) = (V::splat(keep), V::splat(1.0 - keep));
    for (mean, new) in mean.iter_mut().zip(new) {
        let new = V::load(new).times(new_part);
        V::load(mean).times_plus(old_part, new).store(mean);
    }
}

/// Whether all numbers are finite.
#[inline(always)]
pub(crate) fn all_finite_vectors<V: Register>(vectors: &[F32x16]) -> bool {
    // 0 x is 0 for a finite x, and NaN for infinity and NaN.
    let mut sums = V::zero();
    for vector in vectors {
        sums = V::load(vector).times_plus(V::zero(), sums);
    }
    sums.total() == 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dispatch::InstructionSet;
    use crate::score::engine::f32x16::numbers_mut;
    use crate::score::engine::kernels::{add_up, all_finite, average};

    fn vectors(seed: f32) -> Vec<F32x16> {
        let number = |i: usize| (seed * (i as f32 + 1.0)).sin();
        (0..5)
            .map(|vector| F32x16(std::array::from_fn(|lane| number(LANES * vector + lane))))
            .collect()
    }

    #[test]
    fn every_instruction_set_adds_up_and_averages_to_the_same_numbers() {
        let (a, b, c) = (vectors(0.3), vectors(0.7), vectors(1.1));
        for instructions in InstructionSet::available() {
            let (mut sum, mut mean) = (vec![0.5; 5 * LANES], c.clone());
            add_up(instructions, &[&a, &b, &c], 2.0, &mut sum);
            average(instructions, 0.9, &a, &mut mean);
            for vector in 0..5 {
                for lane in 0..LANES {
                    let [a, b, c] = [&a, &b, &c].map(|of| f64::from(of[vector].0[lane]));
                    let found = f64::from(sum[LANES * vector + lane]);
                    assert!(
                        (found - (0.5 + 2.0 * (a + b + c))).abs() < 1e-6,
                        "{instructions:?}"
                    );
                    let found = f64::from(mean[vector].0[lane]);
                    assert!(
                        (found - (0.9 * c + 0.1 * a)).abs() < 1e-6,
                        "{instructions:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn one_number_that_is_not_finite_is_found_anywhere() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for place in [0, 17, 79] {
                for instructions in InstructionSet::available() {
                    let mut list = vectors(0.3);
                    assert!(all_finite(instructions, &list));
                    numbers_mut(&mut list)[place] = bad;
                    assert!(
                        !all_finite(instructions, &list),
                        "{instructions:?}: {bad} at {place}"
                    );
                    assert!(all_finite(instructions, &[F32x16([f32::MAX; LANES])]));
                }
            }
        }
    }
}
