//! The layers inside the plot.

use super::layout::Layout;
use super::measures::LEGEND;
use super::palette::Palette;
use super::pen::{CircleStyle, Pen, Trace};
use crate::figure::{Arrows, Contours, DASHES, Figure, Layer, Paths};

pub const CONTOUR_LINE: f64 = 0.5;
pub const ARROW_LINE: f64 = 0.55;
pub const PATH_LINE: f64 = 0.7;
/// The dashes of leaps in print with the gaps between them.
const LEAP_PERIOD: f64 = 4.5;
const MARK_RADIUS: f64 = 1.9;
const DOT_RADIUS: f64 = 0.9;
/// The barbs of an arrow: at most this long, at most this share of the arrow.
const BARB: f64 = 2.6;
const BARB_SHARE: f64 = 0.42;
/// The sine and cosine of half the angle between barbs, 50 degrees.
const BARB_TURN: (f64, f64) = (0.422_618_261_740_699_4, 0.906_307_787_036_65);
/// Arrows shorter than this on the page are specks and left out.
const SHORTEST_ARROW: f64 = 0.6;

/// Where a point of the data lies on the page.
pub type OnPage<'a> = &'a dyn Fn([f64; 2]) -> [f64; 2];

/// All layers, to be cut off at the plot's frame.
pub fn drawn(figure: &Figure, layout: &Layout, palette: &Palette, thinnest: f64) -> String {
    let mut pen = Pen::new(thinnest);
    let on_page = |point| layout.point(point);
    for layer in &figure.layers {
        match layer {
            Layer::Contours(contours) => draw_contours(contours, &on_page, palette, &mut pen),
            Layer::Arrows(arrows) => draw_arrows(arrows, &on_page, palette.arrow, &mut pen),
            Layer::Paths(paths) => draw_paths(paths, &on_page, palette, &mut pen),
        }
    }
    pen.finish()
}

/// The density: tints add up towards the modes; lines over all tints.
pub fn draw_contours(contours: &Contours, place: OnPage, palette: &Palette, pen: &mut Pen) {
    let trace = |lines: &[Vec<[f64; 2]>]| {
        let mut trace = Trace::new();
        for line in lines {
            let line: Vec<[f64; 2]> = line.iter().map(|p| place(*p)).collect();
            trace.polygon(&line);
        }
        trace
    };
    for level in &contours.levels {
        pen.fill(trace(&level.lines), palette.contour, palette.contour_tint);
    }
    for level in &contours.levels {
        pen.stroke(trace(&level.lines), palette.contour, CONTOUR_LINE, 1.0);
    }
}

/// A field.
pub fn draw_arrows(arrows: &Arrows, place: OnPage, colour: &str, pen: &mut Pen) {
    let mut trace = Trace::new();
    for arrow in &arrows.arrows {
        trace_arrow(place(arrow.tail), place(arrow.tip), &mut trace);
    }
    pen.stroke(trace, colour, ARROW_LINE, 1.0);
}

/// A shaft and two barbs.
pub fn trace_arrow(tail: [f64; 2], tip: [f64; 2], trace: &mut Trace) {
    let (dx, dy) = (tip[0] - tail[0], tip[1] - tail[1]);
    let length = dx.hypot(dy);
    if length < SHORTEST_ARROW {
        return;
    }
    let barb = BARB.min(BARB_SHARE * length) / length;
    let (sin, cos) = BARB_TURN;
    let side = |sin: f64| {
        [
            tip[0] - barb * (cos * dx - sin * dy),
            tip[1] - barb * (sin * dx + cos * dy),
        ]
    };
    trace.line(&[tail, tip]);
    trace.line(&[side(sin), tip, side(-sin)]);
}

/// The ways of particles with their ends.
pub fn draw_paths(paths: &Paths, place: OnPage, palette: &Palette, pen: &mut Pen) {
    let on_page = |points: &[[f64; 2]]| -> Vec<[f64; 2]> {
        points.iter().map(|point| place(*point)).collect()
    };
    other_ends(&on_page(&paths.other_ends), palette, pen);
    for stretch in &paths.stretches {
        let mut trace = Trace::new();
        for line in &stretch.lines {
            trace.line(&on_page(line));
        }
        let colour = palette.time(stretch.fraction);
        if stretch.leaps && palette.dashes_leaps() {
            let dash = DASHES * LEAP_PERIOD;
            pen.dashes(trace, &colour, 0.0, [dash, LEAP_PERIOD - dash]);
        } else {
            let strength = palette.strength(paths.spacing, stretch);
            pen.stroke(trace, &colour, PATH_LINE, strength);
        }
    }
    starts(&on_page(&paths.starts), palette, pen);
    ends(&on_page(&paths.ends), palette, pen);
}

/// Hollow circles.
pub fn starts(centres: &[[f64; 2]], palette: &Palette, pen: &mut Pen) {
    let style = CircleStyle {
        fill: &palette.paper,
        line: palette.ink,
        line_width: 0.6,
        opacity: 1.0,
    };
    pen.circles(centres, MARK_RADIUS, style);
}

/// Filled dots with a thin rim of paper that parts them where they meet.
pub fn ends(centres: &[[f64; 2]], palette: &Palette, pen: &mut Pen) {
    let style = CircleStyle {
        fill: &palette.time(1.0),
        line: &palette.paper,
        line_width: 0.4,
        opacity: 1.0,
    };
    pen.circles(centres, MARK_RADIUS, style);
}

/// Small dots.
pub fn other_ends(centres: &[[f64; 2]], palette: &Palette, pen: &mut Pen) {
    pen.dots(
        centres,
        DOT_RADIUS,
        &palette.time(1.0),
        palette.dot_strength(),
    );
}

/// An outline of the density, `width` wide, as the legend has it.
pub fn contour_sign(middle: [f64; 2], width: f64, palette: &Palette, pen: &mut Pen) {
    let ring = || {
        let mut ring = Trace::new();
        ring.polygon(&oval(middle, 0.5 * width, 0.3 * LEGEND));
        ring
    };
    pen.fill(ring(), palette.contour, 2.0 * palette.contour_tint);
    pen.stroke(ring(), palette.contour, CONTOUR_LINE, 1.0);
}

fn oval([x, y]: [f64; 2], across: f64, up: f64) -> Vec<[f64; 2]> {
    const CORNERS: usize = 32;
    let corner = |index: usize| {
        let (sin, cos) = (std::f64::consts::TAU * index as f64 / CORNERS as f64).sin_cos();
        [x + across * cos, y + up * sin]
    };
    (0..CORNERS).map(corner).collect()
}
