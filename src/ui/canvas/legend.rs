//! What the colours mean, on a strip under the canvas: how strong arrows are, how dense the density.
//! Where one row is too narrow, the strip grows by another.

use crate::ui::drawing::color_ramp::{Compression, Ramp};
use crate::ui::drawing::density;
use crate::ui::format::{self, significant};
use crate::ui::theme::{self, Palette};
use crate::ui::view::FieldKind;
use egui::epaint::{Mesh, Vertex};
use egui::{
    Align2, Color32, FontId, Galley, Id, Painter, Rect, Role, Sense, Shape, Stroke, TextStyle, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// The two bars: of the arrows and of the density.
const ARROWS: Vec2 = vec2(120.0, 8.0);
const DENSITY: Vec2 = vec2(84.0, 8.0);
/// Blank space between two things, and between what belongs together.
const GAP: f32 = 18.0;
const NEAR: f32 = 7.0;
/// Length of the arrow that stands for the exact ones.
const ARM: f32 = 16.0;
/// Marks at these fractions of the bar: a third of, once and three times the middle magnitude.
const MARKS: [f32; 3] = [0.25, 0.5, 0.75];
/// Marks on the bar of the density; its end is the peak.
const DENSITY_MARKS: [f32; 2] = [0.0, 1.0];
/// Of a low canvas the legend takes at most this part.
const SHARE: f32 = 0.3;
/// Pieces of the drawn gradient.
const PIECES: usize = 32;
const HELP: &str = "Arrows grow longer and change colour with the strength of the score. The middle of the scale is what is typical for this target and noise level, so colours stay while you move the view. The error is the relative one of the chart on the right. The density's colours end at its peak for c = 1, and stay while c changes.";

/// How the arrows are coloured, and how right they are.
#[derive(Clone, Copy)]
pub struct ArrowScale<'a> {
    pub kind: FieldKind,
    pub ramp: &'a Ramp,
    pub compression: Compression,
    /// The ink of exact arrows behind learned ones.
    pub truth: Option<Color32>,
    /// The noise level on show and the relative score error there.
    pub error: Option<(f64, f64)>,
}

impl ArrowScale<'_> {
    /// What may take the place of these, in the longest words: the learned field with exact arrows
    /// behind it, and the difference, which has none.
    fn fullest(self) -> [Self; 2] {
        let error = Some((1.0, 0.000_36));
        [
            Self {
                kind: FieldKind::Learned,
                truth: Some(Color32::TRANSPARENT),
                error,
                ..self
            },
            Self {
                kind: FieldKind::Difference,
                truth: None,
                error,
                ..self
            },
        ]
    }
}

/// How the density is coloured.
#[derive(Clone, Copy)]
pub struct DensityScale<'a> {
    pub ramp: &'a Ramp,
    /// The density at its highest, in 1/unit^2.
    pub peak: f64,
    /// Whether the constant c is at work.
    pub multiplied: bool,
}

/// The height of one row.
fn row_height(ui: &Ui) -> f32 {
    let letter = TextStyle::Small.resolve(ui.style()).size;
    (letter + (ARROWS.y + 12.0) * theme::scale(ui)).round()
}

/// The height of a strip of so many rows in a canvas of `height`.
pub fn height(ui: &Ui, rows: usize, height: f32) -> f32 {
    let row = row_height(ui);
    let most = (SHARE * height / row).floor();
    row * (rows as f32).min(most).max(1.0)
}

/// A piece of the legend.
enum Piece<'a> {
    Text(Arc<Galley>),
    /// An arrow in the ink of the exact ones.
    Arrow(Color32),
    Bar(&'a Ramp, Vec2, Vec<(f32, String)>),
}

impl Piece<'_> {
    fn width(&self, scale: f32) -> f32 {
        match self {
            Self::Text(galley) => galley.size().x,
            Self::Arrow(_) => ARM * scale,
            Self::Bar(_, size, _) => size.x * scale,
        }
    }
}

/// What is written, and the same in full for those who listen.
struct Words<'a> {
    painter: &'a Painter,
    font: FontId,
    spoken: Vec<String>,
}

