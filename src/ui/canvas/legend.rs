//! What the colours mean, on a strip under the canvas: how strong arrows are, how dense the density,
//! what the points are.
//! Who lives here: the scales that layers hand in, the pieces they become, and how rows share the strip.

mod pieces;
mod rows;
pub mod scales;

pub use rows::height;

use crate::ui::drawing::density;
use crate::ui::format::{self, significant};
use crate::ui::theme::{self, Palette};
use crate::ui::view::FieldKind;
use egui::{Color32, Id, Rect, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};
use pieces::{BAR_HEIGHT, Piece, Words, bar, draw, round_to_two};
use rows::{places, row_height, rows};
use scales::{ArrowScale, PointsScale, Scales};

/// The two bars: of the arrows and of the density.
const ARROWS: Vec2 = vec2(120.0, BAR_HEIGHT);
const DENSITY: Vec2 = vec2(84.0, BAR_HEIGHT);
/// Blank space between two things, and between what belongs together.
const GAP: f32 = 18.0;
const NEAR: f32 = 7.0;
/// Marks at these fractions of the bar: a third of, once and three times the middle magnitude.
const MARKS: [f32; 3] = [0.25, 0.5, 0.75];
/// Marks on the bar of the density; its end is the peak.
const DENSITY_MARKS: [f32; 2] = [0.0, 1.0];
const HELP: &str = "Arrows grow longer and change colour with the strength of the score. The middle of the scale is what is typical for this target and noise level, so colours stay while you move the view. The error is the relative one of the chart on the right. The density's colours end at its peak for c = 1, and stay while c changes. A target of points is the mean of round Gaussians around them: their standard deviation is the kernel width, in data units.";

/// Draws the legend on `strip`, as much of it as has room; how many rows it wants.
pub fn paint(ui: &Ui, strip: Rect, scales: &Scales<'_>) -> usize {
    let palette = theme::palette(ui.visuals());
    let scale = theme::scale(ui);
    let painter = ui.painter().with_clip_rect(strip);
    let words = || Words {
        painter: &painter,
        font: TextStyle::Small.resolve(ui.style()),
        spoken: Vec::new(),
    };
    let rows_of = |groups: &[Vec<Piece<'_>>]| {
        let widths = groups.iter().map(|group| width(group, scale));
        rows(widths, strip.width(), GAP * scale)
    };
    // The canvas must not change its size whenever a number or the shown field does.
    let wanted = scales.fullest().map(|scales| {
        let rows = rows_of(&groups(&mut words(), &scales, palette));
        rows.last().map_or(1, |last| last + 1)
    });

    let mut words = words();
    let groups = groups(&mut words, scales, palette);
    // What needs fewer rows than are kept for it has them further apart: no row is empty.
    let height = row_height(ui);
    let rows = rows_of(&groups);
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
    wanted[0].max(wanted[1])
}

/// What belongs together, in the order of its worth.
fn groups<'a>(
    words: &mut Words<'_>,
    scales: &Scales<'a>,
    palette: &Palette,
) -> Vec<Vec<Piece<'a>>> {
    let mut groups = Vec::new();
    if let Some(arrows) = &scales.arrows {
        of_arrows(words, &mut groups, arrows, scales.truth, palette);
    }
    if let Some(density) = scales.density {
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
    if let Some(PointsScale { points, ink }) = scales.points {
        let text = points.in_words();
        groups.push(vec![
            Piece::Point(ink),
            words.write(&text, &text, palette.text),
        ]);
    }
    groups
}

fn width(group: &[Piece<'_>], scale: f32) -> f32 {
    let pieces: f32 = group.iter().map(|piece| piece.width(scale)).sum();
    pieces + NEAR * scale * group.len().saturating_sub(1) as f32
}

fn of_arrows<'a>(
    words: &mut Words<'_>,
    groups: &mut Vec<Vec<Piece<'a>>>,
    arrows: &ArrowScale<'a>,
    truth: Option<Color32>,
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
    if let Some(ink) = truth {
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
