//! What the window is about.

use crate::wording::every;
use serde::{Deserialize, Serialize};

/// What is done in the window, one thing at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// The plane, where the network learns the field of the target.
    #[default]
    #[serde(alias = "canvas")]
    Learn,
    /// The plane, where particles follow the field.
    Sample,
    /// The way from data to noise and back.
    Journey,
}

every!(Stage: Learn, Sample, Journey);

impl Stage {
    /// What its tab says.
    pub fn name(self) -> &'static str {
        match self {
            Self::Learn => "Learn",
            Self::Sample => "Sample",
            Self::Journey => "Journey",
        }
    }

    /// One sentence for somebody who has not been there.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Learn => "A target, its score field, and a network that learns it.",
            Self::Sample => "Particles that follow the score until they look like the data.",
            Self::Journey => "From data to noise and back: samplers side by side on one clock.",
        }
    }

    /// Whether the plane with its handles and live particles is in the middle.
    pub fn has_canvas(self) -> bool {
        matches!(self, Self::Learn | Self::Sample)
    }
}
