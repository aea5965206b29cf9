//! How many of the particles belong to each mode, counted some times a second.

use super::particles::{Particles, Revision};
use crate::measure::mode_weights;
use crate::mixture::{GaussianMixture, Modes};
use crate::scene::{Scene, Target};
use crate::session::mode_shares::ModeShares;
use ndarray::s;
use std::sync::Arc;

/// Frames between two counts while particles or the target move: four a second at 60 Hz.
const EVERY: u32 = 15;
/// Most responsibilities of one count: a few milliseconds. Of more, so many particles are asked that
/// the limit is kept, and the interval is theirs. Of the largest target they are 97.
const MOST_TERMS: usize = 400_000;

/// The newest count and what it was made of.
pub struct ShareCount {
    /// Whether components that overlap are one mode, as those along a curve.
    connected: bool,
    /// The target whose modes are known.
    modes: Option<(Arc<GaussianMixture>, Modes)>,
    newest: Option<Arc<ModeShares>>,
    /// What `newest` is a count of.
    counted: Option<(Arc<GaussianMixture>, Revision)>,
    /// Frames since the last count.
    frames: u32,
}

impl ShareCount {
    /// Of the particles of `scene`.
    pub fn of(scene: &Scene) -> Self {
        Self {
            connected: !matches!(scene.target, Target::Components(_)),
            modes: None,
            newest: None,
            counted: None,
            frames: 0,
        }
    }

    /// The last count.
    pub fn newest(&self) -> Option<Arc<ModeShares>> {
        self.newest.clone()
    }

    /// Whether a count is due at one of the next frames.
    pub fn is_outdated(&self, mixture: &Arc<GaussianMixture>, particles: &Particles) -> bool {
        let is_newest = |(known, revision): &(Arc<GaussianMixture>, Revision)| {
            Arc::ptr_eq(known, mixture) && *revision == particles.revision()
        };
        particles.places().is_some() && !self.counted.as_ref().is_some_and(is_newest)
    }

    /// A frame has passed: counts if it is time; whether it did.
    pub fn work(&mut self, mixture: &Arc<GaussianMixture>, particles: &Particles) -> bool {
        self.frames = self.frames.saturating_add(1);
        if !self.is_outdated(mixture, particles) {
            return false;
        }
        let goes_on = self.counted.as_ref().is_some_and(|(known, revision)| {
            known.components().len() == mixture.components().len()
                && revision.spawns == particles.revision().spawns
        });
        if goes_on && self.frames < EVERY {
            return false;
        }
        self.count(mixture, particles);
        self.counted = Some((mixture.clone(), particles.revision()));
        self.frames = 0;
        true
    }

    /// Responsibilities under p_sigma at the particles' own level have the expectation pi_k there, too,
    /// where the clean target would take noise for another mode.
    fn count(&mut self, mixture: &Arc<GaussianMixture>, particles: &Particles) {
        self.newest = None;
        let Some((x, sigma)) = particles.places() else {
            return;
        };
        let modes = match self.modes.take() {
            Some((known, modes)) if Arc::ptr_eq(&known, mixture) => modes,
            _ if self.connected => Modes::connected(mixture),
            _ => Modes::one_each(mixture),
        };
        let asked = x.nrows().min(MOST_TERMS / mixture.components().len());
        if (2..=ModeShares::MOST).contains(&modes.count()) && asked >= 2 {
            let smoothed = mixture.smoothed(sigma);
            let found = mode_weights(&smoothed, &modes, x.slice(s![..asked, ..]));
            self.newest = Some(Arc::new(ModeShares {
                found,
                truth: modes.weights(mixture),
                of_components: modes.count() == mixture.components().len(),
            }));
        }
        self.modes = Some((mixture.clone(), modes));
    }
}
