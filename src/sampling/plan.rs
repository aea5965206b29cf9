//! A run of Langevin dynamics with every choice made.

use super::{Dynamics, Init, Sampler, SamplingError, SamplingSpec};
use crate::mixture::GaussianMixture;
use crate::noise::USUAL_RHO;
use crate::noise::{NoiseRange, Noising, Prior, PriorKind, Process, ProcessKind, ProcessSpecError};
use crate::score::ScoreFn;

/// Steps taken at one noise level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// The noise level, data units.
    pub sigma: f64,
    /// eps_L at this level.
    pub step_size: f64,
    /// Steps on this rung.
    pub steps: u64,
}

/// What the [`SamplingSpec`] of a Langevin sampler means for a given scene: no `None` left.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What a step is.
    pub dynamics: Dynamics,
    /// The process down whose levels the ladder leads; none for dynamics at one level.
    pub process: Option<Process>,
    /// Decreasing in sigma; at least one.
    pub rungs: Vec<Rung>,
    /// How many chains.
    pub particles: usize,
    /// tau.
    pub temperature: f64,
    /// Where particles start.
    pub init: Init,
    /// What `Init::Prior` draws from.
    pub prior: Prior,
}

/// Default eps_L of Langevin, in units of the narrowest smoothed variance v. Unadjusted Langevin
/// widens a Gaussian's variance by 1/(1 - eps_L / (2 v)): by 2.6 % at this step.
const LANGEVIN_STEP: f64 = 0.05;

/// Default eps_L of annealed Langevin at its smallest level, in units of sigma_min^2.
const ANNEALED_STEP: f64 = 0.1;

impl SamplingSpec {
    /// Fills in what the spec left open, from the target and the scene's noise range. `trained` is
    /// the range of a learned score, `None` for the exact one, which accepts every level. The way
    /// back along a process is replaced by [`SamplingSpec::live`].
    ///
    /// # Errors
    /// When the spec is out of range or asks for a level that was not trained.
    pub fn plan(
        &self,
        mixture: &GaussianMixture,
        range: NoiseRange,
        trained: Option<NoiseRange>,
    ) -> Result<Plan, SamplingError> {
        self.validate()?;
        let spec = self.live();
        let dynamics = spec.sampler.live_dynamics();
        let (rungs, process, largest) = match dynamics {
            Dynamics::Unadjusted | Dynamics::Metropolis => {
                let rung = spec.lone_rung(mixture, range);
                (vec![rung], None, spec.sigma_max.unwrap_or(range.max()))
            }
            Dynamics::Annealed => {
                let (rungs, process) = spec.ladder(range, mixture)?;
                let top = rungs[0].sigma;
                (rungs, Some(process), top)
            }
        };
        // The ends are what people ask for; the rungs between them lie in the range when both do.
        if let Some(trained) = trained
            && let Some(rung) = [rungs.last(), rungs.first()]
                .into_iter()
                .flatten()
                .find(|rung| !trained.contains(rung.sigma))
        {
            return Err(SamplingError::Untrained {
                sigma: rung.sigma,
                min: trained.min(),
                max: trained.max(),
            });
        }
        Ok(Plan {
            dynamics,
            process,
            rungs,
            particles: spec.particles,
            temperature: spec.temperature,
            init: spec.init,
            prior: spec.prior_at(largest, mixture),
        })
    }

    /// The Gaussian that stands for the target after noise of the `largest` level.
    fn prior_at(&self, largest: f64, mixture: &GaussianMixture) -> Prior {
        match self.prior {
            PriorKind::Matched => Prior::matched(mixture, Noising::exploding(largest)),
            PriorKind::Plain => Prior::round(self.center.of(mixture), largest),
        }
    }

    /// The plan for particles that follow `score`. A network of one fixed level has a ladder of one
    /// rung: its particles take all their steps there, by Langevin dynamics.
    ///
    /// # Errors
    /// As [`SamplingSpec::plan`].
    pub fn plan_for(
        &self,
        mixture: &GaussianMixture,
        range: NoiseRange,
        score: &dyn ScoreFn,
    ) -> Result<Plan, SamplingError> {
        let Some(only) = score.only_level() else {
            return self.plan(mixture, range, score.trained_range());
        };
        let mut spec = self.live();
        match spec.sampler.live_dynamics() {
            Dynamics::Unadjusted | Dynamics::Metropolis => {
                if let Some(sigma) = self.sigma
                    && !score.trained_at(sigma)
                {
                    return Err(SamplingError::OtherLevel { sigma, only });
                }
            }
            Dynamics::Annealed => {
                spec.sampler = Sampler::Langevin;
                spec.process = None;
                spec.steps = spec.steps.saturating_mul(spec.levels);
                // The step size of a ladder belongs to its smallest level.
                spec.step_size = None;
            }
        }
        spec.sigma = Some(only);
        spec.plan(mixture, range, None)
    }

