//! From data to noise and back: recorded beforehand, so that a time bar only picks frames.

mod studio;

pub use studio::Studio;

use crate::measure::{Estimate, ModeWeight};
use crate::mixture::GaussianMixture;
use crate::noise::{Process, ProcessKind};
use crate::plane::Point;
use crate::sampling::Sampler;
use std::sync::Arc;

/// One sampler on its way back from the noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lane {
    pub sampler: Sampler,
    /// Of `ode-rk45` at most.
    pub steps: usize,
    /// Whether it follows the exact score instead of the learned one.
    pub exact: bool,
}

/// What is to be recorded. All lanes share process, starting points and noise.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyRequest {
    pub process: ProcessKind,
    /// One to [`JourneyRequest::MOST_LANES`].
    pub lanes: Vec<Lane>,
    pub particles: usize,
    pub seed: u64,
    pub mixture: Arc<GaussianMixture>,
}

impl JourneyRequest {
    pub const MOST_LANES: usize = 4;
}

/// The particles at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyFrame {
    /// The time of the process.
    pub t: f64,
    /// Evaluations of the score so far.
    pub nfe: u64,
    /// Where the particles are.
    pub x: Vec<[f32; 2]>,
}

/// One way from end to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    /// Along the way; at least one.
    pub frames: Vec<JourneyFrame>,
    /// The component that each particle ends in (or, on the way forward, began in): the one with
    /// the largest posterior probability.
    pub modes: Vec<u16>,
    /// The weight of every component in the sample, beside the truth.
    pub weights: Vec<ModeWeight>,
    /// Sliced Wasserstein-2 distance from a fresh exact sample, data units.
    pub sliced_w2: Estimate,
}

/// How far the samples of one run are from the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QualityPoint {
    pub exact: bool,
    pub steps: usize,
    pub nfe: u64,
    pub sliced_w2: Estimate,
}

/// A whole journey: immutable once published.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    pub request: JourneyRequest,
    pub process: Process,
    /// Data to noise, along true paths of the process.
    pub forward: Film,
    /// Noise to data, one a lane; or the sentence that says why not.
    pub lanes: Vec<Result<Film, String>>,
    /// The distance that two exact samples of this size have from each other.
    pub exact_sliced_w2: Estimate,
    /// The first lane's sampler with few and many steps, with the exact and the learned score.
    pub quality: Vec<QualityPoint>,
    /// The training step of the learned score.
    pub train_step: u64,
}

impl Journey {
    /// The time at `noise`, 0 being data and 1 the prior; in between the level grows geometrically.
    pub fn time_at(&self, noise: f64) -> f64 {
        if noise <= 0.0 {
            return self.process.first();
        }
        let low = self.process.level(self.process.first_noisy());
        let high = self.process.level(self.process.last());
        let level = low * (high / low).powf(noise.min(1.0));
        self.process.time_of_level(level)
    }

    /// p_t of the target.
    pub fn marginal(&self, t: f64) -> GaussianMixture {
        self.process.marginal(&self.request.mixture, t)
    }
}

impl Film {
    /// On the way to the noise: the last frame that is not later than `t`.
    pub fn forward_at(&self, t: f64) -> &JourneyFrame {
        let after = self.frames.partition_point(|frame| frame.t <= t);
        &self.frames[after.saturating_sub(1)]
    }

    /// On the way back: the last frame that `t` has passed, which for few steps is long ago.
    pub fn backward_at(&self, t: f64) -> &JourneyFrame {
        let after = self.frames.partition_point(|frame| frame.t >= t);
        &self.frames[after.saturating_sub(1)]
    }

    /// The last frame.
    pub fn end(&self) -> &JourneyFrame {
        &self.frames[self.frames.len() - 1]
    }
}

/// Rows of positions as the screen needs them.
fn frame(t: f64, nfe: u64, x: &ndarray::Array2<f64>) -> JourneyFrame {
    let place = |row: ndarray::ArrayView1<f64>| -> Point { [row[0], row[1]] };
    JourneyFrame {
        t,
        nfe,
        x: x.rows()
            .into_iter()
            .map(|row| place(row).map(|v| v as f32))
            .collect(),
    }
}
