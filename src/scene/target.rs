//! What the data look like.

use crate::mixture::{Component, GaussianMixture, MixtureError};
use crate::plane::Point;
use crate::shapes::{Points, Shape, Similarity};

/// Where the Gaussians of a scene come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Gaussians that are edited one by one.
    Components(Vec<Component>),
    /// A curve of narrow Gaussians that is moved, turned and scaled as a whole.
    Shape(Shape),
    /// Drawn or imported points, each the middle of a Gaussian, moved, turned and scaled as a whole.
    Points(Points),
}

impl Target {
    /// What it is called: "Gaussians", "curve" or "points".
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Components(_) => "Gaussians",
            Self::Shape(_) => "curve",
            Self::Points(_) => "points",
        }
    }

    /// The components, whatever they come from.
    pub fn components(&self) -> Vec<Component> {
        match self {
            Self::Components(components) => components.clone(),
            Self::Shape(shape) => shape.to_components(),
            Self::Points(points) => points.to_components(),
        }
    }

    /// The mixture with exact density and score.
    ///
    /// # Errors
    /// When the components are no mixture.
    pub fn mixture(&self) -> Result<GaussianMixture, MixtureError> {
        GaussianMixture::new(self.components())
    }

    /// Where a handle for the whole target stands: the center of a shape, else the middle of the means.
    pub fn center(&self) -> Point {
        if let Self::Shape(shape) = self {
            return shape.center;
        }
        let components = self.components();
        let n = components.len().max(1) as f64;
        [0, 1].map(|axis| components.iter().map(|c| c.mean[axis]).sum::<f64>() / n)
    }

    /// The target moved, turned or resized as a whole.
    pub fn transformed(&self, map: &Similarity) -> Self {
        match self {
            Self::Components(components) => {
                Self::Components(components.iter().map(|c| map.component(c)).collect())
            }
            Self::Shape(shape) => Self::Shape(shape.transformed(map)),
            Self::Points(points) => Self::Points(points.transformed(map)),
        }
    }

    /// The target moved by `by`.
    pub fn translated(&self, by: Point) -> Self {
        self.transformed(&Similarity::translation(by))
    }

    /// The target turned by `angle` (radians, counter-clockwise) around `pivot`.
    pub fn rotated(&self, angle: f64, pivot: Point) -> Self {
        self.transformed(&Similarity::rotation(angle, pivot))
    }

    /// The target made `factor` times as large as seen from `pivot`.
    pub fn scaled(&self, factor: f64, pivot: Point) -> Self {
        self.transformed(&Similarity::scaling(factor, pivot))
    }
}
