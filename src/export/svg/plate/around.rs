//! What stands around panels: frames, numbers, heads, the scale of colours, the legend, title and caption.

use super::keys;
use super::layout::{PanelPlace, PlateLayout};
use crate::export::font::text_width;
use crate::export::svg::document;
use crate::export::svg::measures::{CENTRED, FRAME_LINE, GAP, LABEL, Rect, TICK, TICK_LENGTH};
use crate::export::svg::palette::Palette;
use crate::export::svg::pen::{Anchor, Pen, Trace};
use crate::figure::{Plate, PlateBar};

/// Everything but the marks.
pub fn drawn(plate: &Plate, layout: &PlateLayout, palette: &Palette, thinnest: f64) -> String {
    let mut pen = Pen::new(thinnest);
    for place in &layout.panels {
        axes(place, palette, &mut pen);
        pen.text(
            place.head.at,
            LABEL,
            palette.ink,
            Anchor::Start,
            &place.head.text,
        );
        if !place.row_head.text.is_empty() {
            pen.upright_text(place.row_head.at, LABEL, palette.ink, &place.row_head.text);
        }
    }
    let [(x, x_short), (y, y_short)] = &layout.names;
    let [x_at, y_at] = layout.names_at;
    let anchor = if *x_short {
        Anchor::Start
    } else {
        Anchor::Middle
    };
    pen.text(x_at, LABEL, palette.ink, anchor, x);
    if *y_short {
        pen.text(y_at, LABEL, palette.ink, Anchor::End, y);
    } else {
        pen.upright_text(y_at, LABEL, palette.ink, y);
    }
    if let (Some(bar), Some((rect, edge))) = (&plate.bar, layout.bar) {
        scale(bar, rect, edge, palette, &mut pen);
    }
    keys::draw(&layout.keys, palette, &mut pen);
    document::texts(&layout.title, &layout.caption, palette, &mut pen);
    pen.finish()
}

fn axes(place: &PanelPlace, palette: &Palette, pen: &mut Pen) {
    let plot = place.plot;
    pen.frame(plot, palette.frame, FRAME_LINE);
    let mut marks = Trace::new();
    let [across, up] = &place.ticks;
    for tick in across {
        let x = plot.left + place.axes[0].fraction(tick.value) * plot.width;
        marks.line(&[[x, plot.bottom()], [x, plot.bottom() + TICK_LENGTH]]);
        if place.numbered[0] {
            let at = [x, plot.bottom() + TICK_LENGTH + 1.15 * TICK];
            pen.text(at, TICK, palette.ink, Anchor::Middle, &tick.label);
        }
    }
    for tick in up {
        let y = plot.bottom() - place.axes[1].fraction(tick.value) * plot.height;
        marks.line(&[[plot.left - TICK_LENGTH, y], [plot.left, y]]);
        let is_clear = !place.lettered || y >= plot.top + 0.5 * TICK;
        if place.numbered[1] && is_clear {
            let at = [plot.left - TICK_LENGTH - GAP, y + CENTRED * TICK];
            pen.text(at, TICK, palette.ink, Anchor::End, &tick.label);
        }
    }
    pen.stroke(marks, palette.frame, FRAME_LINE, 1.0);
}

/// One slice a band, with numbers at the right and the name upright beside them.
fn scale(bar: &PlateBar, rect: Rect, edge: f64, palette: &Palette, pen: &mut Pen) {
    let colour = |slice| palette.tint_of(bar.tint, slice, bar.bands);
    document::slices(rect, bar.bands, colour, palette, pen);
    let mut marks = Trace::new();
    let right = rect.left + rect.width;
    let stride = document::stride(bar.ticks.len(), rect);
    for (fraction, label) in bar.ticks.iter().step_by(stride) {
        let y = rect.bottom() - fraction * rect.height;
        marks.line(&[[right, y], [right + TICK_LENGTH, y]]);
        let at = [right + TICK_LENGTH + GAP, y + CENTRED * TICK];
        pen.text(at, TICK, palette.ink, Anchor::Start, label);
    }
    pen.stroke(marks, palette.frame, FRAME_LINE, 1.0);
    // A name longer than the scale says its formula alone.
    let whole = text_width(&bar.label, LABEL) <= 1.15 * rect.height;
    let name = if whole {
        &bar.label
    } else {
        bar.label.split(" (").next().unwrap_or(&bar.label)
    };
    let at = [edge - 0.25 * LABEL, rect.top + 0.5 * rect.height];
    pen.upright_text(at, LABEL, palette.ink, name);
}
