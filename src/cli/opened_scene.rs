//! A scene made ready to compute with.

use super::Failure;
use super::options::levels::TrainedLevels;
use super::options::threads::workers;
use super::output;
use crate::files::{self, Opened};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::scene::provenance::Provenance;
use crate::scene::{Scene, TrainingData};
use crate::score::Workers;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

/// What every computing verb starts from.
pub struct OpenedScene {
    /// As it was asked for, a preset's name or a path; what is no text is marked.
    pub name: String,
    pub scene: Scene,
    pub mixture: GaussianMixture,
    pub range: NoiseRange,
    pub workers: Workers,
}

impl OpenedScene {
    /// The scene of a preset's name or a path, with another seed where one is given.
    ///
    /// # Errors
    /// When there is no such scene, it cannot be run, or the threads cannot be started.
    pub fn open(name: &OsStr, seed: Option<u64>, threads: usize) -> Result<Self, Failure> {
        let Opened { mut scene, notices } = files::open_scene(name)?;
        output::note(Path::new(name), &notices);
        if let Some(seed) = seed {
            scene.seed = seed;
        }
        scene.validate()?;
        let mixture = scene.mixture()?;
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            range: scene.noise_range(&mixture),
            scene,
            mixture,
            workers: workers(threads)?,
        })
    }

    /// What is made from this scene by `command`, see [`canonical`](super::canonical::canonical).
    ///
    /// # Errors
    /// When the scene has no text.
    pub fn makes(&self, command: Option<Vec<String>>) -> Result<Provenance, Failure> {
        Ok(Provenance::new(&self.scene, &self.mixture, command)?)
    }

    /// What a training of this scene sees.
    pub fn training_data(&self) -> TrainingData {
        self.scene.training_data(&Arc::new(self.mixture.clone()))
    }

    /// The levels that a training of this scene is about.
    pub fn trained_levels(&self) -> TrainedLevels {
        TrainedLevels {
            choice: self.scene.training.noise_levels,
            range: self.range,
        }
    }
}
