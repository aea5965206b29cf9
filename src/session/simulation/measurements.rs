//! What is measured of the network beside the training, and the curves it gives.

use super::data_curves::DataCurves;
use super::error_curve::ErrorCurve;
use super::floor_curve::FloorCurve;
use super::healing::HealingWatch;
use crate::mixture::GaussianMixture;
use crate::scene::TrainingData;
use crate::score::ScoreNet;
use crate::session::history::{History, LossPoint};
use crate::session::learned::Learned;
use std::sync::Arc;

/// The score error of the shown network, the floor under its loss, and what finite data make of it.
pub struct Measurements {
    errors: ErrorCurve,
    floors: FloorCurve,
    data: DataCurves,
    healing: HealingWatch,
    /// The curves of this state of the learner, until something is measured.
    history: Option<(Arc<Learned>, Arc<History>)>,
}

impl Measurements {
    /// Of a network that learns from `data`, fixed by `seed`.
    pub fn new(learned: &Learned, data: &TrainingData, seed: u64) -> Self {
        let errors = ErrorCurve::new(learned);
        Self {
            data: DataCurves::new(seed, errors.sigmas(), &learned.mixture, data),
            errors,
            floors: FloorCurve::new(learned, &data.source),
            healing: HealingWatch::default(),
            history: None,
        }
    }

    /// Goes on against another truth after `train_step` steps.
    pub fn retarget(
        &mut self,
        mixture: &Arc<GaussianMixture>,
        data: &TrainingData,
        train_step: u64,
    ) {
        let error = self.errors.newest().map(|(_, error)| error);
        self.healing.edited(train_step, error);
        self.errors.retarget(mixture);
        self.see_again(mixture, data);
    }

    /// Goes on against the same truth, of which training sees something else.
    pub fn see_again(&mut self, mixture: &Arc<GaussianMixture>, data: &TrainingData) {
        self.history = None;
        self.floors.retarget(&data.source);
        self.data.retarget(mixture, data);
    }

    /// Starts new curves where those of `before` do not go on in `learned`.
    pub fn follow(
        &mut self,
        [before, learned]: [&Learned; 2],
        mixture: &Arc<GaussianMixture>,
        data: &TrainingData,
        seed: u64,
    ) {
        let same_run = learned.run == before.run;
        let went_back = learned.went_back_since(before).filter(|_| same_run);
        let fresh = !same_run
            || (learned.train_step < before.train_step && went_back.is_none())
            || learned.noise != before.noise
            || learned.training.noise_levels != before.training.noise_levels;
        let same_loss = learned.training.objective == before.training.objective;
        self.history = None;
        if fresh {
            self.errors.renew(learned, mixture);
            let sigmas = self.errors.sigmas();
            self.data.renew(seed, sigmas, mixture, data);
            self.healing = HealingWatch::default();
        } else if let Some(train_step) = went_back {
            self.errors.cut(train_step);
            self.data.cut(train_step);
            self.floors.cut(train_step);
            self.healing = HealingWatch::default();
        }
        if fresh || !same_loss {
            self.floors.renew(learned, &data.source);
        }
    }

    /// Measures the error if there is something new to measure; whether it did. With `again` false
    /// only the first one of a run is measured.
    pub fn measure(&mut self, learned: &Learned, again: bool) -> bool {
        let of_data = self.data.measure(learned, again);
        let measured = self.errors.measure(learned, again) || of_data;
        self.history.take_if(|_| measured);
        if measured && let Some((train_step, error)) = self.errors.newest() {
            self.healing.measured(train_step, error);
        }
        measured
    }

    /// The levels at which errors are measured, increasing.
    pub fn sigmas(&self) -> &[f64] {
        self.errors.sigmas()
    }

    /// The score errors of a network at the levels at which errors are measured, and their mean.
    pub fn score_errors(&self, network: &ScoreNet) -> (Vec<f64>, f64) {
        self.errors.of(network)
    }

    /// Whether the last error tells of a target that has moved since.
    pub fn is_outdated(&self) -> bool {
        self.errors.is_outdated() || (self.data.is_outdated() && !self.data.pending())
    }

    /// Whether some of the floor is still to be worked out.
    pub fn is_pending(&self) -> bool {
        self.floors.pending() || self.data.pending()
    }

    /// Works out a frame's share of the floor; true when that tells more of it.
    pub fn work(&mut self, learned: &Learned) -> bool {
        self.data.work();
        let tells = self.floors.work(learned.train_step);
        self.history.take_if(|_| tells);
        tells
    }

    /// The curves of the run; the same as long as nothing is added.
    pub fn history(&mut self, learned: &Arc<Learned>) -> Arc<History> {
        if let Some((of, history)) = &self.history
            && Arc::ptr_eq(of, learned)
        {
            return history.clone();
        }
        let history = Arc::new(self.curves(learned));
        self.history = Some((learned.clone(), history.clone()));
        history
    }

    fn curves(&self, learned: &Learned) -> History {
        let floors = self
            .floors
            .along(learned.loss.iter().map(|bin| bin.train_step));
        let losses = learned.loss.iter().zip(floors);
        History {
            objective: learned.training.objective,
            loss: losses
                .map(|(&bin, floor)| LossPoint { bin, floor })
                .collect(),
            floor_se: self.floors.newest().map(|floor| floor.se),
            sigmas: self.errors.sigmas().to_vec(),
            error: self.errors.bins().collect(),
            error_per_sigma: self.errors.per_sigma().to_vec(),
            data: self.data.history(),
            marks: learned.marks.clone(),
            healing: self.healing.found(),
        }
    }
}
