//! How much noise Karras's stochastic sampler adds.

use super::SamplingError;
use crate::noise::Process;
use serde::{Deserialize, Serialize};

/// The constants of Karras et al. 2022, algorithm 2: before a step from level sigma in
/// `[s_tmin, s_tmax]` noise of standard deviation `s_noise` sqrt(gamma^2 + 2 gamma) sigma lifts the
/// particles to the level (1 + gamma) sigma, gamma = min(`s_churn`/steps, sqrt(2) - 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Churn {
    /// The noise is raised by min(s_churn/steps, sqrt(2) - 1) of the level before a step.
    pub s_churn: f64,
    /// The smallest level at which noise is raised, data units.
    pub s_tmin: f64,
    /// The largest level at which noise is raised, data units.
    pub s_tmax: f64,
    /// The standard deviation of the noise that raises.
    pub s_noise: f64,
}

impl Default for Churn {
    /// A quarter of the level in 32 steps, at every level, without extra noise: `s_noise` above 1
    /// mends images whose networks denoise too much, which exact scores do not.
    fn default() -> Self {
        Self {
            s_churn: 8.0,
            s_tmin: 0.0,
            s_tmax: 1e6,
            s_noise: 1.0,
        }
    }
}

/// Algorithm 2 never adds more noise than there is.
const LARGEST_GAMMA: f64 = std::f64::consts::SQRT_2 - 1.0;

/// Of every constant: no level is larger.
const LARGEST: f64 = 1e6;

impl Churn {
    pub(super) fn validate(&self) -> Result<(), SamplingError> {
        for (what, value) in [
            ("s-churn", self.s_churn),
            ("s-tmin", self.s_tmin),
            ("s-tmax", self.s_tmax),
            ("s-noise", self.s_noise),
        ] {
            if !(0.0..=LARGEST).contains(&value) {
                return Err(SamplingError::Churn { what, value });
            }
        }
        if self.s_tmin > self.s_tmax {
            return Err(SamplingError::ChurnTimes(self.s_tmin, self.s_tmax));
        }
        Ok(())
    }

    /// The time to which particles at time `t` of a run of `steps` are lifted; never above the
    /// process's last, so that no level comes up that the process does not have.
    pub(super) fn lifted(&self, process: &Process, t: f64, steps: usize) -> f64 {
        let sigma = process.level(t);
        if self.s_churn == 0.0 || !(self.s_tmin..=self.s_tmax).contains(&sigma) {
            return t;
        }
        let gamma = (self.s_churn / steps as f64).min(LARGEST_GAMMA);
        process.time_of_level((1.0 + gamma) * sigma).max(t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::NoiseRange;

    #[test]
    fn particles_are_lifted_by_gamma_within_the_chosen_levels_only() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let churn = Churn {
            s_churn: 4.0,
            s_tmin: 0.1,
            s_tmax: 5.0,
            ..Churn::default()
        };
        for process in [Process::ve(range), Process::ve_rho(range, 7.0).unwrap()] {
            let level = |sigma: f64, steps: usize| {
                let t = process.time_of_level(sigma);
                process.sigma(churn.lifted(&process, t, steps))
            };
            assert!((level(1.0, 40) - 1.1).abs() < 1e-12);
            assert!((level(1.0, 1) - 2f64.sqrt()).abs() < 1e-12);
            assert!((level(0.09, 40) - 0.09).abs() < 1e-12);
            assert!((level(7.9, 1) - 7.9).abs() < 1e-12);
            let all = Churn::default();
            assert_eq!(all.lifted(&process, process.last(), 1), process.last());
        }
    }

    #[test]
    fn constants_below_zero_and_turned_over_are_refused() {
        let good = Churn::default();
        let bad = Churn {
            s_noise: -1.0,
            ..good
        };
        assert!(bad.validate().unwrap_err().to_string().contains("s-noise"));
        let turned = Churn {
            s_tmin: 2.0,
            s_tmax: 1.0,
            ..good
        };
        assert!(turned.validate().is_err());
    }
}
