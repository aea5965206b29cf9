//! What is asked of a recording.

use crate::mixture::GaussianMixture;
use crate::noise::{Center, PriorKind, ProcessKind, Scale};
use crate::sampling::{Sampler, SamplingSpec};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One sampler on its way back from the noise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    /// How the particles move.
    pub sampler: Sampler,
    /// In all, of annealed Langevin a level; `ode-rk45` chooses its own.
    pub steps: usize,
    /// Of `ode-rk45`, relative and absolute.
    pub tol: f64,
    /// Whether it follows the exact score instead of the learned one.
    pub exact: bool,
}

impl Lane {
    /// A sampler that follows the exact score.
    pub const fn by_exact_score(sampler: Sampler, steps: usize) -> Self {
        Self {
            sampler,
            steps,
            tol: SamplingSpec::USUAL_TOLERANCE,
            exact: true,
        }
    }
}

/// What is to be recorded. All lanes share process, starting points and noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JourneyRequest {
    /// The process that all lanes go back along.
    pub process: ProcessKind,
    /// c of the process.
    pub center: Center,
    /// s of the process; of `ve` and `ve-rho` none.
    pub scale: Option<Scale>,
    /// Where all lanes start from.
    pub prior: PriorKind,
    /// One to [`JourneyRequest::MOST_LANES`].
    pub lanes: Vec<Lane>,
    /// Particles a lane.
    pub particles: usize,
    /// Fixes every random draw.
    pub seed: u64,
    /// The target.
    pub mixture: Arc<GaussianMixture>,
    /// Whether components that overlap count as one mode, as those along a curve.
    pub connected: bool,
    /// Counts the recordings of the same thing, each with what the network knows by then.
    pub take: u64,
}

impl JourneyRequest {
    /// Lanes that can be watched at once.
    pub const MOST_LANES: usize = 4;
}
