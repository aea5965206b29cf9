//! Scenes as TOML files: what may stand in them, and how they are read and written.

mod error;
mod lists;

pub use error::SceneFileError;

use super::{Scene, SceneError, Target};
use crate::mixture::{Component, MixtureError};
use crate::noise::NoiseRange;
use crate::plane::Point;
use crate::sampling::SamplingSpec;
use crate::score::{NetworkSpec, TrainingSpec};
use crate::shapes::{Points, Shape, ShapeKind};
use crate::wording::quote;
use error::{Key, locate};
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

/// A whole file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SceneFile {
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
    #[serde(default = "first_seed")]
    seed: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    component: Vec<ComponentFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shape: Option<ShapeFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<PointsFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    noise: Option<NoiseRange>,
    #[serde(default)]
    network: NetworkSpec,
    #[serde(default)]
    training: TrainingSpec,
    #[serde(default)]
    sampling: SamplingSpec,
}

fn first_seed() -> u64 {
    1
}

fn unit_weight() -> f64 {
    1.0
}

/// One `[[component]]`: its spread is given by exactly one of `cov`, `std` and `axes`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ComponentFile {
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
struct ShapeFile {
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
struct PointsFile {
    /// Chosen from the points when left out.
    std: Option<f64>,
    at: Vec<Point>,
}

/// A fault and the keys that lead to it.
struct Fault {
    path: Vec<Key>,
    message: String,
}

impl Fault {
    fn new(path: impl Into<Vec<Key>>, message: impl ToString) -> Self {
        Self {
            path: path.into(),
            message: message.to_string(),
        }
    }
}

impl Scene {
    /// The scene as a TOML file. [`Scene::from_toml`] reads back an equal scene.
    ///
    /// # Errors
    /// When the scene cannot be run.
    pub fn to_toml(&self) -> Result<String, SceneError> {
        self.validate()?;
        Ok(write(self))
    }

    /// Reads and checks a TOML file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line, column and value.
    pub fn from_toml(text: &str) -> Result<Self, SceneFileError> {
        read(text)
    }
}

fn read(text: &str) -> Result<Scene, SceneFileError> {
    let refused = |error| SceneFileError::from_toml(text, &error);
    let document = DeTable::parse(text).map_err(refused)?;
    if let Some(place) = lists::wrong_pair(document.get_ref()) {
        let list = quote(&text[place.clone()]);
        let message = format!("{list} does not fit here; give a list of two numbers");
        return Err(SceneFileError::at(text, place, message));
    }
    let file: SceneFile = toml::from_str(text).map_err(refused)?;
    let checked = file.into_scene().and_then(|scene| {
        scene.validate().map_err(|error| fault_of(&error))?;
        Ok(scene)
    });
    checked.map_err(|fault| {
        let place = locate(document.into_inner(), &fault.path);
        SceneFileError::at(text, place, fault.message)
    })
}

fn write(scene: &Scene) -> String {
    let file = SceneFile::from_scene(scene);
    toml::to_string(&file).expect("a valid scene holds only what TOML can hold")
}

impl SceneFile {
    fn into_scene(self) -> Result<Scene, Fault> {
        let target = match (self.component.is_empty(), self.shape, self.points) {
            (_, None, None) => Target::Components(
                self.component
                    .into_iter()
                    .enumerate()
                    .map(|(index, component)| component.into_component(index))
                    .collect::<Result<_, _>>()?,
            ),
            (true, Some(shape), None) => Target::Shape(shape.into_shape()?),
            (true, None, Some(points)) => Target::Points(points.into_points()?),
            (_, Some(_), _) => return Err(two_targets("shape")),
            (_, None, Some(_)) => return Err(two_targets("points")),
        };
        Ok(Scene {
            title: self.title,
            why: self.why,
            target,
            noise: self.noise,
            network: self.network,
            training: self.training,
            sampling: self.sampling,
            seed: self.seed,
        })
    }

