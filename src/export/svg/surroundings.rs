//! What stands around the plot: frame, ticks, labels, colour bar, legend, title and caption.

use super::axis_letters::Manner;
use super::document;
use super::layout::{Axis, Layout};
use super::measures::{CENTRED, FRAME_LINE, GAP, LABEL, TICK, TICK_LENGTH};
use super::palette::Palette;
use super::pen::{Anchor, Pen, Trace};
use super::signs;
use crate::figure::{ColourBar, Figure};

/// Frame, ticks, labels, colour bar, legend, title and caption.
pub fn drawn(figure: &Figure, layout: &Layout, palette: &Palette, thinnest: f64) -> String {
    let mut pen = Pen::new(thinnest);
    axes(layout, palette, &mut pen);
    if let Some(bar) = &figure.colour_bar {
        colour_bar(bar, layout, palette, &mut pen);
    }
    signs::draw(&layout.legend, palette, &mut pen);
    document::texts(&layout.title, &layout.caption, palette, &mut pen);
    pen.finish()
}

fn axes(layout: &Layout, palette: &Palette, pen: &mut Pen) {
    let plot = layout.plot;
    pen.frame(plot, palette.frame, FRAME_LINE);
    let mut marks = Trace::new();
    for tick in layout.ticks(Axis::X) {
        let x = layout.x(tick.value);
        marks.line(&[[x, plot.bottom()], [x, plot.bottom() + TICK_LENGTH]]);
        let at = [x, plot.bottom() + TICK_LENGTH + 1.15 * TICK];
        pen.text(at, TICK, palette.ink, Anchor::Middle, &tick.label);
    }
    for tick in layout.ticks(Axis::Y) {
        let y = layout.y(tick.value);
        marks.line(&[[plot.left - TICK_LENGTH, y], [plot.left, y]]);
        let at = [plot.left - TICK_LENGTH - GAP, y + CENTRED * TICK];
        pen.text(at, TICK, palette.ink, Anchor::End, &tick.label);
    }
    pen.stroke(marks, palette.frame, FRAME_LINE, 1.0);
    if let Some(offset) = layout.offset(Axis::X) {
        let corner = [plot.left + plot.width, layout.x_offset_base];
        pen.text(corner, TICK, palette.ink, Anchor::End, offset);
    }
    if let Some(offset) = layout.offset(Axis::Y) {
        let corner = [plot.left - TICK_LENGTH, layout.offset_base];
        pen.text(corner, TICK, palette.ink, Anchor::Start, offset);
    }
    for letter in &layout.letters {
        let anchor = match letter.manner {
            Manner::Centred => Anchor::Middle,
            Manner::AtEnd => Anchor::Start,
            Manner::Upright => {
                pen.upright_text(letter.at, LABEL, palette.ink, &letter.text);
                continue;
            }
        };
        pen.text(letter.at, LABEL, palette.ink, anchor, &letter.text);
    }
}

/// Slices of colour from the bottom (begin) to the top (end), with columns of labels.
fn colour_bar(bar: &ColourBar, layout: &Layout, palette: &Palette, pen: &mut Pen) {
    let Some(place) = &layout.bar else {
        return;
    };
    const SLICES: usize = 64;
    let colour = |slice| palette.time_on_paper((slice as f64 + 0.5) / SLICES as f64);
    document::slices(place.rect, SLICES, colour, palette, pen);
    let mut marks = Trace::new();
    let stride = document::stride(bar.ticks.len(), place.rect);
    for tick in bar.ticks.iter().step_by(stride) {
        let y = place.rect.bottom() - tick.fraction * place.rect.height;
        let right = place.rect.left + place.rect.width;
        marks.line(&[[right, y], [right + TICK_LENGTH, y]]);
        for (label, column) in tick.labels.iter().zip(&place.columns) {
            let at = [*column, y + CENTRED * TICK];
            pen.text(at, TICK, palette.ink, Anchor::End, label);
        }
    }
    pen.stroke(marks, palette.frame, FRAME_LINE, 1.0);
    for (head, column) in bar.heads.iter().zip(&place.columns) {
        let at = [*column, place.head_base];
        pen.text(at, TICK, palette.faint_ink, Anchor::End, head);
    }
}
