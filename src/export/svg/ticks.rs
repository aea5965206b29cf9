//! The round numbers on the axes.

use super::measures::{GAP, LEADING, SMALLEST_PLOT, TICK};
use crate::export::font::text_width;
use crate::figure::{Figure, round_numbers, tick_labels};

/// A round number on an axis.
#[derive(Clone)]
pub struct Tick {
    pub value: f64,
    pub label: String,
}

/// Every axis has at least so many ticks where they fit.
const ENOUGH: usize = 3;

/// About six round numbers on the longer axis and the same step on the other, fewer where labels
/// are long; a short axis has finer steps than the long one rather than too few.
pub fn axis_ticks(figure: &Figure) -> [Vec<Tick>; 2] {
    let bounds = figure.bounds;
    let longer = bounds.width().max(bounds.height());
    [0, 1].map(|axis| {
        let (low, high) = (bounds.min[axis], bounds.max[axis]);
        let share = (high - low) / longer;
        let with = |wanted: f64| {
            let (values, decimals) = round_numbers(low, high, wanted);
            let labels = tick_labels(&values, decimals);
            let tick = |(value, label)| Tick { value, label };
            values.into_iter().zip(labels).map(tick).collect::<Vec<_>>()
        };
        let length = |tick: &Tick| match axis {
            0 => text_width(&tick.label, TICK) + 2.0 * GAP,
            _ => TICK * LEADING,
        };
        let fits =
            |ticks: &Vec<Tick>| ticks.iter().map(length).sum::<f64>() <= SMALLEST_PLOT * share;
        let usual = (1..=6).rev().map(|number| with(f64::from(number) * share));
        let usual = usual.into_iter().find(fits).unwrap_or_default();
        if usual.len() >= ENOUGH {
            return usual;
        }
        // Labels may hang over the ends of a short axis: only from each other they must keep clear.
        let unit = SMALLEST_PLOT / longer;
        let clear = |ticks: &&Vec<Tick>| {
            ticks.windows(2).all(|pair| {
                let apart = (pair[1].value - pair[0].value) * unit;
                apart >= 0.5 * (length(&pair[0]) + length(&pair[1]))
            })
        };
        let finer: Vec<Vec<Tick>> = [2.0, 3.0, 4.0, 6.0].map(with).into();
        let most = |least: usize| finer.iter().filter(clear).find(|t| t.len() >= least);
        let better = most(ENOUGH).or(most(usual.len() + 1)).cloned();
        better.unwrap_or(usual)
    })
}
