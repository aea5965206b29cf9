//! What is inside an outline, as points: letters, and the silhouette of a picture.

mod raster;
#[cfg(test)]
mod tests;

use super::Points;
use crate::plane::{Bounds, Point};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The stream of random numbers that draws points inside.
const INSIDE: u64 = 0x51;
/// Each point is the one of so many draws that is farthest from the points before (Mitchell 1991).
const CANDIDATES: usize = 12;
/// The width of the kernels in distances of points that lie evenly: the density inside is flat, its edge crisp.
const WIDTH: f64 = 0.5;

/// Fields of a grid that are inside, and fields that are not.
#[derive(Clone, Debug, PartialEq)]
pub struct Silhouette {
    width: usize,
    /// Rows from the top, each from the left.
    inside: Vec<bool>,
}

/// Why there is no silhouette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SilhouetteError {
    /// Nothing is inside.
    #[error("nothing is inside; give a shape on a ground that differs from it")]
    Empty,
    /// Nothing is outside.
    #[error("nothing is outside; give a shape on a ground that differs from it")]
    Full,
}

impl Silhouette {
    /// Of the fields of rows of `width`, from the top; what goes on behind the last whole row is left out.
    ///
    /// # Errors
    /// When all fields are inside, or none.
    pub fn new(width: usize, inside: Vec<bool>) -> Result<Self, SilhouetteError> {
        if !inside.contains(&true) {
            return Err(SilhouetteError::Empty);
        }
        if !inside.contains(&false) {
            return Err(SilhouetteError::Full);
        }
        Ok(Self { width, inside })
    }

    /// Of closed outlines with y up, around which the inside is where they wind: those of letters.
    ///
    /// # Errors
    /// When they have no inside.
    pub fn of_outlines(outlines: &[Vec<Point>]) -> Result<Self, SilhouetteError> {
        let (width, inside) = raster::filled(outlines).ok_or(SilhouetteError::Empty)?;
        Self::new(width, inside)
    }

    /// `number` points inside, at most [`Points::MAX`] and spread evenly, as large as `bounds` allow and in the
    /// middle of them, with kernels that fill the inside.
    pub fn points(&self, number: usize, bounds: &Bounds, seed: u64) -> Points {
        let number = number.clamp(1, Points::MAX);
        let fields: Vec<[usize; 2]> = (0..self.inside.len())
            .filter(|at| self.inside[*at])
            .map(|at| [at % self.width, at / self.width])
            .collect();
        let ends = |axis: usize| {
            let values = fields.iter().map(|field| field[axis]);
            values.fold((usize::MAX, 0), |(low, high), at| {
                (low.min(at), high.max(at))
            })
        };
        let ends = [ends(0), ends(1)];
        let [wide, high] = ends.map(|(low, high)| (high - low + 1) as f64);
        let unit = (bounds.width() / wide).min(bounds.height() / high);
        let middle = ends.map(|(low, high)| 0.5 * (low + high + 1) as f64);
        let [x, y] = bounds.center();
        let place = |[column, row]: [f64; 2]| {
            [
                x + unit * (column - middle[0]),
                y - unit * (row - middle[1]),
            ]
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(INSIDE);
        let mut at: Vec<Point> = Vec::with_capacity(number);
        for _ in 0..number {
            let mut best = (f64::NEG_INFINITY, [0.0, 0.0]);
            for _ in 0..CANDIDATES {
                let candidate = place(anywhere_in(&fields, &mut rng));
                let distances = at.iter().map(|p| square(*p, candidate));
                let nearest = distances.fold(f64::INFINITY, f64::min);
                if nearest > best.0 {
                    best = (nearest, candidate);
                }
            }
            at.push(best.1);
        }
        let apart = unit * (fields.len() as f64 / number as f64).sqrt();
        let std = (WIDTH * apart).clamp(*Points::WIDTHS.start(), *Points::WIDTHS.end());
        Points { at, std }
    }
}

/// Column and row of a place anywhere in one of the fields.
fn anywhere_in<R: Rng + ?Sized>(fields: &[[usize; 2]], rng: &mut R) -> [f64; 2] {
    let field = fields[rng.random_range(0..fields.len())];
    field.map(|at| at as f64 + rng.random::<f64>())
}

fn square(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}
