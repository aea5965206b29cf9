//! The plane everything lives in: data units, x to the right, **y up**, no pixels.
//!
//! A point is `[f64; 2]`; a batch of n points is an `ndarray::Array2<f64>` of shape `[n, 2]`.

use crate::wording::Number;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// A point or a vector in data units.
pub type Point = [f64; 2];

/// An axis-aligned rectangle, in data units, with `min < max` on both axes and finite corners.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Corners")]
pub struct Bounds {
    /// The lower left corner, data units.
    pub min: Point,
    /// The upper right corner, data units.
    pub max: Point,
}

/// A rectangle before its check.
#[derive(Deserialize)]
struct Corners {
    min: Point,
    max: Point,
}

impl TryFrom<Corners> for Bounds {
    type Error = BoundsError;
    fn try_from(corners: Corners) -> Result<Self, BoundsError> {
        let ([x0, y0], [x1, y1]) = (corners.min, corners.max);
        Self::new(x0, x1, y0, y1)
    }
}

/// A rectangle that cannot be: empty, turned over or not finite.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "bounds {},{},{},{} are not a rectangle; give finite numbers x0,x1,y0,y1 with x0 < x1 and y0 < y1",
    Number(*.x0),
    Number(*.x1),
    Number(*.y0),
    Number(*.y1)
)]
pub struct BoundsError {
    x0: f64,
    x1: f64,
    y0: f64,
    y1: f64,
}

impl Bounds {
    /// The rectangle `[x0, x1] x [y0, y1]`.
    ///
    /// # Errors
    /// When a number is not finite or a side has no length.
    pub fn new(x0: f64, x1: f64, y0: f64, y1: f64) -> Result<Self, BoundsError> {
        let finite = [x0, x1, y0, y1].iter().all(|v| v.is_finite());
        if finite && x0 < x1 && y0 < y1 {
            Ok(Self {
                min: [x0, y0],
                max: [x1, y1],
            })
        } else {
            Err(BoundsError { x0, x1, y0, y1 })
        }
    }

    /// The square of half-width `half > 0` around `center`.
    pub fn square(center: Point, half: f64) -> Self {
        Self {
            min: [center[0] - half, center[1] - half],
            max: [center[0] + half, center[1] + half],
        }
    }

    /// From left to right, data units.
    pub fn width(&self) -> f64 {
        self.max[0] - self.min[0]
    }

    /// From bottom to top, data units.
    pub fn height(&self) -> f64 {
        self.max[1] - self.min[1]
    }

    /// The point in the middle, data units.
    pub fn center(&self) -> Point {
        [
            0.5 * (self.min[0] + self.max[0]),
            0.5 * (self.min[1] + self.max[1]),
        ]
    }

    /// Whether `point` lies inside or on the border.
    pub fn contains(&self, point: Point) -> bool {
        (0..2).all(|i| self.min[i] <= point[i] && point[i] <= self.max[i])
    }
}

/// `nx x ny` points on a rectangle, both ends included, x running fastest, rows from the bottom up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The rectangle whose corners are points of the grid, data units.
    pub bounds: Bounds,
    /// Points from left to right.
    pub nx: usize,
    /// Points from bottom to top.
    pub ny: usize,
}

impl Grid {
    /// A grid with at least two points along each axis.
    pub fn new(bounds: Bounds, nx: usize, ny: usize) -> Self {
        Self {
            bounds,
            nx: nx.max(2),
            ny: ny.max(2),
        }
    }

    /// The number of points.
    pub fn len(&self) -> usize {
        self.nx * self.ny
    }

    /// Never true: a grid has at least four points.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The distance between neighbours, `[dx, dy]`.
    pub fn spacing(&self) -> [f64; 2] {
        [
            self.bounds.width() / (self.nx - 1) as f64,
            self.bounds.height() / (self.ny - 1) as f64,
        ]
    }

    /// The point in column `i` and row `j`.
    pub fn at(&self, i: usize, j: usize) -> Point {
        let along = |index: usize, count: usize, low: f64, high: f64| {
            let fraction = index as f64 / (count - 1) as f64;
            low + (high - low) * fraction
        };
        [
            along(i, self.nx, self.bounds.min[0], self.bounds.max[0]),
            along(j, self.ny, self.bounds.min[1], self.bounds.max[1]),
        ]
    }

    /// All points as `[nx * ny, 2]`, x fastest.
    pub fn points(&self) -> Array2<f64> {
        Array2::from_shape_fn((self.len(), 2), |(row, axis)| {
            self.at(row % self.nx, row / self.nx)[axis]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_runs_x_fastest_and_includes_both_ends() {
        let grid = Grid::new(Bounds::new(-1.0, 1.0, 0.0, 3.0).unwrap(), 3, 2);
        let points = grid.points();
        let rows: Vec<Point> = points.rows().into_iter().map(|r| [r[0], r[1]]).collect();
        let expected = [
            [-1.0, 0.0],
            [0.0, 0.0],
            [1.0, 0.0],
            [-1.0, 3.0],
            [0.0, 3.0],
            [1.0, 3.0],
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn bounds_without_area_are_refused_in_one_sentence() {
        let error = Bounds::new(2.0, 1.0, 0.0, 1.0).unwrap_err().to_string();
        assert!(error.contains("2,1,0,1"), "{error}");
        assert!(Bounds::new(f64::NAN, 1.0, 0.0, 1.0).is_err());
    }
}
