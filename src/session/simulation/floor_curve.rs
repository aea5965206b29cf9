//! The loss that even the exact score has, as the target moves.

use crate::measure::{Estimate, FloorBudget, objective_floor};
use crate::mixture::GaussianMixture;
use crate::score::{NoiseLevels, Objective};
use crate::session::curves::{Bin, Curve};
use crate::session::learned::Learned;
use std::sync::Arc;

/// Levels over which the floor of a noise-conditional network is averaged.
const LEVELS: usize = 12;
/// An estimated floor is refined until its standard error is below this.
const SURE: f64 = 1e-3;
/// Stretches of changes kept.
const BINS: usize = 400;

/// The floor as a step function of the train step. A new target is worked on one level a frame, because
/// many components make a level expensive; where the levels are estimates, more rounds of draws follow.
pub struct FloorCurve {
    /// What training draws from.
    source: Arc<GaussianMixture>,
    objective: Objective,
    /// The levels over which the floor is averaged.
    judged: Vec<f64>,
    /// What every finished round says of them.
    rounds: Vec<Estimate>,
    /// The levels of the round that is under way.
    levels: Vec<Estimate>,
    /// The floor from its first train step on.
    changes: Curve,
}

impl FloorCurve {
    pub fn new(learned: &Learned, source: &Arc<GaussianMixture>) -> Self {
        let mut curve = Self {
            source: source.clone(),
            objective: learned.training.objective,
            judged: Vec::new(),
            rounds: Vec::new(),
            levels: Vec::new(),
            changes: Curve::new(BINS),
        };
        curve.renew(learned, source);
        curve
    }

    /// Starts a new curve for a new run, which draws from `source`.
    pub fn renew(&mut self, learned: &Learned, source: &Arc<GaussianMixture>) {
        self.source = source.clone();
        self.changes.clear();
        self.objective = learned.training.objective;
        self.judged = averaged_sigmas(learned);
        self.begin();
    }

    /// Works out the floor of another source of draws.
    pub fn retarget(&mut self, source: &Arc<GaussianMixture>) {
        self.source = source.clone();
        self.begin();
    }

    fn begin(&mut self) {
        self.rounds.clear();
        self.levels.clear();
    }

    /// The floor of the present target, as far as it is known; `None` before a first round.
    pub fn newest(&self) -> Option<Estimate> {
        (!self.rounds.is_empty()).then(|| Estimate::average(&self.rounds))
    }

    /// Whether levels are left to do, or more draws would tell more.
    pub fn pending(&self) -> bool {
        self.newest().is_none_or(|floor| floor.se > SURE)
    }

    /// Does one level; true when that completes a round, whose floor holds from `train_step` on if it is
    /// the first of its target.
    pub fn work(&mut self, train_step: u64) -> bool {
        if !self.pending() {
            return false;
        }
        let sigma = self.judged[self.levels.len()];
        let budget = FloorBudget {
            round: self.rounds.len() as u64,
            ..FloorBudget::FRAME
        };
        let level = objective_floor(self.objective, &self.source, sigma, budget);
        self.levels.push(level);
        if self.levels.len() < self.judged.len() {
            return false;
        }
        self.rounds.push(Estimate::average(&self.levels));
        self.levels.clear();
        let floor = Estimate::average(&self.rounds).value;
        match self.changes.newest() {
            Some((begun, _)) if self.rounds.len() > 1 => self.changes.revise(begun, floor),
            _ => self.changes.push(train_step, floor),
        }
        true
    }

    /// Forgets the changes after `train_step`, to which the run went back; the floor of the present target holds from
    /// there on.
    pub fn cut(&mut self, train_step: u64) {
        let newest = self.changes.newest();
        self.changes.cut(train_step);
        if let Some((begun, floor)) = newest
            && begun > train_step
        {
            self.changes.push(train_step, floor);
        }
    }

    /// The floor at each of `steps` (increasing); the first known one before it was known, `None` while
    /// none is.
    pub fn along(&self, steps: impl Iterator<Item = u64>) -> Vec<Option<f64>> {
        let changes: Vec<Bin> = self.changes.bins().collect();
        let mut next = 0;
        steps
            .map(|step| {
                while next + 1 < changes.len() && changes[next + 1].since <= step {
                    next += 1;
                }
                changes.get(next).map(|change| change.mean)
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
