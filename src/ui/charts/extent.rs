//! How far axes reach, and how many points a line needs.

use super::contents::Contents;
use egui_plot::PlotPoint;

/// A chart spans at least this many powers of ten, so that noise does not fill it.
const DECADES: f64 = 0.5;
/// Points of a line closer together than this, in points of the screen, are one: pieces shorter than
/// the stroke is wide come out pale and ragged.
const NEAREST: f64 = 1.5;
/// A linear chart spans at least this part of its largest value, and this.
const SHARE: f64 = 0.1;
const SMALLEST: f64 = 1e-12;
/// On a linear axis a band reaches out of the range of the lines by this part of it, at most: one wild
/// value must not press the lines flat.
const OVERSHOOT: f64 = 0.5;

/// The points that are [`NEAREST`] apart where one x or y is as long on the screen as `unit` says; the
/// ends are always among them.
pub fn thinned(points: &[PlotPoint], unit: [f64; 2]) -> Vec<PlotPoint> {
    let mut kept: Vec<PlotPoint> = Vec::with_capacity(points.len());
    for point in points {
        let near = kept.last().is_some_and(|last| {
            let away = [(point.x - last.x) * unit[0], (point.y - last.y) * unit[1]];
            away[0].hypot(away[1]) < NEAREST
        });
        if !near {
            kept.push(*point);
        }
    }
    let end = points.last().filter(|end| kept.last() != Some(end));
    kept.extend(end);
    kept
}

/// The range of an x axis with some air, wide enough to be one.
pub fn aired((low, high): (f64, f64), logarithmic: bool) -> (f64, f64) {
    if logarithmic {
        let missing = (DECADES - (high - low)).max(0.0);
        let air = 0.07 * (high - low + missing);
        return (low - 0.5 * missing - air, high + 0.5 * missing + air);
    }
    let length = (high - low).max(1.0);
    // Room for the last label.
    (low - 0.02 * length, low + 1.05 * length)
}

/// The range of the values (log10 where logarithmic), at least [`DECADES`] or [`SHARE`] wide, with some
/// air.
pub fn widened(contents: &Contents<'_>, logarithmic: bool) -> Option<(f64, f64)> {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for point in contents.curves.iter().flat_map(|curve| curve.points) {
        low = low.min(point.y);
        high = high.max(point.y);
    }
    if low > high {
        return None;
    }
    if let Some((band, _)) = contents.band {
        let over = if logarithmic {
            f64::INFINITY
        } else {
            OVERSHOOT * (high - low).max(SHARE * low.abs().max(high.abs()))
        };
        let lowest = band.low.iter().copied().fold(low, f64::min);
        let highest = band.high.iter().copied().fold(high, f64::max);
        (low, high) = (lowest.max(low - over), highest.min(high + over));
    }
    let least = if logarithmic {
        DECADES
    } else {
        SHARE * low.abs().max(high.abs()).max(SMALLEST)
    };
    let missing = (least - (high - low)).max(0.0);
    let air = 0.06 * (high - low + missing);
    Some((low - 0.5 * missing - air, high + 0.5 * missing + air))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::contents::{Band, Curve};
    use crate::ui::charts::pen::Pen;
    use egui::Color32;

    fn contents<'a>(curves: &'a [Curve<'a>], band: Option<&'a Band>) -> Contents<'a> {
        Contents {
            curves,
            band: band.map(|band| (band, Pen::solid(Color32::WHITE))),
            x: (0.0, 1.0),
            marks: &[],
            here: None,
            is_dragged: false,
            faint_from: None,
        }
    }

    #[test]
    fn a_flat_curve_does_not_fill_the_chart_with_noise() {
        let points = [PlotPoint::new(0.0, 0.0), PlotPoint::new(1.0, 0.001)];
        let curves = [Curve::new("flat", &points, Pen::solid(Color32::WHITE))];
        let (low, high) = widened(&contents(&curves, None), true).unwrap();
        assert!(high - low >= DECADES);
    }

    #[test]
    fn a_peak_is_on_a_logarithmic_axis_and_does_not_flatten_the_line_on_a_linear_one() {
        let points = [PlotPoint::new(0.0, 0.0), PlotPoint::new(1.0, 1.0)];
        let curves = [Curve::new("line", &points, Pen::solid(Color32::WHITE))];
        let band = Band {
            x: vec![0.0, 1.0],
            low: vec![-0.2, 0.0],
            high: vec![0.0, 40.0],
        };
        let contents = contents(&curves, Some(&band));
        let (low, high) = widened(&contents, true).unwrap();
        assert!(low < -0.2 && high > 40.0);
        let (low, high) = widened(&contents, false).unwrap();
        assert!(low < -0.2 && (1.5..2.0).contains(&high), "{high}");
    }

    #[test]
    fn an_axis_of_one_level_is_wide_enough_to_be_read() {
        let (low, high) = aired((-0.3, -0.3), true);
        assert!(low < -0.5 && high > -0.1, "{low} {high}");
        let (low, high) = aired((4000.0, 4100.0), false);
        assert!((3990.0..4000.0).contains(&low) && (4100.0..4110.0).contains(&high));
    }

    #[test]
    fn a_crowd_of_points_is_drawn_as_a_line_of_pixels_with_both_ends() {
        let steep: Vec<PlotPoint> = (0..=1000)
            .map(|i| PlotPoint::new(0.001 * f64::from(i), -0.01 * f64::from(i)))
            .collect();
        let kept = thinned(&steep, [2.0, 20.0]);
        assert_eq!(kept.first(), steep.first());
        assert_eq!(kept.last(), steep.last());
        assert!((120..=130).contains(&kept.len()), "{}", kept.len());
        let sparse = &steep[..2];
        assert_eq!(thinned(sparse, [1e4, 1e4]), sparse);
        assert!(thinned(&[], [1.0, 1.0]).is_empty());
    }
}
