//! What every file of points must keep to.

use crate::plane::Point;
use crate::wording::{Number, count};

/// More points than anything here can use.
pub fn too_many(most: usize) -> String {
    format!(
        "there are more than {} points; give fewer",
        count(most as u64)
    )
}

/// # Errors
/// When a coordinate is not finite; `place` says where the point is.
pub fn finite(point: Point, place: impl FnOnce() -> String) -> Result<Point, String> {
    if point.iter().all(|v| v.is_finite()) {
        return Ok(point);
    }
    let ([x, y], place) = (point.map(Number), place());
    Err(format!(
        "{place}: point {x},{y} is not finite; give numbers"
    ))
}
