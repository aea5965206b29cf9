//! How a Gaussian spreads, kept as two standard deviations and the direction of the first.
//!
//! The variances of a thin ellipse differ by many powers of ten, and its matrix holds the large one in
//! every entry: xx yy - xy^2 is then a difference of nearly equal numbers. So axes stay axes: noise
//! and scaling act on the two standard deviations, and the determinant, the precision and the Cholesky
//! factor follow from them by products alone. A matrix that was given as such is taken apart once.

use crate::plane::Point;
use serde::{Deserialize, Serialize};
use std::f64::consts::{FRAC_PI_2, PI, TAU};
use std::ops::Index;

/// Sigma = s1^2 e1 e1^T + s2^2 e2 e2^T, with e1 = (cos, sin) of an angle and e2 = (-sin, cos).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Form", into = "Form")]
pub struct Covariance {
    stds: [f64; 2],
    angle: f64,
    /// e1.
    direction: Point,
    matrix: [[f64; 2]; 2],
    /// Whether the matrix is what was given; the rest then follows from it.
    given: bool,
}

/// What a covariance was given as; everything else follows from it, bit for bit.
#[derive(Serialize, Deserialize)]
enum Form {
    Axes([f64; 2], f64),
    Matrix([[f64; 2]; 2]),
}

impl From<Form> for Covariance {
    fn from(form: Form) -> Self {
        match form {
            Form::Axes(stds, angle) => Self::from_axes(stds, angle),
            Form::Matrix(matrix) => matrix.into(),
        }
    }
}

impl From<Covariance> for Form {
    fn from(cov: Covariance) -> Self {
        if cov.given {
            Self::Matrix(cov.matrix)
        } else {
            Self::Axes(cov.stds, cov.angle)
        }
    }
}

/// A matrix whose determinant is below so many units in the last place of xx yy is singular to working
/// accuracy: a change of its entries that f64 cannot hold would make it so.
const LEAST_DETERMINANT: f64 = 8.0 * f64::EPSILON;

impl From<[[f64; 2]; 2]> for Covariance {
    /// Takes a symmetric matrix apart without cancellation: the rotation of Jacobi (Golub & Van Loan,
    /// section 8.5.2), at most 45 degrees, and the small variance from the determinant.
    ///
    /// Of a matrix that is no covariance a standard deviation is 0 or not a number.
    fn from(matrix: [[f64; 2]; 2]) -> Self {
        let [[xx, xy], [_, yy]] = matrix;
        // tan of the angle: the smaller root of xy t^2 + (xx - yy) t - xy = 0.
        let tan = if xy == 0.0 {
            0.0
        } else {
            let tau = (xx - yy) / (2.0 * xy);
            tau.signum() / (tau.abs() + tau.hypot(1.0))
        };
        let half_trace = 0.5 * xx + 0.5 * yy;
        let large = half_trace + (0.5 * xx - 0.5 * yy).hypot(xy);
        let determinant = determinant(xx, xy, yy);
        let small = if determinant > LEAST_DETERMINANT * xx * yy && xx > 0.0 {
            determinant / large
        } else {
            0.0
        };
        // Within 45 degrees of an axis lies the direction of that axis's variance.
        let (first, second) = if xx >= yy {
            (large, small)
        } else {
            (small, large)
        };
        Self {
            matrix,
            given: true,
            ..Self::from_axes([first.sqrt(), second.sqrt()], tan.atan())
        }
    }
}

impl Covariance {
    /// Standard deviations `stds`, the first along `angle` (radians, counter-clockwise from the x axis).
    pub fn from_axes(stds: [f64; 2], angle: f64) -> Self {
        Self::along(stds, angle, direction(angle))
    }

    fn along(stds: [f64; 2], angle: f64, direction: Point) -> Self {
        // A circle has no direction.
        let (angle, direction) = if stds[0] == stds[1] {
            (0.0, [1.0, 0.0])
        } else {
            (angle, direction)
        };
        let [cos, sin] = direction;
        let [u, v] = stds.map(|s| s * s);
        let xy = (stds[0] - stds[1]) * (stds[0] + stds[1]) * sin * cos;
        Self {
            stds,
            angle,
            direction,
            matrix: [
                [u * cos * cos + v * sin * sin, xy],
                [xy, u * sin * sin + v * cos * cos],
            ],
            given: false,
        }
    }

