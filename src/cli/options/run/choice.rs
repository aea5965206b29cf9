//! Which sampler the options mean, and what they change in the scene's sampling.

use super::RunArgs;
use crate::cli::Failure;
use crate::sampling::{Churn, Sampler, SamplingSpec};

impl RunArgs {
    /// The scene's sampling with these options in force.
    ///
    /// # Errors
    /// When an option means nothing to the sampler or its process.
    pub fn spec(&self, scene: SamplingSpec) -> Result<SamplingSpec, Failure> {
        let sampler = self.sampler.unwrap_or_else(|| self.implied(scene.sampler));
        self.refuse_options_of_others(sampler)?;

        let mut spec = scene.with_sampler(sampler);
        // The times of one process are not those of another.
        if self.process.process.is_some() && self.process.process != scene.process {
            (spec.t_min, spec.t_max, spec.ddpm_steps) = (None, None, None);
        }
        // The step size of a ladder belongs to its smallest level.
        if self.process.sigma_min.is_some() || self.sigma.is_some() {
            spec.step_size = None;
        }
        spec.process = self.process.process.or(spec.process);
        spec.sigma = self.sigma.or(spec.sigma);
        spec.steps = self.steps.unwrap_or(spec.steps);
        spec.step_size = self.step_size.or(spec.step_size);
        spec.levels = self.levels.unwrap_or(spec.levels);
        spec.sigma_min = self.process.sigma_min.or(spec.sigma_min);
        spec.sigma_max = self.process.sigma_max.or(spec.sigma_max);
        spec.rho = self.process.rho.or(spec.rho);
        spec.t_min = self.process.t_min.or(spec.t_min);
        spec.t_max = self.process.t_max.or(spec.t_max);
        spec.ddpm_steps = self.process.ddpm_steps.or(spec.ddpm_steps);
        spec.center = self.process.center.unwrap_or(spec.center);
        spec.scale = self.process.scale_for(spec.process_kind(), spec.scale);
        spec.prior = self.process.prior.unwrap_or(spec.prior);
        spec.tol = self.tol.or(spec.tol);
        spec.churn = self.churn(spec.churn);
        spec.particles = self.particles.unwrap_or(spec.particles);
        spec.init = self.init.unwrap_or(spec.init);
        spec.temperature = self.temperature.unwrap_or(spec.temperature);

        // A process that does not go with the sampler is refused before its options are.
        spec.validate().map_err(Failure::usage)?;
        self.process
            .refuse_options_of_others(&[spec.process_kind()])?;
        Ok(spec)
    }

    /// An option that means nothing to the scene's sampler chooses the usual one of those it belongs to.
    fn implied(&self, scene: Sampler) -> Sampler {
        let at_one_level = scene.stays_at_one_level();
        let or_usual = |knows_it: bool, usual| if knows_it { scene } else { usual };
        if self.sigma.is_some() && !at_one_level {
            Sampler::Langevin
        } else if self.levels.is_some() || (self.process.sigma_min.is_some() && at_one_level) {
            or_usual(scene.has_ladder(), Sampler::Annealed)
        } else if self.tol.is_some() {
            or_usual(scene.takes_tolerance(), Sampler::OdeRk45)
        } else if self.has_churn() {
            or_usual(scene.takes_churn(), Sampler::Karras)
        } else {
            scene
        }
    }

    fn has_churn(&self) -> bool {
        let churn = &self.churn;
        [churn.s_churn, churn.s_tmin, churn.s_tmax, churn.s_noise]
            .iter()
            .any(Option::is_some)
    }

    fn churn(&self, scene: Option<Churn>) -> Option<Churn> {
        if !self.has_churn() {
            return scene;
        }
        let usual = scene.unwrap_or_default();
        Some(Churn {
            s_churn: self.churn.s_churn.unwrap_or(usual.s_churn),
            s_tmin: self.churn.s_tmin.unwrap_or(usual.s_tmin),
            s_tmax: self.churn.s_tmax.unwrap_or(usual.s_tmax),
            s_noise: self.churn.s_noise.unwrap_or(usual.s_noise),
        })
    }

    fn refuse_options_of_others(&self, sampler: Sampler) -> Result<(), Failure> {
        let at_one_level = sampler.stays_at_one_level();
        let name = sampler.name();
        let refused = if self.sigma.is_some() && !at_one_level {
            "--sigma is the one level of langevin and mala; add --sampler langevin, or give --sigma-min and --sigma-max".to_owned()
        } else if self.levels.is_some() && !sampler.has_ladder() {
            let owners = Sampler::names_where(Sampler::has_ladder);
            format!(
                "--levels belongs to the ladder of {owners}; leave it out or add --sampler {owners}"
            )
        } else if self.process.sigma_min.is_some() && at_one_level {
            format!(
                "--sigma-min is an end of a ladder or a process, and {name} stays at one level; give --sigma or add --sampler annealed"
            )
        } else if self.step_size.is_some() && !sampler.is_langevin() {
            format!(
                "--step-size belongs to langevin, mala and annealed, and {name} takes its steps from its times; give --steps"
            )
        } else if self.tol.is_some() && !sampler.takes_tolerance() {
            let owners = Sampler::names_where(Sampler::takes_tolerance);
            format!(
                "--tol belongs to {owners}, and {name} takes the steps it is told; give --steps or add --sampler {owners}"
            )
        } else if self.has_churn() && !sampler.takes_churn() {
            let owners = Sampler::names_where(Sampler::takes_churn);
            format!(
                "--s-churn, --s-tmin, --s-tmax and --s-noise belong to {owners}; leave them out or add --sampler {owners}"
            )
        } else {
            return Ok(());
        };
        Err(Failure::Usage(refused))
    }
}
