//! How long a unit is: the view widens with the noise.

use crate::ui::drawing::projection::Projection;
use crate::ui::format::significant;
use crate::ui::theme;
use egui::{Align2, Painter, Rect, Stroke, TextStyle, Ui, pos2, vec2};

/// The bar is at least this long, in points, and less than two and a half times that.
const SHORTEST: f64 = 34.0;

/// Draws a bar of a round length in the lower right corner of `cell`.
pub fn paint(ui: &Ui, painter: &Painter, cell: Rect, projection: &Projection) {
    let palette = theme::palette(ui.visuals());
    let per_unit = projection.points_per_unit();
    let units = round_length(SHORTEST * f64::from(theme::scale(ui)) / per_unit);
    let length = (units * per_unit) as f32;
    let right = cell.right_bottom() + vec2(-14.0, -12.0);
    let left = right - vec2(length, 0.0);
    let font = TextStyle::Small.resolve(ui.style());
    let label = painter.layout_no_wrap(significant(units), font.clone(), palette.text);
    let tall = label.size().y;
    let wide = length.max(label.size().x);
    let plate = Rect::from_min_max(
        pos2(right.x - 0.5 * (length + wide) - 6.0, right.y - tall - 7.0),
        pos2(right.x - 0.5 * (length - wide) + 6.0, right.y + 6.0),
    );
    painter.rect_filled(plate, 4.0, palette.panel.gamma_multiply(0.94));
    let stroke = Stroke::new(1.2, palette.text);
    painter.line_segment([left, right], stroke);
    for end in [left, right] {
        painter.line_segment([end - vec2(0.0, 3.0), end + vec2(0.0, 3.0)], stroke);
    }
    let middle = left + vec2(0.5 * length, -4.0);
    let text = label.text().to_owned();
    painter.text(middle, Align2::CENTER_BOTTOM, text, font, palette.text);
}

/// The smallest of 1, 2, 5, 10, ... (or 0.5, 0.2, 0.1, ...) that is not below `least`.
fn round_length(least: f64) -> f64 {
    let least = least.clamp(1e-9, 1e9);
    let unit = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    let found = steps.into_iter().find(|step| step * unit >= least);
    // Powers of ten are not exact; the shortest decimal of the product is.
    let length = found.unwrap_or(10.0) * unit;
    format!("{length:.3e}").parse().unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_one_two_or_five_times_a_power_of_ten() {
        for (least, length) in [
            (0.7, 1.0),
            (1.2, 2.0),
            (3.0, 5.0),
            (6.0, 10.0),
            (0.06, 0.1),
            (0.011, 0.02),
        ] {
            assert_eq!(round_length(least), length);
        }
    }
}
