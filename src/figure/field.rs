//! Which field is drawn, and how.

use crate::scene::DataSpec;
use crate::wording::every;
use serde::{Deserialize, Serialize};

/// Which vectors the arrows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// What the network says.
    #[default]
    Learned,
    /// The score in closed form.
    Exact,
    /// Learned minus exact.
    Difference,
    /// The score of the training points, of a scene that has some.
    Empirical,
}

every!(FieldKind: Learned, Exact, Difference, Empirical);

impl FieldKind {
    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Learned => "Learned",
            Self::Exact => "Exact",
            Self::Difference => "Difference",
            Self::Empirical => "Points",
        }
    }

    /// Whether a scene with `data` has it.
    pub fn is_known(self, data: DataSpec) -> bool {
        self != Self::Empirical || data.train_points.is_some()
    }

    /// One sentence for somebody who has not heard of it.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Learned => {
                "What the network answers at each point: the direction in which it believes the noisy data become more likely."
            }
            Self::Exact => {
                "The true score ∇ log p at this noise level. Every scene is a mixture of Gaussians, so it is known in closed form."
            }
            Self::Difference => {
                "Learned minus exact, on the same scale of lengths. The arrows vanish where the network is right."
            }
            Self::Empirical => {
                "The empirical score: that of the training points alone, each widened by the noise. A network that fits its training points perfectly answers this."
            }
        }
    }
}

/// How a field is drawn on the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldStyle {
    /// An arrow at every point of a grid, its length compressed.
    #[default]
    Arrows,
    /// An arrow from every point of it to the denoised point, as long as it is.
    Denoiser,
    /// Evenly spaced lines along the field.
    Streamlines,
    /// Marks that flow along it.
    Tracers,
}

every!(FieldStyle: Arrows, Denoiser, Streamlines, Tracers);

impl FieldStyle {
    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arrows => "Arrows",
            Self::Denoiser => "x → D(x)",
            Self::Streamlines => "Streamlines",
            Self::Tracers => "Flow",
        }
    }

    /// One sentence for somebody who has not heard of it.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Arrows => "The score at points of a grid, with compressed lengths.",
            Self::Denoiser => {
                "From noisy points to where their clean points are on average: x plus σ² times the score, in true lengths."
            }
            Self::Streamlines => "Evenly spaced lines along the field.",
            Self::Tracers => "Marks that flow along the field, faster where it is stronger.",
        }
    }

    /// Whether something is drawn at the points of a grid, which then must stand apart.
    pub fn stands_on_a_grid(self) -> bool {
        matches!(self, Self::Arrows | Self::Denoiser)
    }
}
