//! What a user chooses about the network and its training; part of a scene file.

use crate::noise::NoiseRange;
use serde::{Deserialize, Serialize};

/// The nonlinearity between layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// z / (1 + exp(-z)).
    #[default]
    Silu,
    /// tanh z.
    Tanh,
}

/// What the network's output F means. The score follows from each exactly; what differs is how hard
/// F is to learn, and how an error of F weighs at each noise level. Below, c is the data's mean, sd
/// its standard deviation, X = (x - c)/sd and D the denoiser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parameterization {
    /// The preconditioned denoiser of Karras et al. 2022: F has unit size at every level. At one
    /// fixed level a plain head, s = F/sqrt(sigma^2 + sd^2).
    #[default]
    Preconditioned,
    /// The noise (Ho et al. 2020): s = -F/sigma.
    Eps,
    /// The clean point: D = c + sd F, s = (D - x)/sigma^2.
    X0,
    /// The velocity (Salimans & Ho 2022) at alpha = 1: D = c + sd (X - tau F)/(1 + tau^2) with
    /// tau = sigma/sd.
    V,
    /// The score itself, in units of the data: s = F/sd.
    Score,
}

impl Parameterization {
    /// Every one, in the order in which they are listed.
    pub const ALL: [Self; 5] = [
        Self::Preconditioned,
        Self::Eps,
        Self::X0,
        Self::V,
        Self::Score,
    ];

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preconditioned => "preconditioned",
            Self::Eps => "eps",
            Self::X0 => "x0",
            Self::V => "v",
            Self::Score => "score",
        }
    }

    /// Whether its score is a quotient by the noise level.
    pub fn divides_by_noise(self) -> bool {
        matches!(self, Self::Eps | Self::X0 | Self::V)
    }
}

/// What the first layer makes of the inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Features {
    /// The first half of its units are sines sqrt(2) sin z of the weighted inputs, with frequencies and
    /// phases that are learned (Fourier features: Rahimi & Recht 2007, Tancik et al. 2020, where they
    /// stay as drawn); the other half have the activation. Fine detail is learned in half the steps.
    #[default]
    Fourier,
    /// All of its units have the activation.
    Plain,
}

impl Features {
    /// Both, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::Fourier, Self::Plain];

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fourier => "fourier",
            Self::Plain => "plain",
        }
    }
}

/// The shape of the multilayer perceptron and the meaning of its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkSpec {
    /// Units a hidden layer: 32, 64, 128 or 256.
    pub width: usize,
    /// Hidden layers: 2, 3 or 4.
    pub depth: usize,
    /// What a hidden unit does.
    pub activation: Activation,
    /// What the first layer is.
    pub features: Features,
    /// What the output means.
    pub parameterization: Parameterization,
}

impl Default for NetworkSpec {
    fn default() -> Self {
        Self {
            width: 64,
            depth: 3,
            activation: Activation::Silu,
            features: Features::default(),
            parameterization: Parameterization::default(),
        }
    }
}

/// What is made small on average over noisy samples x. All are multiplied by sigma^2, or by 1 on the
/// clean density, where sigma is 0; all have the same minimiser, the score s* of p_sigma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// Denoising score matching (Vincent 2011): |s + eps/sigma|^2, the target is known from the noise.
    #[default]
    Denoising,
    /// Explicit score matching: |s - s*|^2 with the true score, which only a closed form gives.
    Explicit,
    /// Implicit score matching (Hyvärinen 2005): |s|^2/2 + div s, with the exact trace of the Jacobian.
    Implicit,
    /// Sliced score matching (Song et al. 2019): (v . s)^2/2 + v . (grad s) v with a random v of signs
    /// +-1 (Rademacher), for which E v v^T = I.
    Sliced,
    /// The same with variance reduction: |s|^2/2 + v . (grad s) v.
    SlicedVr,
    /// Stable target field (Xu et al. 2023): denoising whose target is the mean of the conditional scores
    /// of a reference batch of samples, weighted by their posterior; the point's own sample is among
    /// them. Samples only, like denoising; the same mean with far less noise, so it learns in half the
    /// time.
    StableTarget,
}

impl Objective {
    /// Every one, in the order in which they are listed.
    pub const ALL: [Self; 6] = [
        Self::Denoising,
        Self::Explicit,
        Self::Implicit,
        Self::Sliced,
        Self::SlicedVr,
        Self::StableTarget,
    ];

    /// As it is written in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Denoising => "denoising",
            Self::Explicit => "explicit",
            Self::Implicit => "implicit",
            Self::Sliced => "sliced",
            Self::SlicedVr => "sliced-vr",
            Self::StableTarget => "stable-target",
        }
    }

    /// Whether its target is made from the noise, so that there is none without noise.
    pub fn needs_noise(self) -> bool {
        matches!(self, Self::Denoising | Self::StableTarget)
    }

    /// Whether it holds the derivatives of the score instead of a target: its loss goes below zero.
    pub fn takes_derivatives(self) -> bool {
        matches!(self, Self::Implicit | Self::Sliced | Self::SlicedVr)
    }
}

