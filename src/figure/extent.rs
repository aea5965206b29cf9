//! Which part of the plane a figure shows when nobody says.

use crate::mixture::GaussianMixture;
use crate::plane::{Bounds, Point};

/// The share of the particles that may lie beyond either side.
const LEFT_OUT: f64 = 0.01;
/// The view grows to at most this many times the target's own rectangle, however far particles flew.
const GROWTH: f64 = 2.0;
/// Blank space around, as a share of each side.
const MARGIN: f64 = 0.04;
/// The longer side is at most this many times the shorter one.
const LARGEST_ASPECT: f64 = 2.0;

/// The target out to three standard deviations, widened to hold most of `points`.
pub fn default_bounds(mixture: &GaussianMixture, points: &[Point]) -> Bounds {
    let target = mixture.bounds(3.0);
    let mut bounds = target;
    for axis in 0..2 {
        let side = target.max[axis] - target.min[axis];
        let grow = 0.5 * (GROWTH - 1.0) * side;
        if let Some((low, high)) = middle_range(points, axis) {
            bounds.min[axis] = low.clamp(target.min[axis] - grow, target.min[axis]);
            bounds.max[axis] = high.clamp(target.max[axis], target.max[axis] + grow);
        }
    }
    let longer = bounds.width().max(bounds.height());
    for axis in 0..2 {
        let side = bounds.max[axis] - bounds.min[axis];
        let missing = (longer / LARGEST_ASPECT - side).max(0.0);
        let extra = 0.5 * missing + MARGIN * side;
        bounds.min[axis] -= extra;
        bounds.max[axis] += extra;
    }
    bounds
}

/// The range of one coordinate without the outermost particles; `None` without finite ones.
fn middle_range(points: &[Point], axis: usize) -> Option<(f64, f64)> {
    let mut values: Vec<f64> = points.iter().map(|point| point[axis]).collect();
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let skipped = (LEFT_OUT * values.len() as f64) as usize;
    let low = values.get(skipped)?;
    let high = values.get(values.len() - 1 - skipped)?;
    Some((*low, *high))
}
