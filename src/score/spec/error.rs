//! Choices that cannot be trained.

use super::architecture::Parameterization;
use crate::wording::{Number, count};

/// A choice outside what the program can train.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpecError {
    /// Units of a layer, not one of [`NetworkSpec::WIDTHS`](super::NetworkSpec::WIDTHS).
    #[error("network width {} is not on the menu; use 32, 64, 128 or 256", count(*.0 as u64))]
    Width(usize),
    /// Hidden layers, not one of [`NetworkSpec::DEPTHS`](super::NetworkSpec::DEPTHS).
    #[error("network depth {} is not on the menu; use 2, 3 or 4 hidden layers", count(*.0 as u64))]
    Depth(usize),
    /// Samples of a step, out of range.
    #[error("batch {} is out of range; use 1 to 16,384 samples a step", count(*.0 as u64))]
    Batch(usize),
    /// The learning rate, out of range.
    #[error("learning rate {} is out of range; use a number above 0, at most 100 (0.01 is usual)", Number(*.0))]
    LearningRate(f64),
    /// The only noise level, out of range, data units.
    #[error("fixed noise level {} is out of range; use a number from 0 to 1e6", Number(*.0))]
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
