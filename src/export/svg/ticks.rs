//! The round numbers on the axes.

use super::measures::{GAP, LEADING, SMALLEST_PLOT, TICK};
use crate::export::font::text_width;
use crate::figure::Figure;
use crate::wording::{Tick, Ticks};

/// Every axis has at least so many ticks where they fit.
const ENOUGH: usize = 3;

/// About six round numbers on the longer axis and the same step on the other, fewer where labels
/// are long; a short axis has finer steps than the long one rather than too few.
pub fn axis_ticks(figure: &Figure) -> [Ticks; 2] {
    let bounds = figure.bounds;
    let longer = bounds.width().max(bounds.height());
    [0, 1].map(|axis| {
        let (low, high) = (bounds.min[axis], bounds.max[axis]);
        let share = (high - low) / longer;
        let length = |tick: &Tick| match axis {
            0 => text_width(&tick.label, TICK) + 2.0 * GAP,
            _ => TICK * LEADING,
        };
        let fits =
            |found: &Ticks| found.ticks.iter().map(length).sum::<f64>() <= SMALLEST_PLOT * share;
        let usual = Ticks::fitting(low, high, 6.0 * share, fits);
        if usual.ticks.len() >= ENOUGH {
            return usual;
        }
        // Labels may hang over the ends of a short axis: only from each other they must keep clear.
        let unit = SMALLEST_PLOT / longer;
        let clear = |found: &&Ticks| {
            found.ticks.windows(2).all(|pair| {
                let apart = (pair[1].value - pair[0].value) * unit;
                apart >= 0.5 * (length(&pair[0]) + length(&pair[1]))
            })
        };
        let finer = [2.0, 3.0, 4.0, 6.0].map(|wanted| Ticks::fitting(low, high, wanted, |_| true));
        let most = |least: usize| finer.iter().filter(clear).find(|t| t.ticks.len() >= least);
        let better = most(ENOUGH).or(most(usual.ticks.len())).cloned();
        let mut found = better.unwrap_or(usual);
        if !clear(&&found) {
            found.ticks.truncate(1);
        }
        found
    })
}
