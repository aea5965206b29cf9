//! Targets of many narrow Gaussians, along curves or at points, so that the exact score still holds.

mod checkerboard;
mod curve;
mod fitting;
mod kind;
mod outline;
mod points;
mod silhouette;
mod similarity;

pub use fitting::{Fit, FitError, FitOrder};
pub use kind::ShapeKind;
pub use points::{Points, PointsError, bandwidth};
pub use silhouette::{Silhouette, SilhouetteError};
pub use similarity::Similarity;

use crate::mixture::Component;
use crate::plane::Point;
use crate::wording::{Number, count};
use curve::Curve;

/// A shape placed as a whole: x = center + scale R(angle) x', with x' on the shape within [-3, 3]^2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Which shape.
    pub kind: ShapeKind,
    /// How many Gaussians make up the shape, all of the same weight.
    pub components: usize,
    /// Their standard deviation across the curve before scaling, in data units.
    pub std: f64,
    /// Where its middle is, data units.
    pub center: Point,
    /// Radians, counter-clockwise.
    pub angle: f64,
    /// How much larger than the shape's own size.
    pub scale: f64,
}

/// A shape that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ShapeError {
    /// How many components were asked for.
    #[error("a shape of {} components cannot be drawn; use 1 to {}", count(*.0 as u64), count(Shape::MAX_COMPONENTS as u64))]
    Components(usize),
    /// The standard deviation, out of range.
    #[error("std {} is no width for a shape; give a number from 0.001 to 10", Number(*.0))]
    Std(f64),
    /// The centre, far away or not finite.
    #[error("center [{}, {}] is out of range; give finite numbers below 1e5 in size", Number(*.0), Number(*.1))]
    Center(f64, f64),
    /// The angle, not finite.
    #[error("angle {} is out of range; give a finite angle below 1e6 in size", Number(*.0))]
    Angle(f64),
    /// The scale, out of range.
    #[error("scale {} is out of range; give a number from 0.001 to 1e4", Number(*.0))]
    Scale(f64),
}

impl Shape {
    /// More components than this are too slow to train on.
    pub const MAX_COMPONENTS: usize = 1000;

    /// A shape of this kind at the origin with the number and width of components that suit it.
    pub fn new(kind: ShapeKind) -> Self {
        Self {
            kind,
            components: kind.default_components(),
            std: kind.default_std(),
            center: [0.0, 0.0],
            angle: 0.0,
            scale: 1.0,
        }
    }

    /// # Errors
    /// The first number that is out of range.
    pub fn validate(&self) -> Result<(), ShapeError> {
        if !(1..=Self::MAX_COMPONENTS).contains(&self.components) {
            return Err(ShapeError::Components(self.components));
        }
        if !(1e-3..=10.0).contains(&self.std) {
            return Err(ShapeError::Std(self.std));
        }
        if !self.center.iter().all(|c| c.abs() <= 1e5) {
            return Err(ShapeError::Center(self.center[0], self.center[1]));
        }
        if self.angle.is_nan() || self.angle.abs() > 1e6 {
            return Err(ShapeError::Angle(self.angle));
        }
        if !(1e-3..=1e4).contains(&self.scale) {
            return Err(ShapeError::Scale(self.scale));
        }
        Ok(())
    }

    /// The components of the placed shape, all of weight 1. A number of components that
    /// [`Shape::validate`] refuses is brought into its range.
    pub fn to_components(&self) -> Vec<Component> {
        let count = self.components.clamp(1, Self::MAX_COMPONENTS);
        let at_origin = match self.kind {
            ShapeKind::Checkerboard => checkerboard::components(count, self.std),
            kind @ (ShapeKind::Moons
            | ShapeKind::Rings
            | ShapeKind::Spirals
            | ShapeKind::Pinwheel
            | ShapeKind::SwissRoll) => {
                let curves: Vec<Curve> = outline::of(kind).iter().map(Curve::new).collect();
                curve::components(&curves, count, self.std)
            }
        };
        let place = self.placement();
        at_origin.iter().map(|c| place.component(c)).collect()
    }

    /// The map from the shape at the origin to the placed one.
    pub fn placement(&self) -> Similarity {
        Similarity {
            shift: self.center,
            angle: self.angle,
            scale: self.scale,
        }
    }

    /// The shape moved, turned or resized as a whole.
    pub fn transformed(&self, map: &Similarity) -> Self {
        let placed = map.after(&self.placement());
        Self {
            center: placed.shift,
            angle: placed.angle,
            scale: placed.scale,
            ..*self
        }
    }
}

#[cfg(test)]
mod tests;
