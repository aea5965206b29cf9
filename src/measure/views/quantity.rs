//! What can be drawn over the plane as a map: one table of names, formulas and units.

use crate::wording::every;
use serde::{Deserialize, Serialize};

/// A number at every point of the plane, at one noise level. s_theta is the learned score, s the exact one, p the
/// exact density.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// p.
    #[default]
    Density,
    /// log p.
    LogDensity,
    /// |s_theta - s|.
    Error,
    /// p |s_theta - s|.
    WeightedError,
    /// sigma^2 |s_theta - s|^2.
    Excess,
    /// sigma^2 p |s_theta - s|^2.
    WeightedExcess,
    /// The cosine of the angle between s_theta and s.
    Cosine,
    /// div s_theta.
    LearnedDivergence,
    /// div s.
    ExactDivergence,
    /// curl s_theta.
    Curl,
    /// Particles in a cell minus how many the density expects there.
    Surplus,
}

every!(Quantity: Density, LogDensity, Error, WeightedError, Excess, WeightedExcess, Cosine, LearnedDivergence, ExactDivergence, Curl, Surplus);

/// How numbers of a map become colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// From 0 up.
    FromZero,
    /// So many nats down from the largest.
    FromTop,
    /// From 1, where two directions agree, down to -1.
    Cosine,
    /// Both ways from 0, as far to one side as to the other.
    BothWays,
}

/// What people read about a quantity.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What a command line calls it.
    pub id: &'static str,
    /// What menus call it.
    pub name: &'static str,
    /// In symbols.
    pub formula: &'static str,
    /// What it is counted in; empty for a pure number.
    pub unit: &'static str,
    /// One sentence or two for somebody who has not heard of it.
    pub explanation: &'static str,
    /// How it is coloured.
    pub scale: Scale,
    /// What its average under p, or its integral, is called in symbols; none where nobody asks for it.
    pub total: Option<&'static str>,
}

impl Quantity {
    /// What people read about it.
    pub fn facts(self) -> Facts {
        match self {
            Self::Density => Facts {
                id: "density",
                name: "Density",
                formula: "p(x)",
                unit: "per square unit",
                explanation: "How likely each place is at this noise level: the exact density, in closed form.",
                scale: Scale::FromZero,
                total: None,
            },
            Self::LogDensity => Facts {
                id: "log-density",
                name: "Log density",
                formula: "log p(x)",
                unit: "nats",
                explanation: "The logarithm of the exact density. Its slope is the score: the score is large where the colours change fast, also where next to no data are.",
                scale: Scale::FromTop,
                total: None,
            },
            Self::Error => Facts {
                id: "error",
                name: "Error",
                formula: "|sθ − s|",
                unit: "per unit",
                explanation: "How far the learned score is from the exact one. It is large where no data are: no sample ever told the network what holds there.",
                scale: Scale::FromZero,
                total: Some("E|sθ − s|"),
            },
            Self::WeightedError => Facts {
                id: "weighted-error",
                name: "Weighted error",
                formula: "p |sθ − s|",
                unit: "per unit³",
                explanation: "The same error times the density: what training sees of it. In empty space p is next to nothing, so score matching is blind there, however wrong the network is.",
                scale: Scale::FromZero,
                total: Some("∫ p |sθ − s|"),
            },
            Self::Excess => Facts {
                id: "excess",
                name: "Squared error",
                formula: "σ²|sθ − s|²",
                unit: "",
                explanation: "The squared error in the scale of the noise, in which the loss counts it: a pure number.",
                scale: Scale::FromZero,
                total: Some("σ² E|sθ − s|²"),
            },
            Self::WeightedExcess => Facts {
                id: "weighted-excess",
                name: "Loss above its floor",
                formula: "σ² p |sθ − s|²",
                unit: "per square unit",
                explanation: "Where the loss above its floor comes from. It integrates to the loss minus the floor at this level, which is σ² times the Fisher divergence.",
                scale: Scale::FromZero,
                total: Some("∫ σ² p |sθ − s|²"),
            },
            Self::Cosine => Facts {
                id: "cosine",
                name: "Cosine",
                formula: "cos(sθ, s)",
                unit: "",
                explanation: "Whether both scores point the same way, whatever their lengths: 1 when they do, 0 at right angles, −1 when they are opposed.",
                scale: Scale::Cosine,
                total: Some("E cos(sθ, s)"),
            },
            Self::LearnedDivergence => Facts {
                id: "learned-divergence",
                name: "Learned divergence",
                formula: "div sθ",
                unit: "per square unit",
                explanation: "How much more of the learned field flows out of a place than in. It is negative at modes, where arrows meet, and positive between them. Implicit score matching learns from it.",
                scale: Scale::BothWays,
                total: Some("E div sθ"),
            },
            Self::ExactDivergence => Facts {
                id: "exact-divergence",
                name: "Exact divergence",
                formula: "div s",
                unit: "per square unit",
                explanation: "How much more of the exact field flows out of a place than in: the Laplacian of log p. Its average under p is −E|s|², the identity on which implicit score matching rests.",
                scale: Scale::BothWays,
                total: Some("E div s"),
            },
            Self::Curl => Facts {
                id: "curl",
                name: "Learned curl",
                formula: "curl sθ",
                unit: "per square unit",
                explanation: "How much the learned field turns around each place. An exact score is a gradient and turns nowhere: what is seen here is error.",
                scale: Scale::BothWays,
                total: Some("E curl sθ"),
            },
            Self::Surplus => Facts {
                id: "surplus",
                name: "Particles − density",
                formula: "n − N∫p",
                unit: "particles a cell",
                explanation: "The particles in each cell minus how many the exact density expects there: where they are too many, and where too few.",
                scale: Scale::BothWays,
                total: None,
            },
        }
    }

    /// Whether the network is asked for it.
    pub fn is_learned(self) -> bool {
        !matches!(
            self,
            Self::Density | Self::LogDensity | Self::ExactDivergence | Self::Surplus
        )
    }

    /// Whether the network's derivatives are asked for, not its answers alone.
    pub fn is_derivative(self) -> bool {
        matches!(self, Self::LearnedDivergence | Self::Curl)
    }

    /// Whether it is counted in cells, not known at points.
    pub fn is_counted(self) -> bool {
        self == Self::Surplus
    }

    /// Whether p is a factor of it, so that it integrates to what others have on average.
    pub fn is_weighted(self) -> bool {
        matches!(
            self,
            Self::Density | Self::WeightedError | Self::WeightedExcess
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_has_a_name_of_its_own_which_is_also_what_a_file_says() {
        for (i, quantity) in Quantity::ALL.into_iter().enumerate() {
            let facts = quantity.facts();
            for other in &Quantity::ALL[..i] {
                assert_ne!(facts.id, other.facts().id);
                assert_ne!(facts.name, other.facts().name);
            }
            let written = serde_json::to_string(&quantity).unwrap();
            assert_eq!(written, format!("\"{}\"", facts.id));
        }
    }
}
