//! Everything a user can save: the target, the network, the training, the sampling, the seed.

use crate::mixture::{Component, GaussianMixture, MixtureError};
use crate::noise::NoiseRange;
use crate::sampling::{SamplingError, SamplingSpec};
use crate::score::{NetworkSpec, SpecError, TrainingSpec};
use crate::shapes::Shape;

/// What the data look like.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Gaussians that are edited one by one.
    Components(Vec<Component>),
    /// A curve of narrow Gaussians that is moved, turned and scaled as a whole.
    Shape(Shape),
}

impl Target {
    /// The components, whatever they come from.
    pub fn components(&self) -> Vec<Component> {
        match self {
            Self::Components(components) => components.clone(),
            Self::Shape(shape) => shape.to_components(),
        }
    }

    /// The mixture with exact density and score.
    ///
    /// # Errors
    /// When the components are no mixture.
    pub fn mixture(&self) -> Result<GaussianMixture, MixtureError> {
        GaussianMixture::new(self.components())
    }
}

/// One complete experiment. Same scene, same seed: same numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub title: String,
    /// Why it is worth showing, in a line.
    pub why: String,
    pub target: Target,
    /// The levels to train on; `None` follows the target's extent.
    pub noise: Option<NoiseRange>,
    pub network: NetworkSpec,
    pub training: TrainingSpec,
    pub sampling: SamplingSpec,
    pub seed: u64,
}

/// A scene that cannot be run.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SceneError {
    #[error(transparent)]
    Mixture(#[from] MixtureError),
    #[error(transparent)]
    Spec(#[from] SpecError),
    #[error(transparent)]
    Sampling(#[from] SamplingError),
}

impl Scene {
    /// A scene with this target and defaults for everything else.
    pub fn new(title: impl Into<String>, target: Target) -> Self {
        Self {
            title: title.into(),
            why: String::new(),
            target,
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

    /// The noise levels to train on: the scene's own, or those that `mixture` asks for.
    pub fn noise_range(&self, mixture: &GaussianMixture) -> NoiseRange {
        self.noise
            .unwrap_or_else(|| NoiseRange::for_target(mixture))
    }

    /// # Errors
    /// The first part of the scene that cannot be run.
    pub fn validate(&self) -> Result<(), SceneError> {
        self.mixture()?;
        self.network.validate()?;
        self.training.validate()?;
        self.sampling.validate()?;
        Ok(())
    }
}
