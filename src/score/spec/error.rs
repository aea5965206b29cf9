//! Choices that cannot be trained.

use super::architecture::Parameterization;

/// A choice outside what the program can train.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpecError {
    #[error("network width {0} is not on the menu; use 32, 64, 128 or 256")]
    Width(usize),
    #[error("network depth {0} is not on the menu; use 2, 3 or 4 hidden layers")]
    Depth(usize),
    #[error("batch {0} is out of range; use 1 to 16384 samples a step")]
    Batch(usize),
    #[error("learning rate {0} is out of range; use a number above 0, at most 100 (0.01 is usual)")]
    LearningRate(f64),
    #[error("fixed noise level {0} is out of range; use a number from 0 to 1e6")]
    FixedLevel(f64),
    #[error(
        "denoising score matching divides by the noise level and cannot train at sigma 0; choose a level above 0 or the explicit, implicit or sliced objective"
    )]
    DenoisingWithoutNoise,
    #[error(
        "stable targets are made from the noise and cannot train at sigma 0; choose a level above 0 or the explicit, implicit or sliced objective"
    )]
    StableTargetWithoutNoise,
    #[error(
        "the parameterization {name:?} divides by the noise level and cannot train at sigma 0; choose a level above 0 or parameterization \"preconditioned\" or \"score\"", name = .0.name()
    )]
    ParameterizationWithoutNoise(Parameterization),
    #[error(
        "the noise levels cannot change while a network trains, another level needs another network; restart the training"
    )]
    NeedsRestart,
}
