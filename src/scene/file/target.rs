//! The target in a scene file: components, a shape or points.

use super::error::Key;
use super::fault::{Fault, fault_of};
use crate::mixture::Component;
use crate::plane::Point;
use crate::scene::SceneError;
use crate::shapes::{Points, Shape, ShapeKind};
use serde::{Deserialize, Serialize};

fn unit_weight() -> f64 {
    1.0
}

/// One `[[component]]`: its spread is given by exactly one of `cov`, `std` and `axes`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentFile {
    #[serde(default = "unit_weight")]
    weight: f64,
    mean: Point,
    #[serde(skip_serializing_if = "Option::is_none")]
    cov: Option<[[f64; 2]; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    std: Option<f64>,
    /// Standard deviations along the principal axes; the first points along `angle`.
    #[serde(skip_serializing_if = "Option::is_none")]
    axes: Option<[f64; 2]>,
    /// Degrees, counter-clockwise from the x axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    angle: Option<f64>,
}

/// A `[shape]`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShapeFile {
    kind: ShapeKind,
    components: Option<usize>,
    std: Option<f64>,
    center: Option<Point>,
    /// Degrees, counter-clockwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    angle: Option<f64>,
    /// The same in radians, for angles that no number of degrees gives exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    radians: Option<f64>,
    scale: Option<f64>,
}

/// `[points]`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsFile {
    /// Chosen from the points when left out.
    std: Option<f64>,
    at: Vec<Point>,
}

/// Standard deviations of a component that are read from a file.
const STD_RANGE: std::ops::RangeInclusive<f64> = 1e-6..=1e6;

impl ComponentFile {
    pub fn new(component: &Component) -> Self {
        let variance = component.cov[0][0];
        let std = variance.sqrt();
        let round = component.cov == [[std * std, 0.0], [0.0, std * std]];
        Self {
            weight: component.weight,
            mean: component.mean,
            cov: (!round).then_some(component.cov),
            std: round.then_some(std),
            axes: None,
            angle: None,
        }
    }

    pub fn into_component(self, index: usize) -> Result<Component, Fault> {
        let at = |key| [Key::Name("component"), Key::Index(index), Key::Name(key)];
        let width = |key, std: f64| {
            if STD_RANGE.contains(&std) {
                Ok(std)
            } else {
                let message = format!(
                    "{key} {std:?} is no standard deviation; give a number from 1e-6 to 1e6"
                );
                Err(Fault::new(at(key), message))
            }
        };
        if self.angle.is_some() && self.axes.is_none() {
            let message = "`angle` turns `axes`, which is missing; add axes = [long, short]";
            return Err(Fault::new(at("angle"), message));
        }
        match (self.cov, self.std, self.axes) {
            (Some(cov), None, None) => Ok(Component {
                mean: self.mean,
                cov,
                weight: self.weight,
            }),
            (None, Some(std), None) => {
                Ok(Component::round(self.mean, width("std", std)?, self.weight))
            }
            (None, None, Some([long, short])) => {
                let axes = [width("axes", long)?, width("axes", short)?];
                let degrees = self.angle.unwrap_or(0.0);
                if !degrees.is_finite() {
                    let message = format!("angle {degrees} is not finite; give degrees");
                    return Err(Fault::new(at("angle"), message));
                }
                let angle = degrees.to_radians();
                Ok(Component::from_axes(self.mean, axes, angle, self.weight))
            }
            (None, None, None) => {
                let message = "the component has no spread; add std, cov or axes";
                Err(Fault::new(at("mean"), message))
            }
            (cov, std, _) => {
                let (extra, kept) = match (cov, std) {
                    (Some(_), Some(_)) => ("std", "cov"),
                    (Some(_), None) => ("axes", "cov"),
                    (None, _) => ("axes", "std"),
                };
                let message = format!("`{extra}` together with `{kept}`; keep one of them");
                Err(Fault::new(at(extra), message))
            }
        }
    }
}

impl ShapeFile {
    pub fn new(shape: &Shape) -> Self {
        // The nearest degrees with few digits, where they give back the same radians.
        let degrees = (shape.angle.to_degrees() * 1e6).round() / 1e6;
        let exact = degrees.to_radians() == shape.angle;
        Self {
            kind: shape.kind,
            components: Some(shape.components),
            std: Some(shape.std),
            center: Some(shape.center),
            angle: exact.then_some(degrees),
            radians: (!exact).then_some(shape.angle),
            scale: Some(shape.scale),
        }
    }

    pub fn into_shape(self) -> Result<Shape, Fault> {
        let suited = Shape::new(self.kind);
        let angle = match (self.angle, self.radians) {
            (Some(_), Some(_)) => {
                let message = "`radians` together with `angle`; keep one of them";
                return Err(Fault::new(
                    [Key::Name("shape"), Key::Name("radians")],
                    message,
                ));
            }
            (Some(degrees), None) => degrees.to_radians(),
            (None, radians) => radians.unwrap_or(suited.angle),
        };
        Ok(Shape {
            kind: self.kind,
            components: self.components.unwrap_or(suited.components),
            std: self.std.unwrap_or(suited.std),
            center: self.center.unwrap_or(suited.center),
            angle,
            scale: self.scale.unwrap_or(suited.scale),
        })
    }
}

impl PointsFile {
    pub fn new(points: &Points) -> Self {
        Self {
            std: Some(points.std),
            at: points.at.clone(),
        }
    }

    pub fn into_points(self) -> Result<Points, Fault> {
        match self.std {
            Some(std) => Ok(Points { at: self.at, std }),
            None => Points::new(self.at).map_err(|error| fault_of(&SceneError::Points(error))),
        }
    }
}
