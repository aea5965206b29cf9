//! One Gaussian of a mixture.

use super::covariance::Covariance;
use crate::plane::Point;
use crate::wording::Number;
use std::ops::RangeInclusive;

/// One Gaussian: where it is, how it spreads, how much of the mass it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// mu_k, in data units.
    pub mean: Point,
    /// Sigma_k, positive definite.
    pub cov: Covariance,
    /// pi_k, a positive mass; a mixture divides by the sum.
    pub weight: f64,
}

/// Why a component is not a Gaussian.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ComponentError {
    /// The weight, which is no positive number.
    #[error("weight {} is not a mass; give a finite number above 0", Number(*.0))]
    Weight(f64),
    /// The weight, too small beside the largest, and that.
    #[error("weight {} is less than 1e-300 of the largest, {}; give weights nearer to each other", Number(*.0), Number(*.1))]
    Negligible(f64, f64),
    /// The mean, far away or not finite.
    #[error("mean [{}, {}] is out of range; give finite numbers of at most 1e6 in size", Number(*.0), Number(*.1))]
    Mean(f64, f64),
    /// The two entries beside the diagonal, which differ.
    #[error("cov has {} and {} off the diagonal; a covariance is symmetric, make them equal", Number(*.0), Number(*.1))]
    Asymmetric(f64, f64),
    /// The entries xx, xy and yy of a covariance that is none, or none to working accuracy.
    #[error(
        "cov [[{xx}, {xy}], [{xy}, {yy}]] is singular, negative or out of range; give finite variances between 1e-12 and 1e12 with xx * yy > xy^2, or a thin ellipse as axes and angle",
        xx = Number(*.0), xy = Number(*.1), yy = Number(*.2)
    )]
    NotPositiveDefinite(f64, f64, f64),
    /// A standard deviation along an axis, out of range.
    #[error("standard deviation {} is out of range; give a number from 1e-6 to 1e6", Number(*.0))]
    Std(f64),
    /// The direction of the axes, which is not finite.
    #[error("angle {} is not finite; give an angle", Number(*.0))]
    Angle(f64),
}

/// Coordinates beyond this are refused: f32 networks and screen transforms lose the picture there.
const LARGEST_COORDINATE: f64 = 1e6;
/// Principal standard deviations outside this range are refused.
pub const STD_RANGE: RangeInclusive<f64> = 1e-6..=1e6;
/// Those of a matrix are rounded on the way.
const ROUNDING: f64 = 1e-9;

impl Component {
    /// A round Gaussian of standard deviation `std`.
    pub fn round(mean: Point, std: f64, weight: f64) -> Self {
        let cov = Covariance::round(std);
        Self { mean, cov, weight }
    }

    /// A Gaussian with principal standard deviations `stds`, the first along `angle` (radians,
    /// counter-clockwise from the x axis).
    pub fn from_axes(mean: Point, stds: [f64; 2], angle: f64, weight: f64) -> Self {
        let cov = Covariance::from_axes(stds, angle);
        Self { mean, cov, weight }
    }

    /// The principal standard deviations, larger first, and the angle of the larger (radians).
    pub fn axes(&self) -> ([f64; 2], f64) {
        self.cov.axes()
    }

    /// mu + L z with L the Cholesky factor of the covariance: maps a standard normal draw here.
    pub fn place(&self, z: Point) -> Point {
        let [l00, l10, l11] = self.cov.cholesky();
        [
            self.mean[0] + l00 * z[0],
            self.mean[1] + l10 * z[0] + l11 * z[1],
        ]
    }

    /// Whether this is a Gaussian with a positive mass.
    ///
    /// # Errors
    /// The first thing that is wrong, and what to write instead.
    pub fn validate(&self) -> Result<(), ComponentError> {
        if !(self.weight.is_finite() && self.weight > 0.0) {
            return Err(ComponentError::Weight(self.weight));
        }
        if !self.mean.iter().all(|m| m.abs() <= LARGEST_COORDINATE) {
            return Err(ComponentError::Mean(self.mean[0], self.mean[1]));
        }
        if let Some(matrix) = self.cov.given_matrix() {
            return valid_matrix(matrix, self.cov.stds());
        }
        if let Some(std) = self.cov.stds().into_iter().find(|s| !STD_RANGE.contains(s)) {
            return Err(ComponentError::Std(std));
        }
        if !self.cov.angle().is_finite() {
            return Err(ComponentError::Angle(self.cov.angle()));
        }
        Ok(())
    }
}

/// Whether a matrix with these principal standard deviations is a covariance.
fn valid_matrix(matrix: [[f64; 2]; 2], stds: [f64; 2]) -> Result<(), ComponentError> {
    let [[xx, xy], [yx, yy]] = matrix;
    if xy != yx {
        return Err(ComponentError::Asymmetric(xy, yx));
    }
    let low = *STD_RANGE.start() * (1.0 - ROUNDING);
    let high = *STD_RANGE.end() * (1.0 + ROUNDING);
    // Written so that NaN fails too.
    if xx > 0.0 && yy > 0.0 && stds.iter().all(|s| (low..=high).contains(s)) {
        Ok(())
    } else {
        Err(ComponentError::NotPositiveDefinite(xx, xy, yy))
    }
}
