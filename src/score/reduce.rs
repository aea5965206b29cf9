//! Long lists of numbers added up and averaged.

use super::line::{LANES, Line};

/// sum += factor ((part 0 + part 1) + ...), number by number, in the order of the parts.
#[inline(always)]
pub(super) fn add_up_lines(parts: &[&[Line]], factor: f32, sum: &mut [f32]) {
    let Some((first, rest)) = parts.split_first() else {
        return;
    };
    for (index, sum) in sum.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let mut total = first[index];
        for part in rest {
            total.add(&part[index]);
        }
        for (sum, total) in sum.iter_mut().zip(total.0) {
            *sum += factor * total;
        }
    }
}

/// mean <- keep mean + (1 - keep) new, number by number.
#[inline(always)]
pub(super) fn average_lines(keep: f32, new: &[Line], mean: &mut [Line]) {
    for (mean, new) in mean.iter_mut().zip(new) {
        for (mean, new) in mean.0.iter_mut().zip(new.0) {
            *mean = keep * *mean + (1.0 - keep) * new;
        }
    }
}

/// Whether all numbers are finite.
pub(super) fn all_finite(lines: &[Line]) -> bool {
    // 0 x is 0 for a finite x, and NaN for infinity and NaN.
    let mut sums = Line::ZERO;
    for line in lines {
        for (sum, x) in sums.0.iter_mut().zip(line.0) {
            *sum += 0.0 * x;
        }
    }
    sums.0.iter().all(|sum| *sum == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::isa::{Isa, add_up, average};
    use crate::score::line::numbers_mut;

    fn lines(seed: f32) -> Vec<Line> {
        let number = |i: usize| (seed * (i as f32 + 1.0)).sin();
        (0..5)
            .map(|line| Line(std::array::from_fn(|lane| number(LANES * line + lane))))
            .collect()
    }

    #[test]
    fn every_instruction_set_adds_up_and_averages_to_the_same_numbers() {
        let (a, b, c) = (lines(0.3), lines(0.7), lines(1.1));
        for isa in Isa::available() {
            let (mut sum, mut mean) = (vec![0.5; 5 * LANES], c.clone());
            add_up(isa, &[&a, &b, &c], 2.0, &mut sum);
            average(isa, 0.9, &a, &mut mean);
            for line in 0..5 {
                for lane in 0..LANES {
                    let [a, b, c] = [&a, &b, &c].map(|of| f64::from(of[line].0[lane]));
                    let found = f64::from(sum[LANES * line + lane]);
                    assert!((found - (0.5 + 2.0 * (a + b + c))).abs() < 1e-6, "{isa:?}");
                    let found = f64::from(mean[line].0[lane]);
                    assert!((found - (0.9 * c + 0.1 * a)).abs() < 1e-6, "{isa:?}");
                }
            }
        }
    }

    #[test]
    fn one_number_that_is_not_finite_is_found_anywhere() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for place in [0, 17, 79] {
                let mut list = lines(0.3);
                assert!(all_finite(&list));
                numbers_mut(&mut list)[place] = bad;
                assert!(!all_finite(&list), "{bad} at {place}");
            }
        }
        assert!(all_finite(&[Line([f32::MAX; LANES])]));
    }
}
