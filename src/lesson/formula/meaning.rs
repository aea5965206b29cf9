//! What the letters of a formula stand for in the picture beside it.

use crate::wording::every;

/// Something of the picture that a letter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// σ, the noise level.
    NoiseLevel,
    /// ε, the noise that was added.
    Noise,
    /// x, the point that is looked at: the noisy one.
    Point,
    /// x_0, the clean point.
    Clean,
    /// s, the score.
    Score,
    /// s_θ, what the network answers.
    Learned,
    /// D, the average clean point.
    Denoised,
    /// p, the density.
    Density,
    /// c, the constant that the density is multiplied by.
    Constant,
    /// η, the step size of Langevin dynamics.
    StepSize,
    /// τ, its temperature.
    Temperature,
    /// z, its random kick.
    Kick,
}

every!(
    Meaning: NoiseLevel, Noise, Point, Clean, Score, Learned, Denoised, Density, Constant, StepSize,
    Temperature, Kick
);

impl Meaning {
    /// The letter, as it is written in running text.
    pub fn letter(self) -> &'static str {
        match self {
            Self::NoiseLevel => "σ",
            Self::Noise => "ε",
            Self::Point => "x",
            Self::Clean => "x₀",
            Self::Score => "s",
            Self::Learned => "s_θ",
            Self::Denoised => "D(x)",
            Self::Density => "p",
            Self::Constant => "c",
            Self::StepSize => "η",
            Self::Temperature => "τ",
            Self::Kick => "z",
        }
    }

    /// What it is, in a few words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NoiseLevel => "noise level: how far noise moves a point along each axis",
            Self::Noise => "the noise that was added, in units of σ",
            Self::Point => "the point that is looked at",
            Self::Clean => "the clean point, before noise was added",
            Self::Score => "the score: the arrow",
            Self::Learned => "what the network answers: the learned arrow",
            Self::Denoised => "the average of all clean points that could have made x",
            Self::Density => "the density: the blue picture",
            Self::Constant => "a constant that multiplies the density",
            Self::StepSize => "step size: how far a particle follows the score in a step",
            Self::Temperature => "temperature: how strong the random kicks are",
            Self::Kick => "a random kick, new for every step and particle",
        }
    }
}
