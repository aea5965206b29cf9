//! The weight of every mode in a sample with its interval, and the truth.

use crate::session::{Film, Journey};
use crate::ui::format::{missed_intervals, significant};
use crate::ui::theme::Palette;
use crate::ui::theme::modes::hue;
use egui::{Id, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// More modes than this have no meter.
const MOST_BARS: usize = 40;
/// The height of the meter, the width of a bar at most and the gap between two, in points.
const HEIGHT: f32 = 38.0;
const WIDEST: f32 = 22.0;
const GAP: f32 = 4.0;
/// The room of the scale bar beside it, in points.
const SCALE_BAR: f32 = 96.0;
/// Modes that are spoken one by one.
const SPOKEN: usize = 16;

/// Whether there is something to compare, and few enough to be seen.
pub fn is_shown(journey: &Journey) -> bool {
    (2..=MOST_BARS).contains(&journey.modes.count())
}

/// How high its bars are on `cell`: low panels have low meters.
pub fn height(cell: Rect, scale: f32) -> f32 {
    (HEIGHT * scale).min(0.16 * cell.height())
}

/// Draws the meter of one panel in its lower left corner, if there is something to compare.
pub fn ui(
    ui: &Ui,
    painter: &Painter,
    cell: Rect,
    lane: usize,
    journey: &Journey,
    film: &Film,
    look: (&Palette, f32),
) {
    if !is_shown(journey) {
        return;
    }
    let modes = film.weights.len();
    let (palette, scale) = look;
    let height = height(cell, scale);
    // The scale bar has the other corner.
    let room = (cell.width() - 28.0 - SCALE_BAR * scale) / modes as f32;
    let step = room.min((WIDEST + GAP) * scale);
    let gap = (GAP * scale).min(0.3 * step);
    let tallest = film
        .weights
        .iter()
        .zip(&journey.truth)
        .map(|(found, truth)| found.interval[1].max(*truth))
        .fold(1e-9, f64::max);
    let base = pos2(cell.left() + 14.0, cell.bottom() - 12.0);
    let total = step * modes as f32;
    let plate = Rect::from_min_max(
        base - vec2(7.0, height + 7.0),
        base + vec2(total - gap + 7.0, 6.0),
    );
    painter.rect_filled(plate, 4.0, palette.panel.gamma_multiply(0.94));
    let y = |weight: f64| base.y - height * (weight / tallest) as f32;
    for (mode, (found, &truth)) in film.weights.iter().zip(&journey.truth).enumerate() {
        let left = base.x + step * mode as f32;
        let right = left + step - gap;
        let bar = Rect::from_min_max(pos2(left, y(found.weight.value)), pos2(right, base.y));
        painter.rect_filled(bar, 1.0, hue(mode as u16, modes));
        let middle = 0.5 * (left + right);
        let whisker = Stroke::new(1.2 * scale, palette.text);
        let [low, high] = found.interval.map(y);
        painter.line_segment([pos2(middle, low), pos2(middle, high)], whisker);
        let line = Stroke::new(1.8 * scale, palette.strong);
        let at: Pos2 = pos2(left - 0.5 * gap, y(truth));
        painter.line_segment([at, at + vec2(step, 0.0)], line);
    }
    painter.line_segment(
        [base, base + vec2(total - gap, 0.0)],
        Stroke::new(1.0, palette.weak),
    );
    speak(ui, plate, lane, journey, film);
}

/// What the meter says, for the pointer and for screen readers.
fn speak(ui: &Ui, plate: Rect, lane: usize, journey: &Journey, film: &Film) {
    let modes = film.weights.iter().zip(&journey.truth).enumerate();
    let missed = modes
        .clone()
        .filter(|(_, (found, truth))| {
            let [low, high] = found.interval;
            !(low..=high).contains(*truth)
        })
        .count();
    let lines: Vec<String> = modes
        .take(SPOKEN)
        .map(|(mode, (found, truth))| {
            format!(
                "mode {}: {} ({} to {}), truth {}",
                mode + 1,
                significant(found.weight.value),
                significant(found.interval[0]),
                significant(found.interval[1]),
                significant(*truth)
            )
        })
        .collect();
    let more = film.weights.len().saturating_sub(SPOKEN);
    let rest = if more > 0 {
        format!("\nand {more} more")
    } else {
        String::new()
    };
    let verdict = missed_intervals(missed, film.weights.len());
    let text = format!(
        "The weight of every mode in the sample with its 95 % interval; the line across is the truth.\n{}{rest}\n{verdict}",
        lines.join("\n")
    );
    let meter = ui.interact(plate, Id::unique(("meter", lane)), Sense::hover());
    meter.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
    meter.on_hover_text(text);
}
