//! One Gaussian of a mixture.

use crate::plane::Point;
use crate::wording::Number;

/// One Gaussian: where it is, how it spreads, how much of the mass it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// mu_k, in data units.
    pub mean: Point,
    /// Sigma_k, symmetric and positive definite, in squared units.
    pub cov: [[f64; 2]; 2],
    /// pi_k, a positive mass; a mixture divides by the sum.
    pub weight: f64,
}

/// Why a component is not a Gaussian.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ComponentError {
    /// The weight, which is no positive number.
    #[error("weight {} is not a mass; give a finite number above 0", Number(*.0))]
    Weight(f64),
    /// The mean, far away or not finite.
    #[error("mean [{}, {}] is out of range; give finite numbers of at most 1e6 in size", Number(*.0), Number(*.1))]
    Mean(f64, f64),
    /// The two entries beside the diagonal, which differ.
    #[error("cov has {0} and {1} off the diagonal; a covariance is symmetric, make them equal")]
    Asymmetric(f64, f64),
    /// The entries xx, xy and yy of a covariance that is none.
    #[error(
        "cov [[{xx}, {xy}], [{xy}, {yy}]] is singular, negative or out of range; give finite variances between 1e-12 and 1e12 with xx * yy > xy^2",
        xx = Number(*.0), xy = Number(*.1), yy = Number(*.2)
    )]
    NotPositiveDefinite(f64, f64, f64),
}

/// Coordinates beyond this are refused: f32 networks and screen transforms lose the picture there.
const LARGEST_COORDINATE: f64 = 1e6;
/// Principal variances outside this range are refused.
const VARIANCE_RANGE: (f64, f64) = (1e-12, 1e12);

impl Component {
    /// A round Gaussian of standard deviation `std`.
    pub fn round(mean: Point, std: f64, weight: f64) -> Self {
        let variance = std * std;
        Self {
            mean,
            cov: [[variance, 0.0], [0.0, variance]],
            weight,
        }
    }

    /// A Gaussian with principal standard deviations `stds`, the first along `angle` (radians,
    /// counter-clockwise from the x axis).
    pub fn from_axes(mean: Point, stds: [f64; 2], angle: f64, weight: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        let [u, v] = stds.map(|s| s * s);
        let xy = (u - v) * sin * cos;
        Self {
            mean,
            cov: [
                [u * cos * cos + v * sin * sin, xy],
                [xy, u * sin * sin + v * cos * cos],
            ],
            weight,
        }
    }

    /// The principal standard deviations, larger first, and the angle of the larger (radians).
    /// The inverse of [`Component::from_axes`].
    pub fn axes(&self) -> ([f64; 2], f64) {
        let [[a, b], [_, c]] = self.cov;
        let half_trace = 0.5 * (a + c);
        let radius = (0.5 * (a - c)).hypot(b);
        // The small eigenvalue from the determinant: subtracting would cancel for thin ellipses.
        let large = half_trace + radius;
        let small = self.determinant() / large;
        let angle = 0.5 * (2.0 * b).atan2(a - c);
        ([large.sqrt(), small.max(0.0).sqrt()], angle)
    }

    /// det Sigma_k.
    pub fn determinant(&self) -> f64 {
        self.cov[0][0] * self.cov[1][1] - self.cov[0][1] * self.cov[1][0]
    }

    /// mu + L z with L the Cholesky factor of the covariance: maps a standard normal draw here.
    pub fn place(&self, z: Point) -> Point {
        let [[a, b], [_, c]] = self.cov;
        let l00 = a.sqrt();
        let l10 = b / l00;
        let l11 = (c - l10 * l10).max(0.0).sqrt();
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
        let [[a, b], [b_below, c]] = self.cov;
        if b != b_below {
            return Err(ComponentError::Asymmetric(b, b_below));
        }
        let ([large, small], _) = self.axes();
        let (low, high) = VARIANCE_RANGE;
        // Written so that NaN fails too.
        let valid = a > 0.0
            && c > 0.0
            && self.determinant() > 0.0
            && small * small >= low
            && large * large <= high;
        if valid {
            Ok(())
        } else {
            Err(ComponentError::NotPositiveDefinite(a, b, c))
        }
    }
}
