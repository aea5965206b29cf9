//! Outlines filled on a grid.

use crate::plane::Point;

/// Fields along the longer side.
const FIELDS: f64 = 800.0;
/// Beside every side there is so much of the outside.
const MARGIN: usize = 1;

/// How many columns there are, and the fields, in rows from the top, whose middles the outlines wind around; `None` when
/// all corners are in one place.
pub fn filled(outlines: &[Vec<Point>]) -> Option<(usize, Vec<bool>)> {
    let corners = || outlines.iter().flatten();
    let ends = [0, 1].map(|axis| {
        corners().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), corner| {
            (low.min(corner[axis]), high.max(corner[axis]))
        })
    });
    let [wide, high] = ends.map(|(low, high)| high - low);
    let unit = wide.max(high) / FIELDS;
    // Without corners, or with all in one place.
    if !(unit.is_finite() && unit > 0.0) {
        return None;
    }
    let [columns, rows] = [wide, high].map(|side| (side / unit).ceil() as usize + 2 * MARGIN);
    let (left, top) = (ends[0].0, ends[1].1);
    let mut inside = vec![false; columns * rows];
    for (row, fields) in inside.chunks_exact_mut(columns).enumerate() {
        let y = top - unit * (row as f64 + 0.5 - MARGIN as f64);
        let mut crossings = crossings(outlines, y);
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            if winding == 0 {
                continue;
            }
            // Fields with their middles between the two crossings.
            let column = |x: f64| {
                let at = (x - left) / unit + MARGIN as f64 - 0.5;
                (at.ceil().max(0.0) as usize).min(columns)
            };
            let (from, to) = (column(pair[0].0), column(pair[1].0));
            fields[from..to.max(from)].fill(true);
        }
    }
    Some((columns, inside))
}

/// Where the outlines cross the line at `y`, and whether upwards (1) or downwards (-1).
fn crossings(outlines: &[Vec<Point>], y: f64) -> Vec<(f64, i32)> {
    let mut found = Vec::new();
    for outline in outlines {
        for (index, a) in outline.iter().enumerate() {
            let b = outline[(index + 1) % outline.len()];
            // A corner on the line belongs to the side above it.
            if (a[1] < y) == (b[1] < y) {
                continue;
            }
            let part = (y - a[1]) / (b[1] - a[1]);
            let direction = if b[1] > a[1] { 1 } else { -1 };
            found.push((a[0] + part * (b[0] - a[0]), direction));
        }
    }
    found
}
