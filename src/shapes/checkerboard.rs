//! A board of 4 x 4 fields, every other one filled.

use crate::mixture::Component;
use crate::plane::Point;

/// The length of a field's side.
const SIDE: f64 = 1.4;

/// `count` round Gaussians of weight 1, shared out evenly among the eight filled fields.
pub(super) fn components(count: usize, std: f64) -> Vec<Component> {
    let corners = (0..4).flat_map(|row| {
        (0..4)
            .filter(move |column| (row + column) % 2 == 0)
            .map(move |column| {
                [
                    SIDE * (f64::from(column) - 2.0),
                    SIDE * (f64::from(row) - 2.0),
                ]
            })
    });
    let mut components = Vec::with_capacity(count);
    for (field, corner) in corners.enumerate() {
        let share = count * (field + 1) / 8 - count * field / 8;
        components.extend(fill(corner, share).map(|mean| Component::round(mean, std, 1.0)));
    }
    components
}

/// `count` points on the field whose lower left corner is `corner`: rows of nearly equal length,
/// each point in the middle of its cell.
fn fill(corner: Point, count: usize) -> impl Iterator<Item = Point> {
    let rows = ((count as f64).sqrt().round() as usize).max(1);
    (0..rows).flat_map(move |row| {
        let columns = count * (row + 1) / rows - count * row / rows;
        (0..columns).map(move |column| {
            [
                corner[0] + SIDE * (column as f64 + 0.5) / columns as f64,
                corner[1] + SIDE * (row as f64 + 0.5) / rows as f64,
            ]
        })
    })
}
