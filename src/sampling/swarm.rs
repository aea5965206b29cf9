//! Many independent Langevin chains moving together.

mod territory;

use super::stream::{KICKS, STARTS, normal, stream};
use super::{Explosion, Plan, Progress, Report, Rung};
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::score::ScoreFn;
use ndarray::{Array2, Axis};
use rand_chacha::ChaCha8Rng;
use territory::Territory;

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
    /// Where particles that have not flown apart are.
    territory: Territory,
    /// Particles that the last step would have taken out of it: they stay where they were.
    held: Vec<usize>,
    explosion: Option<Explosion>,
    /// The particle that the next launch replaces.
    oldest: usize,
}

impl Swarm {
    /// Particles at their starting points.
    pub fn spawn(plan: Plan, mixture: &GaussianMixture, seed: u64) -> Self {
        let mut starts = stream(seed, STARTS);
        let x = plan
            .init
            .draw(plan.particles, &plan.prior, mixture, &mut starts);
        let territory = Territory::of(&plan, mixture, &x, &[]);
        Self {
            plan,
            x,
            territory,
            held: Vec::new(),
            explosion: None,
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

    /// Whether the particles have flown apart, by the last step or before: all by a step that is too large, or
    /// more than one in twenty by the score.
    pub fn explosion(&self) -> Option<Explosion> {
        self.explosion
    }

    /// How many particles the score leads away, a thousand times as far as any of them has reason to be. Where they
    /// are few the others go on, and these stay at their last place.
    pub fn led_away(&self) -> usize {
        self.held.len()
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
        self.held.clear();
        let rows = self.x.rows_mut().into_iter().zip(drift.rows());
        for (particle, (mut x, s)) in rows.enumerate() {
            let next = [0, 1]
                .map(|axis| x[axis] + (rung.step_size * s[axis] + kick * normal(&mut self.kicks)));
            if self.territory.holds(next) {
                x[0] = next[0];
                x[1] = next[1];
            } else {
                self.held.push(particle);
            }
        }
        self.taken += 1;
        if self.explosion.is_none() {
            let held = self.held.len();
            self.explosion = self.territory.left_by(held, self.taken, rung, &self.plan);
        }
        Tick {
            step: self.taken,
            sigma: rung.sigma,
            finished: self.taken >= self.plan.total_steps(),
        }
    }

    /// [`Swarm::tick`] in the words of all samplers.
    pub(super) fn step(&mut self, score: &dyn ScoreFn) -> Report {
        let tick = self.tick(score);
        self.report_at(tick.sigma)
    }

    /// Where the chains stand; before the first step, at its level.
    pub(super) fn report(&self) -> Report {
        self.report_at(self.plan.rung_after(self.taken.saturating_sub(1)).sigma)
    }

    fn report_at(&self, sigma: f64) -> Report {
        Report {
            step: self.taken,
            t: self.plan.time_of(sigma),
            sigma,
            nfe: self.taken,
            accepted: None,
            progress: if self.taken >= self.plan.total_steps() {
                Progress::Finished
            } else {
                Progress::Going
            },
        }
    }

    /// Goes on from here by another plan. Particles are added at fresh starting points or dropped
    /// from the end; the others stay where they are.
    pub fn follow(&mut self, plan: Plan, mixture: &GaussianMixture) {
        let (now, wanted) = (self.x.nrows(), plan.particles);
        if wanted < now {
            self.x = self.x.slice(ndarray::s![..wanted, ..]).to_owned();
        } else if wanted > now {
            let fresh = plan
                .init
                .draw(wanted - now, &plan.prior, mixture, &mut self.starts);
            self.x
                .append(Axis(0), fresh.view())
                .expect("both have two columns");
        }
        self.oldest = if wanted == 0 { 0 } else { self.oldest % wanted };
        self.plan = plan;
        self.held.retain(|particle| *particle < wanted);
        // Particles that have flown apart are not at home where they are.
        if self.explosion.is_none() {
            self.territory = Territory::of(&self.plan, mixture, &self.x, &self.held);
        }
    }

    /// Moves the particles that have waited longest to `points`; returns their indices.
    pub fn launch(&mut self, points: &[Point]) -> Vec<usize> {
        let particles = self.x.nrows();
        self.territory.include(points);
        points
            .iter()
            .take(particles)
            .map(|point| {
                let index = self.oldest;
                self.x[[index, 0]] = point[0];
                self.x[[index, 1]] = point[1];
                self.held.retain(|particle| *particle != index);
                self.oldest = (index + 1) % particles;
                index
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
