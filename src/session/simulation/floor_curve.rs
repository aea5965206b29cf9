//! The loss that even the exact score has, as the target moves.

use crate::measure::objective_floor;
use crate::mixture::GaussianMixture;
use crate::score::{NoiseLevels, Objective};
use crate::session::curves::thin;
use crate::session::learned::Learned;

/// Levels over which the floor of a noise-conditional network is averaged.
const LEVELS: usize = 12;
/// Evaluations of a component spent on one level: a slice of one frame.
const EVALUATIONS: usize = 200_000;
/// Changes kept.
const CAPACITY: usize = 400;

/// The floor as a step function of the train step. A new target is worked on one level a frame,
/// because many components make a level expensive.
pub struct FloorCurve {
    mixture: GaussianMixture,
    objective: Objective,
    /// The levels over which the floor is averaged.
    judged: Vec<f64>,
    /// Those still to do, and the sum over those done.
    todo: Vec<f64>,
    sum: f64,
    /// (first train step, floor), by increasing step.
    changes: Vec<(u64, f64)>,
}

impl FloorCurve {
    pub fn new(learned: &Learned) -> Self {
        let mut curve = Self {
            mixture: (*learned.mixture).clone(),
            objective: learned.training.objective,
            judged: Vec::new(),
            todo: Vec::new(),
            sum: 0.0,
            changes: Vec::new(),
        };
        curve.renew(learned, &learned.mixture);
        curve
    }

    /// Starts a new curve for a new run.
    pub fn renew(&mut self, learned: &Learned, mixture: &GaussianMixture) {
        self.mixture = mixture.clone();
        self.changes.clear();
        self.objective = learned.training.objective;
        self.judged = averaged_sigmas(learned);
        self.begin();
    }

    /// Works out the floor of another target.
    pub fn retarget(&mut self, mixture: &GaussianMixture) {
        self.mixture = mixture.clone();
        self.begin();
    }

    fn begin(&mut self) {
        self.todo = self.judged.clone();
        self.sum = 0.0;
    }

    /// Whether levels are left to do.
    pub fn pending(&self) -> bool {
        !self.todo.is_empty()
    }

    /// Does one level; true when that completes the floor from `train_step` on.
    pub fn work(&mut self, train_step: u64) -> bool {
        let Some(sigma) = self.todo.pop() else {
            return false;
        };
        self.sum += objective_floor(self.objective, &self.mixture, sigma, EVALUATIONS);
        if self.pending() {
            return false;
        }
        thin(&mut self.changes, CAPACITY);
        self.changes
            .push((train_step, self.sum / self.judged.len() as f64));
        true
    }

    /// The floor at each of `steps` (increasing); the first known one before it was known, `None` while
    /// none is.
    pub fn along(&self, steps: impl Iterator<Item = u64>) -> Vec<Option<f64>> {
        let mut next = 0;
        steps
            .map(|step| {
                while next + 1 < self.changes.len() && self.changes[next + 1].0 <= step {
                    next += 1;
                }
                self.changes.get(next).map(|change| change.1)
            })
            .collect()
    }
}

/// The middles of equal strata of the trained levels.
fn averaged_sigmas(learned: &Learned) -> Vec<f64> {
    match learned.training.noise_levels {
        NoiseLevels::Fixed(sigma) => vec![sigma],
        NoiseLevels::All => (0..LEVELS)
            .map(|i| learned.noise.at((i as f64 + 0.5) / LEVELS as f64))
            .collect(),
    }
}
