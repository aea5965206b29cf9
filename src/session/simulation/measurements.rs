//! What is measured of the network beside the training, and the curves it gives.

use super::error_curve::ErrorCurve;
use super::floor_curve::FloorCurve;
use super::healing::HealingWatch;
use crate::mixture::GaussianMixture;
use crate::session::history::{History, LossPoint};
use crate::session::learned::Learned;
use std::sync::Arc;

/// The score error of the shown network, and the floor under its loss.
pub struct Measurements {
    errors: ErrorCurve,
    floors: FloorCurve,
    healing: HealingWatch,
    /// The curves of this state of the learner, until something is measured.
    history: Option<(Arc<Learned>, Arc<History>)>,
}

impl Measurements {
    pub fn new(learned: &Learned) -> Self {
        Self {
            errors: ErrorCurve::new(learned),
            floors: FloorCurve::new(learned),
            healing: HealingWatch::default(),
            history: None,
        }
    }

    /// Goes on against another truth after `train_step` steps.
    pub fn retarget(&mut self, mixture: &GaussianMixture, train_step: u64) {
        self.history = None;
        let error = self.errors.newest().map(|(_, error)| error);
        self.healing.edited(train_step, error);
        self.errors.retarget(mixture);
        self.floors.retarget(mixture);
    }

    /// Starts new curves where those of `before` do not go on in `learned`.
    pub fn follow(&mut self, before: &Learned, learned: &Learned, mixture: &GaussianMixture) {
        let fresh = learned.run != before.run
            || learned.train_step < before.train_step
            || learned.noise != before.noise
            || learned.training.noise_levels != before.training.noise_levels;
        let same_loss = learned.training.objective == before.training.objective;
        self.history = None;
        if fresh {
            self.errors.renew(learned, mixture);
            self.healing = HealingWatch::default();
        }
        if fresh || !same_loss {
            self.floors.renew(learned, mixture);
        }
    }

    /// Measures the error if there is something new to measure; whether it did. With `again` false
    /// only the first one of a run is measured.
    pub fn measure(&mut self, learned: &Learned, again: bool) -> bool {
        let measured = self.errors.measure(learned, again);
        self.history.take_if(|_| measured);
        if measured && let Some((train_step, error)) = self.errors.newest() {
            self.healing.measured(train_step, error);
        }
        measured
    }

    /// Whether the last error tells of a target that has moved since.
    pub fn is_outdated(&self) -> bool {
        self.errors.is_outdated()
    }

    /// Whether some of the floor is still to be worked out.
    pub fn is_pending(&self) -> bool {
        self.floors.pending()
    }

    /// Works out a frame's share of the floor; true when that tells more of it.
    pub fn work(&mut self, learned: &Learned) -> bool {
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
            marks: learned.marks.clone(),
            healing: self.healing.found(),
        }
    }
}
