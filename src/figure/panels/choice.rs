//! What a panel is about: a score, a source of points, a direction.

use crate::sampling::Sampler;
use crate::wording::choices;

/// Which score a panel is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScoreChoice {
    /// In closed form.
    #[default]
    Exact,
    /// The network's.
    Learned,
    /// Of the field the size of learned minus exact as a map, of maps the same as learned.
    Error,
    /// Learned minus exact as arrows.
    Difference,
    /// That of the training points.
    Empirical,
}

choices!(ScoreChoice: Exact, Learned, Error, Difference, Empirical);

impl ScoreChoice {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Learned => "learned",
            Self::Error => "error",
            Self::Difference => "difference",
            Self::Empirical => "empirical",
        }
    }
}

/// Where the points of a panel come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Drawn from the target.
    Exact,
    /// Particles of a sampler.
    Sampler(Sampler),
}

impl Source {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Sampler(sampler) => sampler.name(),
        }
    }
}

/// Which way along a process is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// From data to noise.
    Forward,
    /// From noise to data.
    #[default]
    Back,
}

choices!(Way: Forward, Back);

impl Way {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Back => "back",
        }
    }
}
