//! Lines along a field, evenly spaced (Jobard & Lefer 1997): each begins beside one that is there and ends where it
//! would come too close to another.

use crate::plane::{Bounds, Point};
use std::collections::VecDeque;

/// A vector at a point.
type Field<'a> = &'a dyn Fn(Point) -> Option<Point>;

/// How much nearer lines may come after their beginning, as a share of their distance there.
const NEAREST: f64 = 0.5;
/// The shortest line, in the same distances.
const SHORTEST: f64 = 26.0 / 21.0;
/// A line is no neighbour of its own last steps.
const OWN: usize = 24;
const MOST_STEPS: usize = 900;

/// Lines along `field` within `bounds` that begin `apart` from each other, in steps of `step`, both in data units. `field`
/// is asked for a vector at a point, and knows none where it is not finite.
pub fn evenly_spaced(field: Field, bounds: Bounds, apart: f64, step: f64) -> Vec<Vec<Point>> {
    let mut taken = Taken::new(bounds, apart);
    let mut lines: Vec<Vec<Point>> = Vec::new();
    let mut seeds = VecDeque::from([bounds.center()]);
    // Where a field has parts that no line leads to, others begin.
    let [nx, ny] = [bounds.width(), bounds.height()].map(|side| (side / apart) as usize);
    let mut rest = (0..nx * ny).map(|index| {
        let at = |i: usize, axis: usize| bounds.min[axis] + (i as f64 + 0.5) * apart;
        [at(index % nx, 0), at(index / nx, 1)]
    });
    while let Some(seed) = seeds.pop_front().or_else(|| rest.next()) {
        if !bounds.contains(seed) || taken.is_near(seed, apart, None) {
            continue;
        }
        let line = traced((field, bounds), seed, step, |at, steps| {
            taken.is_near(at, NEAREST * apart, None) || steps > MOST_STEPS
        });
        if (line.len() as f64) * step < SHORTEST * apart {
            continue;
        }
        for (index, at) in line.iter().enumerate() {
            taken.insert(*at, index);
        }
        for pair in line.windows(2).step_by(6) {
            let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            let scale = apart / dx.hypot(dy);
            for side in [scale, -scale] {
                seeds.push_back([pair[0][0] - side * dy, pair[0][1] + side * dx]);
            }
        }
        lines.push(line);
    }
    lines
}

/// The line through `seed`, both ways until `ends` says so at a point after so many steps, or it comes back to itself.
fn traced(
    (field, bounds): (Field, Bounds),
    seed: Point,
    step: f64,
    ends: impl Fn(Point, usize) -> bool,
) -> Vec<Point> {
    let direction = |at: Point| -> Option<Point> {
        let vector = field(at)?;
        let length = vector[0].hypot(vector[1]);
        (length > 0.0).then(|| vector.map(|part| part / length))
    };
    let mut own = Taken::new(bounds, 2.0 * step);
    own.insert(seed, 0);
    let mut way = |sign: f64| {
        let mut points: Vec<Point> = Vec::new();
        let mut at = seed;
        loop {
            // The midpoint rule follows bends to the second order.
            let along = |from: Point, by: f64| {
                direction(from).map(|d| [at[0] + sign * by * d[0], at[1] + sign * by * d[1]])
            };
            let Some(next) = along(at, 0.5 * step).and_then(|half| along(half, step)) else {
                break;
            };
            let index = points.len() + 1;
            let close = own.is_near(next, 0.9 * step, Some(index));
            if close || ends(next, index) || !bounds.contains(next) {
                break;
            }
            own.insert(next, index);
            points.push(next);
            at = next;
        }
        points
    };
    let mut line = way(-1.0);
    line.reverse();
    line.push(seed);
    line.extend(way(1.0));
    line
}

/// Where points are, found by cells.
struct Taken {
    bounds: Bounds,
    side: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<(Point, usize)>>,
}

impl Taken {
    fn new(bounds: Bounds, side: f64) -> Self {
        let [columns, rows] = [bounds.width(), bounds.height()]
            .map(|length| ((length / side).ceil() as usize).clamp(1, 600));
        Self {
            bounds,
            side: side
                .max(bounds.width() / columns as f64)
                .max(bounds.height() / rows as f64),
            columns,
            rows,
            cells: vec![Vec::new(); columns * rows],
        }
    }

    fn cell(&self, at: Point) -> [usize; 2] {
        let along = |axis: usize, count: usize| {
            (((at[axis] - self.bounds.min[axis]) / self.side).max(0.0) as usize).min(count - 1)
        };
        [along(0, self.columns), along(1, self.rows)]
    }

    fn insert(&mut self, at: Point, index: usize) {
        let [i, j] = self.cell(at);
        self.cells[j * self.columns + i].push((at, index));
    }

    /// Whether a point is nearer than `distance`, at most the side of a cell; of a line at its step `own` its last steps
    /// are not counted.
    fn is_near(&self, at: Point, distance: f64, own: Option<usize>) -> bool {
        let [i, j] = self.cell(at);
        let around = |k: usize, count: usize| k.saturating_sub(1)..(k + 2).min(count);
        around(j, self.rows).any(|row| {
            around(i, self.columns).any(|column| {
                self.cells[row * self.columns + column]
                    .iter()
                    .any(|(known, index)| {
                        let counts = own.is_none_or(|own| index + OWN < own);
                        counts && (known[0] - at[0]).hypot(known[1] - at[1]) < distance
                    })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn around_a_center_lines_are_circles_that_keep_their_distance() {
        let field = |[x, y]: Point| Some([-y, x]);
        let lines = evenly_spaced(&field, Bounds::square([0.0, 0.0], 2.0), 0.3, 0.02);
        assert!(lines.len() > 4);
        let radius = |[x, y]: Point| x.hypot(y);
        for line in &lines {
            // The midpoint rule is off by the third power of a step, all around.
            let off = |at: &Point| (radius(*at) - radius(line[0])).abs();
            assert!(line.iter().all(|at| off(at) < 2e-3), "{}", radius(line[0]));
        }
        for (i, a) in lines.iter().enumerate() {
            for b in &lines[..i] {
                let near = a
                    .iter()
                    .flat_map(|p| b.iter().map(move |q| (p[0] - q[0]).hypot(p[1] - q[1])));
                let nearest = near.fold(f64::INFINITY, f64::min);
                assert!(nearest > NEAREST * 0.3 - 0.02, "{nearest}");
            }
        }
    }
}