    fn lone_rung(&self, mixture: &GaussianMixture, range: NoiseRange) -> Rung {
        let sigma = self.sigma.unwrap_or(range.min());
        let variance = mixture.narrowest_std().powi(2) + sigma * sigma;
        Rung {
            sigma,
            step_size: self.step_size.unwrap_or(LANGEVIN_STEP * variance),
            steps: self.steps as u64,
        }
    }

    /// eps_i = eps_L (sigma_i / sigma_min)^2 (Song & Ermon 2019, algorithm 1), and the process that
    /// has these levels.
    fn ladder(
        &self,
        range: NoiseRange,
        mixture: &GaussianMixture,
    ) -> Result<(Vec<Rung>, Process), SamplingError> {
        let low = self.sigma_min.unwrap_or(range.min());
        let high = self.sigma_max.unwrap_or(range.max());
        let ends = NoiseRange::new(low, high).map_err(|_| SamplingError::Ladder(low, high))?;
        let base = self.step_size.unwrap_or(ANNEALED_STEP * low * low);
        let rung = |sigma: f64| Rung {
            sigma,
            step_size: base * (sigma / low).powi(2),
            steps: self.steps as u64,
        };
        let (levels, process) = match self.process {
            Some(ProcessKind::VeRho) => {
                let rho = self.rho.unwrap_or(USUAL_RHO);
                let process = Process::ve_rho(ends, rho).map_err(ProcessSpecError::from)?;
                let mut levels = process.times(self.levels).map_err(ProcessSpecError::from)?;
                // The ladder has no step to clean data.
                levels.pop();
                (levels, process)
            }
            // Of those that annealed Langevin runs on.
            Some(
                ProcessKind::Ve | ProcessKind::VpLinear | ProcessKind::VpCosine | ProcessKind::Ddpm,
            )
            | None => (ends.ladder(self.levels), Process::ve(ends)),
        };
        let placed = process.placed(mixture, self.center, self.scale, self.prior);
        let process = placed.map_err(ProcessSpecError::from)?;
        Ok((levels.into_iter().map(rung).collect(), process))
    }
}

impl Plan {
    /// Steps of the whole run.
    pub fn total_steps(&self) -> u64 {
        self.rungs.iter().map(|rung| rung.steps).sum()
    }

    /// The time of a level: that of the ladder's process, and of dynamics at one level the level.
    pub fn time_of(&self, sigma: f64) -> f64 {
        let process = self.process.as_ref();
        process.map_or(sigma, |process| process.time_of_level(sigma))
    }

    /// The rung of the step after `taken` steps; past the end, the last rung.
    pub fn rung_after(&self, taken: u64) -> Rung {
        self.rungs[self.rung_index_after(taken)]
    }

