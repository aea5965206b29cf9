//! What an experiment publishes: complete, immutable, in data space, free of dfdx and egui.

use crate::mixture::GaussianMixture;
use crate::noise::{NoiseRange, Noising};
use crate::plane::{Bounds, Grid, Point};
use crate::score::{Objective, ScoreNet};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Counts `Load`s and `Restart`s; results of an older run are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u64);

/// What the learner is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// It takes steps.
    Training,
    /// It waits.
    Paused,
    /// The loss or the weights left the finite numbers; the last finite weights are shown.
    Diverged {
        /// The optimiser step at which it happened.
        train_step: u64,
        /// One sentence with what to do next.
        advice: String,
    },
    /// A worker stopped for a reason of its own.
    Failed {
        /// One sentence.
        message: String,
    },
}

impl Phase {
    /// Whether only a restart helps.
    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Diverged { .. } | Self::Failed { .. })
    }
}

/// One point of the loss curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LossPoint {
    /// Optimiser steps since the run began.
    pub train_step: u64,
    /// Mean training loss since the last point.
    pub loss: f64,
    /// What even the exact score would have scored on average at those noise levels; `None` until that
    /// is worked out.
    pub floor: Option<f64>,
}

/// One measurement of the shown (averaged) network against the exact score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorPoint {
    /// Optimiser steps since the run began.
    pub train_step: u64,
    /// Seconds of training since the run began.
    pub seconds: f64,
    /// The mean of `per_sigma`.
    pub mean: f64,
    /// Relative score error E|s - s*|^2 / E|s*|^2, one a level of `History::sigmas`.
    pub per_sigma: Vec<f64>,
}

/// The curves of one run. Old points are thinned out so that memory stays bounded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// What `loss` is a loss of.
    pub objective: Objective,
    /// The training loss, rising steps.
    pub loss: Vec<LossPoint>,
    /// The standard error of the newest floor: 0 where it is exact, `None` until it is worked out.
    pub floor_se: Option<f64>,
    /// The levels at which the error is measured, increasing.
    pub sigmas: Vec<f64>,
    /// The measured error, rising steps.
    pub error: Vec<ErrorPoint>,
}

impl History {
    /// The newest relative score error at noise level `sigma`, between the measured levels on a
    /// straight line through the logarithms; `None` outside of them and before the first measurement.
    pub fn error_at(&self, sigma: f64) -> Option<f64> {
        let errors = &self.error.last()?.per_sigma;
        let known = |index: usize| Some((*self.sigmas.get(index)?, *errors.get(index)?));
        let above = self.sigmas.partition_point(|level| *level < sigma);
        let (high, error_above) = known(above)?;
        if high == sigma {
            return Some(error_above);
        }
        let (low, error_below) = known(above.checked_sub(1)?)?;
        let part = (sigma / low).ln() / (high / low).ln();
        let logarithm = (1.0 - part) * error_below.ln() + part * error_above.ln();
        Some(logarithm.exp()).filter(|error| error.is_finite())
    }
}

/// Fields on the requested rectangle, at one noise level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldFrame {
    /// Of the density of c + alpha (x0 - c) + sigma eps.
    pub alpha: f64,
    /// c, data units.
    pub center: Point,
    /// The noise level, data units.
    pub sigma: f64,
    /// Where the arrows stand.
    pub arrows: Grid,
    /// The learned score at every point of `arrows`; empty when the level was not trained.
    pub learned: Arc<[Point]>,
    /// The exact score at every point of `arrows`.
    pub exact: Arc<[Point]>,
    /// Where the density is known.
    pub density: Grid,
    /// log p at every point of `density`, nats per square unit.
    pub log_density: Arc<[f32]>,
}

impl FieldFrame {
    /// The noise that the density belongs to.
    pub fn noising(&self) -> Noising {
        Noising {
            alpha: self.alpha,
            center: self.center,
            std: self.sigma,
        }
    }
}

/// Particles with their recent paths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SwarmFrame {
    /// Langevin steps since the particles were spawned.
    pub step: u64,
    /// The noise level they move at now.
    pub sigma: f64,
    /// eps_L at this level.
    pub step_size: f64,
    /// Whether an annealed run has come to the end of its ladder.
    pub finished: bool,
    /// Paths, oldest point first, flat: particle i owns `trails[i * trail_len .. (i + 1) * trail_len]`.
    pub trails: Vec<Point>,
    /// Points a path; the last is where the particle is.
    pub trail_len: usize,
    /// Those that were sent by hand of late, with longer paths.
    pub launched: Vec<LaunchedFrame>,
}

/// A particle that was sent by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaunchedFrame {
    /// Which of the particles.
    pub particle: usize,
    /// Where it was since, oldest point first; the last is where it is.
    pub path: Vec<Point>,
}

impl SwarmFrame {
    /// The number of particles.
    pub fn len(&self) -> usize {
        self.trails.len() / self.trail_len.max(1)
    }

    /// Whether there is no particle.
    pub fn is_empty(&self) -> bool {
        self.trails.is_empty()
    }
}

/// Everything the window shows, at one moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// The run that this is a moment of.
    pub run: RunId,
    /// What the learner is doing.
    pub phase: Phase,
    /// Optimiser steps since the run began.
    pub train_step: u64,
    /// Optimiser steps a second of late; 0 while nothing is trained.
    pub steps_per_second: f64,
    /// The rectangle that holds the target out to three standard deviations.
    pub extent: Bounds,
    /// The levels the network is trained on.
    pub noise: NoiseRange,
    /// The target the learner trains on now.
    pub mixture: Arc<GaussianMixture>,
    /// The shown (averaged, frozen) network, for exports.
    pub network: Arc<ScoreNet>,
    /// The curves of the run.
    pub history: Arc<History>,
    /// `None` until the first `Frame` was answered.
    pub field: Option<Arc<FieldFrame>>,
    /// `None` while particles are hidden.
    pub swarm: Option<Arc<SwarmFrame>>,
    /// Why there are no particles though they are wanted, and what to do.
    pub particle_notice: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_between_two_levels_lies_on_a_power_law() {
        let history = History {
            sigmas: vec![0.1, 1.0, 10.0],
            error: vec![ErrorPoint {
                train_step: 1,
                seconds: 1.0,
                mean: 0.0,
                // sigma^-2 / 100 at every level.
                per_sigma: vec![1.0, 0.01, 0.0001],
            }],
            ..History::default()
        };
        for sigma in [0.1, 0.3, 1.0, 5.0, 10.0] {
            let expected = 0.01 / (sigma * sigma);
            let found = history.error_at(sigma).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-12, "{sigma}: {found}");
        }
        assert_eq!(history.error_at(0.05), None);
        assert_eq!(history.error_at(11.0), None);
        assert_eq!(History::default().error_at(1.0), None);
    }
}
