//! The score error of the shown network, over time.

use crate::measure::ErrorProbe;
use crate::mixture::GaussianMixture;
use crate::session::curves::thin;
use crate::session::learned::Learned;
use crate::session::snapshot::ErrorPoint;

/// Samples a level: enough for a relative error of a few percent of the shown value.
const POINTS: usize = 512;
/// Levels of a noise-conditional network.
const LEVELS: usize = 8;
/// Measurements kept.
const CAPACITY: usize = 1200;
/// The seed of the test points; any will do, a fixed one keeps the curve smooth.
const SEED: u64 = 0x5EED;

pub struct ErrorCurve {
    probe: ErrorProbe,
    sigmas: Vec<f64>,
    points: Vec<ErrorPoint>,
    /// Whether the last point was measured against a target that has moved since.
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
            points: Vec::new(),
            outdated: false,
        }
    }

    /// Starts a new curve for a new run.
    pub fn renew(&mut self, learned: &Learned, mixture: &GaussianMixture) {
        self.sigmas = judged_sigmas(learned);
        self.retarget(mixture);
        self.points.clear();
        self.outdated = false;
    }

    /// Goes on against another truth.
    pub fn retarget(&mut self, mixture: &GaussianMixture) {
        self.probe = ErrorProbe::new(mixture, &self.sigmas, POINTS, SEED);
        self.outdated = true;
    }

    /// Whether the last point tells of a target that has moved since.
    pub fn is_outdated(&self) -> bool {
        self.outdated
    }

    /// Measures `learned` if it has trained or the target has moved since; whether it did. With `again`
    /// false only the first one of a run is measured. A point of the same step is replaced.
    pub fn measure(&mut self, learned: &Learned, again: bool) -> bool {
        let allowed = again || self.points.is_empty();
        let last = self.points.last().map(|point| point.train_step);
        let known = last == Some(learned.train_step);
        if !allowed || (known && !self.outdated) {
            return false;
        }
        let per_sigma = self.probe.score_errors(&*learned.network);
        if known {
            self.points.pop();
        }
        thin(&mut self.points, CAPACITY);
        self.points.push(ErrorPoint {
            train_step: learned.train_step,
            seconds: learned.seconds,
            mean: per_sigma.iter().sum::<f64>() / per_sigma.len() as f64,
            per_sigma,
        });
        self.outdated = false;
        true
    }

    pub fn sigmas(&self) -> &[f64] {
        &self.sigmas
    }

    pub fn points(&self) -> &[ErrorPoint] {
        &self.points
    }
}
