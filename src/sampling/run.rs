//! A sampling run of any sampler, with every choice made.

use super::{Dynamics, Init, Metropolis, Movement, Plan, Reverse, Route, Sampler, SamplingError};
use super::{SamplingSpec, StepCount, Swarm, Walk};
use crate::mixture::GaussianMixture;
use crate::noise::{NoiseRange, Prior, Process};
use crate::score::ScoreFn;
use std::sync::Arc;

/// What a [`SamplingSpec`] means for a given scene and score: no `None` left.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// Dynamics at given levels.
    Langevin(Plan),
    /// The way back along a process.
    Diffusion(Arc<Route>),
}

impl SamplingSpec {
    /// The run of particles that follow `score`. `range` holds the levels where nobody says: the
    /// scene's, or a network's own.
    ///
    /// # Errors
    /// When the spec is out of range, the sampler is not defined on the process, or the score does
    /// not know a level or, for `mala`, the density.
    pub fn run_for(
        &self,
        mixture: &GaussianMixture,
        range: NoiseRange,
        score: &dyn ScoreFn,
    ) -> Result<Run, SamplingError> {
        self.validate()?;
        let is_exact = score.trained_range().is_none() && score.only_level().is_none();
        match (self.sampler.movement(), self.process_spec()) {
            (Movement::Langevin(Dynamics::Metropolis), _) if !is_exact => {
                Err(SamplingError::NoDensity)
            }
            (Movement::Back(solver), Some(process)) => {
                let route = self.route(solver, process, (range, mixture), score)?;
                Ok(Run::Diffusion(Arc::new(route)))
            }
            // Every way back has a process.
            (Movement::Langevin(_), _) | (Movement::Back(_), None) => {
                Ok(Run::Langevin(self.plan_for(mixture, range, score)?))
            }
        }
    }
}

impl Run {
    /// How particles move.
    pub fn sampler(&self) -> Sampler {
        match self {
            Self::Langevin(plan) => plan.dynamics.sampler(),
            Self::Diffusion(route) => route.solver.sampler(),
        }
    }

    /// The process that is followed back; none for dynamics at one level.
    pub fn process(&self) -> Option<&Process> {
        match self {
            Self::Langevin(plan) => plan.process.as_ref(),
            Self::Diffusion(route) => Some(&route.process),
        }
    }

    /// How many particles.
    pub fn particles(&self) -> usize {
        match self {
            Self::Langevin(plan) => plan.particles,
            Self::Diffusion(route) => route.particles,
        }
    }

    /// Where particles start.
    pub fn init(&self) -> Init {
        match self {
            Self::Langevin(plan) => plan.init,
            Self::Diffusion(route) => route.init,
        }
    }

    /// What `Init::Prior` draws from.
    pub fn prior(&self) -> &Prior {
        match self {
            Self::Langevin(plan) => &plan.prior,
            Self::Diffusion(route) => &route.prior,
        }
    }

    /// Steps of the whole run; of `ode-rk45` at most.
    pub fn total_steps(&self) -> u64 {
        match self {
            Self::Langevin(plan) => plan.total_steps(),
            Self::Diffusion(route) => route.steps,
        }
    }

    /// Steps between two recorded frames when nobody says: about 200 frames a run, and every step
    /// of `ode-rk45`, which takes few.
    pub fn default_every(&self) -> u64 {
        match self.sampler().step_count() {
            StepCount::AtMost => 1,
            StepCount::InAll | StepCount::ALevel => self.total_steps().div_ceil(200).max(1),
        }
    }

    /// Particles at their starting points. The same seed gives the same points to every sampler, in
    /// units of the prior where they start from the prior.
    pub fn start(&self, mixture: &GaussianMixture, seed: u64) -> Walk {
        match self {
            Self::Langevin(plan) => match plan.dynamics {
                Dynamics::Metropolis => {
                    Walk::Metropolis(Metropolis::spawn(plan.clone(), mixture, seed))
                }
                Dynamics::Unadjusted | Dynamics::Annealed => {
                    Walk::Langevin(Swarm::spawn(plan.clone(), mixture, seed))
                }
            },
            Self::Diffusion(route) => Walk::Reverse(Reverse::spawn(route.clone(), mixture, seed)),
        }
    }
}
