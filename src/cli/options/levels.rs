//! The noise levels a network was, or will be, trained at.

use crate::cli::Failure;
use crate::noise::{NoiseRange, Process};
use crate::sampling::SamplingError;
use crate::score::{NoiseLevels, ScoreFn, ScoreNet};

/// One level, or all of a range.
#[derive(Clone, Copy, Debug)]
pub struct TrainedLevels {
    pub choice: NoiseLevels,
    /// Where all levels lie, and the ladder of a run when nobody says.
    pub range: NoiseRange,
}

impl TrainedLevels {
    /// Those of a saved network; `range` is the scene's, for a network that knows one level only.
    pub fn of(network: &ScoreNet, range: NoiseRange) -> Self {
        let choice = network.noise_levels();
        let range = match (choice, network.trained_range()) {
            (NoiseLevels::All, Some(trained)) => trained,
            (NoiseLevels::All, None) | (NoiseLevels::Fixed(_), _) => range,
        };
        Self { choice, range }
    }

    /// `count` geometric levels, increasing, both ends included, or the only one.
    pub fn spread(&self, count: usize) -> Vec<f64> {
        self.choice.spread(self.range, count)
    }

    /// # Errors
    /// When a network of these levels does not know the level at time `t` of `process`.
    pub fn require_time(&self, process: &Process, t: f64) -> Result<(), Failure> {
        let level = process.level(t);
        self.require(level).map_err(|failure| {
            let name = process.kind().name();
            match (self.choice, process.times_within(self.range)) {
                (NoiseLevels::All, Some([low, high])) => Failure::Usage(format!(
                    "at t = {t} {name} has VE noise level {level:.4}, which was not trained; choose t from {low} to {high}, or take the exact score"
                )),
                (NoiseLevels::All, None) | (NoiseLevels::Fixed(_), _) => failure,
            }
        })
    }

    /// # Errors
    /// When a network of these levels does not know `sigma`.
    pub fn require(&self, sigma: f64) -> Result<(), Failure> {
        let (known, error) = match self.choice {
            NoiseLevels::Fixed(only) => {
                let near = (sigma - only).abs() <= 1e-9 * only;
                (near, SamplingError::OtherLevel { sigma, only })
            }
            NoiseLevels::All => {
                let (min, max) = (self.range.min(), self.range.max());
                let error = SamplingError::Untrained { sigma, min, max };
                (self.range.contains(sigma), error)
            }
        };
        if known {
            Ok(())
        } else {
            Err(Failure::usage(error))
        }
    }
}
