//! Density contours: marching squares with linear interpolation, at levels that enclose a share
//! of the mass.

use super::paths::simplified;
use crate::mixture::GaussianMixture;
use crate::plane::{Bounds, Grid, Point};

/// Where the density of the smoothed target is constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Contours {
    /// The noise level of the smoothed target.
    pub sigma: f64,
    /// The outermost first.
    pub levels: Vec<ContourLevel>,
}

/// One level of the density.
#[derive(Clone, Debug, PartialEq)]
pub struct ContourLevel {
    /// The share of the mass in the region where the density is higher, 0 to 1.
    pub mass: f64,
    /// log p_sigma on the line, nats per square unit.
    pub log_density: f64,
    /// Closed lines: the last point joins the first. They run a little outside the bounds where
    /// the region does.
    pub lines: Vec<Vec<Point>>,
}

/// Shares of the mass that are enclosed, the outermost first.
const MASSES: [f64; 5] = [0.95, 0.8, 0.6, 0.4, 0.2];
/// Samples along the longer side of a density grid: at least and at most.
const SAMPLES: (f64, f64) = (240.0, 900.0);
/// The distance between samples that shows the narrowest component, in its standard deviations.
const SPACING: f64 = 0.6;
/// How far a drawn line may stray from the interpolated one, as a share of the longer side.
const TOLERANCE: f64 = 1.0 / 20_000.0;
/// Densities times components computed at most, so that thousands of components stay quick.
const EVALUATIONS: f64 = 4e7;
/// Points on which the enclosed mass is summed up.
const MASS_POINTS: usize = 4096;

impl Contours {
    /// Contours of `mixture` smoothed by `sigma`, on `bounds`.
    pub fn new(mixture: &GaussianMixture, sigma: f64, bounds: Bounds) -> Self {
        let smoothed = mixture.smoothed(sigma);
        let grid = density_grid(bounds, &smoothed);
        let tolerance = TOLERANCE * bounds.width().max(bounds.height());
        let log_density: Vec<f64> = smoothed.log_density_batch(grid.points().view()).to_vec();
        let levels = highest_density_levels(&smoothed, &MASSES)
            .into_iter()
            .zip(MASSES)
            .map(|(level, mass)| ContourLevel {
                mass,
                log_density: level,
                lines: closed_iso_lines(&grid, &log_density, level)
                    .iter()
                    .map(|line| simplified(line, tolerance))
                    .collect(),
            })
            .collect();
        Self { sigma, levels }
    }
}

/// A grid that reaches a little past `bounds`: where a region leaves the picture its line is
/// closed along the rim of the grid, out of sight.
fn density_grid(bounds: Bounds, smoothed: &GaussianMixture) -> Grid {
    let components = smoothed.components();
    let longer = bounds.width().max(bounds.height());
    let narrowest = components
        .iter()
        .map(|component| component.axes().0[1])
        .fold(f64::INFINITY, f64::min);
    let affordable = (EVALUATIONS / components.len() as f64).sqrt();
    let wanted = (longer / (SPACING * narrowest)).clamp(SAMPLES.0, SAMPLES.1);
    let spacing = longer / wanted.min(affordable);
    let margin = 2.0 * spacing;
    let wide = Bounds {
        min: bounds.min.map(|v| v - margin),
        max: bounds.max.map(|v| v + margin),
    };
    let nodes = |length: f64| (length / spacing).ceil() as usize + 1;
    Grid::new(wide, nodes(wide.width()), nodes(wide.height()))
}

/// For every share m the level l with P(log p(X) >= l) = m under X ~ `mixture`: the borders of the
/// highest-density regions (Hyndman 1996). P is summed over a spiral of points on each component
/// whose radii are the quantiles of a normal, r = sqrt(-2 ln(1 - u)), turned by the golden angle.
fn highest_density_levels(mixture: &GaussianMixture, masses: &[f64]) -> Vec<f64> {
    let golden = std::f64::consts::PI * (3.0 - 5f64.sqrt());
    let each = (MASS_POINTS / mixture.components().len()).max(4);
    let mut points: Vec<(f64, f64)> = Vec::new();
    for component in mixture.components() {
        for index in 0..each {
            let quantile = (index as f64 + 0.5) / each as f64;
            let radius = (-2.0 * (1.0 - quantile).ln()).sqrt();
            let (sin, cos) = (index as f64 * golden).sin_cos();
            let x = component.place([radius * cos, radius * sin]);
            points.push((mixture.log_density(x), component.weight / each as f64));
        }
    }
    points.sort_by(|a, b| b.0.total_cmp(&a.0));
    masses
        .iter()
        .map(|mass| {
            let mut enclosed = 0.0;
            let border = points.iter().find(|(_, share)| {
                enclosed += share;
                enclosed >= *mass
            });
            border.or(points.last()).map_or(0.0, |(level, _)| *level)
        })
        .collect()
}

