//! Where the shown noise level walks down with the particles.

use serde::{Deserialize, Serialize};

/// On which stages the shown noise level is that of the particles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Following {
    /// Where the network learns.
    pub learn: bool,
    /// Where particles are sampled.
    pub sample: bool,
}

impl Default for Following {
    fn default() -> Self {
        Self {
            learn: false,
            sample: true,
        }
    }
}
