//! The signs of the legend as they are drawn.

use super::layers;
use super::legend::{Item, Sign, sign_width};
use super::measures::{CENTRED, GAP, LEGEND};
use super::palette::Palette;
use super::pen::{Anchor, Pen, Trace};

/// Every item at the left end of its middle line.
pub fn draw(items: &[(Item, [f64; 2])], palette: &Palette, pen: &mut Pen) {
    for (item, [left, y]) in items {
        let width = sign_width(item.sign);
        let middle = [left + 0.5 * width, *y];
        match item.sign {
            Sign::Start => layers::starts(&[middle], palette, pen),
            Sign::End => layers::ends(&[middle], palette, pen),
            Sign::OtherEnd => layers::other_ends(&[middle], palette, pen),
            Sign::Contour => {
                let ring = || {
                    let mut ring = Trace::new();
                    ring.polygon(&oval(middle, 0.5 * width, 0.3 * LEGEND));
                    ring
                };
                pen.fill(ring(), palette.contour, 2.0 * palette.contour_tint);
                pen.stroke(ring(), palette.contour, layers::CONTOUR_LINE, 1.0);
            }
            Sign::Arrow(length) => {
                let tail = [middle[0] - 0.5 * length, *y];
                let tip = [middle[0] + 0.5 * length, *y];
                let mut arrow = Trace::new();
                layers::trace_arrow(tail, tip, &mut arrow);
                pen.stroke(arrow, palette.arrow, layers::ARROW_LINE, 1.0);
            }
        }
        let at = [left + width + GAP, y + CENTRED * LEGEND];
        pen.text(at, LEGEND, palette.ink, Anchor::Start, &item.label);
    }
}

fn oval([x, y]: [f64; 2], across: f64, up: f64) -> Vec<[f64; 2]> {
    const CORNERS: usize = 32;
    let corner = |index: usize| {
        let (sin, cos) = (std::f64::consts::TAU * index as f64 / CORNERS as f64).sin_cos();
        [x + across * cos, y + up * sin]
    };
    (0..CORNERS).map(corner).collect()
}
