//! The shares of the modes among the particles, as bars with their intervals, and the truth.

use super::pen::heading;
use crate::document::Document;
use crate::session::{ModeShares, Snapshot};
use crate::ui::format::{missed_intervals, share, share_in_words};
use crate::ui::theme::{self, Palette};
use egui::{
    Align2, FontId, Id, Rect, RichText, Role, ScrollArea, Sense, Stroke, TextStyle, Ui, WidgetInfo,
    pos2, vec2,
};

/// One row, and of many modes one, at the ordinary size, in points.
const ROW: f32 = 26.0;
const LOW_ROW: f32 = 15.0;
/// More modes than this have low rows.
const FEW: usize = 8;
const HELP: &str = "How much of the particles each mode holds: the mean of its posterior, with a 95 % interval. The line across is its weight in the target. Where the line is outside of the interval, the particles have not found the right share.";

/// The card, for the particles of `snapshot` on the target of `document`.
pub fn ui(ui: &mut Ui, snapshot: &Snapshot, document: &Document) {
    heading(ui, "Shares of the modes", HELP, &[], false);
    let swarm = snapshot.swarm.as_deref();
    let lone = swarm.is_some_and(|swarm| swarm.len() == 1);
    let counted = swarm.filter(|_| !lone);
    let Some(shares) = counted.and_then(|swarm| swarm.shares.as_deref()) else {
        let text = if swarm.is_none() {
            "There are no particles to count."
        } else if lone {
            "One particle has no shares."
        } else if snapshot.mixture.components().len() == 1 {
            "One mode holds everything."
        } else {
            "One mode, or too many to count."
        };
        ui.label(RichText::new(text).weak());
        return;
    };
    let names = names(shares, document);
    let area = ScrollArea::vertical().auto_shrink([false, true]);
    area.show(ui, |ui| bars(ui, shares, &names));
    let missed = (0..shares.found.len()).filter(|mode| !shares.is_true(*mode));
    let verdict = missed_intervals(missed.count(), shares.found.len());
    ui.label(RichText::new(verdict).small().weak());
}

/// Gaussians are named as on the canvas, pieces of a curve as modes.
fn names(shares: &ModeShares, document: &Document) -> Vec<String> {
    let noun = if shares.of_components && !document.components().is_empty() {
        "Gaussian"
    } else {
        "Mode"
    };
    (1..=shares.found.len())
        .map(|number| format!("{noun} {number}"))
        .collect()
}

fn bars(ui: &mut Ui, shares: &ModeShares, names: &[String]) {
    let (palette, scale) = (theme::palette(ui.visuals()), theme::scale(ui));
    let row = if names.len() > FEW { LOW_ROW } else { ROW } * scale;
    let largest = |mode: usize| shares.found[mode].interval[1].max(shares.truth[mode]);
    let most = (0..names.len()).map(largest).fold(1e-9, f64::max);
    let font = TextStyle::Small.resolve(ui.style());
    let width = |ui: &Ui, text: &str| {
        let galley = ui
            .painter()
            .layout_no_wrap(text.to_owned(), font.clone(), palette.text);
        galley.size().x
    };
    let name_width = width(ui, &names[names.len() - 1]) + 8.0 * scale;
    let reading_width = width(ui, "0.000 ± 0.000") + 8.0 * scale;
    for (mode, name) in names.iter().enumerate() {
        let size = vec2(ui.available_width(), row);
        let (place, response) = ui.allocate_exact_size(size, Sense::hover());
        let bars = place
            .with_min_x(place.left() + name_width)
            .with_max_x(place.right() - reading_width);
        paint(
            ui,
            place,
            bars,
            (name, &font),
            shares,
            (mode, most),
            palette,
        );
        let words = share_in_words(&shares.found[mode], shares.truth[mode]);
        let text = format!("{name}: {words}");
        let label = ui.interact(place, Id::unique(("share bar", mode)), Sense::hover());
        label.widget_info(|| WidgetInfo::labeled(Role::Label, true, text.as_str()));
        response.on_hover_text(text);
    }
}

fn paint(
    ui: &Ui,
    place: Rect,
    bars: Rect,
    (name, font): (&str, &FontId),
    shares: &ModeShares,
    (mode, most): (usize, f64),
    palette: &Palette,
) {
    let (painter, scale) = (ui.painter(), theme::scale(ui));
    let middle = place.center().y;
    let left = pos2(place.left(), middle);
    painter.text(left, Align2::LEFT_CENTER, name, font.clone(), palette.text);
    let found = &shares.found[mode];
    let x = |share: f64| bars.left() + bars.width() * (share / most) as f32;
    let half = 0.3 * place.height();
    let bar = Rect::from_min_max(
        pos2(bars.left(), middle - half),
        pos2(x(found.weight.value), middle + half),
    );
    painter.rect_filled(bar, 2.0, palette.particle.gamma_multiply(0.8));
    let whisker = Stroke::new(1.4 * scale, palette.text);
    let [low, high] = found.interval.map(x);
    painter.line_segment([pos2(low, middle), pos2(high, middle)], whisker);
    for end in [low, high] {
        let cap = 3.0 * scale;
        painter.line_segment([pos2(end, middle - cap), pos2(end, middle + cap)], whisker);
    }
    let line_at = x(shares.truth[mode]);
    let line = [
        pos2(line_at, middle - half - 3.0 * scale),
        pos2(line_at, middle + half + 3.0 * scale),
    ];
    painter.line_segment(line, Stroke::new(2.0 * scale, palette.strong));
    let [from, to] = found.interval;
    let truth = shares.truth[mode];
    let [value, half] = [found.weight.value, 0.5 * (to - from)].map(|value| share(value, truth));
    let reading = format!("{value} ± {half}");
    let ink = if shares.is_true(mode) {
        palette.weak
    } else {
        palette.strong
    };
    let right = pos2(place.right(), middle);
    painter.text(right, Align2::RIGHT_CENTER, reading, font.clone(), ink);
}
