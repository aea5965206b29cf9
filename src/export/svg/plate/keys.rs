//! The legend of a page of panels: its rows, its places and its signs.

use crate::export::font::text_width;
use crate::export::svg::layers;
use crate::export::svg::measures::{CENTRED, GAP, LEADING, LEGEND, Rect};
use crate::export::svg::palette::Palette;
use crate::export::svg::pen::{Anchor, CircleStyle, Pen, Trace};
use crate::figure::{Ink, Key, KeySign, Stroke};

/// Between two entries.
const BETWEEN: f64 = 12.0;
/// The width of a line, a bar or a frame.
const WIDTH: f64 = 13.0;
const DOT_WIDTH: f64 = 6.0;
/// Lines of charts, and the dashes of what is known.
pub const BOLD: f64 = 1.0;
pub const DASHES: [f64; 2] = [3.2, 2.2];
pub const VALUE_RADIUS: f64 = 1.7;
pub const DOT_RADIUS: f64 = 0.9;

/// Entries beside each other with their left edges, in rows at most `width` wide. `scale` is page units a unit of the
/// first axis.
pub fn rows(keys: &[Key], scale: f64, width: f64) -> Vec<Vec<(Key, f64)>> {
    let mut rows: Vec<Vec<(Key, f64)>> = Vec::new();
    let mut used = 0.0;
    for key in keys {
        let key = Key {
            sign: on_page(key.sign, scale),
            label: key.label.clone(),
        };
        let wide = sign_width(key.sign) + GAP + text_width(&key.label, LEGEND);
        match rows.last_mut() {
            Some(row) if used + BETWEEN + wide <= width => {
                row.push((key, used + BETWEEN));
                used += BETWEEN + wide;
            }
            Some(_) | None => {
                rows.push(vec![(key, 0.0)]);
                used = wide;
            }
        }
    }
    rows
}

fn on_page(sign: KeySign, scale: f64) -> KeySign {
    match sign {
        KeySign::Arrow(length) => KeySign::Arrow(scale * length),
        KeySign::Line(..)
        | KeySign::Dot(_)
        | KeySign::Value(_)
        | KeySign::Bar(_)
        | KeySign::Frame(_)
        | KeySign::Contour
        | KeySign::Start
        | KeySign::End
        | KeySign::OtherEnd => sign,
    }
}

/// Every entry with the left end of its middle line.
pub fn placed(rows: Vec<Vec<(Key, f64)>>, [left, top]: [f64; 2]) -> Vec<(Key, [f64; 2])> {
    let mut keys = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let y = top + (index as f64 + 0.5) * LEGEND * LEADING;
        keys.extend(row.into_iter().map(|(key, x)| (key, [left + x, y])));
    }
    keys
}

fn sign_width(sign: KeySign) -> f64 {
    match sign {
        KeySign::Dot(_) | KeySign::Start | KeySign::End | KeySign::OtherEnd => DOT_WIDTH,
        KeySign::Arrow(length) => length.max(DOT_WIDTH),
        KeySign::Line(..)
        | KeySign::Value(_)
        | KeySign::Bar(_)
        | KeySign::Frame(_)
        | KeySign::Contour => WIDTH,
    }
}

/// The legend.
pub fn draw(keys: &[(Key, [f64; 2])], palette: &Palette, pen: &mut Pen) {
    for (key, [left, y]) in keys {
        let width = sign_width(key.sign);
        let middle = [left + 0.5 * width, *y];
        let line = || {
            let mut line = Trace::new();
            line.line(&[[*left, *y], [left + width, *y]]);
            line
        };
        let block = Rect {
            left: left + 0.15 * width,
            top: y - 0.34 * LEGEND,
            width: 0.7 * width,
            height: 0.68 * LEGEND,
        };
        match key.sign {
            KeySign::Line(ink, stroke) => draw_stroke(line(), palette.ink_of(ink), stroke, pen),
            KeySign::Value(ink) => {
                draw_stroke(line(), palette.ink_of(ink), Stroke::Bold, pen);
                values(&[middle], ink, palette, pen);
            }
            KeySign::Dot(ink) => dots(&[middle], ink, palette, pen),
            KeySign::Bar(ink) => pen.fill_rect(block, palette.ink_of(ink)),
            KeySign::Frame(ink) => pen.frame(block, palette.ink_of(ink), BOLD),
            KeySign::Contour => layers::contour_sign(middle, width, palette, pen),
            KeySign::Arrow(length) => {
                let half = 0.5 * length;
                let mut arrow = Trace::new();
                let [x, y] = middle;
                layers::trace_arrow([x - half, y], [x + half, y], &mut arrow);
                pen.stroke(arrow, palette.field(), layers::ARROW_LINE, 1.0);
            }
            KeySign::Start => layers::starts(&[middle], palette, pen),
            KeySign::End => layers::ends(&[middle], palette, pen),
            KeySign::OtherEnd => layers::other_ends(&[middle], palette, pen),
        }
        let at = [left + width + GAP, y + CENTRED * LEGEND];
        pen.text(at, LEGEND, palette.ink, Anchor::Start, &key.label);
    }
}

/// A line in its manner.
pub fn draw_stroke(trace: Trace, colour: &str, stroke: Stroke, pen: &mut Pen) {
    match stroke {
        Stroke::Thin => pen.stroke(trace, colour, layers::PATH_LINE, 1.0),
        Stroke::Bold => pen.stroke(trace, colour, BOLD, 1.0),
        Stroke::Dashed => pen.dashes(trace, colour, BOLD, DASHES),
    }
}

/// Values of a chart, parted from lines by a rim of paper.
pub fn values(centres: &[[f64; 2]], ink: Ink, palette: &Palette, pen: &mut Pen) {
    let style = CircleStyle {
        fill: palette.ink_of(ink),
        line: &palette.paper,
        line_width: 0.4,
        opacity: 1.0,
    };
    pen.circles(centres, VALUE_RADIUS, style);
}

/// Small dots.
pub fn dots(centres: &[[f64; 2]], ink: Ink, palette: &Palette, pen: &mut Pen) {
    pen.dots(
        centres,
        DOT_RADIUS,
        palette.ink_of(ink),
        palette.dot_strength(),
    );
}
