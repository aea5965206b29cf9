//! Choices that cannot be trained.

use super::architecture::Parameterization;

/// A choice outside what the program can train.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpecError {
    /// Units of a layer, not one of [`NetworkSpec::WIDTHS`](super::NetworkSpec::WIDTHS).
    #[error("network width {0} is not on the menu; use 32, 64, 128 or 256")]
    Width(usize),
    /// Hidden layers, not one of [`NetworkSpec::DEPTHS`](super::NetworkSpec::DEPTHS).
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
