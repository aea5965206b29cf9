//! A sampling run: the options of `sample` and `figure`, and the run itself.

use super::Failure;
use super::experiment::Experiment;
use super::score::NamedScore;
use super::{number, progress};
use crate::sampling::{Init, Plan, Sampler, SamplingSpec, Swarm, Trajectory};
use clap::{Args, ValueEnum};

/// How particles move. What is left out comes from the scene.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Langevin at one noise level, or annealed down a ladder [default: the scene's, or the one that
    /// --sigma or --levels belongs to]
    #[arg(long, value_enum)]
    sampler: Option<SamplerName>,
    /// The noise level of langevin; 0 is the clean density, for the exact score only
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    sigma: Option<f64>,
    /// Steps of langevin in all, of annealed at each level
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    steps: Option<usize>,
    /// eps_L in x <- x + eps_L s + sqrt(2 eps_L tau) z; of annealed at its smallest level
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "E")]
    step_size: Option<f64>,
    /// Levels of the annealed ladder
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    levels: Option<usize>,
    /// The smallest level of the ladder
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    sigma_min: Option<f64>,
    /// The largest level of the ladder, and the standard deviation of the prior
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "S")]
    sigma_max: Option<f64>,
    /// Particles
    #[arg(long, value_name = "N", value_parser = number::whole::<usize>, allow_negative_numbers = true)]
    particles: Option<usize>,
    /// Where particles start: prior, data, or box:a,b for a square
    #[arg(long, value_parser = number::init, value_name = "START")]
    init: Option<Init>,
    /// tau: 1 samples the density, 0 climbs it
    #[arg(long, value_parser = number::finite, allow_negative_numbers = true, value_name = "T")]
    temperature: Option<f64>,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Keep step 0, K, 2K, ... and the last [default: about 200 frames]
    #[arg(long, value_name = "K", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    every: Option<u64>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SamplerName {
    Langevin,
    Annealed,
}

/// Positions kept of one run: 320 MB.
const MOST_POSITIONS: u64 = 20_000_000;

/// Steps of Langevin when the scene is written for the other sampler.
const LANGEVIN_STEPS: usize = 1000;

impl RunArgs {
    /// The scene's sampling with these options in force.
    ///
    /// # Errors
    /// When an option belongs to the other sampler.
    pub fn spec(&self, scene: SamplingSpec) -> Result<SamplingSpec, Failure> {
        let sampler = match self.sampler {
            // An option that only one sampler knows chooses it.
            None if self.sigma.is_some() => Sampler::Langevin,
            None if self.levels.is_some() || self.sigma_min.is_some() => Sampler::Annealed,
            None => scene.sampler,
            Some(SamplerName::Langevin) => Sampler::Langevin,
            Some(SamplerName::Annealed) => Sampler::Annealed,
        };
        self.refuse_options_of_the_other(sampler)?;

        // Steps and step sizes of one sampler mean nothing to the other.
        let mut spec = scene;
        if sampler != scene.sampler {
            spec.sampler = sampler;
            spec.step_size = None;
            spec.sigma = None;
            spec.steps = match sampler {
                Sampler::Langevin => LANGEVIN_STEPS,
                Sampler::Annealed => SamplingSpec::default().steps,
            };
        }
        // The step size of a ladder belongs to its smallest level.
        if self.sigma_min.is_some() || self.sigma.is_some() {
            spec.step_size = None;
        }
        spec.sigma = self.sigma.or(spec.sigma);
        spec.steps = self.steps.unwrap_or(spec.steps);
        spec.step_size = self.step_size.or(spec.step_size);
        spec.levels = self.levels.unwrap_or(spec.levels);
        spec.sigma_min = self.sigma_min.or(spec.sigma_min);
        spec.sigma_max = self.sigma_max.or(spec.sigma_max);
        spec.particles = self.particles.unwrap_or(spec.particles);
        spec.init = self.init.unwrap_or(spec.init);
        spec.temperature = self.temperature.unwrap_or(spec.temperature);
        Ok(spec)
    }

    fn refuse_options_of_the_other(&self, sampler: Sampler) -> Result<(), Failure> {
        let refused = match sampler {
            Sampler::Annealed if self.sigma.is_some() => {
                "--sigma is the one level of langevin; add --sampler langevin, or give --sigma-min and --sigma-max"
            }
            Sampler::Langevin if self.levels.is_some() => {
                "--levels belongs to the ladder of annealed; leave it out or add --sampler annealed"
            }
            Sampler::Langevin if self.sigma_min.is_some() => {
                "--sigma-min belongs to the ladder of annealed; give --sigma or add --sampler annealed"
            }
            _ => return Ok(()),
        };
        Err(Failure::usage(refused))
    }

    /// Every choice made and checked against the score.
    ///
    /// # Errors
    /// When a choice is out of range, a level was not trained, or the run would not fit into memory.
    pub fn plan(&self, experiment: &Experiment, score: &NamedScore) -> Result<Plan, Failure> {
        let spec = self.spec(experiment.scene.sampling)?;
        // A network's own ladder stays good when the scene has been moved since.
        let range = score.levels.map_or(experiment.range, |levels| levels.range);
        let plan = spec
            .plan_for(&experiment.mixture, range, &*score.score)
            .map_err(Failure::usage)?;
        if self.every == Some(0) {
            return Err(Failure::usage("--every 0 keeps no step; use 1 or more"));
        }
        let frames = plan.total_steps() / self.every(&plan) + 2;
        let positions = frames.saturating_mul(plan.particles as u64);
        if positions > MOST_POSITIONS {
            return Err(Failure::Usage(format!(
                "{frames} frames of {} particles do not fit into memory; use a larger --every or fewer --particles, at most {MOST_POSITIONS} positions in all",
                plan.particles
            )));
        }
        Ok(plan)
    }

    fn every(&self, plan: &Plan) -> u64 {
        self.every.unwrap_or_else(|| plan.default_every())
    }

    /// Runs the whole plan.
    ///
    /// # Errors
    /// When particles leave the finite numbers.
    pub fn record(
        &self,
        plan: Plan,
        experiment: &Experiment,
        score: &NamedScore,
    ) -> Result<Trajectory, Failure> {
        let bar = progress::bar("sampling", plan.total_steps());
        let every = self.every(&plan);
        let trajectory = experiment.pool.install(|| {
            let swarm = Swarm::spawn(plan, &experiment.mixture, experiment.scene.seed);
            swarm.record(&*score.score, every, &mut |taken, _| {
                bar.set_position(taken)
            })
        });
        bar.finish_and_clear();
        let lost = trajectory
            .x
            .outer_iter()
            .position(|frame| frame.iter().any(|v| !v.is_finite()));
        match lost {
            Some(frame) => Err(Failure::Failed(format!(
                "particles left the finite numbers before step {}; use a smaller --step-size",
                trajectory.step[frame]
            ))),
            None => Ok(trajectory),
        }
    }
}
