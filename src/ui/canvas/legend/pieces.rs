//! What a legend is made of: words, a sample arrow, a mark and bars of colour.

use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::drawing::point_marks::add_mark;
use crate::ui::format::significant;
use crate::ui::theme::Palette;
use egui::epaint::{Mesh, Vertex};
use egui::{Align2, Color32, FontId, Galley, Painter, Rect, Shape, Stroke, Vec2, pos2, vec2};
use std::sync::Arc;

/// The height of a bar at the ordinary size, in points.
pub const BAR_HEIGHT: f32 = 8.0;
/// Length of the arrow that stands for the exact ones.
const ARM: f32 = 16.0;
/// Half the width of the mark that stands for the points.
const POINT: f32 = 4.0;
/// Pieces of the drawn gradient.
const PIECES: usize = 32;

/// A piece of the legend.
pub enum Piece<'a> {
    Text(Arc<Galley>),
    /// An arrow in the ink of the exact ones.
    Arrow(Color32),
    /// The mark of a point of the target.
    Point(Color32),
    Bar(&'a Ramp, Vec2, Vec<(f32, String)>),
}

impl Piece<'_> {
    /// Its width, in points.
    pub fn width(&self, scale: f32) -> f32 {
        match self {
            Self::Text(galley) => galley.size().x,
            Self::Arrow(_) => ARM * scale,
            Self::Point(_) => 2.0 * POINT * scale,
            Self::Bar(_, size, _) => size.x * scale,
        }
    }
}

/// What is written, and the same in full for those who listen.
pub struct Words<'a> {
    pub painter: &'a Painter,
    pub font: FontId,
    pub spoken: Vec<String>,
}

impl Words<'_> {
    /// A text on the strip, and what is said in its place.
    pub fn write(&mut self, text: &str, spoken: &str, color: Color32) -> Piece<'static> {
        self.spoken.push(spoken.to_owned());
        let galley = self
            .painter
            .layout_no_wrap(text.to_owned(), self.font.clone(), color);
        Piece::Text(galley)
    }
}

/// Draws a piece at `x` on a row.
pub fn draw(
    painter: &Painter,
    row: Rect,
    x: f32,
    piece: &Piece<'_>,
    palette: &Palette,
    font: &FontId,
    scale: f32,
) {
    match piece {
        Piece::Text(text) => {
            let corner = pos2(x, row.center().y - 0.5 * text.size().y);
            painter.galley(corner, text.clone(), palette.text);
        }
        Piece::Arrow(ink) => {
            let arm = vec2(ARM * scale, 0.0);
            let stroke = Stroke::new(1.8 * scale, *ink);
            painter.arrow(pos2(x, row.center().y), arm, stroke);
        }
        Piece::Point(ink) => {
            let radius = POINT * scale;
            let mut mesh = Mesh::default();
            add_mark(&mut mesh, pos2(x + radius, row.center().y), radius, *ink);
            painter.add(Shape::mesh(mesh));
        }
        Piece::Bar(ramp, size, marks) => {
            let corner = pos2(x, row.top() + 4.0 * scale);
            let bar = Rect::from_min_size(corner, *size * scale);
            painter.add(gradient(bar, ramp));
            let edge = Stroke::new(1.0, palette.line);
            painter.rect_stroke(bar, 0.0, edge, egui::StrokeKind::Outside);
            label(painter, bar, marks, palette, font);
        }
    }
}

/// A bar of colours with numbers at its marks.
pub fn bar<'a>(ramp: &'a Ramp, size: Vec2, marks: &[f32], value: impl Fn(f32) -> f64) -> Piece<'a> {
    let marks = marks.iter();
    let labelled = marks.map(|mark| (*mark, significant(round_to_two(value(*mark)))));
    Piece::Bar(ramp, size, labelled.collect())
}

/// Ticks and numbers under a bar; those at its ends stay within it.
fn label(painter: &Painter, bar: Rect, marks: &[(f32, String)], palette: &Palette, font: &FontId) {
    for (mark, text) in marks {
        let x = bar.left() + mark * bar.width();
        let tick = [pos2(x, bar.top()), pos2(x, bar.bottom() + 2.0)];
        painter.line_segment(tick, Stroke::new(1.0, palette.weak));
        let align = match *mark {
            0.0 => Align2::LEFT_TOP,
            1.0 => Align2::RIGHT_TOP,
            _ => Align2::CENTER_TOP,
        };
        let below = pos2(x, bar.bottom() + 2.0);
        painter.text(below, align, text, font.clone(), palette.text);
    }
}

/// Two digits are enough on a scale of colours.
pub fn round_to_two(value: f64) -> f64 {
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
    fn the_numbers_of_a_bar_are_short_and_differ_whatever_its_unit() {
        // As the legend's bars are marked: thirds and thirds of thirds of a strength, and the peak of a density.
        for exponent in -40..40 {
            let half = 1.234 * 10f64.powf(f64::from(exponent) / 3.0);
            let labels = [half / 3.0, half, 3.0 * half, 0.0].map(|v| significant(round_to_two(v)));
            for (i, label) in labels.iter().enumerate() {
                assert!(label.chars().count() <= 7, "{labels:?}");
                assert!(!labels[..i].contains(label), "{labels:?}");
            }
        }
    }

    #[test]
    fn magnitudes_are_rounded_to_two_digits() {
        assert!((round_to_two(1.2345) - 1.2).abs() < 1e-12);
        assert!((round_to_two(0.045_67) - 0.046).abs() < 1e-12);
        assert_eq!(round_to_two(0.0), 0.0);
    }
}
