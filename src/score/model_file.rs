//! Networks as safetensors files that other programs can read too.
//!
//! Tensors `layers.0.weight` `[outputs, inputs]`, `layers.0.bias` `[outputs]`, `layers.1.weight`, ...
//! in f32; everything else is JSON under one metadata key. With `"features":"fourier"` the first half
//! of the units of layer 0 are sqrt(2) sin z, all other hidden units the activation.

mod error;
mod header;
mod reach;

pub use error::ModelError;

use super::engine::f32x16::{F32x16, numbers, numbers_mut};
use super::engine::layout::Layout;
use super::net::ScoreNet;
use super::preconditioning::Preconditioning;
use super::spec::{Features, NetworkSpec, NoiseLevels, Objective};
use crate::noise::NoiseRange;
use crate::plane::Point;
use crate::wording::{count, quote};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The metadata key. One only: the format stores them in no fixed order.
const KEY: &str = "scorefield";

/// Counts changes of the format. Version 1 did not say how the network was trained, version 2 not what
/// its output means: all were preconditioned; version 3 not what its first layer is: all were plain;
/// version 4 not which scene it was trained on, version 5 not what made it.
const VERSION: u32 = 6;
/// The first version that says what the first layer is.
const FEATURES: u32 = 4;

/// Bytes of the longest header, which holds the largest scene and what its signs are escaped with. Every
/// tensor that a header names takes memory before anything is known of it.
const LONGEST_HEADER: u64 = 9_000_000;

/// Levels beyond this are refused everywhere.
const LARGEST_LEVEL: f64 = 1e6;
/// Centres and standard deviations beyond this, and standard deviations below its inverse, have no data: a
/// thousand times what a target may have.
const LARGEST_SCALE: f64 = 1e9;

/// What the tensors do not say.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    version: u32,
    network: NetworkSpec,
    noise: NoiseRange,
    noise_levels: NoiseLevels,
    center: Point,
    spread: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    train_steps: Option<u64>,
    /// The last one, where it has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    objective: Option<Objective>,
    /// The scene it was trained on, as a scene file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scene: Option<String>,
    /// What made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provenance: Option<serde_json::Value>,
}

impl ScoreNet {
    /// Every number of the network: of each layer its weights `[outputs, inputs]` row by row, then its biases.
    pub fn numbers(&self) -> Vec<f32> {
        let layout = self.layout();
        let parameters = numbers(&self.parameters);
        let mut found = Vec::new();
        for layer in 0..=layout.depth {
            let (inputs, outputs) = layout.dimensions(layer);
            let at = |output, input| parameters[layout.index(layer, output, input)];
            found.extend((0..outputs * inputs).map(|i| at(i / inputs, i % inputs)));
            found.extend((0..outputs).map(|output| at(output, inputs)));
        }
        found
    }

