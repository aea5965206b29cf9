//! The noise level on screen.

use super::{Stage, View};
use crate::document::Document;
use crate::score::NoiseLevels;
use crate::session::Snapshot;

/// The level on screen: that of the particles where it follows them, the chosen one, else the only one that is trained, else a middle one.
pub fn shown_level(view: &View, document: &Document, snapshot: &Snapshot) -> f64 {
    let unchosen = || match document.scene().training.noise_levels {
        NoiseLevels::Fixed(sigma) => sigma,
        NoiseLevels::All => snapshot.noise.at(0.4),
    };
    let particles = snapshot.swarm.as_ref().map(|swarm| swarm.sigma);
    let followed = particles.filter(|_| view.follows_particles());
    followed.or(view.sigma).unwrap_or_else(unchosen)
}

impl View {
    /// Shows this noise level from now on, wherever the particles are.
    pub fn choose_level(&mut self, sigma: f64) {
        self.sigma = Some(sigma);
        self.follow_particles(false, sigma);
    }

    /// Whether the shown level is that of the particles, on the present stage.
    pub fn follows_particles(&self) -> bool {
        match self.stage {
            Stage::Learn => self.following.learn,
            Stage::Sample => self.following.sample,
            Stage::Journey => false,
        }
    }

    /// Lets the shown level follow the particles, or stay at `sigma`, on the present stage.
    pub fn follow_particles(&mut self, follow: bool, sigma: f64) {
        match self.stage {
            Stage::Learn => self.following.learn = follow,
            Stage::Sample => self.following.sample = follow,
            Stage::Journey => {}
        }
        if !follow {
            self.sigma = Some(sigma);
        }
    }
}