    /// The same standard deviation in every direction.
    pub fn round(std: f64) -> Self {
        Self::from_axes([std, std], 0.0)
    }

    /// Sigma, in squared units; its determinant is better taken from [`Covariance::stds`].
    pub fn matrix(&self) -> [[f64; 2]; 2] {
        self.matrix
    }

    /// The matrix, if that is what was given.
    pub fn given_matrix(&self) -> Option<[[f64; 2]; 2]> {
        self.given.then_some(self.matrix)
    }

    /// The standard deviations along [`Covariance::angle`] and across it, in no order, data units.
    pub fn stds(&self) -> [f64; 2] {
        self.stds
    }

    /// The direction of the first standard deviation, radians.
    pub fn angle(&self) -> f64 {
        self.angle
    }

    /// The principal standard deviations, larger first, and the angle of the larger, from -pi/2 to pi/2.
    pub fn axes(&self) -> ([f64; 2], f64) {
        let [first, second] = self.stds;
        let (stds, angle) = if first >= second {
            ([first, second], self.angle)
        } else {
            ([second, first], self.angle + FRAC_PI_2)
        };
        // An axis has no front: half a turn changes nothing.
        (stds, angle - PI * (angle / PI).round())
    }

    /// The lines of both axes, e1 and e2.
    pub fn frame(&self) -> [Point; 2] {
        let [cos, sin] = self.direction;
        [[cos, sin], [-sin, cos]]
    }

    /// W with W^T W = Sigma^-1: its rows are e1 / s1 and e2 / s2, so that W (x - mu) is standard normal.
    pub fn whitening(&self) -> [Point; 2] {
        let [along, across] = self.frame();
        let [first, second] = self.stds;
        [along.map(|e| e / first), across.map(|e| e / second)]
    }

    /// det Sigma = (s1 s2)^2.
    pub fn determinant(&self) -> f64 {
        let area = self.stds[0] * self.stds[1];
        area * area
    }

    /// [l00, l10, l11] of the lower triangle L with L L^T = Sigma.
    pub fn cholesky(&self) -> [f64; 3] {
        let [[xx, xy], _] = self.matrix;
        let l00 = xx.sqrt();
        // A point has no spread.
        if l00 == 0.0 {
            return [0.0; 3];
        }
        [l00, xy / l00, self.stds[0] * self.stds[1] / l00]
    }

    /// The variance of v^T x, v^T Sigma v.
    pub fn variance_along(&self, v: Point) -> f64 {
        let parts = self.frame().map(|e| e[0] * v[0] + e[1] * v[1]);
        let [along, across] = [parts[0] * self.stds[0], parts[1] * self.stds[1]];
        along * along + across * across
    }

    /// d^T Sigma^-1 d, the square of a distance in standard deviations.
    pub fn squared_distance(&self, d: Point) -> f64 {
        let parts = self.whitening().map(|w| w[0] * d[0] + w[1] * d[1]);
        parts[0] * parts[0] + parts[1] * parts[1]
    }

    /// Sigma + sigma^2 I.
    pub fn smoothed(&self, sigma: f64) -> Self {
        if sigma == 0.0 {
            return self.clone();
        }
        Self::along(
            self.stds.map(|s| s.hypot(sigma)),
            self.angle,
            self.direction,
        )
    }

    /// factor^2 Sigma.
    pub fn scaled(&self, factor: f64) -> Self {
        if factor == 1.0 {
            return self.clone();
        }
        Self::along(
            self.stds.map(|s| s * factor.abs()),
            self.angle,
            self.direction,
        )
    }

    /// R Sigma R^T with R the rotation by `angle` (radians, counter-clockwise).
    pub fn rotated(&self, angle: f64) -> Self {
        if angle == 0.0 {
            return self.clone();
        }
        let turned = self.angle + angle;
        let within_a_turn = if turned.abs() <= PI {
            turned
        } else {
            turned - TAU * (turned / TAU).round()
        };
        Self::from_axes(self.stds, within_a_turn)
    }
}

