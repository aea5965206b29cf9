//! What the colours of the arrows mean, in a corner of the canvas.

use super::format::significant;
use super::ink::{Compression, Ramp};
use super::theme;
use super::view::FieldKind;
use egui::epaint::{Mesh, Vertex};
use egui::{Align2, Painter, Rect, Shape, Stroke, TextStyle, Ui, Vec2, pos2, vec2};

const BAR: Vec2 = vec2(132.0, 8.0);
const MARGIN: f32 = 10.0;
/// Marks at these fractions of the bar: a third of, once and three times the middle magnitude.
const MARKS: [f32; 3] = [0.25, 0.5, 0.75];
/// Pieces of the drawn gradient.
const PIECES: usize = 32;

/// What is explained.
pub struct ColorScale<'a> {
    pub kind: FieldKind,
    pub ramp: &'a Ramp,
    pub compression: Compression,
}

/// Draws the legend in the lower left corner of `screen`, if it fits.
pub fn paint(ui: &Ui, painter: &Painter, screen: Rect, colors: &ColorScale<'_>) {
    let palette = theme::palette(ui.visuals());
    let scale = theme::scale(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let title = match colors.kind {
        FieldKind::Learned => "learned score, 1/unit",
        FieldKind::Exact => "exact score, 1/unit",
        FieldKind::Difference => "learned − exact, 1/unit",
    };
    let title = painter.layout_no_wrap(title.into(), small.clone(), palette.text);
    let bar = BAR * scale;
    let width = bar.x.max(title.size().x) + 2.0 * MARGIN;
    let height = title.size().y + bar.y + small.size + 20.0;
    let corner = screen.left_bottom() + vec2(8.0, -8.0 - height);
    let plate = Rect::from_min_size(corner, vec2(width, height));
    if !screen.contains_rect(plate) {
        return;
    }
    painter.rect(
        plate,
        6.0,
        palette.panel.gamma_multiply(0.88),
        Stroke::new(1.0, palette.line),
        egui::StrokeKind::Inside,
    );

    let top = plate.top() + 5.0;
    let bar_top = top + title.size().y + 4.0;
    painter.galley(pos2(plate.left() + MARGIN, top), title, palette.text);
    let bar = Rect::from_min_size(pos2(plate.left() + MARGIN, bar_top), bar);
    painter.add(gradient(bar, colors.ramp));
    for mark in MARKS {
        let x = bar.left() + mark * bar.width();
        let magnitude = colors.compression.half * f64::from(mark / (1.0 - mark));
        let tick = [pos2(x, bar.bottom()), pos2(x, bar.bottom() + 3.0)];
        painter.line_segment(tick, Stroke::new(1.0, palette.weak));
        painter.text(
            pos2(x, bar.bottom() + 4.0),
            Align2::CENTER_TOP,
            significant(round_to_two(magnitude)),
            small.clone(),
            palette.text,
        );
    }
}

/// Two digits are enough on a scale of colours.
fn round_to_two(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 0.0;
    }
    let unit = 10f64.powf(value.log10().floor() - 1.0);
    (value / unit).round() * unit
}

fn gradient(rect: Rect, ramp: &Ramp) -> Shape {
    let mut mesh = Mesh::default();
    for piece in 0..=PIECES {
        let t = piece as f32 / PIECES as f32;
        let x = rect.left() + t * rect.width();
        for y in [rect.top(), rect.bottom()] {
            mesh.vertices
                .push(Vertex::untextured(pos2(x, y), ramp.at(t)));
        }
        if piece > 0 {
            let a = 2 * piece as u32 - 2;
            mesh.indices.extend([a, a + 1, a + 2, a + 1, a + 3, a + 2]);
        }
    }
    Shape::mesh(mesh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magnitudes_are_rounded_to_two_digits() {
        assert!((round_to_two(1.2345) - 1.2).abs() < 1e-12);
        assert!((round_to_two(0.045_67) - 0.046).abs() < 1e-12);
        assert_eq!(round_to_two(0.0), 0.0);
    }
}
