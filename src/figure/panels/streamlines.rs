//! Streamlines with heads.

use super::surface::grid;
use crate::figure::plate::{Ink, Lines, Mark, Stroke};
use crate::measure::evenly_spaced;
use crate::plane::{Bounds, Point};
use crate::score::ScoreFn;

/// Points along the longer side between which the field is interpolated.
const FIELD_POINTS: f64 = 96.0;
/// Head of a streamline, and one step along it, in distances between lines.
const HEAD: f64 = 0.32;
const STEP: f64 = 0.1;

/// Lines along `score` at the level `sigma`, as many across `bounds` as there would be arrows.
pub fn streamlines(score: &dyn ScoreFn, sigma: f64, bounds: Bounds, along: usize) -> Vec<Mark> {
    let grid = grid(bounds, FIELD_POINTS);
    let vectors = score.score(grid.points().view(), sigma);
    let apart = bounds.width().max(bounds.height()) / along as f64;
    let at = |[x, y]: Point| -> Option<Point> {
        let [dx, dy] = grid.spacing();
        let (u, v) = ((x - grid.bounds.min[0]) / dx, (y - grid.bounds.min[1]) / dy);
        let (i, j) = (u.floor().max(0.0) as usize, v.floor().max(0.0) as usize);
        let (i, j) = (i.min(grid.nx - 2), j.min(grid.ny - 2));
        let (u, v) = (u - i as f64, v - j as f64);
        let corner = |i: usize, j: usize, axis: usize| vectors[[j * grid.nx + i, axis]];
        let vector = [0, 1].map(|axis| {
            (1.0 - v) * ((1.0 - u) * corner(i, j, axis) + u * corner(i + 1, j, axis))
                + v * ((1.0 - u) * corner(i, j + 1, axis) + u * corner(i + 1, j + 1, axis))
        });
        vector.iter().all(|part| part.is_finite()).then_some(vector)
    };
    let lines = evenly_spaced(&at, bounds, apart, STEP * apart);
    let heads = lines
        .iter()
        .filter_map(|line| head(line, HEAD * apart))
        .collect();
    let drawn = |lines| {
        Mark::Lines(Lines {
            ink: Ink::Field,
            stroke: Stroke::Thin,
            lines,
        })
    };
    vec![drawn(lines), drawn(heads)]
}

/// Two barbs in the middle of a line.
fn head(line: &[Point], size: f64) -> Option<Vec<Point>> {
    let middle = line.len() / 2;
    let (tip, before) = (*line.get(middle)?, *line.get(middle.checked_sub(2)?)?);
    let along = [tip[0] - before[0], tip[1] - before[1]];
    let length = along[0].hypot(along[1]);
    let (sin, cos) = 0.44f64.sin_cos();
    let barb = |sin: f64| {
        let [dx, dy] = along.map(|part| size * part / length);
        [tip[0] - cos * dx + sin * dy, tip[1] - cos * dy - sin * dx]
    };
    (length > 0.0).then(|| vec![barb(sin), tip, barb(-sin)])
}
