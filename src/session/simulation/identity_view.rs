//! The objectives of the network on show at one level, measured anew as it learns.

use crate::measure::{FloorBudget, MatchingProbe};
use crate::mixture::GaussianMixture;
use crate::score::{ScoreFn, ScoreNet};
use crate::session::learned::Learned;
use crate::session::questions::identity::IdentityFrame;
use std::sync::Arc;

/// Draws: a standard error of a percent or two, and a few milliseconds of a frame.
const POINTS: usize = 4096;
/// Of a target of many components there are fewer, so that all draws have at most so many terms.
const TERMS: usize = 1_000_000;
const FEWEST: usize = 512;
/// The seed of the draws; any will do, a fixed one keeps the numbers still.
const SEED: u64 = 0x1DE47;
/// Frames between two measurements: at 60 Hz some six a second.
const REST: u32 = 10;

/// The level that is asked about, and the newest answer.
#[derive(Default)]
pub struct IdentityView {
    sigma: Option<f64>,
    probe: Option<(Arc<GaussianMixture>, MatchingProbe)>,
    /// Whose answer it is.
    answered: Option<Arc<ScoreNet>>,
    frame: Option<Arc<IdentityFrame>>,
    /// Frames since then.
    rested: u32,
}

impl IdentityView {
    /// Asks about another level, or about none.
    pub fn request(&mut self, sigma: Option<f64>) {
        let sigma = sigma.filter(|sigma| sigma.is_finite() && *sigma > 0.0);
        if sigma != self.sigma {
            *self = Self {
                sigma,
                ..Self::default()
            };
        }
    }

    /// `None` while nothing is asked, or the network was not trained at the level.
    pub fn frame(&self) -> Option<Arc<IdentityFrame>> {
        self.frame.clone()
    }

    /// Whether one of the next frames has something to do.
    pub fn is_outdated(&self, mixture: &Arc<GaussianMixture>, network: &Arc<ScoreNet>) -> bool {
        let Some(sigma) = self.sigma else {
            return false;
        };
        if !network.trained_at(sigma) {
            return self.frame.is_some();
        }
        let is_same_target = |(of, _): &(Arc<GaussianMixture>, _)| Arc::ptr_eq(of, mixture);
        let is_same_network = |of: &Arc<ScoreNet>| Arc::ptr_eq(of, network);
        !self.probe.as_ref().is_some_and(is_same_target)
            || !self.answered.as_ref().is_some_and(is_same_network)
    }

    /// A frame has passed: measures where something is new and the last answer was shown for a while; whether there is
    /// another answer.
    pub fn work(&mut self, mixture: &Arc<GaussianMixture>, learned: &Learned) -> bool {
        self.rested = self.rested.saturating_add(1);
        let network = learned.shown();
        let Some(sigma) = self.sigma.filter(|_| self.is_outdated(mixture, network)) else {
            return false;
        };
        if !network.trained_at(sigma) {
            return self.frame.take().is_some();
        }
        if self.frame.is_some() && self.rested < REST {
            return false;
        }
        let probe = match self.probe.take() {
            Some((of, probe)) if Arc::ptr_eq(&of, mixture) => probe,
            Some(_) | None => {
                let points = (TERMS / mixture.components().len()).clamp(FEWEST, POINTS);
                MatchingProbe::new(mixture, sigma, points, SEED, FloorBudget::FRAME)
            }
        };
        let matching = probe.measure(&**network);
        self.probe = Some((mixture.clone(), probe));
        self.answered = Some(network.clone());
        self.rested = 0;
        self.frame = Some(Arc::new(IdentityFrame {
            sigma,
            train_step: network.train_steps().unwrap_or(learned.train_step),
            matching,
        }));
        true
    }
}