/// Closed lines around the regions where `values` (one a point of `grid`) reach `level`, with the
/// region to the left. Crossings are interpolated linearly along the grid's edges; a saddle is
/// joined when the mean of its corners reaches the level; outside the grid counts as below it.
///
/// # Panics
/// When there is not one value a grid point.
pub fn closed_iso_lines(grid: &Grid, values: &[f64], level: f64) -> Vec<Vec<Point>> {
    assert_eq!(values.len(), grid.len(), "one value a grid point");
    let field = Field {
        grid,
        values,
        level,
    };

    // Every crossed edge leads to the next one around its region.
    let mut next = vec![NONE; field.edges()];
    for j in 0..=grid.ny {
        for i in 0..=grid.nx {
            field.link_cell(i, j, &mut next);
        }
    }

    // Follow the links until each line comes back to its first edge.
    let mut lines = Vec::new();
    for first in 0..next.len() {
        if next[first] == NONE {
            continue;
        }
        let mut line = Vec::new();
        let mut edge = first;
        while next[edge] != NONE {
            line.push(field.crossing(edge));
            edge = std::mem::replace(&mut next[edge], NONE);
        }
        line.dedup();
        if line.len() > 2 {
            lines.push(line);
        }
    }
    lines
}

/// Which sides of one cell a line at `level` joins. The values stand at the corners, counter-clockwise
/// from the lower left; side k runs from corner k to the next. Going round, a side that leaves the region
/// leads to the side that entered it, or at a saddle whose corners' mean reaches the level to the one that
/// enters it next.
pub(crate) fn joined_sides(values: [f64; 4], level: f64) -> impl Iterator<Item = (usize, usize)> {
    let inside = values.map(|value| value >= level);
    let joined = values.iter().sum::<f64>() / 4.0 >= level;
    let leaves = move |side: usize| inside[side] && !inside[(side + 1) % 4];
    let enters = move |side: usize| !inside[side] && inside[(side + 1) % 4];
    (0..4)
        .filter(move |side| leaves(*side))
        .filter_map(move |side| {
            let towards = (1..4)
                .map(|k| if joined { side + k } else { side + 4 - k } % 4)
                .find(|other| enters(*other));
            towards.map(|other| (side, other))
        })
}

/// No edge.
const NONE: usize = usize::MAX;

/// A sampled function inside a rim of nodes, one wide, that lie below every level. Node (i, j) of
/// the rimmed lattice is grid point (i - 1, j - 1).
struct Field<'a> {
    grid: &'a Grid,
    values: &'a [f64],
    level: f64,
}

impl Field<'_> {
    fn columns(&self) -> usize {
        self.grid.nx + 2
    }

    /// Two edges a node: 2n runs right from node n, 2n + 1 up.
    fn edges(&self) -> usize {
        2 * self.columns() * (self.grid.ny + 2)
    }

    fn value(&self, [i, j]: [usize; 2]) -> f64 {
        let inside = (1..=self.grid.nx).contains(&i) && (1..=self.grid.ny).contains(&j);
        if inside {
            self.values[(j - 1) * self.grid.nx + (i - 1)]
        } else {
            f64::NEG_INFINITY
        }
    }

    /// Joins the crossed edges of the cell whose lower left node is (i, j).
    fn link_cell(&self, i: usize, j: usize, next: &mut [usize]) {
        let corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
        let values = corners.map(|corner| self.value(corner));
        let node = j * self.columns() + i;
        let sides = [
            2 * node,
            2 * (node + 1) + 1,
            2 * (node + self.columns()),
            2 * node + 1,
        ];
        for (leaving, entering) in joined_sides(values, self.level) {
            next[sides[leaving]] = sides[entering];
        }
    }

    /// Where the level is met along an edge.
    fn crossing(&self, edge: usize) -> Point {
        let node = edge / 2;
        let a = [node % self.columns(), node / self.columns()];
        let b = if edge.is_multiple_of(2) {
            [a[0] + 1, a[1]]
        } else {
            [a[0], a[1] + 1]
        };
        let (low, high) = (self.value(a), self.value(b));
        let fraction = if low == f64::NEG_INFINITY {
            1.0
        } else if high == f64::NEG_INFINITY {
            0.0
        } else {
            (self.level - low) / (high - low)
        };
        let [ax, ay] = self.position(a);
        let [bx, by] = self.position(b);
        [ax + fraction * (bx - ax), ay + fraction * (by - ay)]
    }

    /// Rim nodes sit on the border of the grid.
    fn position(&self, [i, j]: [usize; 2]) -> Point {
        let along = |index: usize, nodes: usize| index.clamp(1, nodes) - 1;
        self.grid.at(along(i, self.grid.nx), along(j, self.grid.ny))
    }
}