/// The noise levels a network is trained at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoiseLevels {
    /// Every level of the scene's range, by one noise-conditional network.
    #[default]
    All,
    /// One level, by a plain network without noise input. Sigma 0 is the clean density:
    /// only objectives that need no noise accept it.
    Fixed(f64),
}

impl NoiseLevels {
    /// `count` geometric levels of `range`, increasing, both ends included; or the only level.
    pub fn spread(self, range: NoiseRange, count: usize) -> Vec<f64> {
        match self {
            Self::Fixed(sigma) => vec![sigma],
            Self::All => {
                let mut levels = range.ladder(count);
                levels.reverse();
                levels
            }
        }
    }
}

/// How the network is trained.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrainingSpec {
    /// What is minimised.
    pub objective: Objective,
    /// Which noise levels the network learns.
    pub noise_levels: NoiseLevels,
    /// Samples a step.
    pub batch: usize,
    /// Adam's step length after warm-up.
    pub learning_rate: f64,
}

impl Default for TrainingSpec {
    fn default() -> Self {
        Self {
            objective: Objective::Denoising,
            noise_levels: NoiseLevels::All,
            // Half the usual batch: as exact for the same number of samples, and twice the steps to
            // follow a drag with.
            batch: 256,
            learning_rate: 1e-2,
        }
    }
}

/// A choice outside what the program can train.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpecError {
    /// Units of a layer, not one of [`NetworkSpec::WIDTHS`].
    #[error("network width {0} is not on the menu; use 32, 64, 128 or 256")]
    Width(usize),
    /// Hidden layers, not one of [`NetworkSpec::DEPTHS`].
    #[error("network depth {0} is not on the menu; use 2, 3 or 4 hidden layers")]
    Depth(usize),
    /// Samples of a step, out of range.
    #[error("batch {0} is out of range; use 1 to 16384 samples a step")]
    Batch(usize),
    /// The learning rate, out of range.
    #[error("learning rate {0} is out of range; use a number above 0, at most 100 (0.01 is usual)")]
    LearningRate(f64),
    /// The only noise level, out of range, data units.
    #[error("fixed noise level {0} is out of range; use a number from 0 to 1e6")]
    FixedLevel(f64),
    /// Denoising at level 0, where there is no noise to remove.
    #[error(
        "denoising score matching divides by the noise level and cannot train at sigma 0; choose a level above 0 or the explicit, implicit or sliced objective"
    )]
    DenoisingWithoutNoise,
    /// Stable targets at level 0.
    #[error(
        "stable targets are made from the noise and cannot train at sigma 0; choose a level above 0 or the explicit, implicit or sliced objective"
    )]
    StableTargetWithoutNoise,
    /// An output that means nothing at level 0.
    #[error(
        "the parameterization {name:?} divides by the noise level and cannot train at sigma 0; choose a level above 0 or parameterization \"preconditioned\" or \"score\"", name = .0.name()
    )]
    ParameterizationWithoutNoise(Parameterization),
    /// Other noise levels for a network that is being trained.
    #[error(
        "the noise levels cannot change while a network trains, another level needs another network; restart the training"
    )]
    NeedsRestart,
}

impl NetworkSpec {
    /// Units that a hidden layer may have.
    pub const WIDTHS: [usize; 4] = [32, 64, 128, 256];
    /// Hidden layers that a network may have.
    pub const DEPTHS: [usize; 3] = [2, 3, 4];

    /// # Errors
    /// When the width or depth is not on the menu.
    pub fn validate(&self) -> Result<(), SpecError> {
        if !Self::WIDTHS.contains(&self.width) {
            return Err(SpecError::Width(self.width));
        }
        if !Self::DEPTHS.contains(&self.depth) {
            return Err(SpecError::Depth(self.depth));
        }
        Ok(())
    }

    /// # Errors
    /// When the network's output cannot be turned into a score at a level of `levels`.
    pub fn validate_at(&self, levels: NoiseLevels) -> Result<(), SpecError> {
        if levels == NoiseLevels::Fixed(0.0) && self.parameterization.divides_by_noise() {
            return Err(SpecError::ParameterizationWithoutNoise(
                self.parameterization,
            ));
        }
        Ok(())
    }
}

impl TrainingSpec {
    /// The largest batch.
    pub const MAX_BATCH: usize = 16_384;

    /// # Errors
    /// When a number is out of range, or an objective that needs noise is asked for without.
    pub fn validate(&self) -> Result<(), SpecError> {
        if !(1..=Self::MAX_BATCH).contains(&self.batch) {
            return Err(SpecError::Batch(self.batch));
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 100.0) {
            return Err(SpecError::LearningRate(self.learning_rate));
        }
        match self.noise_levels {
            NoiseLevels::Fixed(sigma) if !(0.0..=1e6).contains(&sigma) => {
                Err(SpecError::FixedLevel(sigma))
            }
            NoiseLevels::Fixed(0.0) if self.objective == Objective::Denoising => {
                Err(SpecError::DenoisingWithoutNoise)
            }
            NoiseLevels::Fixed(0.0) if self.objective == Objective::StableTarget => {
                Err(SpecError::StableTargetWithoutNoise)
            }
            _ => Ok(()),
        }
    }
}