impl Index<usize> for Covariance {
    type Output = [f64; 2];

    /// A row of the matrix.
    fn index(&self, row: usize) -> &[f64; 2] {
        &self.matrix[row]
    }
}

/// (cos, sin), exactly along the axes for quarters of a turn.
fn direction(angle: f64) -> Point {
    let quarters = angle / FRAC_PI_2;
    if quarters.abs() <= 4.0 && quarters.fract() == 0.0 {
        return [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]
            [(quarters as i32).rem_euclid(4) as usize];
    }
    let (sin, cos) = angle.sin_cos();
    [cos, sin]
}

/// xx yy - xy^2 to two units in the last place: what rounding took from one product is added again
/// (Kahan; Jeannerod, Louvet & Muller 2013).
fn determinant(xx: f64, xy: f64, yy: f64) -> f64 {
    let square = xy * xy;
    let lost = (-xy).mul_add(xy, square);
    xx.mul_add(yy, -square) + lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thin_ellipse_keeps_its_axes_through_noise_scale_and_turn() {
        let thin = Covariance::from_axes([1e3, 1e-6], 0.3);
        assert_eq!(thin.determinant(), (1e3 * 1e-6_f64).powi(2));
        let moved = thin.scaled(-2.0).rotated(-0.3).smoothed(1e-3);
        let ([large, small], angle) = moved.axes();
        assert!((large / 2e3 - 1.0).abs() < 1e-12);
        assert!((small / 2e-6_f64.hypot(1e-3) - 1.0).abs() < 1e-15);
        assert_eq!(angle, 0.0);
        let ([large, _], angle) = Covariance::from_axes([1.0, 2.0], 3.0).axes();
        assert_eq!(large, 2.0);
        assert!((angle - (3.0 + FRAC_PI_2 - PI)).abs() < 1e-15);
    }

    #[test]
    fn a_matrix_is_taken_apart_to_what_its_entries_hold() {
        // [[1 + d, 1], [1, 1]] has the determinant d, whatever 1 + d rounds away.
        for d in [1e-3, 1e-9, 1e-14] {
            let cov = Covariance::from([[1.0 + d, 1.0], [1.0, 1.0]]);
            let held = (1.0 + d) - 1.0;
            assert!((cov.determinant() / held - 1.0).abs() < 4e-15, "{d}");
        }
        // A nearly upright needle: the angle is b / (a - c) to the last digits.
        let cov = Covariance::from([[1e-8, 1e-14], [1e-14, 1.0]]);
        let ([large, small], _) = cov.axes();
        assert!((large - 1.0).abs() < 1e-15 && (small - 1e-4).abs() < 1e-17);
        assert!((cov.angle() / -1e-14 - 1.0).abs() < 1e-7);
        for [a, b, c] in [[1.0, 1.0, 1.0], [1.0, 2.0, 1.0], [-1.0, 0.0, -1.0]] {
            let [first, second] = Covariance::from([[a, b], [b, c]]).stds();
            assert!(!(first > 0.0 && second > 0.0), "{a} {b} {c}");
        }
    }

    #[test]
    fn quarters_of_a_turn_are_exact() {
        for (degrees, expected) in [
            (90.0, [0.0, 1.0]),
            (180.0, [-1.0, 0.0]),
            (-90.0, [0.0, -1.0]),
        ] {
            let degrees: f64 = degrees;
            let cov = Covariance::from_axes([2.0, 1e-6], degrees.to_radians());
            assert_eq!(cov.frame()[0], expected);
            assert_eq!(cov[0][1], 0.0);
        }
    }

    #[test]
    fn the_triangle_squared_is_the_matrix() {
        for cov in [
            Covariance::from_axes([3.0, 0.2], 0.7),
            Covariance::from([[0.3, 0.1], [0.1, 0.2]]),
        ] {
            let [l00, l10, l11] = cov.cholesky();
            let [[xx, xy], [_, yy]] = cov.matrix();
            assert!((l00 * l00 - xx).abs() < 1e-14);
            assert!((l00 * l10 - xy).abs() < 1e-14);
            assert!((l10 * l10 + l11 * l11 - yy).abs() < 1e-14);
        }
    }
}
