//! From data to noise and back: recorded beforehand, so that a time bar only picks frames.

mod recorder;
mod studio;

pub use studio::Studio;

use crate::measure::{Estimate, ModeWeight};
use crate::mixture::{GaussianMixture, Modes};
use crate::noise::{Process, ProcessKind};
use crate::sampling::Sampler;
use crate::session::RunId;
use std::sync::Arc;

/// One sampler on its way back from the noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lane {
    /// How the particles of the lane go back.
    pub sampler: Sampler,
    /// In all, of annealed Langevin a level; `ode-rk45` chooses its own.
    pub steps: usize,
    /// Of `ode-rk45`, relative and absolute.
    pub tol: f64,
    /// Whether it follows the exact score instead of the learned one.
    pub exact: bool,
}

/// What is to be recorded. All lanes share process, starting points and noise.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyRequest {
    /// The process that is walked in both directions.
    pub process: ProcessKind,
    /// One to [`JourneyRequest::MOST_LANES`].
    pub lanes: Vec<Lane>,
    /// Particles of every lane.
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
    /// More lanes than this cannot be told apart.
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
    /// The kind that each particle ends in (or, on the way forward, began in), below
    /// [`Journey::kinds`].
    pub kinds: Vec<u16>,
    /// The weight of every mode in the sample.
    pub weights: Vec<ModeWeight>,
    /// Sliced Wasserstein-2 distance from a fresh exact sample, data units.
    pub sliced_w2: Estimate,
}

/// How far the samples of one run are from the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QualityPoint {
    /// How it was taken.
    pub lane: Lane,
    /// Evaluations of the score so far.
    pub nfe: u64,
    /// The sliced Wasserstein distance to the target, data units.
    pub sliced_w2: Estimate,
}

/// A whole journey: immutable once published.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// What was asked for.
    pub request: JourneyRequest,
    /// The process as it was built.
    pub process: Process,
    /// The places of the target where particles are counted.
    pub modes: Modes,
    /// The true weight of every mode.
    pub truth: Vec<f64>,
    /// Data to noise, along true paths of the process.
    pub forward: Film,
    /// Noise to data, one a lane; or the sentence that says why not.
    pub lanes: Vec<Result<Film, String>>,
    /// The distance that two exact samples of this size have from each other.
    pub exact_sliced_w2: Estimate,
    /// The first lane's sampler with little and much work, with the exact and the learned score.
    pub quality: Vec<QualityPoint>,
    /// Whether more points of quality are to come.
    pub measuring: bool,
    /// The run of the learned score, and its training step.
    pub run: RunId,
    /// Optimiser steps of the network that was followed.
    pub train_step: u64,
}

impl Journey {
    /// Particles of so many colours: one a mode, or, where there is only one mode, one a component.
    pub fn kinds(&self) -> usize {
        kinds(&self.modes)
    }

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

fn kinds(modes: &Modes) -> usize {
    match modes.count() {
        1 => modes.of_components().len(),
        count => count,
    }
}

impl Film {
    /// On the way to the noise: how many frames are not later than `t`, at least one.
    pub fn forward_until(&self, t: f64) -> usize {
        self.frames.partition_point(|frame| frame.t <= t).max(1)
    }

    /// On the way back: how many frames `t` has passed, at least one; with few steps the last of
    /// them is long ago.
    pub fn backward_until(&self, t: f64) -> usize {
        self.frames.partition_point(|frame| frame.t >= t).max(1)
    }

    /// The last frame.
    pub fn end(&self) -> &JourneyFrame {
        &self.frames[self.frames.len() - 1]
    }
}
