//! The target in a scene file: components, a shape or points.

use super::error::Key;
use super::fault::{Fault, fault_of};
use crate::mixture::{Component, STD_RANGE};
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
    /// The same in radians, for angles that no number of degrees gives exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    radians: Option<f64>,
    /// Whether the window leaves it as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    locked: bool,
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

/// Degrees as radians; whole turns are taken off while no digit is lost.
fn radians_of(degrees: f64) -> f64 {
    (degrees % 360.0).to_radians()
}

/// The nearest degrees with few digits, where they give back the same radians.
fn degrees_of(radians: f64) -> Option<f64> {
    let degrees = (radians.to_degrees() * 1e6).round() / 1e6;
    (radians_of(degrees) == radians).then_some(degrees)
}

impl ComponentFile {
    pub fn new(component: &Component, locked: bool) -> Self {
        let mut file = Self {
            weight: component.weight,
            mean: component.mean,
            cov: component.cov.given_matrix(),
            std: None,
            axes: None,
            angle: None,
            radians: None,
            locked,
        };
        let (stds, radians) = (component.cov.stds(), component.cov.angle());
        if file.cov.is_some() {
            return file;
        }
        if stds[0] == stds[1] {
            file.std = Some(stds[0]);
        } else {
            file.axes = Some(stds);
            file.angle = degrees_of(radians);
            file.radians = file.angle.is_none().then_some(radians);
        }
        file
    }

    /// Whether the window leaves it as it is.
    pub fn is_locked(&self) -> bool {
        self.locked
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
        let (key, angle) = match (self.angle, self.radians) {
            (Some(_), Some(_)) => {
                let message = "`radians` together with `angle`; keep one of them";
                return Err(Fault::new(at("radians"), message));
            }
            (None, Some(radians)) => ("radians", Some(radians)),
            (degrees, None) => ("angle", degrees),
        };
        if angle.is_some() && self.axes.is_none() {
            let message =
                format!("`{key}` turns `axes`, which is missing; add axes = [long, short]");
            return Err(Fault::new(at(key), message));
        }
        if let Some(angle) = angle.filter(|angle| !angle.is_finite()) {
            let unit = if key == "angle" { "degrees" } else { key };
            let message = format!("{key} {angle} is not finite; give {unit}");
            return Err(Fault::new(at(key), message));
        }
        match (self.cov, self.std, self.axes) {
            (Some(cov), None, None) => Ok(Component {
                mean: self.mean,
                cov: cov.into(),
                weight: self.weight,
            }),
            (None, Some(std), None) => {
                Ok(Component::round(self.mean, width("std", std)?, self.weight))
            }
            (None, None, Some([long, short])) => {
                let axes = [width("axes", long)?, width("axes", short)?];
                let angle = self.radians.or(self.angle.map(radians_of)).unwrap_or(0.0);
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
        let degrees = degrees_of(shape.angle);
        Self {
            kind: shape.kind,
            components: Some(shape.components),
            std: Some(shape.std),
            center: Some(shape.center),
            angle: degrees,
            radians: degrees.is_none().then_some(shape.angle),
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
            (Some(degrees), None) => radians_of(degrees),
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
