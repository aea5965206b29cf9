//! Two scores at one point as two hands of a dial: how long, and how far apart.

use crate::measure::Reading;
use crate::plane::Point;
use crate::ui::drawing::arrows;
use crate::ui::theme::Palette;
use egui::{Color32, Painter, Pos2, Stroke, Vec2};

/// Draws both scores from `center`, the longer one as long as `radius`.
pub fn paint(
    painter: &Painter,
    (center, radius): (Pos2, f32),
    reading: &Reading,
    palette: &Palette,
    scale: f32,
) {
    painter.circle(
        center,
        radius,
        palette.canvas,
        Stroke::new(1.0, palette.line),
    );
    let length = |vector: Point| vector[0].hypot(vector[1]);
    let longest = reading
        .learned
        .map_or(0.0, length)
        .max(length(reading.score));
    if longest.is_nan() || longest <= 0.0 {
        return;
    }
    let hand = |vector: Point, ink: Color32, width: f32| {
        let [x, y] = vector.map(|value| (value / longest) as f32);
        let arm = 0.94 * radius * Vec2::new(x, -y);
        if let Some(shape) = arrows::from_point(center, arm, width * scale, ink) {
            painter.add(shape);
        }
    };
    hand(reading.score, palette.truth, 3.4);
    if let Some(learned) = reading.learned {
        hand(learned, palette.accent, 1.8);
    }
    painter.circle_filled(center, 1.6 * scale, palette.strong);
}
