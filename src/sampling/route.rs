//! A way back from noise to data along a process, with every choice made.

use super::{Churn, Init, SamplingError, SamplingSpec, Solver, StepCount};
use crate::mixture::GaussianMixture;
use crate::noise::{NoiseRange, Prior, Process, ProcessKind, ProcessSpec, ProcessSpecError};
use crate::score::ScoreFn;
use crate::wording::four_digits;

/// What the [`SamplingSpec`] of a diffusion sampler means for a given scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Whose steps are taken.
    pub solver: Solver,
    /// The process that is followed back.
    pub process: Process,
    /// Where the process is visited, decreasing, both ends included. Of `ode-rk45`, which chooses
    /// its own steps, only the ends and, on `ve-rho`, the smallest level, where the step to clean
    /// data begins.
    pub times: Vec<f64>,
    /// Steps in all; of `ode-rk45` at most, steps tried in vain included.
    pub steps: u64,
    /// Of `ode-rk45`: relative, and absolute in units of [`Process::unit`].
    pub tol: f64,
    /// Of `karras`.
    pub churn: Churn,
    /// How many particles.
    pub particles: usize,
    /// Where particles start.
    pub init: Init,
    /// What `Init::Prior` draws from.
    pub prior: Prior,
}

impl SamplingSpec {
    /// The way back along `process` by the steps of `solver` that this spec means, to `mixture`. `range`
    /// holds the levels of VE where nobody says; every level of the grid must be one that `score` knows.
    ///
    /// # Errors
    /// When the spec is out of range, the sampler is not defined on the process, or the score does
    /// not know a level.
    pub(super) fn route(
        &self,
        solver: Solver,
        process: ProcessSpec,
        (range, mixture): (NoiseRange, &GaussianMixture),
        score: &dyn ScoreFn,
    ) -> Result<Route, SamplingError> {
        let sampler = solver.sampler();
        let process = process.build(range, mixture).map_err(|error| match error {
            ProcessSpecError::Levels(_) => SamplingError::Ladder(
                self.sigma_min.unwrap_or(range.min()),
                self.sigma_max.unwrap_or(range.max()),
            ),
            error @ ProcessSpecError::Process(_) => SamplingError::Process(error),
        })?;
        let mut steps = self.steps;
        if solver == Solver::Ddpm && process.kind() == ProcessKind::Ddpm {
            // Of a part of the process every step is taken.
            if self.ddpm_steps.is_none() {
                steps = (process.last() - process.first()) as usize;
            }
        }
        let times = match sampler.step_count() {
            StepCount::AtMost if process.first() < process.first_noisy() => process.times(2),
            StepCount::AtMost => process.times(1),
            StepCount::InAll | StepCount::ALevel => process.times(steps),
        };
        let times = times.map_err(ProcessSpecError::from)?;
        require_trained(sampler.name(), &process, &times, score)?;
        Ok(Route {
            prior: process.prior(mixture),
            solver,
            process,
            times,
            steps: steps as u64,
            tol: self.tol.unwrap_or(Self::USUAL_TOLERANCE),
            churn: self.churn.unwrap_or_default(),
            particles: self.particles,
            init: self.init,
        })
    }
}

impl Route {
    /// The legs of the way: steps of a grid, or what `ode-rk45` crosses in steps of its own.
    pub fn legs(&self) -> usize {
        self.times.len() - 1
    }

    /// The same way in so many steps of a grid; none where the process has no such grid.
    pub fn in_steps(&self, steps: usize) -> Option<Self> {
        Some(Self {
            times: self.process.times(steps).ok()?,
            steps: steps as u64,
            ..self.clone()
        })
    }
}

/// Every level of the grid `times` must be one that the score knows. Clean data need no score.
///
/// # Errors
/// An end of the grid, else the first level, that was not trained, and what to do for `what`.
pub fn require_trained(
    what: &'static str,
    process: &Process,
    times: &[f64],
    score: &dyn ScoreFn,
) -> Result<(), SamplingError> {
    if let Some(only) = score.only_level() {
        return Err(SamplingError::OneLevel { what, only });
    }
    let levels = times.iter().map(|&t| process.level(t));
    let noisy: Vec<f64> = levels.filter(|&level| level > 0.0).collect();
    let Some(trained) = score.trained_range() else {
        return Ok(());
    };
    // The ends are what people ask for: one of them is named, not a level of the grid between them.
    let ends = [noisy.last(), noisy.first()].into_iter().flatten();
    let Some(&unknown) = ends.chain(&noisy).find(|&&level| !score.trained_at(level)) else {
        return Ok(());
    };
    let (min, max) = (trained.min(), trained.max());
    if process.kind().explodes() {
        return Err(SamplingError::Untrained {
            sigma: unknown,
            min,
            max,
        });
    }
    Err(SamplingError::UntrainedProcess {
        process: process.kind().name(),
        low: four_digits(noisy[noisy.len() - 1], f64::floor),
        high: four_digits(noisy[0], f64::ceil),
        min,
        max,
        way: process
            .times_within(trained)
            .map_or(String::new(), |[low, high]| {
                format!("add --t-min {low} --t-max {high}, ")
            }),
    })
}

#[cfg(test)]
mod tests;