    fn from_scene(scene: &Scene) -> Self {
        let mut file = Self {
            title: scene.title.clone(),
            why: scene.why.clone(),
            seed: scene.seed,
            component: Vec::new(),
            shape: None,
            points: None,
            noise: scene.noise,
            network: scene.network,
            training: scene.training,
            sampling: scene.sampling,
        };
        match &scene.target {
            Target::Components(components) => {
                file.component = components.iter().map(ComponentFile::new).collect();
            }
            Target::Shape(shape) => file.shape = Some(ShapeFile::new(shape)),
            Target::Points(points) => {
                file.points = Some(PointsFile {
                    std: Some(points.std),
                    at: points.at.clone(),
                });
            }
        }
        file
    }
}

fn two_targets(second: &'static str) -> Fault {
    let message = "a scene has one target; keep either [[component]], [shape] or [points]";
    Fault::new([Key::Name(second)], message)
}

/// Standard deviations of a component that are read from a file.
const STD_RANGE: std::ops::RangeInclusive<f64> = 1e-6..=1e6;

impl ComponentFile {
    fn new(component: &Component) -> Self {
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

    fn into_component(self, index: usize) -> Result<Component, Fault> {
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
    fn new(shape: &Shape) -> Self {
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

    fn into_shape(self) -> Result<Shape, Fault> {
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
    fn into_points(self) -> Result<Points, Fault> {
        match self.std {
            Some(std) => Ok(Points { at: self.at, std }),
            None => Points::new(self.at).map_err(|error| fault_of(&SceneError::Points(error))),
        }
    }
}

/// Where in the file a scene's error stands.
fn fault_of(error: &SceneError) -> Fault {
    use crate::mixture::ComponentError;
    use crate::score::SpecError;
    use crate::shapes::{PointsError, ShapeError};
    let names = |path: &[&'static str]| path.iter().map(|&name| Key::Name(name)).collect();
    let path: Vec<Key> = match error {
        SceneError::Text { what, .. } => names(&[what]),
        SceneError::Seed(_) => names(&["seed"]),
        SceneError::Shape(error) => names(&[
            "shape",
            match error {
                ShapeError::Components(_) => "components",
                ShapeError::Std(_) => "std",
                ShapeError::Center(..) => "center",
                ShapeError::Angle(_) => "angle",
                ShapeError::Scale(_) => "scale",
            },
        ]),
        SceneError::Points(PointsError::Std(_)) => names(&["points", "std"]),
        SceneError::Points(_) => names(&["points", "at"]),
        SceneError::Mixture(MixtureError::Component { number, source }) => {
            let key = match source {
                ComponentError::Weight(_) => "weight",
                ComponentError::Mean(..) => "mean",
                ComponentError::Asymmetric(..) | ComponentError::NotPositiveDefinite(..) => "cov",
            };
            // The place says which component it is.
            return Fault::new(
                [
                    Key::Name("component"),
                    Key::Index(number - 1),
                    Key::Name(key),
                ],
                source,
            );
        }
        SceneError::Mixture(_) => Vec::new(),
        SceneError::Spec(error) => match error {
            SpecError::Width(_) => names(&["network", "width"]),
            SpecError::Depth(_) => names(&["network", "depth"]),
            SpecError::ParameterizationWithoutNoise(_) => names(&["network", "parameterization"]),
            SpecError::Batch(_) => names(&["training", "batch"]),
            SpecError::LearningRate(_) => names(&["training", "learning_rate"]),
            SpecError::FixedLevel(_) => names(&["training", "noise_levels"]),
            SpecError::DenoisingWithoutNoise
            | SpecError::StableTargetWithoutNoise
            | SpecError::NeedsRestart => names(&["training"]),
        },
        SceneError::Sampling(error) => names(&["sampling", error.key()]),
    };
    Fault::new(path, error)
}
