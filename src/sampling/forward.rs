//! Data on their way to noise, along true paths of the process.

use super::Init;
use super::stream::{FORWARD, STARTS, normal, stream};
use crate::mixture::GaussianMixture;
use crate::noise::{Prior, Process, ProcessError};
use crate::plane::Point;
use ndarray::{Array2, Array3};
use rand_chacha::ChaCha8Rng;

/// Particles that walk from clean data to noise by exact transitions, x_t = c + a (x_s - c) + b z with a
/// fresh z a step: each is one path of dx = f (x - c) dt + g dw seen at the times of the grid, not fresh
/// noise at every time. Same process, steps, mixture and seed: same bits. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Forward {
    process: Process,
    /// Increasing, both ends included.
    times: Vec<f64>,
    x: Array2<f64>,
    /// `x` as seen from the process's center, where steps are taken.
    centered: Array2<f64>,
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
    /// The standard deviation of the noise in each frame, in units of the scale.
    pub sigma: Vec<f64>,
    /// c, data units.
    pub center: Point,
    /// s, data units.
    pub scale: f64,
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
        // Clean data come from no prior.
        let none = Prior::round(process.center(), 0.0);
        let mut x = Init::Data.draw(particles, &none, mixture, &mut stream(seed, STARTS));
        let noise = process.noise(times[0]);
        if noise > 0.0 {
            x.mapv_inplace(|x| x + noise * normal(&mut kicks));
        }
        Ok(Self {
            centered: process.centered(x.view()),
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
        let (keep, std) = self.process.transition(self.t(), next);
        self.centered
            .mapv_inplace(|y| keep * y + std * normal(&mut self.kicks));
        self.x = self.process.uncentered(self.centered.view());
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
            center: self.process.center(),
            scale: self.process.scale(),
            t,
        }
    }
}

#[cfg(test)]
mod tests;
