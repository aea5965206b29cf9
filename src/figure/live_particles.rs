//! What a figure needs to know of particles that still move.

use crate::plane::Point;

/// Particles on their way, with their recent paths.
#[derive(Clone, Copy, Debug)]
pub struct LiveParticles<'a> {
    /// Optimiser steps of the network that they follow.
    pub train_step: u64,
    /// Langevin steps since they were spawned.
    pub step: u64,
    /// The noise level they move at now.
    pub sigma: f64,
    /// eps_L at this level.
    pub step_size: f64,
    /// Paths in data units, oldest point first, flat: particle i owns
    /// `trails[i * trail_len .. (i + 1) * trail_len]`.
    pub trails: &'a [Point],
    /// Points a path; the last is where the particle is.
    pub trail_len: usize,
}

impl LiveParticles<'_> {
    /// The number of particles.
    pub fn len(&self) -> usize {
        self.trails.len() / self.trail_len.max(1)
    }

    /// Whether there is no particle.
    pub fn is_empty(&self) -> bool {
        self.trails.is_empty()
    }
}
