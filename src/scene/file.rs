//! Scenes as TOML files: what may stand in them, and how they are read and written.

mod error;
mod fault;
mod lists;
mod size;
mod target;

pub use error::SceneFileError;

use super::{DataSpec, Scene, SceneError, Target};
use crate::noise::NoiseRange;
use crate::sampling::SamplingSpec;
use crate::score::{NetworkSpec, TrainingSpec};
use crate::wording::quote;
use error::{Key, locate};
use fault::{Fault, fault_of};
use serde::{Deserialize, Serialize};
use target::{ComponentFile, PointsFile, ShapeFile};
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
    #[serde(default, skip_serializing_if = "DataSpec::is_usual")]
    data: DataSpec,
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
    if let Some((place, message)) = size::too_much(text) {
        return Err(SceneFileError::at(text, place, message));
    }
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
        let components = self.component.iter().enumerate();
        let locked = components
            .filter_map(|(index, component)| component.is_locked().then_some(index))
            .collect();
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
            locked,
            data: self.data,
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
            data: scene.data,
            noise: scene.noise,
            network: scene.network,
            training: scene.training,
            sampling: scene.sampling,
        };
        match &scene.target {
            Target::Components(components) => {
                let component = |(index, component)| {
                    ComponentFile::new(component, scene.locked.contains(&index))
                };
                file.component = components.iter().enumerate().map(component).collect();
            }
            Target::Shape(shape) => file.shape = Some(ShapeFile::new(shape)),
            Target::Points(points) => {
                file.points = Some(PointsFile::new(points));
            }
        }
        file
    }
}

fn two_targets(second: &'static str) -> Fault {
    let message = "a scene has one target; keep either [[component]], [shape] or [points]";
    Fault::new([Key::Name(second)], message)
}
