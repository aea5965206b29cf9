//! The circulation of both scores around a loop, on a plate.

use super::known::Known;
use crate::measure::Loop;
use crate::plane::Point;
use crate::ui::format::{round_to_two, significant};
use crate::ui::theme::{self, Palette};
use egui::{Id, Rect, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

const MARGIN: f32 = 10.0;
/// Less than this part of what the score's size along the loop could add up to is 0: what is left is the rule's error.
const NOTHING: f64 = 1e-5;

/// Shows the plate in the lower right corner of `free`.
pub fn ui(ui: &Ui, free: Rect, around: &Loop, known: &Known, palette: &Palette) {
    let lines = lines(around, known);
    let (painter, font) = (
        ui.painter().with_clip_rect(free),
        TextStyle::Small.resolve(ui.style()),
    );
    let inks = [palette.strong, palette.accent, palette.truth, palette.text];
    let galleys: Vec<_> = (lines.iter().zip(inks))
        .map(|(line, ink)| (painter.layout_no_wrap(line.clone(), font.clone(), ink), ink))
        .collect();
    let row = 1.35 * font.size;
    let width = galleys
        .iter()
        .map(|(galley, _)| galley.size().x)
        .fold(0.0, f32::max);
    let frame = theme::card(palette);
    let inner = frame.total_margin();
    let size = vec2(width, row * galleys.len() as f32) + inner.sum();
    let plate = Rect::from_min_size(free.max - Vec2::splat(MARGIN) - size, size);
    if !free.contains_rect(plate) {
        return;
    }
    painter.add(frame.paint(plate - inner));
    let mut at = plate.min + inner.left_top();
    for (galley, ink) in galleys {
        painter.galley(at, galley, ink);
        at.y += row;
    }
    let place = ui.interact(plate, Id::unique("loop plate"), Sense::hover());
    place.widget_info(|| WidgetInfo::labeled(Role::Label, true, lines.join("; ")));
    place.on_hover_text("Whoever goes once around adds up the component of the score along the way. Of a gradient that is the difference of log p between end and beginning, which are the same point: 0. What a network has is error; by Green's theorem it is the integral of its curl inside.");
}

fn lines(around: &Loop, known: &Known) -> [String; 4] {
    let rows = known.truth.score.outer_iter();
    let exact: Vec<Point> = rows.map(|s| [s[0], s[1]]).collect();
    let size = exact.iter().map(|s| s[0].hypot(s[1])).fold(0.0, f64::max);
    let whole = size * around.length();
    let say = |vectors: &[Point]| {
        let found = around.circulation(vectors);
        if found.abs() < NOTHING * whole {
            return "0".to_owned();
        }
        significant(found.signum() * round_to_two(found.abs()))
    };
    let area = around.area();
    let learned = if known.learned.is_empty() {
        "learned score: not trained here".to_owned()
    } else {
        format!("learned score: {}", say(&known.learned))
    };
    let curl = if known.learned.is_empty() {
        String::new()
    } else {
        let curl = around.circulation(&known.learned) / area;
        let curl = significant(curl.signum() * round_to_two(curl.abs()));
        format!(", where the learned curl is {curl} on average")
    };
    [
        "Circulation ∫ s · dx, once around".to_owned(),
        learned,
        format!("exact score: {}, as of any gradient", say(&exact)),
        format!(
            "around {} square units{curl}",
            significant(round_to_two(area))
        ),
    ]
}