    /// Which of `rungs` that is, counted from 0.
    pub fn rung_index_after(&self, taken: u64) -> usize {
        let mut left = taken;
        for (index, rung) in self.rungs.iter().enumerate() {
            if left < rung.steps {
                return index;
            }
            left -= rung.steps;
        }
        self.rungs.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::noise::Center;

    #[test]
    fn steps_that_nobody_chose_are_a_twentieth_of_the_narrowest_variance_and_a_tenth_of_the_last_levels()
     {
        let narrow = GaussianMixture::new(vec![
            Component::round([0.0, 0.0], 1.0, 1.0),
            Component::round([3.0, 0.0], 0.2, 1.0),
        ])
        .unwrap();
        let range = NoiseRange::new(0.3, 4.0).unwrap();
        let step_of = |sampler: Sampler| {
            let spec = SamplingSpec {
                sampler,
                ..SamplingSpec::default()
            };
            let plan = spec.plan(&narrow, range, None).unwrap();
            let last = plan.rungs[plan.rungs.len() - 1];
            assert_eq!(last.sigma, 0.3);
            last.step_size
        };
        let langevin = 0.05 * (0.2 * 0.2 + 0.3 * 0.3);
        assert!((step_of(Sampler::Langevin) / langevin - 1.0).abs() < 1e-12);
        let annealed = 0.1 * 0.3 * 0.3;
        assert!((step_of(Sampler::Annealed) / annealed - 1.0).abs() < 1e-12);
    }

    fn unit() -> GaussianMixture {
        GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap()
    }

    #[test]
    fn an_annealed_plan_scales_the_step_with_the_squared_level() {
        let spec = SamplingSpec {
            step_size: Some(0.05),
            ..SamplingSpec::default()
        };
        let range = NoiseRange::new(1.0, 20.0).unwrap();
        let plan = spec.plan(&unit(), range, None).unwrap();
        assert_eq!(plan.rungs.len(), 10);
        assert_eq!(plan.rungs[9].step_size, 0.05);
        assert!((plan.rungs[0].step_size - 0.05 * 400.0).abs() < 1e-9);
        assert!((plan.prior.std() - 401f64.sqrt()).abs() < 1e-12);
        let plain = SamplingSpec {
            prior: PriorKind::Plain,
            center: Center::At([3.0, 4.0]),
            ..spec
        };
        let plain = plain.plan(&unit(), range, None).unwrap().prior;
        assert_eq!(plain, Prior::round([3.0, 4.0], 20.0));
        assert_eq!(plan.rung_after(99).sigma, 20.0);
        assert!(plan.rung_after(100).sigma < 20.0);
        assert_eq!(plan.rung_after(5000).sigma, 1.0);
    }

    #[test]
    fn a_ladder_on_the_rho_schedule_has_its_levels_without_the_clean_one() {
        let spec = SamplingSpec {
            process: Some(ProcessKind::VeRho),
            levels: 4,
            ..SamplingSpec::default()
        };
        let range = NoiseRange::new(1.0, 20.0).unwrap();
        let plan = spec.plan(&unit(), range, None).unwrap();
        let levels: Vec<f64> = plan.rungs.iter().map(|rung| rung.sigma).collect();
        let root = |sigma: f64| sigma.powf(1.0 / 7.0);
        let third = (root(20.0) + 2.0 / 3.0 * (root(1.0) - root(20.0))).powi(7);
        assert_eq!((levels.len(), levels[0], levels[3]), (4, 20.0, 1.0));
        assert!((levels[2] - third).abs() < 1e-12);
        assert_eq!(plan.time_of(levels[2]), levels[2]);
        let even = SamplingSpec::default().plan(&unit(), range, None).unwrap();
        assert_eq!((even.time_of(20.0), even.time_of(1.0)), (1.0, 0.0));
    }

    #[test]
    fn live_particles_move_by_langevin_whatever_the_sampler() {
        let range = NoiseRange::new(0.1, 4.0).unwrap();
        for sampler in Sampler::ALL {
            let spec = SamplingSpec {
                sampler,
                ..SamplingSpec::default()
            };
            let plan = spec.plan(&unit(), range, None).unwrap();
            let annealed = sampler == Sampler::Annealed || !sampler.is_langevin();
            assert_eq!(plan.dynamics == Dynamics::Annealed, annealed, "{sampler:?}");
            assert_eq!(plan.rungs.len(), if annealed { 10 } else { 1 });
        }
    }

    /// A network that knows one level.
    struct OneLevel(f64);

    impl ScoreFn for OneLevel {
        fn score(&self, x: ndarray::ArrayView2<f64>, _: f64) -> ndarray::Array2<f64> {
            x.to_owned()
        }
        fn divergence(&self, x: ndarray::ArrayView2<f64>, _: f64) -> ndarray::Array1<f64> {
            ndarray::Array1::from_elem(x.nrows(), 2.0)
        }
        fn trained_range(&self) -> Option<NoiseRange> {
            None
        }
        fn only_level(&self) -> Option<f64> {
            Some(self.0)
        }
        fn trained_at(&self, sigma: f64) -> bool {
            sigma == self.0
        }
    }

    #[test]
    fn a_network_of_one_level_is_followed_at_that_level() {
        let range = NoiseRange::new(0.1, 4.0).unwrap();
        let annealed = SamplingSpec::default();
        for only in [0.0, 0.5] {
            let plan = annealed.plan_for(&unit(), range, &OneLevel(only)).unwrap();
            assert_eq!(plan.rungs.len(), 1);
            assert_eq!((plan.rungs[0].sigma, plan.total_steps()), (only, 1000));
        }
        let elsewhere = SamplingSpec {
            sampler: Sampler::Langevin,
            sigma: Some(0.3),
            ..annealed
        };
        let refused = elsewhere.plan_for(&unit(), range, &OneLevel(0.5));
        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("0.5 is the only one")
        );
    }

    #[test]
    fn a_level_the_network_has_not_seen_is_refused_with_its_range() {
        let spec = SamplingSpec {
            sampler: Sampler::Langevin,
            sigma: Some(0.0),
            ..SamplingSpec::default()
        };
        let range = NoiseRange::new(0.1, 4.0).unwrap();
        let message = spec
            .plan(&unit(), range, Some(range))
            .unwrap_err()
            .to_string();
        assert!(message.contains("0.1 to 4"), "{message}");
        assert!(spec.plan(&unit(), range, None).is_ok());
        let ladder = SamplingSpec {
            sigma_min: Some(0.03),
            ..SamplingSpec::default()
        };
        let refused = ladder.plan(&unit(), range, Some(range)).unwrap_err();
        assert!(refused.to_string().contains("level 0.03 was"), "{refused}");
    }
}
