//! What is known along a cut, on a plate: log p above, the components of both scores along the cut below.

use super::known::Known;
use super::plot::{self, Curve};
use crate::measure::Cut;
use crate::ui::format::significant;
use crate::ui::theme::{self, Palette};
use egui::{Align2, Id, Rect, Role, Sense, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2};

/// The plate and its parts, at the ordinary size, in points.
const SIZE: egui::Vec2 = vec2(330.0, 232.0);
const NUMBERS: f32 = 44.0;
const MARGIN: f32 = 10.0;

/// Shows the plate in the lower right corner of `free`; where on the cut the pointer looks, from 0 to 1.
pub fn ui(ui: &Ui, free: Rect, cut: &Cut, known: &Known, palette: &Palette) -> Option<f64> {
    let scale = theme::scale(ui);
    let size = (SIZE * scale).min(free.size() - vec2(2.0, 2.0) * MARGIN);
    if size.x < 0.5 * SIZE.x || size.y < 0.6 * SIZE.y {
        return None;
    }
    let plate = Rect::from_min_size(free.max - vec2(MARGIN, MARGIN) - size, size);
    let painter = ui.painter().with_clip_rect(free);
    let frame = theme::card(palette);
    painter.add(frame.paint(plate - frame.total_margin()));
    let inner = plate.shrink(8.0 * scale);
    let font = TextStyle::Small.resolve(ui.style());
    let row = 1.3 * font.size;
    let (left, right) = (inner.left() + NUMBERS * scale, inner.right() - 4.0 * scale);
    let height = 0.5 * (inner.height() - 3.3 * row);
    let above = Rect::from_min_max(
        pos2(left, inner.top() + row),
        pos2(right, inner.top() + row + height),
    );
    let below = above.translate(vec2(0.0, height + 1.15 * row));

    let text = |at, align, text: &str, ink| {
        painter.text(at, align, text, font.clone(), ink);
    };
    let head = above.left_top() - vec2(0.0, 2.0);
    text(head, Align2::LEFT_BOTTOM, "log p, nats", palette.truth);
    let log_p = Curve {
        values: known.truth.log_density.to_vec(),
        ink: palette.truth,
        width: 1.6,
    };
    plot::paint(&painter, above, &[log_p], &font, palette, scale);

    let head = below.left_top() - vec2(0.0, 2.0);
    let rows = known.truth.score.outer_iter();
    let exact: Vec<f64> = rows.map(|s| cut.along([s[0], s[1]])).collect();
    let learned: Vec<f64> = known.learned.iter().map(|s| cut.along(*s)).collect();
    let exact_name = "its slope along A B, which the score is, per unit";
    text(head, Align2::LEFT_BOTTOM, exact_name, palette.truth);
    let curves = [
        Curve {
            values: exact.clone(),
            ink: palette.truth,
            width: 2.6,
        },
        Curve {
            values: learned.clone(),
            ink: palette.accent,
            width: 1.5,
        },
    ];
    plot::paint(&painter, below, &curves, &font, palette, scale);
    let foot = below.bottom() + 3.0 * scale;
    text(pos2(left, foot), Align2::LEFT_TOP, "A", palette.text);
    let end = format!("B, {} units away", significant(cut.length()));
    text(pos2(right, foot), Align2::RIGHT_TOP, &end, palette.text);
    let said = if learned.is_empty() {
        "not trained here"
    } else {
        "learned"
    };
    let middle = pos2(left + 18.0 * scale, foot);
    text(middle, Align2::LEFT_TOP, said, palette.accent);

    let place = ui.interact(plate, Id::unique("cut plate"), Sense::hover());
    let worst = (exact.iter().zip(&learned)).map(|(a, b)| (a - b).abs());
    let worst = worst.fold(0.0, f64::max);
    place.widget_info(|| {
        let text = format!(
            "Cut of length {}: log p and the scores along it; the learned one is off by at most {}",
            significant(cut.length()),
            significant(worst)
        );
        WidgetInfo::labeled(Role::Label, true, text)
    });
    let pointer = place.hover_pos()?;
    let part = f64::from(((pointer.x - left) / (right - left)).clamp(0.0, 1.0));
    let x = left + part as f32 * (right - left);
    let hair = Stroke::new(1.0, palette.accent);
    painter.line_segment([pos2(x, above.top()), pos2(x, below.bottom())], hair);
    Some(part)
}
