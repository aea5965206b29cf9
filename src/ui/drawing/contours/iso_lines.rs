//! Lines of equal log p at round values, all levels in one pass over the samples. Unlike a figure's they
//! are open where they leave the picture.

use crate::figure::joined_sides;
use crate::plane::{Grid, Point};
use crate::ui::drawing::refinement::bulge;
use egui::{Vec2, vec2};

/// Lines are drawn down to this far below the highest log p in view, in nats: one part in 160,000.
const DEPTH: f32 = 12.0;
/// There are at most so many.
const MOST: f32 = 7.0;
/// Their distances, in nats.
const STEPS: [f32; 8] = [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

/// A point of a line.
#[derive(Clone, Copy, Debug)]
pub struct Crossing {
    pub at: Point,
    /// Uphill on the screen, y down, length 1.
    pub uphill: Vec2,
    /// log p there, in steps.
    pub level: i32,
}

/// The lines of one field.
#[derive(Debug)]
pub struct IsoLines {
    pub crossings: Vec<Crossing>,
    /// Pieces of lines, from crossing to crossing.
    pub pieces: Vec<[u32; 2]>,
    /// The difference of log p between neighbours, nats.
    pub step: f32,
    /// The levels in steps, the lowest and the highest; none when the second is the lower one.
    pub levels: [i32; 2],
}

impl Default for IsoLines {
    /// No lines at no level.
    fn default() -> Self {
        Self {
            crossings: Vec::new(),
            pieces: Vec::new(),
            step: 1.0,
            levels: [0, -1],
        }
    }
}

/// Samples in units of the step.
struct Samples<'a> {
    grid: &'a Grid,
    values: &'a [f32],
    /// The highest of the levels that each sample reaches.
    reached: Vec<i32>,
    step: f32,
}

impl IsoLines {
    /// The lines of `values`, one a point of `grid`.
    pub fn new(grid: &Grid, values: &[f32]) -> Self {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let highest = finite().fold(f32::NEG_INFINITY, f32::max);
        let lowest = finite().fold(f32::INFINITY, f32::min).max(highest - DEPTH);
        let depth = highest - lowest;
        if depth.is_nan() || depth <= 0.0 || values.len() != grid.len() {
            return Self::default();
        }
        let fits = |step: &f32| depth / step <= MOST;
        let step = STEPS
            .into_iter()
            .find(fits)
            .unwrap_or(STEPS[STEPS.len() - 1]);
        let low = (lowest / step).ceil() as i32;
        let high = (highest / step).ceil() as i32 - 1;
        // What is not a number reaches nothing.
        let reached = |value: &f32| {
            let whole = (value / step).floor();
            if whole.is_nan() {
                low - 1
            } else {
                (whole as i32).clamp(low - 1, high.max(low - 1))
            }
        };
        let samples = Samples {
            grid,
            values,
            reached: values.iter().map(reached).collect(),
            step,
        };
        let mut lines = Self {
            step,
            levels: [low, high],
            ..Self::default()
        };
        let first = lines.cross_edges(&samples);
        lines.join(&samples, &first);
        lines
    }

    /// Where the levels are met along the edges; the number of the first crossing of each edge. Edge 2n
    /// runs right from node n, 2n + 1 up.
    fn cross_edges(&mut self, samples: &Samples<'_>) -> Vec<u32> {
        let (nx, ny) = (samples.grid.nx, samples.grid.ny);
        let mut first = vec![u32::MAX; 2 * nx * ny];
        for j in 0..ny {
            for i in 0..nx {
                let node = j * nx + i;
                for (axis, other) in [(0, i + 1 < nx), (1, j + 1 < ny)] {
                    let next = node + if axis == 0 { 1 } else { nx };
                    if !other || samples.reached[node] == samples.reached[next] {
                        continue;
                    }
                    first[2 * node + axis] = self.crossings.len() as u32;
                    let [a, b] = [node, next].map(|node| samples.reached[node]);
                    for level in a.min(b) + 1..=a.max(b) {
                        let crossing = samples.crossing(i, j, axis, level);
                        self.crossings.push(crossing);
                    }
                }
            }
        }
        first
    }

