//! The score error of the shown network, over time.

use crate::measure::ErrorProbe;
use crate::mixture::GaussianMixture;
use crate::score::ScoreNet;
use crate::session::curves::{Bin, Curve};
use crate::session::learned::Learned;

/// Samples a level: enough for a relative error of a few percent of the shown value.
const POINTS: usize = 512;
/// Levels of a noise-conditional network.
const LEVELS: usize = 8;
/// Stretches of the curve.
const BINS: usize = 600;
/// The seed of the test points; any will do, a fixed one keeps the curve smooth.
const SEED: u64 = 0x5EED;

pub struct ErrorCurve {
    probe: ErrorProbe,
    sigmas: Vec<f64>,
    curve: Curve,
    /// The newest error at each level.
    per_sigma: Vec<f64>,
    /// Whether the newest measurement was measured against a target that has moved since.
    outdated: bool,
}

fn judged_sigmas(learned: &Learned) -> Vec<f64> {
    learned.training.noise_levels.spread(learned.noise, LEVELS)
}

impl ErrorCurve {
    pub fn new(learned: &Learned) -> Self {
        let sigmas = judged_sigmas(learned);
        Self {
            probe: ErrorProbe::new(&learned.mixture, &sigmas, POINTS, SEED),
            sigmas,
            curve: Curve::new(BINS),
            per_sigma: Vec::new(),
            outdated: false,
        }
    }

    /// Starts a new curve for a new run.
    pub fn renew(&mut self, learned: &Learned, mixture: &GaussianMixture) {
        self.sigmas = judged_sigmas(learned);
        self.retarget(mixture);
        self.curve.clear();
        self.per_sigma.clear();
        self.outdated = false;
    }

    /// Goes on against another truth.
    pub fn retarget(&mut self, mixture: &GaussianMixture) {
        self.probe = ErrorProbe::new(mixture, &self.sigmas, POINTS, SEED);
        self.outdated = true;
    }

    /// Whether the newest measurement tells of a target that has moved since.
    pub fn is_outdated(&self) -> bool {
        self.outdated
    }

    /// Measures `learned` if it has trained or the target has moved since; whether it did. With `again`
    /// false only the first one of a run is measured. One of the same step replaces the last.
    pub fn measure(&mut self, learned: &Learned, again: bool) -> bool {
        let last = self.curve.newest().map(|(train_step, _)| train_step);
        let known = last == Some(learned.train_step);
        let allowed = again || last.is_none();
        if !allowed || (known && !self.outdated) {
            return false;
        }
        let (per_sigma, mean) = self.of(&learned.network);
        self.per_sigma = per_sigma;
        if known {
            self.curve.revise(learned.train_step, mean);
        } else {
            self.curve.push(learned.train_step, mean);
        }
        self.outdated = false;
        true
    }

    /// The error of `network` at each level, and their mean.
    pub fn of(&self, network: &ScoreNet) -> (Vec<f64>, f64) {
        let per_sigma = self.probe.score_errors(network);
        let mean = per_sigma.iter().sum::<f64>() / per_sigma.len() as f64;
        (per_sigma, mean)
    }

    /// Forgets what was measured after `train_step`, to which the run went back; the network of then is measured next.
    pub fn cut(&mut self, train_step: u64) {
        self.curve.cut(train_step);
        self.outdated = true;
    }

    /// The newest mean over the levels with its step.
    pub fn newest(&self) -> Option<(u64, f64)> {
        self.curve.newest()
    }

    pub fn sigmas(&self) -> &[f64] {
        &self.sigmas
    }

    /// The mean over the levels, by increasing step.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        self.curve.bins()
    }

    /// The newest error at each level; empty before the first measurement.
    pub fn per_sigma(&self) -> &[f64] {
        &self.per_sigma
    }
}
