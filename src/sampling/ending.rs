//! Where a run ends, and what that alone does to a sample: the error that more steps do not cure.

use super::Run;

/// The end of a run along a process.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending {
    alpha: f64,
    /// Data units.
    noise: f64,
    /// Whether the last step leads on to clean data, by the denoiser's mean.
    is_denoised: bool,
}

impl Run {
    /// The end of the run; none for dynamics at one level.
    pub fn ending(&self) -> Option<Ending> {
        let process = self.process()?;
        let (t, is_denoised) = match self {
            // A ladder stays at its smallest level.
            Self::Langevin(plan) => (process.time_of_level(plan.rungs.last()?.sigma), false),
            Self::Diffusion(route) => {
                let last = *route.times.last()?;
                if process.level(last) > 0.0 {
                    (last, false)
                } else {
                    (process.first_noisy(), true)
                }
            }
        };
        Some(Ending {
            alpha: process.alpha(t),
            noise: process.noise(t),
            is_denoised,
        })
    }
}

impl Ending {
    /// The VE noise level of the end, or that from which the last step leads to clean data, data
    /// units.
    pub fn level(&self) -> f64 {
        self.noise / self.alpha
    }

    /// Whether the last step leads to clean data, by the denoiser's mean.
    pub fn is_denoised(&self) -> bool {
        self.is_denoised
    }

    /// The spread of the end points of a lone Gaussian component of standard deviation `std`, in
    /// units of `std`, by the exact score and infinitely many steps from the exact prior.
    ///
    /// Before the last step x_t has the variance alpha^2 std^2 + noise^2. The denoiser's mean
    /// shrinks x_t/alpha towards the mean by std^2/(std^2 + level^2), which leaves too little.
    pub fn spread(&self, std: f64) -> f64 {
        if self.is_denoised {
            std / std.hypot(self.level())
        } else {
            (self.alpha * std).hypot(self.noise) / std
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::{NoiseRange, ProcessKind};
    use crate::sampling::{Sampler, SamplingSpec};
    use crate::score::ExactScore;

    #[test]
    fn the_spread_at_the_end_of_fine_steps_is_that_of_the_closed_form() {
        let std = 0.1;
        let one = GaussianMixture::new(vec![Component::round([0.0, 0.0], std, 1.0)]).unwrap();
        let range = NoiseRange::new(0.06, 8.0).unwrap();
        let exact = ExactScore::new(one.clone());
        for (sampler, process, steps) in [
            (Sampler::OdeHeun, ProcessKind::VeRho, 300),
            (Sampler::OdeRk45, ProcessKind::VeRho, 10000),
            (Sampler::OdeHeun, ProcessKind::Ve, 300),
            (Sampler::OdeHeun, ProcessKind::VpLinear, 300),
            (Sampler::Ddim, ProcessKind::Ddpm, 1000),
            (Sampler::Annealed, ProcessKind::Ve, 500),
        ] {
            let spec = SamplingSpec {
                sampler,
                process: Some(process),
                steps,
                particles: 4000,
                step_size: (sampler == Sampler::Annealed).then_some(1e-4),
                ..SamplingSpec::default()
            };
            let run = spec.run_for(&one, range, &exact).unwrap();
            let walk = run.start(&one, 5);
            let trajectory = walk.record(&exact, u64::MAX, &mut |_, _| ()).unwrap();
            let last = trajectory
                .x
                .index_axis(ndarray::Axis(0), trajectory.frames() - 1);
            let variance = last.mapv(|x| x * x).mean().unwrap();
            let spread = run.ending().unwrap().spread(std);
            // 8,000 squares of a normal have the relative standard error sqrt(2/8000).
            let tolerance = 4.0 * (2.0f64 / 8000.0).sqrt() * spread * spread;
            let found = variance / (std * std);
            assert!(
                (found - spread * spread).abs() < tolerance,
                "{sampler:?} on {process:?}: {found} against {}",
                spread * spread
            );
        }
        let langevin = SamplingSpec {
            sampler: Sampler::Langevin,
            ..SamplingSpec::default()
        };
        assert_eq!(
            langevin.run_for(&one, range, &exact).unwrap().ending(),
            None
        );
    }
}
