//! Many independent Langevin chains moving together.

use super::{Init, Plan, Rung, Trajectory};
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::score::ScoreFn;
use ndarray::{Array2, Array3, Axis};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Steps taken so far, this one included.
    pub step: u64,
    /// The level of this step.
    pub sigma: f64,
    /// Whether the plan is done. Further ticks go on at its last level.
    pub finished: bool,
}

/// Langevin chains. Same plan, mixture, score and seed: same bits.
#[derive(Clone, Debug)]
pub struct Swarm {
    plan: Plan,
    x: Array2<f64>,
    taken: u64,
    starts: ChaCha8Rng,
    kicks: ChaCha8Rng,
    /// The particle that the next launch replaces.
    oldest: usize,
}

/// Streams of the seed; 0 to 2 belong to training.
const STARTS: u64 = 3;
const KICKS: u64 = 4;

/// The stream of `seed` kept for one purpose.
fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    rng
}

impl Swarm {
    /// Particles at their starting points.
    pub fn spawn(plan: Plan, mixture: &GaussianMixture, seed: u64) -> Self {
        let mut starts = stream(seed, STARTS);
        let x = draw_starts(&plan, mixture, plan.particles, &mut starts);
        Self {
            plan,
            x,
            taken: 0,
            starts,
            kicks: stream(seed, KICKS),
            oldest: 0,
        }
    }

    /// Where the particles are, `[particles, 2]`, data units.
    pub fn positions(&self) -> &Array2<f64> {
        &self.x
    }

    /// The plan in force.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Steps taken since the spawn.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// The level and step size of the next step.
    pub fn rung(&self) -> Rung {
        self.plan.rung_after(self.taken)
    }

    /// x <- x + eps_L s(x, sigma) + sqrt(2 eps_L tau) z, for every particle.
    pub fn tick(&mut self, score: &dyn ScoreFn) -> Tick {
        let rung = self.rung();
        let drift = score.score(self.x.view(), rung.sigma);
        let kick = (2.0 * rung.step_size * self.plan.temperature).sqrt();
        ndarray::Zip::from(&mut self.x)
            .and(&drift)
            .for_each(|x, s| {
                let z: f64 = StandardNormal.sample(&mut self.kicks);
                *x += rung.step_size * s + kick * z;
            });
        self.taken += 1;
        Tick {
            step: self.taken,
            sigma: rung.sigma,
            finished: self.taken >= self.plan.total_steps(),
        }
    }

    /// Goes on from here by another plan. Particles are added at fresh starting points or dropped
    /// from the end; the others stay where they are.
    pub fn follow(&mut self, plan: Plan, mixture: &GaussianMixture) {
        let (now, wanted) = (self.x.nrows(), plan.particles);
        if wanted < now {
            self.x = self.x.slice(ndarray::s![..wanted, ..]).to_owned();
        } else if wanted > now {
            let fresh = draw_starts(&plan, mixture, wanted - now, &mut self.starts);
            self.x
                .append(Axis(0), fresh.view())
                .expect("both have two columns");
        }
        self.oldest = if wanted == 0 { 0 } else { self.oldest % wanted };
        self.plan = plan;
    }

    /// Moves the particles that have waited longest to `points`; returns their indices.
    pub fn launch(&mut self, points: &[Point]) -> Vec<usize> {
        let particles = self.x.nrows();
        points
            .iter()
            .take(particles)
            .map(|point| {
                let index = self.oldest;
                self.x[[index, 0]] = point[0];
                self.x[[index, 1]] = point[1];
                self.oldest = (index + 1) % particles;
                index
            })
            .collect()
    }

    /// Runs the whole plan, keeping frames 0, `every`, 2 `every`, ... and the last. `progress` is
    /// told (steps taken, steps in all).
    pub fn record(
        mut self,
        score: &dyn ScoreFn,
        every: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Trajectory {
        let (total, every) = (self.plan.total_steps(), every.max(1));
        let mut step = vec![0];
        let mut sigma = vec![self.rung().sigma];
        let mut frames: Vec<f64> = self.x.iter().copied().collect();
        loop {
            let tick = self.tick(score);
            if tick.step.is_multiple_of(every) || tick.finished {
                frames.extend(self.x.iter());
                step.push(tick.step);
                sigma.push(tick.sigma);
            }
            progress(tick.step, total);
            if tick.finished {
                break;
            }
        }
        let x = Array3::from_shape_vec((step.len(), self.x.nrows(), 2), frames)
            .expect("every frame holds all particles");
        Trajectory { x, step, sigma }
    }
}

/// `n` starting points, `[n, 2]`.
fn draw_starts(
    plan: &Plan,
    mixture: &GaussianMixture,
    n: usize,
    rng: &mut ChaCha8Rng,
) -> Array2<f64> {
    match plan.init {
        Init::Data => mixture.sample(n, rng),
        Init::Prior => Array2::from_shape_simple_fn((n, 2), || {
            let z: f64 = StandardNormal.sample(rng);
            plan.prior_std * z
        }),
        Init::Box(low, high) => {
            Array2::from_shape_simple_fn((n, 2), || low + (high - low) * rng.random::<f64>())
        }
    }
}

#[cfg(test)]
mod tests;