    /// Joins the crossings inside of each cell.
    fn join(&mut self, samples: &Samples<'_>, first: &[u32]) {
        let (nx, ny) = (samples.grid.nx, samples.grid.ny);
        for j in 0..ny - 1 {
            for i in 0..nx - 1 {
                let node = j * nx + i;
                let corners = [node, node + 1, node + nx + 1, node + nx];
                let reached = corners.map(|corner| samples.reached[corner]);
                let low = reached[0].min(reached[1]).min(reached[2]).min(reached[3]);
                let high = reached[0].max(reached[1]).max(reached[2]).max(reached[3]);
                if low == high {
                    continue;
                }
                let sides = [2 * node, 2 * (node + 1) + 1, 2 * (node + nx), 2 * node + 1];
                let values = corners.map(|corner| samples.in_steps(corner));
                for level in low + 1..=high {
                    let number = |side: usize| {
                        let (a, b) = (reached[side], reached[(side + 1) % 4]);
                        first[sides[side]] + (level - a.min(b) - 1) as u32
                    };
                    for (from, to) in joined_sides(values, f64::from(level)) {
                        self.pieces.push([number(from), number(to)]);
                    }
                }
            }
        }
    }
}

impl Samples<'_> {
    /// The value at a node in steps; below everything where it is not a number.
    fn in_steps(&self, node: usize) -> f64 {
        let value = f64::from(self.values[node] / self.step);
        if value.is_nan() {
            f64::NEG_INFINITY
        } else {
            value
        }
    }

    /// Where `level` is met on the edge that runs right (axis 0) or up (1) from node (i, j): on the
    /// parabola that [`bulge`] says, w(u) = a + (b - a) u + 4 d u (1 - u).
    fn crossing(&self, i: usize, j: usize, axis: usize, level: i32) -> Crossing {
        let (nx, ny) = (self.grid.nx, self.grid.ny);
        let node = j * nx + i;
        let (start, stride, place, count) = match axis {
            0 => (j * nx, 1, i, nx),
            _ => (i, nx, j, ny),
        };
        let at = |k: usize| self.values[start + k * stride];
        let [a, b] = [at(place), at(place + 1)].map(|value| f64::from(value / self.step));
        let bulge = f64::from(bulge(at, place, count) / self.step);
        let u = if a.is_finite() && b.is_finite() {
            root(4.0 * bulge, a, b, f64::from(level))
        } else {
            0.5
        };
        let [x, y] = self.grid.at(i, j);
        let [dx, dy] = self.grid.spacing();
        let point = match axis {
            0 => [x + u * dx, y],
            _ => [x, y + u * dy],
        };
        let slopes = [node, node + stride].map(|node| self.slope(node));
        let slope = slopes[0] + u as f32 * (slopes[1] - slopes[0]);
        let length = slope.length();
        Crossing {
            at: point,
            uphill: if length > 0.0 && length.is_finite() {
                vec2(slope.x, -slope.y) / length
            } else {
                vec2(1.0, 0.0)
            },
            level,
        }
    }

    /// The slope at a node by its neighbours, y up.
    fn slope(&self, node: usize) -> Vec2 {
        let (nx, ny) = (self.grid.nx, self.grid.ny);
        let (i, j) = (node % nx, node / nx);
        let [dx, dy] = self.grid.spacing();
        let between = |low: [usize; 2], high: [usize; 2], run: f64| {
            let [low, high] = [low, high].map(|[i, j]| self.values[j * nx + i]);
            (high - low) / run as f32
        };
        let (left, right) = (i.saturating_sub(1), (i + 1).min(nx - 1));
        let (down, up) = (j.saturating_sub(1), (j + 1).min(ny - 1));
        vec2(
            between([left, j], [right, j], (right - left) as f64 * dx),
            between([i, down], [i, up], (up - down) as f64 * dy),
        )
    }
}

