//! Drawn and imported points as a mixture: a kernel density of round Gaussians.

mod bandwidth;

pub use bandwidth::bandwidth;
pub(in crate::shapes) use bandwidth::{nearest, resolution};

use super::Similarity;
use crate::mixture::Component;
use crate::plane::Point;
use crate::wording::{Number, count, counted, three_figures};
use std::ops::RangeInclusive;

/// One round Gaussian of the same weight and width at every point.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// Where the Gaussians stand, data units; 1 to [`Points::MAX`] of them.
    pub at: Vec<Point>,
    /// Their standard deviation, in data units: the bandwidth of the kernel density.
    pub std: f64,
}

/// Points that cannot be a target.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PointsError {
    /// There is no point.
    #[error("there is no point; give at least one pair x,y")]
    Empty,
    /// How many points there are.
    #[error("{} points are too many for one target; use at most {}", count(*.0 as u64), count(Points::MAX as u64))]
    TooMany(usize),
    /// A point far away or not finite.
    #[error("point [{}, {}] is out of range; give finite numbers below 1e5 in size", Number(*.0), Number(*.1))]
    OutOfRange(f64, f64),
    /// The standard deviation around every point, out of range.
    #[error("std {} is no width for points; give a number from 1e-5 to 1e5", Number(*.0))]
    Std(f64),
}

impl Points {
    /// More points than this would slow the exact score below display rate.
    pub const MAX: usize = 1000;
    /// Standard deviations of the kernels, in data units.
    pub const WIDTHS: RangeInclusive<f64> = 1e-5..=1e5;

    /// These points with the bandwidth that [`bandwidth`] finds.
    ///
    /// # Errors
    /// When there is no point, too many, or one is out of range.
    pub fn new(at: Vec<Point>) -> Result<Self, PointsError> {
        let points = Self { at, std: 1.0 };
        points.validate()?;
        let std = bandwidth(&points.at);
        Ok(Self { std, ..points })
    }

    /// # Errors
    /// The first thing that is out of range.
    pub fn validate(&self) -> Result<(), PointsError> {
        if self.at.is_empty() {
            return Err(PointsError::Empty);
        }
        if self.at.len() > Self::MAX {
            return Err(PointsError::TooMany(self.at.len()));
        }
        if let Some(far) = self.at.iter().find(|p| !p.iter().all(|v| v.abs() <= 1e5)) {
            return Err(PointsError::OutOfRange(far[0], far[1]));
        }
        if !Self::WIDTHS.contains(&self.std) {
            return Err(PointsError::Std(self.std));
        }
        Ok(())
    }

    /// How many they are and how wide their kernels, as it is said of them everywhere:
    /// "412 points, kernel width 0.12".
    pub fn in_words(&self) -> String {
        let number = counted(self.at.len() as u64, "point");
        format!("{number}, kernel width {}", three_figures(self.std))
    }

    /// The components, all of weight 1.
    pub fn to_components(&self) -> Vec<Component> {
        let round = |&mean: &Point| Component::round(mean, self.std, 1.0);
        self.at.iter().map(round).collect()
    }

    /// The points moved, turned or resized as a whole.
    pub fn transformed(&self, map: &Similarity) -> Self {
        Self {
            at: self.at.iter().map(|&x| map.point(x)).collect(),
            std: self.std * map.scale,
        }
    }
}
