//! Everything a user can save: the target, the network, the training, the sampling, the seed. Who lives here: the
//! scene and its file, those that come with the program, a scene in a link, and what a file says of the scene behind
//! it.

mod data;
mod file;
#[cfg(feature = "app")]
pub mod link;
mod origin;
pub mod preset;
#[cfg(feature = "app")]
pub mod provenance;
mod target;
mod wire;

pub use data::{DataSpec, TrainingData};
pub use file::SceneFileError;
pub use origin::Origin;
pub use target::Target;

use crate::mixture::{GaussianMixture, MixtureError, TrainingSet};
use crate::noise::NoiseRange;
use crate::sampling::{SamplingError, SamplingSpec};
use crate::score::{NetworkSpec, NoiseLevels, SpecError, TrainingSpec};
use crate::shapes::{PointsError, ShapeError};
use crate::wording::count;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One complete experiment. Same scene, same seed: same numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// One line that says what it is.
    pub title: String,
    /// Why it is worth showing, in a line.
    pub why: String,
    /// The density that is learned and sampled.
    pub target: Target,
    /// Which of its separate Gaussians the hand leaves as they are, counted from 0.
    pub locked: BTreeSet<usize>,
    /// How much of it training sees.
    pub data: DataSpec,
    /// The levels to train on; `None` follows the target's extent.
    pub noise: Option<NoiseRange>,
    /// The shape of the network.
    pub network: NetworkSpec,
    /// How the network is trained.
    pub training: TrainingSpec,
    /// How particles move.
    pub sampling: SamplingSpec,
    /// At most [`Scene::LARGEST_SEED`].
    pub seed: u64,
}

/// A scene that cannot be run.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SceneError {
    /// A text that is too long.
    #[error("{what} has {} letters; use at most {}", count(*.length as u64), count(*.limit as u64))]
    Text {
        /// Which text.
        what: &'static str,
        /// Its characters.
        length: usize,
        /// Characters at most.
        limit: usize,
    },
    /// A seed that a scene file cannot hold.
    #[error("seed {} is out of range; use 0 to {}", count(*.0), count(Scene::LARGEST_SEED))]
    Seed(u64),
    /// A training set that is empty or too small to tell, or too large.
    #[error(
        "train_points {} is out of range; use 2 to {}, or leave it out to train on fresh draws",
        count(*.0 as u64),
        count(*TrainingSet::SIZES.end() as u64)
    )]
    TrainPoints(usize),
    /// Finite data without noise.
    #[error(
        "{} training points have no score at sigma 0; choose a level above 0, or leave train_points out to train on fresh draws",
        count(*.0 as u64)
    )]
    TrainPointsWithoutNoise(usize),
    /// A lock on a Gaussian that the target does not have.
    #[error(
        "Gaussian {} is locked, but {}; unlock it",
        count(*.number as u64),
        match .gaussians {
            0 => "a curve or points have none to lock".to_owned(),
            1 => "the target has 1".to_owned(),
            many => format!("the target has {}", count(*many as u64)),
        }
    )]
    Locked {
        /// Which one, counted from 1.
        number: usize,
        /// Those that can be locked.
        gaussians: usize,
    },
    /// The shape of the target is out of range.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// The points of the target are out of range.
    #[error(transparent)]
    Points(#[from] PointsError),
    /// The components of the target make no mixture.
    #[error(transparent)]
    Mixture(#[from] MixtureError),
    /// The network or the training is out of range.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The sampling is out of range.
    #[error(transparent)]
    Sampling(#[from] SamplingError),
}

impl Scene {
    /// The largest whole number of a TOML file.
    pub const LARGEST_SEED: u64 = i64::MAX as u64;
    /// Letters of the title and of `why`.
    pub(crate) const LONGEST_TITLE: usize = 200;
    const LONGEST_WHY: usize = 2000;

    /// A scene with this target and defaults for everything else.
    pub fn new(title: impl Into<String>, target: Target) -> Self {
        Self {
            title: title.into(),
            why: String::new(),
            target,
            locked: BTreeSet::new(),
            data: DataSpec::default(),
            noise: None,
            network: NetworkSpec::default(),
            training: TrainingSpec::default(),
            sampling: SamplingSpec::default(),
            seed: 1,
        }
    }

    /// The exact target.
    ///
    /// # Errors
    /// When the components are no mixture.
    pub fn mixture(&self) -> Result<GaussianMixture, MixtureError> {
        self.target.mixture()
    }

    /// What training sees of `mixture`, this scene's exact target.
    pub fn training_data(&self, mixture: &Arc<GaussianMixture>) -> TrainingData {
        self.data.of(mixture, self.seed)
    }

    /// The noise levels to train on: the scene's own, or those that `mixture` asks for.
    pub fn noise_range(&self, mixture: &GaussianMixture) -> NoiseRange {
        self.noise
            .unwrap_or_else(|| NoiseRange::for_target(mixture))
    }

    /// # Errors
    /// The first part of the scene that cannot be run.
    pub fn validate(&self) -> Result<(), SceneError> {
        for (what, text, limit) in [
            ("title", &self.title, Self::LONGEST_TITLE),
            ("why", &self.why, Self::LONGEST_WHY),
        ] {
            let length = text.chars().count();
            if length > limit {
                return Err(SceneError::Text {
                    what,
                    length,
                    limit,
                });
            }
        }
        if self.seed > Self::LARGEST_SEED {
            return Err(SceneError::Seed(self.seed));
        }
        match &self.target {
            Target::Components(_) => {}
            Target::Shape(shape) => shape.validate()?,
            Target::Points(points) => points.validate()?,
        }
        self.mixture()?;
        let gaussians = match &self.target {
            Target::Components(components) => components.len(),
            Target::Shape(_) | Target::Points(_) => 0,
        };
        if let Some(&beyond) = self.locked.range(gaussians..).next() {
            return Err(SceneError::Locked {
                number: beyond + 1,
                gaussians,
            });
        }
        self.network.validate()?;
        self.training.validate()?;
        self.network.validate_at(self.training.noise_levels)?;
        self.sampling.validate()?;
        match self.data.train_points {
            Some(points) if !TrainingSet::SIZES.contains(&points) => {
                Err(SceneError::TrainPoints(points))
            }
            Some(points) if self.training.noise_levels == NoiseLevels::Fixed(0.0) => {
                Err(SceneError::TrainPointsWithoutNoise(points))
            }
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
