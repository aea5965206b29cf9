//! Which chart is in front.

use crate::wording::every;
use serde::{Deserialize, Serialize};

/// The charts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// The training loss with its floor.
    #[default]
    Loss,
    /// The score error over the training.
    Error,
    /// The score error at each noise level, as it is now.
    PerLevel,
}

every!(ChartKind: Loss, Error, PerLevel);

impl ChartKind {
    /// What stands above it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Loss => "Loss",
            Self::Error => "Score error",
            Self::PerLevel => "Error per noise level",
        }
    }

    /// What its tab is called.
    pub fn tab(self) -> &'static str {
        match self {
            Self::Loss => "Loss",
            Self::Error => "Error",
            Self::PerLevel => "Per level",
        }
    }
}
