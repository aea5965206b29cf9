//! Langevin chains without bias: every step is a proposal that the exact density judges.

use super::stream::{ACCEPTS, KICKS, STARTS, normal, stream};
use super::{Plan, Progress, Report};
use crate::mixture::GaussianMixture;
use ndarray::{Array1, Array2};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Chains of the Metropolis-adjusted Langevin algorithm (Roberts & Tweedie 1996) at one level.
///
/// The proposal is Langevin's step, y = x + eps_L s(x) + sqrt(2 eps_L tau) z. It is accepted with
/// probability min(1, p(y)^(1/tau) q(x given y) / (p(x)^(1/tau) q(y given x))), else the particle
/// stays. Same plan, mixture and seed: same bits.
#[derive(Clone, Debug)]
pub struct Metropolis {
    plan: Plan,
    /// p_sigma.
    smoothed: GaussianMixture,
    x: Array2<f64>,
    /// log p and its gradient at `x`; unknown before the first step.
    known: Option<(Array1<f64>, Array2<f64>)>,
    taken: u64,
    nfe: u64,
    accepted: u64,
    kicks: ChaCha8Rng,
    accepts: ChaCha8Rng,
}

impl Metropolis {
    /// Particles at their starting points.
    pub fn spawn(plan: Plan, mixture: &GaussianMixture, seed: u64) -> Self {
        let mut starts = stream(seed, STARTS);
        let x = plan
            .init
            .draw(plan.particles, &plan.prior, mixture, &mut starts);
        Self {
            smoothed: mixture.smoothed(plan.rung_after(0).sigma),
            plan,
            x,
            known: None,
            taken: 0,
            nfe: 0,
            accepted: 0,
            kicks: stream(seed, KICKS),
            accepts: stream(seed, ACCEPTS),
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

    /// One proposal for every particle. The density and its gradient are evaluated together at the
    /// proposals, and before the first step at the particles.
    pub fn step(&mut self) -> Report {
        let (log_density, score) = match self.known.take() {
            Some(known) => known,
            None => self.evaluate(&self.x.clone()),
        };
        let step_size = self.plan.rung_after(self.taken).step_size;
        let temperature = self.plan.temperature;
        let kick = (2.0 * step_size * temperature).sqrt();
        let mut proposed = &self.x + &(&score * step_size);
        proposed.mapv_inplace(|y| y + kick * normal(&mut self.kicks));
        let (log_proposed, score_proposed) = self.evaluate(&proposed);

        let mut now = (log_density, score);
        for row in 0..self.x.nrows() {
            // -log q up to a constant: |to - from - eps_L s(from)|^2 / (4 eps_L tau).
            let misfit = |to: &Array2<f64>, from: &Array2<f64>, score: &Array2<f64>| {
                let miss = |axis: usize| {
                    let at = [row, axis];
                    to[at] - from[at] - step_size * score[at]
                };
                (miss(0).powi(2) + miss(1).powi(2)) / (4.0 * step_size * temperature)
            };
            let gain = (log_proposed[row] - now.0[row]) / temperature;
            let log_ratio = gain + misfit(&proposed, &self.x, &now.1)
                - misfit(&self.x, &proposed, &score_proposed);
            if self.accepts.random::<f64>().ln() < log_ratio {
                self.accepted += 1;
                self.x.row_mut(row).assign(&proposed.row(row));
                now.0[row] = log_proposed[row];
                now.1.row_mut(row).assign(&score_proposed.row(row));
            }
        }
        self.known = Some(now);
        self.taken += 1;
        self.report()
    }

    /// log p and its gradient at every row of `x`: one evaluation.
    fn evaluate(&mut self, x: &Array2<f64>) -> (Array1<f64>, Array2<f64>) {
        self.nfe += 1;
        self.smoothed.log_density_and_score_batch(x.view())
    }

    /// Where the chains stand.
    pub(super) fn report(&self) -> Report {
        let sigma = self.plan.rung_after(0).sigma;
        let proposals = self.taken * self.x.nrows() as u64;
        Report {
            step: self.taken,
            t: self.plan.time_of(sigma),
            sigma,
            nfe: self.nfe,
            accepted: (proposals > 0).then(|| self.accepted as f64 / proposals as f64),
            progress: if self.taken >= self.plan.total_steps() {
                Progress::Finished
            } else {
                Progress::Going
            },
        }
    }
}

#[cfg(test)]
mod tests;
