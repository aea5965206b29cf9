//! Moving, turning and resizing: the one map that places shapes, points and components.

use crate::mixture::Component;
use crate::plane::Point;
use std::f64::consts::{PI, TAU};

/// x -> shift + scale R(angle) x, with `angle` in radians, counter-clockwise, and `scale` above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similarity {
    /// Added last, data units.
    pub shift: Point,
    /// Radians, counter-clockwise.
    pub angle: f64,
    /// Multiplies lengths.
    pub scale: f64,
}

impl Similarity {
    /// x -> x + by.
    pub fn translation(by: Point) -> Self {
        Self {
            shift: by,
            angle: 0.0,
            scale: 1.0,
        }
    }

    /// Turns by `angle` (radians, counter-clockwise) around `pivot`, which stays where it is.
    pub fn rotation(angle: f64, pivot: Point) -> Self {
        Self::around(pivot, angle, 1.0)
    }

    /// Makes everything `factor` times as large as seen from `pivot`, which stays where it is.
    pub fn scaling(factor: f64, pivot: Point) -> Self {
        Self::around(pivot, 0.0, factor)
    }

    /// x -> pivot + scale R(angle) (x - pivot).
    fn around(pivot: Point, angle: f64, scale: f64) -> Self {
        let linear = Self {
            shift: [0.0, 0.0],
            angle,
            scale,
        };
        let image = linear.point(pivot);
        Self {
            shift: [pivot[0] - image[0], pivot[1] - image[1]],
            ..linear
        }
    }

    /// Where a point goes.
    pub fn point(&self, x: Point) -> Point {
        let (sin, cos) = self.angle.sin_cos();
        [
            self.shift[0] + self.scale * (cos * x[0] - sin * x[1]),
            self.shift[1] + self.scale * (sin * x[0] + cos * x[1]),
        ]
    }

    /// Where a Gaussian goes: mu -> f(mu), Sigma -> scale^2 R Sigma R^T. The weight stays.
    pub fn component(&self, component: &Component) -> Component {
        Component {
            mean: self.point(component.mean),
            cov: component.cov.scaled(self.scale).rotated(self.angle),
            weight: component.weight,
        }
    }

    /// `self` after `first`: x -> self(first(x)). The angle is kept within a turn.
    pub fn after(&self, first: &Self) -> Self {
        let angle = self.angle + first.angle;
        Self {
            shift: self.point(first.shift),
            angle: if angle.abs() <= PI {
                angle
            } else {
                angle - TAU * (angle / TAU).round()
            },
            scale: self.scale * first.scale,
        }
    }
}
