//! A curve of the run as points to draw: its course, and the band of all its values.

use super::contents::Band;
use crate::session::Bin;
use egui_plot::PlotPoint;

/// Stretches of a band at most: about one for two points of the screen.
const COLUMNS: u64 = 120;
/// A running mean goes over about so many values, or stretches of a long curve.
const WINDOW: u64 = 25;

/// A line and the band around it.
#[derive(Default)]
pub struct Trace {
    pub line: Vec<PlotPoint>,
    pub band: Band,
}

impl Trace {
    /// A curve drawn through `height` of its values; a noisy one is smoothed.
    pub fn of(bins: &[Bin], noisy: bool, height: impl Fn(f64) -> f64) -> Self {
        let mut trace = Self::default();
        let Some(first) = bins.first() else {
            return trace;
        };
        let course = course(bins, noisy);
        let beginning = std::iter::once((first.since, first.first));
        let later = course.filter(|(step, _)| *step > first.since);
        trace.line = beginning
            .chain(later)
            .map(|(step, value)| PlotPoint::new(step as f64, height(value)))
            .filter(|point| point.y.is_finite())
            .collect();
        for column in columns(bins) {
            let (low, high) = (height(column.low), height(column.high));
            if low.is_finite() && high.is_finite() {
                for step in [column.since, column.train_step] {
                    trace.band.x.push(step as f64);
                    trace.band.low.push(low);
                    trace.band.high.push(high);
                }
            }
        }
        trace
    }
}

/// The middle of every bin; of a noisy curve the mean over all values so far, later over about the last
/// [`WINDOW`] of them.
fn course(bins: &[Bin], noisy: bool) -> impl Iterator<Item = (u64, f64)> {
    let longest = bins.iter().map(|bin| bin.count).max().unwrap_or(1);
    let window = if noisy { WINDOW * longest } else { 1 };
    let (mut mean, mut seen) = (0.0, 0);
    bins.iter().map(move |bin| {
        seen += bin.count;
        let newest = bin.count as f64 / seen.min(window).max(bin.count) as f64;
        mean += newest * (bin.mean - mean);
        (bin.train_step, mean)
    })
}

/// Neighbours merged to columns of equal width.
fn columns(bins: &[Bin]) -> Vec<Bin> {
    let (Some(first), Some(last)) = (bins.first(), bins.last()) else {
        return Vec::new();
    };
    let width = (last.train_step - first.since).div_ceil(COLUMNS).max(1);
    let mut columns: Vec<Bin> = Vec::new();
    for bin in bins {
        match columns.last_mut() {
            Some(column) if (bin.train_step - column.since) < width => column.merge(bin),
            _ => columns.push(*bin),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_running_mean_of_a_noisy_loss_settles_near_its_middle() {
        let bins: Vec<Bin> = (0..400)
            .map(|i| Bin::of(i, if i % 2 == 0 { 1.2 } else { 0.8 }))
            .collect();
        let means: Vec<(u64, f64)> = course(&bins, true).collect();
        assert_eq!(means[0], (0, 1.2), "it begins where the loss begins");
        let (step, last) = means[399];
        assert_eq!(step, 399);
        assert!((last - 1.0).abs() < 0.4 / WINDOW as f64, "{last}");
        // The newest step alone moves the mean of a long curve a little only.
        let mut long = Bin::of(0, 1.0);
        long.count = 64;
        let bins = [long, Bin::of(65, 3.0)];
        let (_, last) = course(&bins, true).last().unwrap();
        assert!(last < 1.04, "{last}");
        assert_eq!(course(&bins, false).last().unwrap().1, 3.0);
    }

    proptest! {
        #[test]
        fn the_first_point_and_both_extremes_of_a_curve_are_drawn(
            values in prop::collection::vec(0.1f64..1e3, 1..900),
            gap in 1u64..2000,
        ) {
            let steps = (0..).step_by(gap as usize);
            let bins: Vec<Bin> = steps.zip(&values).map(|(i, v)| Bin::of(i, *v)).collect();
            let trace = Trace::of(&bins, true, f64::log10);
            prop_assert_eq!(trace.line[0], PlotPoint::new(0.0, values[0].log10()));
            let lowest = trace.band.low.iter().copied().fold(f64::INFINITY, f64::min);
            let highest = trace.band.high.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert_eq!(lowest, values.iter().copied().fold(f64::INFINITY, f64::min).log10());
            prop_assert_eq!(highest, values.iter().copied().fold(0.0, f64::max).log10());
            prop_assert!(trace.band.x.len() <= 2 * (COLUMNS as usize + 1), "{}", trace.band.x.len());
            prop_assert!(trace.band.x.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }
}
