//! Of the field at a point: by finite differences and by looking around, never by the formula that is asked for.

use super::setting::Setting;
use crate::plane::{Grid, Point};

/// Directions that are tried around a point.
const DIRECTIONS: u32 = 3600;
/// Points along each axis where arrows are compared.
const ACROSS: usize = 9;
/// How far finite differences reach, as a part of the narrowest width there is.
const REACH: f64 = 1e-3;

/// By how much the arrows change when p is multiplied by c, at most, as a part of their length.
pub fn arrow_change(setting: &Setting) -> f64 {
    let smooth = setting.mixture.smoothed(setting.sigma);
    let h = REACH * smooth.narrowest_std();
    let grid = Grid::new(smooth.bounds(2.0), ACROSS, ACROSS);
    let slope = |at: Point, constant: f64| -> Point {
        let log = |x: Point| (constant * smooth.log_density(x).exp()).ln();
        [
            (log([at[0] + h, at[1]]) - log([at[0] - h, at[1]])) / (2.0 * h),
            (log([at[0], at[1] + h]) - log([at[0], at[1] - h])) / (2.0 * h),
        ]
    };
    let points = grid.points();
    let changes = points.outer_iter().filter_map(|at| {
        let at = [at[0], at[1]];
        let [before, after] = [1.0, setting.constant].map(|constant| slope(at, constant));
        let length = before[0].hypot(before[1]);
        let change = (after[0] - before[0]).hypot(after[1] - before[1]) / length;
        // Where the density itself is too small for a number there is nothing to see either.
        change.is_finite().then_some(change)
    });
    changes.fold(0.0, f64::max)
}

/// Where log p rises fastest from x.
pub fn uphill(setting: &Setting) -> Point {
    let smooth = setting.mixture.smoothed(setting.sigma);
    let reach = REACH * smooth.narrowest_std();
    let at = setting.at.unwrap_or_default();
    steepest(at, reach, smooth.std(), |x| smooth.log_density(x))
}

/// Where the density of x given x_0 rises fastest from x.
pub fn conditional_uphill(setting: &Setting) -> Point {
    let Some(noised) = setting.noised else {
        return [f64::NAN; 2];
    };
    let sigma = setting.sigma;
    let x = noised.x(sigma);
    steepest(x, REACH * sigma, sigma, |at| {
        let away = (at[0] - noised.x0[0]).powi(2) + (at[1] - noised.x0[1]).powi(2);
        -away / (2.0 * sigma * sigma)
    })
}

/// The point at distance `length` from `at` in the direction in which `height` is largest at distance `reach`.
fn steepest(at: Point, reach: f64, length: f64, height: impl Fn(Point) -> f64) -> Point {
    let along = |turn: u32, distance: f64| {
        let (sin, cos) =
            (f64::from(turn) / f64::from(DIRECTIONS) * std::f64::consts::TAU).sin_cos();
        [at[0] + distance * cos, at[1] + distance * sin]
    };
    let heights = (0..DIRECTIONS).map(|turn| (turn, height(along(turn, reach))));
    let best = heights.max_by(|a, b| a.1.total_cmp(&b.1));
    best.map_or(at, |(turn, _)| along(turn, length))
}

/// |grad log p| at x, by finite differences.
pub fn score_length(setting: &Setting) -> f64 {
    let smooth = setting.mixture.smoothed(setting.sigma);
    let h = REACH * smooth.narrowest_std();
    let at = setting.at.unwrap_or_default();
    let rise = |by: Point| {
        let there = smooth.log_density([at[0] + by[0], at[1] + by[1]]);
        let back = smooth.log_density([at[0] - by[0], at[1] - by[1]]);
        (there - back) / (2.0 * h)
    };
    rise([h, 0.0]).hypot(rise([0.0, h]))
}
