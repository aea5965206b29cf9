//! What made a file: enough to make it again, and to see that it was made from something else.
//!
//! ```text
//! { "program": "scorefield 0.1.0",
//!   "command": ["scorefield", "figure", "SCENE", "--model", "MODEL", "--style", "column"],
//!   "scene": { "title": "...", "toml": "..." },         the whole scene, defaults included
//!   "seed": 0,
//!   "target_sha256": "...",                             of the components' numbers
//!   "model": { "network_sha256": "...", ... },          where a network was followed or made
//!   "parameters": { ... } }                             every value in use
//! ```
//! Paths, threads and what is printed stand in no command: they change no byte of what is made.

mod fingerprint;

pub use fingerprint::{network_sha256, target_sha256};

use crate::mixture::GaussianMixture;
use crate::scene::{Scene, SceneError};
use crate::score::ScoreNet;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// This program with its version.
pub const PROGRAM: &str = concat!("scorefield ", env!("CARGO_PKG_VERSION"));
/// What stands in a command for the scene that the file itself holds.
pub const SCENE: &str = "SCENE";
/// What stands in a command for the network, which no figure holds.
pub const MODEL: &str = "MODEL";

/// What made a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program with its version.
    pub program: String,
    /// The words that make it again, [`SCENE`] and [`MODEL`] among them; `None` where no command can: live
    /// particles, a network that was trained under the hand.
    pub command: Option<Vec<String>>,
    /// The scene it was made from.
    pub scene: SceneText,
    /// The seed of every random draw.
    pub seed: u64,
    /// See [`target_sha256`].
    pub target_sha256: String,
    /// The network that was followed or made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Model>,
    /// Every value in use, defaults included.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub parameters: Value,
}

/// A scene file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneText {
    /// Its title.
    pub title: String,
    /// Its text, with every value; empty in a network's file, which holds it elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub toml: String,
}

/// A network by its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// See [`network_sha256`].
    pub network_sha256: String,
    /// Optimiser steps it was trained for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub train_steps: Option<u64>,
    /// The title of the scene that it was trained on, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained_on: Option<String>,
}

impl Model {
    /// What is to be said of `network`.
    pub fn of(network: &ScoreNet) -> Self {
        let scene = network.scene().and_then(|text| Scene::from_toml(text).ok());
        Self {
            network_sha256: network_sha256(network),
            train_steps: network.train_steps(),
            trained_on: scene.map(|scene| scene.title),
        }
    }
}

impl Provenance {
    /// Of something made from `scene`, whose target is `mixture`, by `command`.
    ///
    /// # Errors
    /// When the scene has no text.
    pub fn new(
        scene: &Scene,
        mixture: &GaussianMixture,
        command: Option<Vec<String>>,
    ) -> Result<Self, SceneError> {
        Ok(Self {
            program: PROGRAM.to_owned(),
            command,
            scene: SceneText {
                title: scene.title.clone(),
                toml: scene.to_toml()?,
            },
            seed: scene.seed,
            target_sha256: target_sha256(mixture),
            model: None,
            parameters: Value::Null,
        })
    }

    /// With the network that was followed.
    #[must_use]
    pub fn with_model(self, model: Option<Model>) -> Self {
        Self { model, ..self }
    }

    /// Without the scene's text, for a file that holds it anyway.
    #[must_use]
    pub fn without_scene_text(mut self) -> Self {
        self.scene.toml.clear();
        self
    }

    /// With the values in use, an object.
    #[must_use]
    pub fn with_parameters(self, parameters: Value) -> Self {
        Self { parameters, ..self }
    }

    /// JSON on one line in ASCII, which every format holds as it stands.
    pub fn to_json(&self) -> String {
        // By way of a value, so that its members stand in the order in which they are read back.
        let value = serde_json::to_value(self).expect("names, numbers and lists have a JSON form");
        let text = value.to_string();
        let mut ascii = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter.is_ascii() {
                ascii.push(letter);
            } else {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    ascii += &format!("\\u{unit:04x}");
                }
            }
        }
        ascii
    }

    /// What [`Provenance::to_json`] wrote; `None` of anything else.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::preset;

    #[test]
    fn what_was_written_is_read_and_is_ascii() {
        let mut scene = preset::find("three-gaussians").unwrap();
        scene.title = "Zwei Fl\u{fc}sse \u{1d4b3} \"and\" \\ more".to_owned();
        let mixture = scene.mixture().unwrap();
        let words = ["scorefield", "figure", SCENE].map(str::to_owned);
        let made = Provenance::new(&scene, &mixture, Some(words.to_vec())).unwrap();
        let json = made.to_json();
        assert!(json.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        assert_eq!(Provenance::from_json(&json).unwrap(), made);
        let again = Scene::from_toml(&made.scene.toml).unwrap();
        assert_eq!(again, scene);
    }
}
