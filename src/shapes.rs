//! Targets of many narrow Gaussians, along curves or at points, so that the exact score still holds.

mod checkerboard;
mod curve;
mod outline;
mod points;
mod similarity;

pub use points::{Import, Points, PointsError, bandwidth};
pub use similarity::Similarity;

use crate::mixture::Component;
use crate::plane::Point;
use crate::wording::{choices, count};
use curve::Curve;

/// The shapes the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// Two interlocked half circles.
    Moons,
    /// Two concentric circles.
    Rings,
    /// Two arms winding out of the middle.
    Spirals,
    /// Every other field of a board of 4 x 4.
    Checkerboard,
    /// Five bent arms around an empty middle.
    Pinwheel,
    /// One long arm rolled up.
    SwissRoll,
}

choices!(ShapeKind: Moons, Rings, Spirals, Checkerboard, Pinwheel, SwissRoll);

/// The row of one shape.
struct Facts {
    /// In scene files.
    name: &'static str,
    /// Enough Gaussians for a smooth picture, few enough for a fast exact score.
    components: usize,
    /// The standard deviation across the curve that keeps neighbouring arms apart, before scaling.
    std: f64,
}

impl ShapeKind {
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Moons => &Facts {
                name: "moons",
                components: 40,
                std: 0.1,
            },
            Self::Rings => &Facts {
                name: "rings",
                components: 60,
                std: 0.1,
            },
            Self::Spirals => &Facts {
                name: "spirals",
                components: 100,
                std: 0.08,
            },
            Self::Checkerboard => &Facts {
                name: "checkerboard",
                // Eight fields of 4 x 4.
                components: 128,
                // Half the distance of neighbours: flat inside, crisp outside.
                std: 0.17,
            },
            Self::Pinwheel => &Facts {
                name: "pinwheel",
                components: 60,
                std: 0.08,
            },
            Self::SwissRoll => &Facts {
                name: "swiss-roll",
                components: 100,
                std: 0.1,
            },
        }
    }

    /// The name used in scene files.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// Enough Gaussians for a smooth picture, few enough for a fast exact score.
    pub fn default_components(self) -> usize {
        self.facts().components
    }

    /// The standard deviation across the curve that keeps neighbouring arms apart, before scaling.
    pub fn default_std(self) -> f64 {
        self.facts().std
    }
}

/// A shape placed as a whole: x = center + scale R(angle) x', with x' on the shape within [-3, 3]^2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    pub kind: ShapeKind,
    /// How many Gaussians make up the shape, all of the same weight.
    pub components: usize,
    /// Their standard deviation across the curve before scaling, in data units.
    pub std: f64,
    pub center: Point,
    /// Radians, counter-clockwise.
    pub angle: f64,
    pub scale: f64,
}

/// A shape that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ShapeError {
    #[error("a shape of {} components cannot be drawn; use 1 to {}", count(*.0 as u64), count(Shape::MAX_COMPONENTS as u64))]
    Components(usize),
    #[error("std {0:?} is no width for a shape; give a number from 0.001 to 10")]
    Std(f64),
    #[error("center [{0:?}, {1:?}] is out of range; give finite numbers below 1e5 in size")]
    Center(f64, f64),
    #[error("angle {0:?} is out of range; give a finite angle below 1e6 in size")]
    Angle(f64),
    #[error("scale {0:?} is out of range; give a number from 0.001 to 1e4")]
    Scale(f64),
}

impl Shape {
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
