//! Curved targets as mixtures: many narrow Gaussians along a curve, so that the exact score holds.

use crate::mixture::Component;
use crate::plane::Point;
use serde::{Deserialize, Serialize};

/// The curves the program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShapeKind {
    Moons,
    Rings,
    Spirals,
    Checkerboard,
    Pinwheel,
    SwissRoll,
}

/// A curve of narrow Gaussians, placed as a whole: `x = center + scale * R(angle) * curve`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    pub kind: ShapeKind,
    /// How many Gaussians stand along the curve.
    #[serde(default = "default_components")]
    pub components: usize,
    /// Their standard deviation before scaling, in data units.
    #[serde(default = "default_std")]
    pub std: f64,
    #[serde(default)]
    pub center: Point,
    /// Radians, counter-clockwise.
    #[serde(default)]
    pub angle: f64,
    #[serde(default = "one")]
    pub scale: f64,
}

fn default_components() -> usize {
    100
}
fn default_std() -> f64 {
    0.1
}
fn one() -> f64 {
    1.0
}

impl Shape {
    /// The components of the placed shape.
    pub fn to_components(&self) -> Vec<Component> {
        vec![Component::round(self.center, self.std * self.scale, 1.0)]
    }
}
