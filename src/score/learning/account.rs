//! What one optimiser step drew and made of it, in the numbers of the trainer itself.

use crate::plane::Point;
use crate::score::spec::Objective;
use serde::{Deserialize, Serialize};

/// What a loss asks of the network at a noisy point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Demand {
    /// This score, 1/unit: -eps/sigma, or the true score by the explicit objective.
    Score(Point),
    /// The score that a reference batch of samples has on average, 1/unit.
    Average {
        /// The mean of (x_j - x)/sigma^2 by the posterior weights of the samples x_j.
        score: Point,
        /// The samples that weigh most, the heaviest first, each with its share of all weights.
        heaviest: Vec<(Point, f64)>,
    },
    /// No score: that its own divergence div s, 1/unit^2, be small where it is short.
    Divergence(f64),
    /// The same along one random direction.
    Slope {
        /// The direction, of two signs.
        v: Point,
        /// v . (grad s) v of the network, 1/unit^2.
        slope: f64,
    },
}

impl Demand {
    /// The score that is asked for, 1/unit; none where the loss holds a slope instead.
    pub fn score(&self) -> Option<Point> {
        match self {
            Self::Score(score) | Self::Average { score, .. } => Some(*score),
            Self::Divergence(_) | Self::Slope { .. } => None,
        }
    }
}

/// One draw of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawAccount {
    /// The clean sample, data units.
    pub x0: Point,
    /// Two standard normal numbers.
    pub eps: Point,
    /// The noise level, data units.
    pub sigma: f64,
    /// x0 + sigma eps, data units.
    pub x_noisy: Point,
    /// What is asked of the network there.
    pub demand: Demand,
    /// Its answer before the step, 1/unit.
    pub answer: Point,
    /// Its answer after the step, 1/unit; none before that is taken.
    pub answer_after: Option<Point>,
    /// What this draw adds to the mean over the batch: sigma^2 |s - score|^2, or the loss with a slope.
    pub loss: f64,
}

/// One optimiser step, of which the batch is known, and what it does once it is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepAccount {
    /// Which step since the weights were drawn, counted from 1.
    pub train_step: u64,
    /// What it makes small.
    pub objective: Objective,
    /// Draws of the batch.
    pub batch: usize,
    /// Some of them, evenly spread, by rising noise where there are several levels.
    pub draws: Vec<DrawAccount>,
    /// The mean over all draws, whose gradient the step follows.
    pub batch_loss: f64,
    /// The same as a mean over log-uniform noise levels: [`TrainReport::loss`](crate::score::TrainReport).
    pub loss: f64,
    /// `batch_loss` on the same draws after the step; none before that is taken.
    pub batch_loss_after: Option<f64>,
}
