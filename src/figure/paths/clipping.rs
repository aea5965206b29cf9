//! Lines cut off at the edge of the picture, and without the points that nobody would miss.

use crate::plane::{Bounds, Point};

/// The part of the segment from `a` to `b` inside `bounds` (Liang & Barsky 1984).
pub fn clip(a: Point, b: Point, bounds: Bounds) -> Option<(Point, Point)> {
    if !a.iter().chain(&b).all(|v| v.is_finite()) {
        return None;
    }
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let step = b[axis] - a[axis];
        let (to_min, to_max) = (bounds.min[axis] - a[axis], bounds.max[axis] - a[axis]);
        if step == 0.0 {
            if to_min > 0.0 || to_max < 0.0 {
                return None;
            }
        } else {
            let (first, second) = (to_min / step, to_max / step);
            enter = enter.max(first.min(second));
            leave = leave.min(first.max(second));
        }
    }
    if enter >= leave {
        return None;
    }
    let point = |t: f64| [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    let start = if enter == 0.0 { a } else { point(enter) };
    let end = if leave == 1.0 { b } else { point(leave) };
    Some((start, end))
}

/// The points of `line` without those closer than `tolerance` to the line that remains (Douglas &
/// Peucker 1973).
pub fn simplified(line: &[Point], tolerance: f64) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[line.len() - 1] = true;
    let mut open = vec![(0, line.len() - 1)];
    while let Some((first, last)) = open.pop() {
        let farthest = (first + 1..last)
            .map(|index| (index, distance(line[index], line[first], line[last])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((index, distance)) = farthest
            && distance > tolerance
        {
            keep[index] = true;
            open.push((first, index));
            open.push((index, last));
        }
    }
    let kept = line.iter().zip(&keep).filter(|(_, keep)| **keep);
    kept.map(|(point, _)| *point).collect()
}

/// From `p` to the segment from `a` to `b`.
fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length_squared = dx * dx + dy * dy;
    let along = if length_squared > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
}
