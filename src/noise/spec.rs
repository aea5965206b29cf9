//! What a user chooses about a forward process.

use super::{Center, NoiseError, NoiseRange, PriorKind, Process, ProcessError, ProcessKind, Scale};
use super::{USUAL_DDPM_STEPS, USUAL_RHO};
use crate::mixture::GaussianMixture;

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
    /// c; usually the mean of the data.
    pub center: Center,
    /// s; usually the standard deviation of the data, and 1 of `ve` and `ve-rho`.
    pub scale: Option<Scale>,
    /// What stands for p at the last time.
    pub prior: PriorKind,
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

    /// The process around the data of `mixture`; `range` holds its levels where nobody says.
    ///
    /// # Errors
    /// When the levels are turned over, or a constant is out of range.
    pub fn build(
        &self,
        range: NoiseRange,
        mixture: &GaussianMixture,
    ) -> Result<Process, ProcessSpecError> {
        let process = self.unplaced(range)?;
        Ok(process.placed(mixture, self.center, self.scale, self.prior)?)
    }

    /// The process around the origin: what can be checked before there are data.
    ///
    /// # Errors
    /// As [`ProcessSpec::build`].
    pub fn unplaced(&self, range: NoiseRange) -> Result<Process, ProcessSpecError> {
        let process = self.on_its_times(range)?;
        process.require_scale(self.scale)?;
        Ok(process)
    }

    fn on_its_times(&self, range: NoiseRange) -> Result<Process, ProcessSpecError> {
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
        let usual = ProcessSpec::of(ProcessKind::VeRho).unplaced(range).unwrap();
        assert_eq!(usual, Process::ve_rho(range, 7.0).unwrap());
        let ddpm = ProcessSpec {
            ddpm_steps: Some(50),
            t_max: Some(40.0),
            ..ProcessSpec::of(ProcessKind::Ddpm)
        };
        let ddpm = ddpm.unplaced(range).unwrap();
        assert_eq!((ddpm.first(), ddpm.last()), (0.0, 40.0));
        let narrow = ProcessSpec {
            sigma_max: Some(2.0),
            ..ProcessSpec::of(ProcessKind::Ve)
        };
        let narrow = narrow.unplaced(range).unwrap();
        assert!((narrow.sigma(narrow.last()) - 2.0).abs() < 1e-14);
    }

    #[test]
    fn the_levels_of_ve_are_data_units_and_have_no_other_scale() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        for kind in ProcessKind::ALL {
            for scale in [Scale::Data, Scale::Of(2.0), Scale::Of(1.0)] {
                let spec = ProcessSpec {
                    scale: Some(scale),
                    ..ProcessSpec::of(kind)
                };
                let built = spec.unplaced(range);
                let fits = !kind.explodes() || scale == Scale::Of(1.0);
                assert_eq!(built.is_ok(), fits, "{kind:?} {scale:?}");
                if let Err(error) = built {
                    assert!(error.to_string().contains("leave scale out"), "{error}");
                }
            }
        }
        let zero = ProcessSpec {
            scale: Some(Scale::Of(0.0)),
            ..ProcessSpec::of(ProcessKind::VpLinear)
        };
        assert!(zero.unplaced(range).is_err());
    }

    #[test]
    fn levels_turned_over_are_refused() {
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let turned = ProcessSpec {
            sigma_min: Some(9.0),
            ..ProcessSpec::of(ProcessKind::Ve)
        };
        let refused = turned.unplaced(range).unwrap_err().to_string();
        assert!(refused.contains("9 to 8"), "{refused}");
    }
}
