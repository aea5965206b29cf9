//! A whole journey, as it is published.

use super::film::Film;
use super::request::{JourneyRequest, Lane};
use crate::measure::Estimate;
use crate::mixture::{GaussianMixture, Modes};
use crate::noise::{Prior, Process};
use crate::session::snapshot::{RunId, has_learned};
use serde::{Deserialize, Serialize};

/// How far the samples of one run are from the truth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct QualityPoint {
    /// How it was taken.
    pub lane: Lane,
    /// Evaluations of the score that it took.
    pub nfe: u64,
    /// The sliced Wasserstein-2 distance from an exact sample, data units.
    pub sliced_w2: Estimate,
}

/// A whole journey: immutable once published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Journey {
    /// What was asked for.
    pub request: JourneyRequest,
    /// The process with its constants, on the times in use.
    pub process: Process,
    /// What counts as one mode of the target.
    pub modes: Modes,
    /// The true weight of every mode.
    pub truth: Vec<f64>,
    /// Data to noise, along true paths of the process.
    pub forward: Film,
    /// Noise to data, one a lane; or the sentence that says why not.
    pub lanes: Vec<Result<Film, String>>,
    /// The distance that two exact samples of this size have from each other.
    pub exact_sliced_w2: Estimate,
    /// The first lane's sampler with little and much work, with the exact score, and with the learned one
    /// once the network has learned.
    pub quality: Vec<QualityPoint>,
    /// Whether more points of quality are to come.
    pub measuring: bool,
    /// The run of the learned score.
    pub run: RunId,
    /// The optimiser steps that it had seen.
    pub train_step: u64,
}

impl Journey {
    /// Particles of so many colours: one a mode, or, where there is only one mode, one a component.
    pub fn kinds(&self) -> usize {
        kinds(&self.modes)
    }

    /// Whether the network had learned something when it was recorded.
    pub fn had_learned(&self) -> bool {
        has_learned(self.train_step)
    }

    /// Whether every lane follows the exact score.
    pub fn is_exact(&self) -> bool {
        self.request.lanes.iter().all(|lane| lane.exact)
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

    /// What all lanes start from.
    pub fn prior(&self) -> Prior {
        self.process.prior(&self.request.mixture)
    }

    /// p_t of the target.
    pub fn marginal(&self, t: f64) -> GaussianMixture {
        self.process.marginal(&self.request.mixture, t)
    }
}

/// One a mode, or, where there is only one mode, one a component.
pub fn kinds(modes: &Modes) -> usize {
    match modes.count() {
        1 => modes.of_components().len(),
        count => count,
    }
}
