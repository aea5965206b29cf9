//! What a user chooses about a forward process.

use super::{NoiseError, NoiseRange, Process, ProcessError, ProcessKind};
use super::{USUAL_DDPM_STEPS, USUAL_RHO};

/// A process and its constants. `None` means the usual; what the chosen process does not know is
/// not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProcessSpec {
    /// Which process.
    pub kind: ProcessKind,
    /// The ends of the levels of `ve` and `ve-rho`; usually those of the scene or the network.
    pub sigma_min: Option<f64>,
    /// The largest noise level of `ve` and `ve-rho`, data units.
    pub sigma_max: Option<f64>,
    /// Of `ve-rho`; usually 7.
    pub rho: Option<f64>,
    /// The part of the times of `vp-linear`, `vp-cosine` and `ddpm` that is used; usually all.
    pub t_min: Option<f64>,
    /// The last time.
    pub t_max: Option<f64>,
    /// T of `ddpm`; usually 1000.
    pub ddpm_steps: Option<usize>,
}

/// A choice that is no process.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProcessSpecError {
    /// The ends of the noise levels make no range.
    #[error(transparent)]
    Levels(#[from] NoiseError),
    /// The process cannot be built.
    #[error(transparent)]
    Process(#[from] ProcessError),
}

impl ProcessSpec {
    /// A process with everything else left to the scene.
    pub fn of(kind: ProcessKind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// The process; `range` holds its levels where nobody says.
    ///
    /// # Errors
    /// When the levels are turned over, or a constant is out of range.
    pub fn build(&self, range: NoiseRange) -> Result<Process, ProcessSpecError> {
        let levels = || {
            let low = self.sigma_min.unwrap_or(range.min());
            NoiseRange::new(low, self.sigma_max.unwrap_or(range.max()))
        };
        let whole = match self.kind {
            ProcessKind::Ve => return Ok(Process::ve(levels()?)),
            ProcessKind::VeRho => {
                let rho = self.rho.unwrap_or(USUAL_RHO);
                return Ok(Process::ve_rho(levels()?, rho)?);
            }
            ProcessKind::VpLinear => Process::vp_linear(),
            ProcessKind::VpCosine => Process::vp_cosine(),
            ProcessKind::Ddpm => Process::ddpm(self.ddpm_steps.unwrap_or(USUAL_DDPM_STEPS))?,
        };
        if self.t_min.is_none() && self.t_max.is_none() {
            return Ok(whole);
        }
        let low = self.t_min.unwrap_or(whole.first());
        Ok(whole.between(low, self.t_max.unwrap_or(whole.last()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_usual_and_what_is_given_is_used() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let usual = ProcessSpec::of(ProcessKind::VeRho).build(range).unwrap();
        assert_eq!(usual, Process::ve_rho(range, 7.0).unwrap());
        let ddpm = ProcessSpec {
            ddpm_steps: Some(50),
            t_max: Some(40.0),
            ..ProcessSpec::of(ProcessKind::Ddpm)
        };
        let ddpm = ddpm.build(range).unwrap();
        assert_eq!((ddpm.first(), ddpm.last()), (0.0, 40.0));
        let narrow = ProcessSpec {
            sigma_max: Some(2.0),
            ..ProcessSpec::of(ProcessKind::Ve)
        };
        let std = narrow.build(range).unwrap().prior_std();
        assert!((std - 2.0).abs() < 1e-14, "{std}");
    }

    #[test]
    fn levels_turned_over_are_refused() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let turned = ProcessSpec {
            sigma_min: Some(9.0),
            ..ProcessSpec::of(ProcessKind::Ve)
        };
        let refused = turned.build(range).unwrap_err().to_string();
        assert!(refused.contains("9 to 8"), "{refused}");
    }
}
