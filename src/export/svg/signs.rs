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
            Sign::Contour => layers::contour_sign(middle, width, palette, pen),
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
