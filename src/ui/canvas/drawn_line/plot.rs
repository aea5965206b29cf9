//! A small plot: a few functions of the way along a line.

use crate::ui::format::significant;
use crate::ui::theme::Palette;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, pos2};

/// Above and below what is drawn, as a part of its range.
const AIR: f64 = 0.08;

/// One function, a value for each of the points of the line.
pub struct Curve {
    pub values: Vec<f64>,
    pub ink: Color32,
    pub width: f32,
}

/// Draws `curves` in `place`, from left to right, with the numbers of their range on the left of it; 0 has a line
/// where it is in range.
pub fn paint(
    painter: &Painter,
    place: Rect,
    curves: &[Curve],
    font: &FontId,
    palette: &Palette,
    scale: f32,
) {
    let [low, high] = range(curves);
    let air = AIR * (high - low);
    let (bottom, top) = (low - air, high + air);
    let y = |value: f64| {
        let part = ((value - bottom) / (top - bottom)).clamp(-0.02, 1.02) as f32;
        place.bottom() - part * place.height()
    };
    let line = Stroke::new(1.0, palette.line);
    painter.rect_filled(place, 2.0, palette.canvas);
    for end in [place.left_bottom(), place.left_top()] {
        painter.line_segment([end, pos2(place.right(), end.y)], line);
    }
    let say = |value: f64| {
        let at = pos2(place.left() - 4.0 * scale, y(value));
        let text = significant(value);
        painter.text(at, Align2::RIGHT_CENTER, text, font.clone(), palette.weak);
    };
    let (least, most) = (round(low, high - low), round(high, high - low));
    say(most);
    say(least);
    if bottom < 0.0 && top > 0.0 {
        painter.line_segment(
            [pos2(place.left(), y(0.0)), pos2(place.right(), y(0.0))],
            Stroke::new(1.0, palette.edge),
        );
        if (y(0.0) - y(least)).abs().min((y(0.0) - y(most)).abs()) > font.size {
            say(0.0);
        }
    }
    let clipped = painter.with_clip_rect(place.intersect(painter.clip_rect()));
    for curve in curves {
        let last = curve.values.len().saturating_sub(1).max(1) as f32;
        let points: Vec<Pos2> = (curve.values.iter().enumerate())
            .map(|(i, value)| pos2(place.left() + i as f32 / last * place.width(), y(*value)))
            .collect();
        clipped.add(Shape::line(
            points,
            Stroke::new(curve.width * scale, curve.ink),
        ));
    }
}

/// What all curves take of numbers.
fn range(curves: &[Curve]) -> [f64; 2] {
    let values = curves.iter().flat_map(|curve| &curve.values).copied();
    let finite = values.filter(|value| value.is_finite());
    let [low, high] = finite.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| {
        [low.min(value), high.max(value)]
    });
    if low < high {
        [low, high]
    } else if low.is_finite() {
        [low - 1.0, low + 1.0]
    } else {
        [0.0, 1.0]
    }
}

/// `value` with the digits that tell a tenth of `range`.
fn round(value: f64, range: f64) -> f64 {
    let unit = 10f64.powf((range / 10.0).log10().floor());
    (value / unit).round() * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_fine_as_their_range() {
        assert_eq!(round(-12.3456, 10.0), -12.0);
        assert!((round(0.01234, 0.05) - 0.012).abs() < 1e-12);
        let curve = |values: Vec<f64>| Curve {
            values,
            ink: Color32::BLACK,
            width: 1.0,
        };
        assert_eq!(
            range(&[curve(vec![1.0, f64::NAN, 3.0]), curve(vec![-1.0])]),
            [-1.0, 3.0]
        );
        assert_eq!(range(&[curve(vec![2.0; 3])]), [1.0, 3.0]);
        assert_eq!(range(&[]), [0.0, 1.0]);
    }
}
