//! How far points reach, and how near they are to each other.

use super::error::FitError;
use crate::plane::Point;
use crate::shapes::points::{nearest, resolution};

/// Coordinates beyond this are refused, as those of points as a target.
const LARGEST: f64 = 1e5;
/// The least standard deviation, in distances of near neighbours and in what coordinates were rounded to: even
/// spread over such a step has one of 0.29.
const LEAST_OF_NEAREST: f64 = 0.1;
const LEAST_OF_ROUNDING: f64 = 0.5;
/// The same in standard deviations of all points.
const LEAST_OF_SPREAD: f64 = 1e-4;
/// Of one point, or of points that all agree.
const WITHOUT_SCALE: f64 = 0.1;
/// The least that a target of points may have, too.
const LEAST: f64 = 1e-5;
/// Neighbours are looked for among so many points.
const LOOKED_AT: usize = 2000;

/// What a fit must know of its points before it begins.
pub struct Extent {
    /// Different points.
    pub places: usize,
    /// No component becomes narrower, in data units.
    pub least_std: f64,
}

impl Extent {
    /// # Errors
    /// When there is no point or one is out of range.
    pub fn of(at: &[Point]) -> Result<Self, FitError> {
        if at.is_empty() {
            return Err(FitError::Empty);
        }
        if let Some(far) = at.iter().find(|p| !p.iter().all(|v| v.abs() <= LARGEST)) {
            return Err(FitError::OutOfRange(far[0], far[1]));
        }
        let mut sorted = at.to_vec();
        sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let rounding = [0, 1].map(|axis| resolution(&sorted, axis));
        sorted.dedup();
        let n = at.len() as f64;
        let center = [0, 1].map(|axis| at.iter().map(|p| p[axis]).sum::<f64>() / n);
        let squares = at.iter().map(|p| {
            let (dx, dy) = (p[0] - center[0], p[1] - center[1]);
            dx * dx + dy * dy
        });
        let spread = (squares.sum::<f64>() / (2.0 * n)).sqrt();
        let least_std = if sorted.len() < 2 || spread == 0.0 {
            WITHOUT_SCALE
        } else {
            let near = LEAST_OF_NEAREST * near_neighbours(&sorted);
            let rounding = LEAST_OF_ROUNDING * rounding[0].max(rounding[1]);
            near.max(rounding).max(LEAST_OF_SPREAD * spread).max(LEAST)
        };
        Ok(Self {
            places: sorted.len(),
            least_std,
        })
    }

    /// # Errors
    /// When there are fewer different points than `components`.
    pub fn require(&self, components: usize) -> Result<(), FitError> {
        let places = self.places;
        if components > places {
            return Err(FitError::TooFew { components, places });
        }
        Ok(())
    }
}

/// The median distance to the nearest other place, from every so many of many places: among fewer neighbours are
/// further, by the root of how many fewer.
fn near_neighbours(places: &[Point]) -> f64 {
    let stride = places.len().div_ceil(LOOKED_AT);
    let some: Vec<(Point, f64)> = places.iter().step_by(stride).map(|&p| (p, 1.0)).collect();
    let mut distances = nearest(&some);
    distances.sort_by(f64::total_cmp);
    distances[distances.len() / 2] / (stride as f64).sqrt()
}
