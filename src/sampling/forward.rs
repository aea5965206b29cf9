//! Data on their way to noise, along true paths of the process.

use super::Init;
use super::stream::{FORWARD, STARTS, normal, stream};
use crate::mixture::GaussianMixture;
use crate::noise::{Process, ProcessError};
use ndarray::{Array2, Array3};
use rand_chacha::ChaCha8Rng;

/// Particles that walk from clean data to the prior by exact transitions, x_t = a x_s + b z with a
/// fresh z a step: each is one path of dx = f x dt + g dw seen at the times of the grid, not fresh
/// noise at every time. Same process, steps, mixture and seed: same bits. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Forward {
    process: Process,
    /// Increasing, both ends included.
    times: Vec<f64>,
    x: Array2<f64>,
    taken: usize,
    kicks: ChaCha8Rng,
}

/// The recorded paths.
#[derive(Clone, Debug, PartialEq)]
pub struct NoisingPaths {
    /// Positions, `[frames, particles, 2]`, data units.
    pub x: Array3<f64>,
    /// The time of each frame; the first is where the data are as clean as the process has them.
    pub t: Vec<f64>,
    /// What is left of the data in each frame.
    pub alpha: Vec<f64>,
    /// The standard deviation of the noise in each frame.
    pub sigma: Vec<f64>,
}

impl Forward {
    /// `particles` clean samples of the mixture, before a way of `steps` steps. The samples are the
    /// starting points of [`Init::Data`] at the same seed; `ve`, whose smallest level is not 0, adds
    /// it to them.
    ///
    /// # Errors
    /// When the process has no such grid.
    pub fn start(
        process: Process,
        steps: usize,
        particles: usize,
        mixture: &GaussianMixture,
        seed: u64,
    ) -> Result<Self, ProcessError> {
        let times = process.forward_times(steps)?;
        let mut kicks = stream(seed, FORWARD);
        let mut x = Init::Data.draw(particles, 0.0, mixture, &mut stream(seed, STARTS));
        let sigma = process.sigma(times[0]);
        if sigma > 0.0 {
            x.mapv_inplace(|x| x + sigma * normal(&mut kicks));
        }
        Ok(Self {
            process,
            times,
            x,
            taken: 0,
            kicks,
        })
    }

    /// Where the particles are, `[particles, 2]`, data units.
    pub fn positions(&self) -> &Array2<f64> {
        &self.x
    }

    /// The time they have come to.
    pub fn t(&self) -> f64 {
        self.times[self.taken]
    }

    /// Moves every particle to the next time; `false` at the end, where nothing moves.
    pub fn step(&mut self) -> bool {
        let Some(&next) = self.times.get(self.taken + 1) else {
            return false;
        };
        let (scale, std) = self.process.transition(self.t(), next);
        self.x
            .mapv_inplace(|x| scale * x + std * normal(&mut self.kicks));
        self.taken += 1;
        true
    }

    /// The rest of the way, every frame.
    pub fn record(mut self) -> NoisingPaths {
        let t = self.times[self.taken..].to_vec();
        let mut frames: Vec<f64> = self.x.iter().copied().collect();
        while self.step() {
            frames.extend(&self.x);
        }
        let x = Array3::from_shape_vec((t.len(), self.x.nrows(), 2), frames)
            .expect("every frame holds all particles");
        NoisingPaths {
            x,
            alpha: t.iter().map(|&t| self.process.alpha(t)).collect(),
            sigma: t.iter().map(|&t| self.process.sigma(t)).collect(),
            t,
        }
    }
}

#[cfg(test)]
mod tests;