/// u in [0, 1] with a + (b - a) u + `bend` u (1 - u) = level, of which a and b lie on either side.
fn root(bend: f64, a: f64, b: f64, level: f64) -> f64 {
    let (two, one, none) = (-bend, b - a + bend, a - level);
    let linear = (level - a) / (b - a);
    let under = one * one - 4.0 * two * none;
    if two.abs() < 1e-9 || under < 0.0 {
        return linear.clamp(0.0, 1.0);
    }
    let q = -0.5 * (one + one.signum() * under.sqrt());
    let inside = |u: &f64| (-1e-9..=1.0 + 1e-9).contains(u);
    let roots = [q / two, none / q];
    roots
        .into_iter()
        .find(inside)
        .unwrap_or(linear)
        .clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::plane::Bounds;

    fn lines_of(mixture: &GaussianMixture, half: f64, side: usize) -> IsoLines {
        let grid = Grid::new(Bounds::square([0.0, 0.0], half), side, side);
        let values = mixture.log_density_batch(grid.points().view());
        let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
        IsoLines::new(&grid, &values)
    }

    #[test]
    fn lines_lie_where_log_p_has_their_value_even_between_coarse_samples() {
        let mixture = GaussianMixture::new(vec![Component::from_axes(
            [0.4, -0.3],
            [1.1, 0.5],
            0.6,
            1.0,
        )])
        .unwrap();
        let lines = lines_of(&mixture, 3.0, 25);
        assert!(lines.crossings.len() > 100);
        for crossing in &lines.crossings {
            let exact = mixture.log_density(crossing.at);
            let said = f64::from(crossing.level) * f64::from(lines.step);
            assert!((exact - said).abs() < 1e-3, "{exact} {said}");
        }
    }

    #[test]
    fn scores_stand_perpendicular_on_the_lines() {
        let mixture = GaussianMixture::new(vec![
            Component::round([-1.0, 0.0], 0.6, 0.5),
            Component::round([1.2, 0.4], 0.8, 0.5),
        ])
        .unwrap();
        let lines = lines_of(&mixture, 3.0, 121);
        for [a, b] in &lines.pieces {
            let [a, b] = [*a, *b].map(|number| lines.crossings[number as usize].at);
            let middle = [0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])];
            let [along, score] = [[b[0] - a[0], b[1] - a[1]], mixture.score(middle)];
            let size = |v: [f64; 2]| v[0].hypot(v[1]);
            if size(along) > 0.01 && size(score) > 0.2 {
                let dot = along[0] * score[0] + along[1] * score[1];
                let cosine = dot / (size(along) * size(score));
                assert!(cosine.abs() < 0.06, "{cosine} at {middle:?}");
            }
        }
    }

    #[test]
    fn round_levels_are_few_and_what_is_not_finite_is_left_out() {
        let grid = Grid::new(Bounds::square([0.0, 0.0], 1.0), 5, 5);
        let mut values: Vec<f32> = (0..25).map(|i| -0.3 * i as f32).collect();
        values[3] = f32::NAN;
        values[7] = f32::NEG_INFINITY;
        let lines = IsoLines::new(&grid, &values);
        let [low, high] = lines.levels;
        assert!((1..=8).contains(&(high - low + 1)), "{low} {high}");
        for crossing in &lines.crossings {
            assert!((low..=high).contains(&crossing.level));
            assert!(crossing.at[0].is_finite() && crossing.uphill.length() > 0.9);
        }
        let numbers = lines.pieces.iter().flatten();
        assert!(
            numbers
                .clone()
                .all(|n| (*n as usize) < lines.crossings.len())
        );
        assert!(IsoLines::new(&grid, &[1.0; 25]).pieces.is_empty());
        assert!(
            IsoLines::new(&grid, &[f32::NEG_INFINITY; 25])
                .pieces
                .is_empty()
        );
    }
}