impl Words<'_> {
    fn write(&mut self, text: &str, spoken: &str, color: Color32) -> Piece<'static> {
        self.spoken.push(spoken.to_owned());
        let galley = self
            .painter
            .layout_no_wrap(text.to_owned(), self.font.clone(), color);
        Piece::Text(galley)
    }
}

/// Draws the legend on `strip`, as much of it as has room; how many rows it wants.
pub fn paint(
    ui: &Ui,
    strip: Rect,
    arrows: Option<ArrowScale<'_>>,
    density: Option<DensityScale<'_>>,
) -> usize {
    let palette = theme::palette(ui.visuals());
    let scale = theme::scale(ui);
    let painter = ui.painter().with_clip_rect(strip);
    let words = || Words {
        painter: &painter,
        font: TextStyle::Small.resolve(ui.style()),
        spoken: Vec::new(),
    };
    let rows = |groups: &[Vec<Piece<'_>>]| {
        let widths = groups.iter().map(|group| width(group, scale));
        rows(widths, strip.width(), GAP * scale)
    };
    // The canvas must not change its size whenever a number or the shown field does.
    let multiplied = density.map(|density| DensityScale {
        multiplied: true,
        ..density
    });
    let needed = |arrows| {
        let rows = rows(&groups(&mut words(), arrows, multiplied, palette));
        rows.last().map_or(1, |last| last + 1)
    };
    let wanted = match arrows {
        Some(arrows) => {
            let needed = arrows.fullest().map(|arrows| needed(Some(arrows)));
            needed[0].max(needed[1])
        }
        None => needed(None),
    };

    let mut words = words();
    let groups = groups(&mut words, arrows, density, palette);
    // What needs fewer rows than are kept for it has them further apart: no row is empty.
    let height = row_height(ui);
    let rows = rows(&groups);
    let needed = rows.last().map_or(1, |last| last + 1);
    let places = places(strip, needed, height);
    let mut x = strip.left();
    let mut before = 0;
    for (group, row) in groups.iter().zip(rows) {
        let Some(place) = places.get(row) else {
            break;
        };
        if row != before {
            (before, x) = (row, strip.left());
        }
        for piece in group {
            draw(&painter, *place, x, piece, palette, &words.font, scale);
            x += piece.width(scale) + NEAR * scale;
        }
        x += (GAP - NEAR) * scale;
    }
    if !groups.is_empty() {
        // Painted text is silent: a label of the same place speaks.
        let spoken = words.spoken.join("; ");
        let place = ui.interact(strip, Id::unique("legend"), Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));
        place.on_hover_text(HELP);
    }
    wanted
}

/// What belongs together, in the order of its worth.
fn groups<'a>(
    words: &mut Words<'_>,
    arrows: Option<ArrowScale<'a>>,
    density: Option<DensityScale<'a>>,
    palette: &Palette,
) -> Vec<Vec<Piece<'a>>> {
    let mut groups = Vec::new();
    if let Some(arrows) = arrows {
        of_arrows(words, &mut groups, &arrows, palette);
    }
    if let Some(density) = density {
        let title = if density.multiplied {
            "c × density, 1/unit²"
        } else {
            "density, 1/unit²"
        };
        let value = |mark: f32| density.peak * density::relative(mark);
        groups.push(vec![
            words.write(title, title, palette.text),
            bar(density.ramp, DENSITY, &DENSITY_MARKS, value),
        ]);
    }
    groups
}