    /// The model as a safetensors file; the same network gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let layout = self.layout();
        let numbers = self.numbers();
        let mut numbers = numbers.iter().flat_map(|number| number.to_le_bytes());
        let mut tensors: Vec<(String, Vec<usize>, Vec<u8>)> = Vec::new();
        for layer in 0..=layout.depth {
            let (inputs, outputs) = layout.dimensions(layer);
            let weight = numbers.by_ref().take(4 * outputs * inputs).collect();
            let bias = numbers.by_ref().take(4 * outputs).collect();
            tensors.push((weight_name(layer), vec![outputs, inputs], weight));
            tensors.push((bias_name(layer), vec![outputs], bias));
        }
        let description = Description {
            version: VERSION,
            network: self.spec,
            noise: self.range,
            noise_levels: self.noise_levels(),
            center: self.preconditioning.center,
            spread: self.preconditioning.spread,
            train_steps: self.train_steps,
            objective: self.objective,
            scene: self.scene().map(str::to_owned),
            provenance: self
                .made_by()
                .and_then(|json| serde_json::from_str(json).ok()),
        };
        let json = serde_json::to_string(&description)
            .expect("numbers, names and lists always have a JSON form");
        let views = tensors.iter().map(|(name, shape, bytes)| {
            let view = TensorView::new(Dtype::F32, shape.clone(), bytes)
                .expect("as many bytes as the shape asks for");
            (name.as_str(), view)
        });
        safetensors::serialize(views, Some(HashMap::from([(KEY.to_owned(), json)])))
            .expect("names, shapes and sizes agree")
    }

    /// Reads what [`ScoreNet::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are truncated, of another program, or hold numbers that are not finite or so large that the
    /// score could be none: what is read answers with finite numbers wherever it is asked.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let unreadable = |cause: &str| ModelError::Unreadable(cause.to_owned());
        if let Some(length) = bytes
            .first_chunk()
            .map(|length| u64::from_le_bytes(*length))
            && length > LONGEST_HEADER
            && length < bytes.len() as u64
        {
            let [found, most] = [length, LONGEST_HEADER].map(count);
            return Err(ModelError::Unreadable(format!(
                "its header has {found} bytes and a model's at most {most}"
            )));
        }
        header::require_few(bytes, most_parameters())?;
        let (_, metadata) = SafeTensors::read_metadata(bytes)
            .map_err(|_| unreadable("it is truncated or no safetensors file"))?;
        let json = metadata
            .metadata()
            .as_ref()
            .and_then(|entries| entries.get(KEY))
            .ok_or_else(|| unreadable("it is a safetensors file of another program"))?;
        let mut description: Description = serde_json::from_str(json).map_err(|error| {
            let error = quote(&error.to_string());
            ModelError::Unreadable(format!("its description is wrong ({error})"))
        })?;
        description.check()?;
        if description.version < FEATURES {
            description.network.features = Features::Plain;
        }
        let mut network = Self::new(
            description.network,
            description.noise,
            Preconditioning {
                center: description.center,
                spread: description.spread,
                levels: description.noise_levels,
                parameterization: description.network.parameterization,
            },
            Vec::new(),
        );
        let layout = network.layout();
        header::require_shapes(&metadata, &layers(&layout))?;
        let tensors = SafeTensors::deserialize(bytes).map_err(|_| unreadable("it is truncated"))?;
        let mut vectors = vec![F32x16::ZERO; layout.vectors()];
        let parameters = numbers_mut(&mut vectors);
        for layer in 0..=layout.depth {
            let (inputs, _) = layout.dimensions(layer);
            let weight = read(&tensors, &weight_name(layer))?;
            for (i, value) in weight.into_iter().enumerate() {
                parameters[layout.index(layer, i / inputs, i % inputs)] = value;
            }
            let bias = read(&tensors, &bias_name(layer))?;
            for (output, value) in bias.into_iter().enumerate() {
                parameters[layout.index(layer, output, inputs)] = value;
            }
        }
        let reach = network.reach(numbers(&vectors));
        if reach > f64::from(f32::MAX) {
            return Err(unreadable(
                "its weights are so large that its score would not be finite",
            ));
        }
        network.parameters = vectors.into();
        network.train_steps = description.train_steps;
        network.objective = description.objective;
        network.scene = description.scene.map(Into::into);
        network.made_by = description.provenance.map(|json| json.to_string().into());
        Ok(network)
    }
}

impl Description {
    /// Whether a network of this program can have these constants.
    fn check(&self) -> Result<(), ModelError> {
        if !(1..=VERSION).contains(&self.version) {
            return Err(ModelError::Unreadable(format!(
                "its format is version {}, this program reads versions 1 to {VERSION}",
                self.version
            )));
        }
        self.network
            .validate()
            .and_then(|()| self.network.validate_at(self.noise_levels))
            .map_err(|error| ModelError::Unreadable(error.to_string()))?;
        let level = match self.noise_levels {
            NoiseLevels::All => 1.0,
            NoiseLevels::Fixed(sigma) => sigma,
        };
        let usable = (0.0..=LARGEST_LEVEL).contains(&level)
            && self.center.iter().all(|c| c.abs() <= LARGEST_SCALE)
            && (1.0 / LARGEST_SCALE..=LARGEST_SCALE).contains(&self.spread);
        if usable {
            Ok(())
        } else {
            Err(ModelError::Unreadable(
                "its scale, centre or noise level is no usable number".to_owned(),
            ))
        }
    }
}

fn weight_name(layer: usize) -> String {
    format!("layers.{layer}.weight")
}

fn bias_name(layer: usize) -> String {
    format!("layers.{layer}.bias")
}

/// Names and shapes of all tensors of a network.
fn layers(layout: &Layout) -> Vec<(String, Vec<usize>)> {
    let layer = |layer| {
        let (inputs, outputs) = layout.dimensions(layer);
        [
            (weight_name(layer), vec![outputs, inputs]),
            (bias_name(layer), vec![outputs]),
        ]
    };
    (0..=layout.depth).flat_map(layer).collect()
}

/// Weights and biases of the largest network of the menu, which sees x, y and the noise.
fn most_parameters() -> u64 {
    let width = NetworkSpec::WIDTHS.into_iter().max().unwrap_or(0);
    let depth = NetworkSpec::DEPTHS.into_iter().max().unwrap_or(1);
    let numbers = 4 * width + (depth - 1) * (width + 1) * width + 2 * (width + 1);
    numbers as u64
}

/// The finite numbers of one tensor of numbers in f32.
fn read(tensors: &SafeTensors, name: &str) -> Result<Vec<f32>, ModelError> {
    let tensor = tensors
        .tensor(name)
        .map_err(|_| ModelError::Unreadable(format!("it has no tensor {name}")))?;
    let numbers = tensor.data().as_chunks::<4>().0.iter();
    let values: Vec<f32> = numbers.map(|bytes| f32::from_le_bytes(*bytes)).collect();
    match values.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(ModelError::Unreadable(format!(
            "its tensor {name} holds {value}"
        ))),
        None => Ok(values),
    }
}
