//! What is drawn inside a panel.

use super::keys::{BOLD, dots, draw_stroke, values};
use super::layout::PanelPlace;
use crate::export::font::text_width;
use crate::export::svg::layers;
use crate::export::svg::measures::{CENTRED, LEADING, LEGEND, Rect};
use crate::export::svg::palette::Palette;
use crate::export::svg::pen::{Anchor, Pen, Trace};
use crate::figure::{Bands, Ink, Label, Mark, Panel};
use crate::plane::{Bounds, Point};

/// Around words on a plate.
const PAD: f64 = 1.6;
/// Half the cap of a whisker.
const CAP: f64 = 1.4;

/// All marks of `panel`, to be cut off at its frame.
pub fn drawn(panel: &Panel, place: &PanelPlace, palette: &Palette, thinnest: f64) -> String {
    let mut pen = Pen::new(thinnest);
    let pen = &mut pen;
    let on_page = |point: Point| place.point(point);
    let many =
        |points: &[Point]| -> Vec<Point> { points.iter().map(|p| place.point(*p)).collect() };
    for mark in &panel.marks {
        match mark {
            Mark::Bands(map) => bands(map, place, palette, pen),
            Mark::Contours(contours) => layers::draw_contours(contours, &on_page, palette, pen),
            Mark::Arrows(arrows) => layers::draw_arrows(arrows, &on_page, palette.field(), pen),
            Mark::Paths(paths) => layers::draw_paths(paths, &on_page, palette, pen),
            Mark::Lines(lines) => {
                let mut trace = Trace::new();
                for line in &lines.lines {
                    trace.line(&many(line));
                }
                draw_stroke(trace, palette.ink_of(lines.ink), lines.stroke, pen);
            }
            Mark::Dots(ink, points) => dots(&many(points), *ink, palette, pen),
            Mark::Values(ink, points) => values(&many(points), *ink, palette, pen),
            Mark::Whiskers(ink, whiskers) => upright(whiskers, *ink, place, palette, pen),
            Mark::Bars(ink, bars) => {
                for bar in bars {
                    pen.fill_rect(rect(bar, place), palette.ink_of(*ink));
                }
            }
            Mark::Frames(ink, frames) => {
                for frame in frames {
                    pen.frame(rect(frame, place), palette.ink_of(*ink), BOLD);
                }
            }
            Mark::Labels(labels) => beside(labels, place, palette, pen),
        }
    }
    for (index, note) in panel.notes.iter().rev().enumerate() {
        let plot = place.plot;
        let half = PAD + 0.5 * text_width(note, LEGEND);
        let up = (index as f64 + 0.5) * LEADING * LEGEND + 2.0 * PAD;
        let middle = [plot.left + half + 2.0 * PAD, plot.bottom() - up];
        label(middle, note, plot, palette, pen);
    }
    std::mem::replace(pen, Pen::new(thinnest)).finish()
}

fn bands(map: &Bands, place: &PanelPlace, palette: &Palette, pen: &mut Pen) {
    for band in &map.bands {
        let colour = palette.tint_of(map.tint, band.index, map.count);
        if band.lines.is_empty() {
            pen.fill_rect(place.plot, &colour);
            continue;
        }
        let mut trace = Trace::new();
        for line in &band.lines {
            let line: Vec<Point> = line.iter().map(|point| place.point(*point)).collect();
            trace.polygon(&line);
        }
        pen.fill(trace, &colour, 1.0);
    }
}

fn upright(
    whiskers: &[(f64, [f64; 2])],
    ink: Ink,
    place: &PanelPlace,
    palette: &Palette,
    pen: &mut Pen,
) {
    let mut trace = Trace::new();
    for (at, ends) in whiskers {
        let [low, high] = ends.map(|end| place.point([*at, end]));
        trace.line(&[low, high]);
        for [x, y] in [low, high] {
            trace.line(&[[x - CAP, y], [x + CAP, y]]);
        }
    }
    pen.stroke(trace, palette.ink_of(ink), layers::PATH_LINE, 1.0);
}

fn rect(bounds: &Bounds, place: &PanelPlace) -> Rect {
    let [left, bottom] = place.point(bounds.min);
    let [right, top] = place.point(bounds.max);
    Rect {
        left,
        top,
        width: right - left,
        height: bottom - top,
    }
}

/// Words beside what they belong to: above, below, left or right of it, where first they lie in the plot and on nothing
/// else that has words.
fn beside(labels: &[Label], place: &PanelPlace, palette: &Palette, pen: &mut Pen) {
    let mut taken: Vec<Rect> = labels
        .iter()
        .map(|label| rect(&label.around, place))
        .collect();
    let plot = place.plot;
    for said in labels {
        let around = rect(&said.around, place);
        let [w, h] = [
            2.0 * PAD + text_width(&said.words, LEGEND),
            2.0 * PAD + LEGEND,
        ];
        let [x, y] = [
            around.left + 0.5 * around.width,
            around.top + 0.5 * around.height,
        ];
        let right = around.left + around.width;
        let middles = [
            [x, around.top - 0.5 * h],
            [x, around.bottom() + 0.5 * h],
            [around.left - 0.5 * w, y],
            [right + 0.5 * w, y],
        ];
        let room = |[x, y]: Point| Rect {
            left: (x - 0.5 * w).clamp(
                plot.left + PAD,
                (plot.left + plot.width - w - PAD).max(plot.left),
            ),
            top: y - 0.5 * h,
            width: w,
            height: h,
        };
        let inside = |rect: &Rect| {
            let across = rect.left >= plot.left && rect.left + w <= plot.left + plot.width;
            across && rect.top >= plot.top + PAD && rect.bottom() <= plot.bottom() - PAD
        };
        let free = |rect: &Rect| inside(rect) && !taken.iter().any(|other| meet(rect, other));
        let rooms = middles.map(room);
        let chosen = rooms.iter().find(|rect| free(rect)).unwrap_or(&rooms[0]);
        label(
            [chosen.left + 0.5 * w, chosen.top + 0.5 * h],
            &said.words,
            plot,
            palette,
            pen,
        );
        taken.push(*chosen);
    }
}

/// Whether two rectangles share more than a rim.
fn meet(a: &Rect, b: &Rect) -> bool {
    let rim = 0.5;
    let across = a.left + a.width > b.left + rim && b.left + b.width > a.left + rim;
    across && a.bottom() > b.top + rim && b.bottom() > a.top + rim
}

/// Words around `at` on a plate of paper, kept within `plot`.
fn label(at: Point, words: &str, plot: Rect, palette: &Palette, pen: &mut Pen) {
    let half = [PAD + 0.5 * text_width(words, LEGEND), PAD + 0.5 * LEGEND];
    let kept = |at: f64, low: f64, high: f64| at.clamp(low, high.max(low));
    let right = plot.left + plot.width;
    let x = kept(at[0], plot.left + half[0] + PAD, right - half[0] - PAD);
    let y = kept(
        at[1],
        plot.top + half[1] + PAD,
        plot.bottom() - half[1] - PAD,
    );
    let plate = Rect {
        left: x - half[0],
        top: y - half[1],
        width: 2.0 * half[0],
        height: 2.0 * half[1],
    };
    pen.fill_rect(plate, &palette.paper);
    let base = [x, y + CENTRED * LEGEND];
    pen.text(base, LEGEND, palette.ink, Anchor::Middle, words);
}
