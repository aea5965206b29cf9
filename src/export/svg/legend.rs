//! What the legend has to explain, and how its rows are filled.

use super::measures::{GAP, LEGEND};
use crate::export::font::text_width;
use crate::figure::{Figure, Layer, Spacing};
use crate::wording::three_figures;

/// A sign and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub sign: Sign,
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    Start,
    End,
    OtherEnd,
    Contour,
    /// An arrow of this length on the page.
    Arrow(f64),
}

/// Items that stand beside each other, with their left edges counted from the row's.
pub type Rows = Vec<Vec<(Item, f64)>>;

/// Room for a sign.
const SIGN_WIDTH: f64 = 12.0;
/// Between two items.
const ITEM_GAP: f64 = 12.0;

/// What `figure` needs explained, in rows at most `width` wide. `scale` is page units a data unit.
pub fn rows(figure: &Figure, scale: f64, width: f64) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut used = 0.0;
    for item in items(figure, scale) {
        let wide = sign_width(item.sign) + GAP + text_width(&item.label, LEGEND);
        match rows.last_mut() {
            Some(row) if used + ITEM_GAP + wide <= width => {
                row.push((item, used + ITEM_GAP));
                used += ITEM_GAP + wide;
            }
            _ => {
                rows.push(vec![(item, 0.0)]);
                used = wide;
            }
        }
    }
    rows
}

/// The width of the widest item.
pub fn widest(figure: &Figure, scale: f64) -> f64 {
    let widths = items(figure, scale).into_iter();
    let widths = widths.map(|item| sign_width(item.sign) + GAP + text_width(&item.label, LEGEND));
    widths.fold(0.0, f64::max)
}

/// Every item with the left end of its middle line.
pub fn placed(rows: Rows, [left, top]: [f64; 2], row_height: f64) -> Vec<(Item, [f64; 2])> {
    let mut items = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let y = top + (index as f64 + 0.5) * row_height;
        items.extend(row.into_iter().map(|(item, x)| (item, [left + x, y])));
    }
    items
}

pub fn sign_width(sign: Sign) -> f64 {
    match sign {
        Sign::Start | Sign::End | Sign::OtherEnd => 6.0,
        Sign::Contour => SIGN_WIDTH,
        Sign::Arrow(length) => length.max(SIGN_WIDTH),
    }
}

fn items(figure: &Figure, scale: f64) -> Vec<Item> {
    let mut items = Vec::new();
    let mut add = |sign: Sign, label: String| items.push(Item { sign, label });
    for layer in &figure.layers {
        match layer {
            Layer::Paths(paths) => {
                if !paths.starts.is_empty() {
                    let begins = match paths.spacing {
                        Spacing::Steps(_) => "start",
                        Spacing::Level => "path starts",
                    };
                    add(Sign::Start, begins.to_owned());
                }
                if !paths.ends.is_empty() {
                    add(Sign::End, "end".to_owned());
                }
                if !paths.other_ends.is_empty() {
                    add(Sign::OtherEnd, "ends of the others".to_owned());
                }
            }
            Layer::Arrows(arrows) => {
                if let Some(key) = arrows.key {
                    let label = format!("|s| = {} per unit", three_figures(key));
                    add(Sign::Arrow(scale * arrows.length(key)), label);
                }
            }
            Layer::Contours(_) => add(Sign::Contour, "density".to_owned()),
        }
    }
    items
}
