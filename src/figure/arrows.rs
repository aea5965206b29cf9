//! The score field as arrows on a compressive length scale.

use super::number::round_below;
use crate::plane::{Bounds, Point};
use crate::score::ScoreFn;
use ndarray::Array2;

/// The score at the points of a grid. Scores differ a hundredfold within one picture, so an arrow
/// is as long as the square root of its score: length = longest * sqrt(|s| / largest |s|).
#[derive(Clone, Debug, PartialEq)]
pub struct Arrows {
    /// The noise level of the field.
    pub sigma: f64,
    /// One a point at which the score is finite and not zero.
    pub arrows: Vec<Arrow>,
    /// The length of the longest arrow, data units.
    pub longest: f64,
    /// The largest |s| shown, 1/unit.
    pub largest_score: f64,
    /// A round |s| for the legend, 1/unit; `None` when the field vanishes.
    pub key: Option<f64>,
}

/// One arrow, centred on the point at which the score was taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    /// Where it begins, data units.
    pub tail: Point,
    /// Where its head is, data units.
    pub tip: Point,
}

/// The longest arrow, in distances between neighbours: almost touching.
const REACH: f64 = 0.92;

impl Arrows {
    /// `along` arrows along the longer side of `bounds`, half a spacing from its border. Scores
    /// that are not finite are left out.
    pub fn new(score: &dyn ScoreFn, sigma: f64, bounds: Bounds, along: usize) -> Self {
        let spacing = bounds.width().max(bounds.height()) / along as f64;
        let points = cell_centres(bounds, spacing);
        let scores = score.score(points.view(), sigma);
        let size = |row: usize| scores[[row, 0]].hypot(scores[[row, 1]]);
        let largest_score = (0..points.nrows())
            .map(size)
            .filter(|size| size.is_finite())
            .fold(0.0, f64::max);
        let longest = REACH * spacing;
        let mut field = Self {
            sigma,
            arrows: Vec::new(),
            longest,
            largest_score,
            key: (largest_score > 0.0).then(|| round_below(largest_score)),
        };
        for row in 0..points.nrows() {
            let size = size(row);
            if size.is_finite() && size > 0.0 {
                let half = 0.5 * field.length(size) / size;
                let along = |axis: usize| half * scores[[row, axis]];
                let (x, y) = (points[[row, 0]], points[[row, 1]]);
                field.arrows.push(Arrow {
                    tail: [x - along(0), y - along(1)],
                    tip: [x + along(0), y + along(1)],
                });
            }
        }
        field
    }

    /// How long an arrow for a score of this size is drawn, data units.
    pub fn length(&self, score_size: f64) -> f64 {
        self.longest * (score_size / self.largest_score).sqrt()
    }

    /// The same arrows beside a field whose largest |s| is `largest`, at least this one's: each as long as there.
    pub fn on_the_scale_of(&self, largest: f64) -> Self {
        if largest <= self.largest_score || self.largest_score <= 0.0 {
            return self.clone();
        }
        let shrink = (self.largest_score / largest).sqrt();
        let shrunk = |arrow: &Arrow| {
            let end = |one: Point, other: Point| {
                [0, 1].map(|axis| {
                    let middle = 0.5 * (one[axis] + other[axis]);
                    middle + shrink * (one[axis] - middle)
                })
            };
            Arrow {
                tail: end(arrow.tail, arrow.tip),
                tip: end(arrow.tip, arrow.tail),
            }
        };
        Self {
            arrows: self.arrows.iter().map(shrunk).collect(),
            largest_score: largest,
            key: Some(round_below(largest)),
            ..*self
        }
    }
}

/// The centres of the squares of side `spacing` (or just under) that tile `bounds`, `[n, 2]`.
fn cell_centres(bounds: Bounds, spacing: f64) -> Array2<f64> {
    let cells = |length: f64| ((length / spacing).round() as usize).max(1);
    let (nx, ny) = (cells(bounds.width()), cells(bounds.height()));
    let (dx, dy) = (bounds.width() / nx as f64, bounds.height() / ny as f64);
    Array2::from_shape_fn((nx * ny, 2), |(row, axis)| {
        if axis == 0 {
            bounds.min[0] + (row % nx) as f64 * dx + 0.5 * dx
        } else {
            bounds.min[1] + (row / nx) as f64 * dy + 0.5 * dy
        }
    })
}
