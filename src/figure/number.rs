//! Numbers on the axes of a figure, and round numbers for them.

use crate::wording::{three_figures, with_minus};

/// `value` with `decimals` figures after the point, as on an axis.
pub fn fixed(value: f64, decimals: usize) -> String {
    // Adding zero turns -0 into 0.
    let text = format!("{:.decimals$}", value + 0.0);
    let is_zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    with_minus(if is_zero {
        text.trim_start_matches('-')
    } else {
        &text
    })
}

/// The labels of ticks at `values`, which have `decimals` figures after the point; powers of ten
/// where that would take a row of zeros.
pub fn tick_labels(values: &[f64], decimals: usize) -> Vec<String> {
    let plain: Vec<String> = values.iter().map(|v| fixed(*v, decimals)).collect();
    let short: Vec<String> = values.iter().map(|v| three_figures(*v)).collect();
    let longest = plain.iter().map(|label| label.chars().count()).max();
    let distinct = short.windows(2).all(|pair| pair[0] != pair[1]);
    if longest > Some(LONGEST_LABEL) && distinct {
        short
    } else {
        plain
    }
}

/// Characters of a tick label written out.
const LONGEST_LABEL: usize = 7;
/// No axis has more ticks, however its ends are rounded.
const MOST_TICKS: usize = 50;

/// Evenly spaced round numbers inside `[low, high]`, about `wanted` (above 0) of them, and their
/// decimals.
/// Steps are 1, 2 or 5 times a power of ten.
pub fn round_numbers(low: f64, high: f64, wanted: f64) -> (Vec<f64>, usize) {
    let step = round_step((high - low) / wanted);
    let first = (low / step - 1e-9).ceil();
    let last = (high / step + 1e-9).floor();
    let numbers = (0..MOST_TICKS)
        .map(|index| first + index as f64)
        .take_while(|index| *index <= last)
        .map(|index| index * step)
        .collect();
    let decimals = (-step.log10().floor()).max(0.0) as usize;
    (numbers, decimals)
}

/// The smallest of 1, 2 or 5 times a power of ten that is not less than `step > 0`.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|factor| factor * power >= step * (1.0 - 1e-9))
        .unwrap_or(10.0);
    factor * power
}

/// The largest of 1, 2 or 5 times a power of ten that is not more than `value > 0`.
pub fn round_below(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let factor = [5.0, 2.0]
        .into_iter()
        .find(|factor| factor * power <= value * (1.0 + 1e-9))
        .unwrap_or(1.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_on_an_axis_has_its_decimals_and_no_negative_zero() {
        assert_eq!(fixed(-2.5, 1), "\u{2212}2.5");
        assert_eq!(fixed(-0.001, 1), "0.0");
    }

    #[test]
    fn ticks_stand_on_round_numbers_inside_the_interval() {
        let (ticks, decimals) = round_numbers(-8.3, 8.3, 5.0);
        assert_eq!((ticks, decimals), (vec![-5.0, 0.0, 5.0], 0));
        let (ticks, decimals) = round_numbers(-0.31, 0.52, 4.0);
        assert_eq!(decimals, 1);
        assert_eq!(ticks.len(), 2);
        let (ticks, _) = round_numbers(0.0, 1000.0, 5.0);
        assert_eq!(ticks, [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]);
        for (low, high) in [(-1e-9, 3e-9), (1e6, 1.000_02e6), (-13.0, -4.0)] {
            let (ticks, _) = round_numbers(low, high, 5.0);
            assert!((2..=7).contains(&ticks.len()), "{ticks:?}");
            let slack = 1e-6 * (high - low);
            assert!(
                ticks
                    .iter()
                    .all(|t| *t >= low - slack && *t <= high + slack)
            );
        }
    }

    #[test]
    fn tick_labels_are_short_and_tell_ticks_apart() {
        let labels = |low: f64, high: f64| {
            let (ticks, decimals) = round_numbers(low, high, 4.0);
            tick_labels(&ticks, decimals)
        };
        assert_eq!(labels(0.0, 2.0), ["0.0", "0.5", "1.0", "1.5", "2.0"]);
        assert_eq!(labels(0.0, 3e9), ["0", "1e9", "2e9", "3e9"]);
        assert_eq!(labels(-1e-7, 1e-7)[1], "\u{2212}5e\u{2212}8");
        assert_eq!(labels(1e6, 1.000_001e6).last().unwrap(), "1000001.0");
    }

    #[test]
    fn a_key_takes_a_round_number_below_the_largest() {
        assert_eq!(round_below(63.0), 50.0);
        assert_eq!(round_below(2.0), 2.0);
        assert!((round_below(0.19) - 0.1).abs() < 1e-15);
    }
}
