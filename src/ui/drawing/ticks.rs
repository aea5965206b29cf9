//! Ticks of the plane and of the charts: few, round, and readable on logarithmic axes.

use crate::ui::format::{power, significant};
use egui_plot::{GridInput, GridMark};
use std::ops::RangeInclusive;

/// The part of an axis at its end that carries no label.
const END: f64 = 0.035;

/// Marks at powers of ten, and at 2 and 5 times them where there is room.
pub fn logarithmic_marks(input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let multiples: &[f64] = match high - low {
        span if span < 0.8 => &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0],
        span if span < 2.5 => &[1.0, 2.0, 5.0],
        _ => &[1.0],
    };
    let every = ((high - low) / 6.0).ceil().max(1.0) as i32;
    let mut marks = Vec::new();
    for power in (low.floor() as i32)..=(high.ceil() as i32) {
        for multiple in multiples {
            let value = f64::from(power) + multiple.log10();
            if power % every == 0 && (low..=high).contains(&value) {
                marks.push(GridMark {
                    value,
                    step_size: if *multiple == 1.0 { 1.0 } else { 0.35 },
                });
            }
        }
    }
    marks
}

/// About five marks at multiples of 1, 2 or 5 times a power of ten.
pub fn linear_marks(input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let rough = (high - low) / 5.0;
    if !(rough > 0.0 && rough.is_finite()) {
        return Vec::new();
    }
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|multiple| multiple * power)
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power);
    let marks = (low / step).ceil() as i64..=(high / step).floor() as i64;
    marks
        .map(|i| GridMark {
            value: i as f64 * step,
            step_size: step,
        })
        .collect()
}

/// What stands at a mark; a logarithmic axis holds log10 of its values.
pub fn tick(mark: GridMark, _range: &RangeInclusive<f64>, logarithmic: bool) -> String {
    if logarithmic {
        power(10f64.powf(mark.value))
    } else if mark.value.abs() >= 1000.0 {
        format!("{}k", significant(mark.value / 1000.0))
    } else {
        significant(mark.value)
    }
}

/// Whether a label fits before the end of its axis, where a name or an edge is.
pub fn clear_of_the_end(mark: GridMark, range: &RangeInclusive<f64>) -> bool {
    let room = END * (range.end() - range.start());
    mark.value < range.end() - room
}

/// Whether a label on an upright axis stays above its lower end, where the labels of the other axis
/// begin.
pub fn clear_of_the_start(mark: GridMark, range: &RangeInclusive<f64>) -> bool {
    let room = END * (range.end() - range.start());
    mark.value > range.start() + room
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(low: f64, high: f64) -> Vec<f64> {
        let input = GridInput {
            bounds: (low, high),
            base_step_size: 0.01,
        };
        let round = |mark: GridMark| (10f64.powf(mark.value) * 1e9).round() / 1e9;
        logarithmic_marks(input).into_iter().map(round).collect()
    }

    #[test]
    fn ticks_are_round_numbers_within_the_range() {
        assert_eq!(marks(-2.1, 0.1), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]);
        assert_eq!(marks(-4.0, 0.0), [0.0001, 0.001, 0.01, 0.1, 1.0]);
        assert!(marks(-0.3, 0.2).len() >= 3);
    }

    #[test]
    fn linear_ticks_are_few_and_round() {
        let input = GridInput {
            bounds: (-1.7, 83.0),
            base_step_size: 1.0,
        };
        let values: Vec<f64> = linear_marks(input).iter().map(|mark| mark.value).collect();
        assert_eq!(values, [0.0, 20.0, 40.0, 60.0, 80.0]);
    }
}