fn width(group: &[Piece<'_>], scale: f32) -> f32 {
    let pieces: f32 = group.iter().map(|piece| piece.width(scale)).sum();
    pieces + NEAR * scale * group.len().saturating_sub(1) as f32
}

/// The row of each group of such a width where a row has this much `room`.
fn rows(widths: impl Iterator<Item = f32>, room: f32, gap: f32) -> Vec<usize> {
    let (mut row, mut taken) = (0, 0.0);
    let place = |width: f32| {
        if taken > 0.0 && taken + width > room {
            (row, taken) = (row + 1, 0.0);
        }
        taken += width + gap;
        row
    };
    widths.map(place).collect()
}

/// Where the rows are, each of this height, as many as `needed` and as have room on `strip`.
fn places(strip: Rect, needed: usize, height: f32) -> Vec<Rect> {
    let room = (strip.height() / height).round().max(1.0) as usize;
    let shown = needed.min(room);
    let spread = strip.height() / shown as f32;
    (0..shown)
        .map(|row| {
            let middle = strip.top() + (row as f32 + 0.5) * spread;
            let y = egui::Rangef::new(middle - 0.5 * height, middle + 0.5 * height);
            Rect::from_x_y_ranges(strip.x_range(), y)
        })
        .collect()
}

fn of_arrows<'a>(
    words: &mut Words<'_>,
    groups: &mut Vec<Vec<Piece<'a>>>,
    arrows: &ArrowScale<'a>,
    palette: &Palette,
) {
    let title = match arrows.kind {
        FieldKind::Learned => "learned score, 1/unit",
        FieldKind::Exact => "exact score, 1/unit",
        FieldKind::Difference => "learned − exact score, 1/unit",
    };
    let half = arrows.compression.half;
    let magnitude = |mark: f32| half * f64::from(mark / (1.0 - mark));
    groups.push(vec![
        words.write(title, title, palette.text),
        bar(arrows.ramp, ARROWS, &MARKS, magnitude),
    ]);
    if let Some(ink) = arrows.truth {
        let spoken = "grey arrows: exact, where it differs";
        groups.push(vec![
            Piece::Arrow(ink),
            words.write("exact", spoken, palette.text),
        ]);
    }
    if let Some((sigma, error)) = arrows.error {
        let error = significant(round_to_two(error));
        let spoken = format!("relative error {error} at {}", format::sigma(sigma));
        let text = format!("error {error}");
        groups.push(vec![words.write(&text, &spoken, palette.strong)]);
    }
}

fn draw(
    painter: &Painter,
    strip: Rect,
    x: f32,
    piece: &Piece<'_>,
    palette: &Palette,
    font: &FontId,
    scale: f32,
) {
    match piece {
        Piece::Text(text) => {
            let corner = pos2(x, strip.center().y - 0.5 * text.size().y);
            painter.galley(corner, text.clone(), palette.text);
        }
        Piece::Arrow(ink) => {
            let arm = vec2(ARM * scale, 0.0);
            let stroke = Stroke::new(1.8 * scale, *ink);
            painter.arrow(pos2(x, strip.center().y), arm, stroke);
        }
        Piece::Bar(ramp, size, marks) => {
            let corner = pos2(x, strip.top() + 4.0 * scale);
            let bar = Rect::from_min_size(corner, *size * scale);
            painter.add(gradient(bar, ramp));
            let edge = Stroke::new(1.0, palette.line);
            painter.rect_stroke(bar, 0.0, edge, egui::StrokeKind::Outside);
            label(painter, bar, marks, palette, font);
        }
    }
}

fn bar<'a>(ramp: &'a Ramp, size: Vec2, marks: &[f32], value: impl Fn(f32) -> f64) -> Piece<'a> {
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

    #[test]
    fn rows_share_the_strip_so_that_none_is_empty() {
        let strip = Rect::from_min_size(pos2(5.0, 100.0), vec2(300.0, 60.0));
        let middles = |needed| -> Vec<f32> {
            let places = places(strip, needed, 20.0);
            assert!(places.iter().all(|place| place.height() == 20.0));
            places.iter().map(|place| place.center().y).collect()
        };
        assert_eq!(middles(1), [130.0]);
        assert_eq!(middles(2), [115.0, 145.0]);
        assert_eq!(middles(3), [110.0, 130.0, 150.0]);
        assert_eq!(middles(4).len(), 3, "the last has no room");
    }

    #[test]
    fn groups_that_do_not_fit_go_to_the_next_row() {
        let widths = [60.0, 20.0, 30.0, 90.0];
        let of = |room| rows(widths.into_iter(), room, 10.0);
        assert_eq!(of(300.0), [0, 0, 0, 0]);
        assert_eq!(of(130.0), [0, 0, 0, 1]);
        assert_eq!(of(90.0), [0, 0, 1, 2]);
        assert_eq!(of(10.0), [0, 1, 2, 3]);
    }
}
