//! What finite data make of the shown network, over time: its losses on the training points and on points
//! that were held out, and its distance to the score of the training points.

use crate::measure::{
    FiniteData, FiniteDataLevel, FiniteDataReading, FloorBudget, trapezoid_weights,
};
use crate::mixture::{GaussianMixture, TrainingSet, held_out};
use crate::plane::Point;
use crate::scene::TrainingData;
use crate::session::curves::Curve;
use crate::session::history::DataHistory;
use crate::session::learned::Learned;
use std::sync::Arc;

/// Noisy points a level at most, and the fewest that say something.
const ROWS: (usize, usize) = (128, 512);
/// Most components of all points of a level together: a few milliseconds of a frame.
const MOST_TERMS: usize = 1_000_000;
/// Stretches of a curve.
const BINS: usize = 600;
/// The seed of the noise; any will do, a fixed one keeps the curves smooth.
const SEED: u64 = 0xDA7A;

/// Nothing on fresh draws. The levels of a new target or training set are made ready one a frame.
pub struct DataCurves {
    /// The scene's: it fixes the points that are held out.
    seed: u64,
    sigmas: Vec<f64>,
    data: Option<Known>,
    levels: Vec<FiniteDataLevel>,
    held_out_loss: Curve,
    empirical_error: Curve,
    newest: Option<FiniteDataReading>,
    /// Whether the newest reading tells of data that have changed since.
    outdated: bool,
}

/// Finite data that are measured on.
struct Known {
    target: Arc<GaussianMixture>,
    training: Arc<TrainingSet>,
    empirical: Arc<GaussianMixture>,
    held_out: Vec<Point>,
}

impl DataCurves {
    /// At the levels `sigmas`, all above 0.
    pub fn new(
        seed: u64,
        sigmas: &[f64],
        mixture: &Arc<GaussianMixture>,
        data: &TrainingData,
    ) -> Self {
        let mut curves = Self {
            seed,
            sigmas: Vec::new(),
            data: None,
            levels: Vec::new(),
            held_out_loss: Curve::new(BINS),
            empirical_error: Curve::new(BINS),
            newest: None,
            outdated: false,
        };
        curves.renew(seed, sigmas, mixture, data);
        curves
    }

    /// Starts new curves for a new run.
    pub fn renew(
        &mut self,
        seed: u64,
        sigmas: &[f64],
        mixture: &Arc<GaussianMixture>,
        data: &TrainingData,
    ) {
        self.seed = seed;
        self.sigmas = sigmas.to_vec();
        self.held_out_loss.clear();
        self.empirical_error.clear();
        self.newest = None;
        self.retarget(mixture, data);
    }

    /// Goes on on other data.
    pub fn retarget(&mut self, mixture: &Arc<GaussianMixture>, data: &TrainingData) {
        self.levels.clear();
        self.data = data.points.as_ref().map(|training| Known {
            target: mixture.clone(),
            training: training.clone(),
            empirical: data.source.clone(),
            held_out: held_out(mixture, ROWS.1, self.seed),
        });
        self.outdated = self.data.is_some();
        if self.data.is_none() {
            self.newest = None;
        }
    }

    /// Whether a measurement is due.
    pub fn is_outdated(&self) -> bool {
        self.outdated
    }

    /// Whether levels are left to make ready.
    pub fn pending(&self) -> bool {
        self.data.is_some() && self.levels.len() < self.sigmas.len()
    }

    /// Makes one level ready.
    pub fn work(&mut self) {
        let Some(known) = self.data.as_ref().filter(|_| self.pending()) else {
            return;
        };
        let number = self.levels.len();
        let components = known.empirical.components().len();
        let components = components.max(known.target.components().len());
        let rows = (MOST_TERMS / components).clamp(ROWS.0, ROWS.1);
        let data = FiniteData {
            target: &known.target,
            training: &known.training,
            empirical: &known.empirical,
            held_out: &known.held_out,
        };
        let level = (self.sigmas[number], number);
        let level = FiniteDataLevel::new(&data, level, rows, FloorBudget::FRAME, SEED);
        self.levels.push(level);
    }

    /// Measures `learned` if all levels are ready and it has trained or the data have changed since;
    /// whether it did. With `again` false only the first one of a run is measured.
    pub fn measure(&mut self, learned: &Learned, again: bool) -> bool {
        let last = self.held_out_loss.newest().map(|(step, _)| step);
        let known = last == Some(learned.train_step);
        let allowed = again || self.newest.is_none();
        if self.data.is_none() || self.pending() || !allowed || (known && !self.outdated) {
            return false;
        }
        let levels = self.levels.iter();
        let readings: Vec<FiniteDataReading> = levels
            .map(|level| level.measure(&*learned.network))
            .collect();
        let reading = FiniteDataReading::mean(&readings, &trapezoid_weights(readings.len()));
        for (curve, value) in [
            (&mut self.held_out_loss, reading.held_out_loss.value),
            (&mut self.empirical_error, reading.empirical_error),
        ] {
            if known {
                curve.revise(learned.train_step, value);
            } else {
                curve.push(learned.train_step, value);
            }
        }
        self.newest = Some(reading);
        self.outdated = false;
        true
    }

    /// Forgets what was measured after `train_step`, to which the run went back.
    pub fn cut(&mut self, train_step: u64) {
        self.held_out_loss.cut(train_step);
        self.empirical_error.cut(train_step);
        self.outdated = self.data.is_some();
    }

    /// `None` on fresh draws and before the first measurement.
    pub fn history(&self) -> Option<DataHistory> {
        Some(DataHistory {
            newest: self.newest?,
            held_out_loss: self.held_out_loss.bins().collect(),
            empirical_error: self.empirical_error.bins().collect(),
        })
    }
}
