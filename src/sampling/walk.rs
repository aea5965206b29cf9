//! Particles of any sampler on their way: one step a call, or all of them recorded.

use super::report::{Progress, Report};
use super::{Explosion, Metropolis, Reverse, SamplingError, Swarm, Trajectory};
use crate::noise::Process;
use crate::score::ScoreFn;
use ndarray::{Array2, Array3};

/// Particles of any sampler. Owns all it needs but the score, which may change between steps;
/// `Send`, and as cheap to clone as its positions. Same run, score and seed: same bits.
#[derive(Clone, Debug)]
pub enum Walk {
    /// Dynamics at given levels.
    Langevin(Swarm),
    /// Dynamics with a test of every step.
    Metropolis(Metropolis),
    /// The way back along a process.
    Reverse(Reverse),
}

impl From<Swarm> for Walk {
    fn from(swarm: Swarm) -> Self {
        Self::Langevin(swarm)
    }
}

impl Walk {
    /// Moves every particle once. `mala` follows the exact score of its mixture whatever `score` is.
    pub fn step(&mut self, score: &dyn ScoreFn) -> Report {
        match self {
            Self::Langevin(swarm) => swarm.step(score),
            Self::Metropolis(chains) => chains.step(),
            Self::Reverse(reverse) => reverse.step(score),
        }
    }

    /// Where the walk stands now.
    pub fn report(&self) -> Report {
        match self {
            Self::Langevin(swarm) => swarm.report(),
            Self::Metropolis(chains) => chains.report(),
            Self::Reverse(reverse) => reverse.report(),
        }
    }

    /// Where the particles are, `[particles, 2]`, data units.
    pub fn positions(&self) -> &Array2<f64> {
        match self {
            Self::Langevin(swarm) => swarm.positions(),
            Self::Metropolis(chains) => chains.positions(),
            Self::Reverse(reverse) => reverse.positions(),
        }
    }

    /// Steps of the whole run; of `ode-rk45` at most.
    pub fn total_steps(&self) -> u64 {
        match self {
            Self::Langevin(swarm) => swarm.plan().total_steps(),
            Self::Metropolis(chains) => chains.plan().total_steps(),
            Self::Reverse(reverse) => reverse.route().steps,
        }
    }

    /// The process that is followed back; none for dynamics at one level.
    fn process(&self) -> Option<&Process> {
        match self {
            Self::Langevin(swarm) => swarm.plan().process.as_ref(),
            Self::Metropolis(chains) => chains.plan().process.as_ref(),
            Self::Reverse(reverse) => Some(&reverse.route().process),
        }
    }

    /// Runs to the end, keeping frames 0, `every`, 2 `every`, ... and the last. `progress` is told
    /// (steps taken, steps in all).
    ///
    /// # Errors
    /// When particles fly apart or leave the finite numbers, or the run gets stuck.
    pub fn record(
        mut self,
        score: &dyn ScoreFn,
        every: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Trajectory, SamplingError> {
        let (total, every) = (self.total_steps(), every.max(1));
        let mut frames: Vec<f64> = self.positions().iter().copied().collect();
        let mut reports = vec![self.report()];
        loop {
            let report = self.step(score);
            if report.progress == Progress::Stuck {
                return Err(SamplingError::Stuck {
                    steps: report.step,
                    t: report.t,
                });
            }
            if let Some(explosion) = self.explosion() {
                return Err(SamplingError::Exploded(explosion));
            }
            let finished = report.progress == Progress::Finished;
            if report.step.is_multiple_of(every) || finished {
                if !self.positions().iter().all(|v| v.is_finite()) {
                    return Err(self.escaped(report.step));
                }
                frames.extend(self.positions());
                reports.push(report);
            }
            progress(report.step, total);
            if finished {
                break;
            }
        }
        let x = Array3::from_shape_vec((reports.len(), self.positions().nrows(), 2), frames)
            .expect("every frame holds all particles");
        Ok(Trajectory {
            x,
            step: reports.iter().map(|report| report.step).collect(),
            t: reports.iter().map(|report| report.t).collect(),
            sigma: reports.iter().map(|report| report.sigma).collect(),
            nfe: reports.iter().map(|report| report.nfe).collect(),
            accepted: self.report().accepted,
            led_away: self.led_away(),
            center: self.process().map_or([0.0, 0.0], Process::center),
            scale: self.process().map_or(1.0, Process::scale),
        })
    }

    /// Only steps that nothing tests throw particles away.
    fn explosion(&self) -> Option<Explosion> {
        match self {
            Self::Langevin(swarm) => swarm.explosion(),
            Self::Metropolis(_) | Self::Reverse(_) => None,
        }
    }

    /// As [`Swarm::led_away`].
    fn led_away(&self) -> usize {
        match self {
            Self::Langevin(swarm) => swarm.led_away(),
            Self::Metropolis(_) | Self::Reverse(_) => 0,
        }
    }

    fn escaped(&self, step: u64) -> SamplingError {
        let advice = match self {
            Self::Langevin(_) | Self::Metropolis(_) => "use a smaller step size",
            Self::Reverse(_) => "use more steps",
        };
        SamplingError::Escaped { step, advice }
    }
}
