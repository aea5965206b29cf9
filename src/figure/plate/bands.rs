//! A map as filled bands: lines of equal value, each region painted over the one around it.

use crate::figure::contour::closed_iso_lines;
use crate::figure::paths::simplified;
use crate::plane::{Bounds, Grid, Point};

/// A map in bands of even colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// The colours.
    pub tint: Tint,
    /// The lowest first; each is painted over those before it. The first covers the panel.
    pub bands: Vec<Band>,
    /// How many colours the scale has.
    pub count: usize,
}

/// Where the values reach a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Which colour of the scale, counted from 0.
    pub index: usize,
    /// Closed lines; empty covers everything.
    pub lines: Vec<Vec<Point>>,
}

/// Which colours a map has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// Of what lies under lines, and leaves them legible.
    Ground,
    /// Of a density by itself.
    Density,
    /// From no error to a large one.
    Error,
    /// From a large error to none.
    Agreement,
    /// From one sign over the ground to the other.
    BothWays,
    /// From the beginning of paths to their end.
    Time,
}

/// How far a line may stray, as a share of the longer side.
const TOLERANCE: f64 = 1.0 / 4000.0;

impl Bands {
    /// `values` at the points of `grid` in `count` even bands from `ends[0]` to `ends[1]`; what lies beyond belongs to
    /// the last band on its side, and what is no number to the highest.
    pub fn new(grid: &Grid, values: &[f64], ends: [f64; 2], count: usize, tint: Tint) -> Self {
        let [low, high] = ends;
        let share = |value: &f64| {
            let share = (value - low) / (high - low);
            if share.is_nan() {
                2.0
            } else {
                share.clamp(-1.0, 2.0)
            }
        };
        let (grid, shares) = framed(grid, &values.iter().map(share).collect::<Vec<_>>());
        let tolerance = TOLERANCE * grid.bounds.width().max(grid.bounds.height());
        let mut bands = vec![Band {
            index: 0,
            lines: Vec::new(),
        }];
        for index in 1..count {
            let level = index as f64 / count as f64;
            let lines = closed_iso_lines(&grid, &shares, level);
            let lines: Vec<Vec<Point>> = lines.iter().map(|l| simplified(l, tolerance)).collect();
            if !lines.is_empty() {
                bands.push(Band { index, lines });
            }
        }
        Self { tint, bands, count }
    }

    /// Whole cells around the points of `grid`, each in the colour of its value.
    pub fn cells(grid: &Grid, values: &[f64], ends: [f64; 2], count: usize, tint: Tint) -> Self {
        let [low, high] = ends;
        let [dx, dy] = grid.spacing().map(|side| 0.5 * side);
        let mut bands: Vec<Band> = (0..count)
            .map(|index| Band {
                index,
                lines: Vec::new(),
            })
            .collect();
        let zero = ((0.0 - low) / (high - low) * count as f64) as usize;
        for (at, value) in values.iter().enumerate() {
            let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
            let index = ((share * count as f64) as usize).min(count - 1);
            if index == zero.min(count - 1) {
                continue;
            }
            let [x, y] = grid.at(at % grid.nx, at / grid.nx);
            let corners = [[-dx, -dy], [dx, -dy], [dx, dy], [-dx, dy]];
            let cell = corners.map(|[a, b]| [x + a, y + b]).to_vec();
            bands[index].lines.push(cell);
        }
        let ground = Band {
            index: zero.min(count - 1),
            lines: Vec::new(),
        };
        bands.retain(|band| !band.lines.is_empty());
        bands.insert(0, ground);
        Self { tint, bands, count }
    }
}

/// The grid with a ring of points just outside, which have the values of their neighbours: regions are closed out of
/// sight.
fn framed(grid: &Grid, values: &[f64]) -> (Grid, Vec<f64>) {
    let [dx, dy] = grid.spacing();
    let Bounds { min, max } = grid.bounds;
    let bounds = Bounds {
        min: [min[0] - dx, min[1] - dy],
        max: [max[0] + dx, max[1] + dy],
    };
    let wide = Grid::new(bounds, grid.nx + 2, grid.ny + 2);
    let inside = |at: usize, count: usize| at.clamp(1, count) - 1;
    let value = |index: usize| {
        let (i, j) = (index % wide.nx, index / wide.nx);
        values[inside(j, grid.ny) * grid.nx + inside(i, grid.nx)]
    };
    (wide, (0..wide.len()).map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twice the area inside closed lines, by the shoelace formula.
    fn area(lines: &[Vec<Point>]) -> f64 {
        let of = |line: &Vec<Point>| -> f64 {
            let next = line.iter().cycle().skip(1);
            let terms = line
                .iter()
                .zip(next)
                .map(|(a, b)| a[0] * b[1] - a[1] * b[0]);
            0.5 * terms.sum::<f64>()
        };
        lines.iter().map(of).sum::<f64>().abs()
    }

    #[test]
    fn a_band_encloses_where_the_values_reach_its_level() {
        // |x| within a square of half-width 2: the disc of radius r has the area pi r^2.
        let grid = Grid::new(Bounds::square([0.0, 0.0], 2.0), 161, 161);
        let values: Vec<f64> = (0..grid.len())
            .map(|i| {
                let [x, y] = grid.at(i % grid.nx, i / grid.nx);
                2.0 - x.hypot(y)
            })
            .collect();
        let bands = Bands::new(&grid, &values, [0.0, 2.0], 4, Tint::Density);
        assert_eq!(bands.bands.len(), 4);
        for band in &bands.bands[1..] {
            let radius = 2.0 - 0.5 * band.index as f64;
            let disc = std::f64::consts::PI * radius * radius;
            assert!((area(&band.lines) - disc).abs() < 0.01 * disc, "{radius}");
        }
    }

    #[test]
    fn what_is_above_the_scale_has_its_last_colour_and_no_number_counts_as_large() {
        let grid = Grid::new(Bounds::square([0.0, 0.0], 1.0), 2, 2);
        let bands = |value: f64| Bands::new(&grid, &[value; 4], [0.0, 1.0], 5, Tint::Error);
        for value in [7.0, f64::INFINITY, f64::NAN] {
            let last = bands(value).bands.last().map(|band| band.index);
            assert_eq!(last, Some(4), "{value}");
        }
        assert_eq!(bands(-3.0).bands.len(), 1);
    }

    #[test]
    fn cells_near_zero_are_left_to_the_ground() {
        let grid = Grid::new(Bounds::new(0.0, 2.0, 0.0, 1.0).unwrap(), 3, 2);
        let values = [0.0, 0.0, 0.9, -0.9, 0.0, 0.1];
        let bands = Bands::cells(&grid, &values, [-1.0, 1.0], 9, Tint::BothWays);
        let drawn: Vec<(usize, usize)> = bands
            .bands
            .iter()
            .map(|b| (b.index, b.lines.len()))
            .collect();
        assert_eq!(drawn, [(4, 0), (0, 1), (8, 1)]);
        assert!((area(&bands.bands[2].lines) - 1.0).abs() < 1e-12);
    }
}
