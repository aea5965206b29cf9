//! What a user chooses about sampling; part of a scene file.

mod file;
mod other_sampler;

use super::{Churn, Init, Sampler, SamplingError};
use crate::noise::{Center, NoiseRange, PriorKind, ProcessError, ProcessKind, ProcessSpec};
use crate::noise::{ProcessSpecError, Scale};
use serde::{Deserialize, Serialize};

/// A sampling run. `None` means "chosen from the scene".
///
/// Settings of other samplers than the chosen one may stand beside its own and do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "file::SpecFile")]
pub struct SamplingSpec {
    /// How particles move.
    pub sampler: Sampler,
    /// The forward process whose way back is taken; of annealed Langevin the kind of ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<ProcessKind>,
    /// How many particles.
    pub particles: usize,
    /// eps_L: of Langevin, or of annealed Langevin at its smallest level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_size: Option<f64>,
    /// tau: 1 samples the density, 0 climbs it, more than 1 flattens it. Of the Langevin samplers.
    pub temperature: f64,
    /// The noise level of `Langevin` and `Mala`; annealed Langevin has a ladder instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma: Option<f64>,
    /// Steps: in all, of annealed Langevin a level, of `OdeRk45` at most.
    pub steps: usize,
    /// Levels of the ladder.
    pub levels: usize,
    /// The ends of the ladder, and of the levels of `ve` and `ve-rho`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma_min: Option<f64>,
    /// The largest noise level of the process, data units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma_max: Option<f64>,
    /// Of `ve-rho`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rho: Option<f64>,
    /// The part of the times of `vp-linear`, `vp-cosine` and `ddpm` that is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub t_min: Option<f64>,
    /// The last time of the process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub t_max: Option<f64>,
    /// T of the process `ddpm`. Usually 1000, and of the sampler `Ddpm` its steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ddpm_steps: Option<usize>,
    /// c of the process, and of the plain prior.
    #[serde(skip_serializing_if = "Center::is_usual")]
    pub center: Center,
    /// s of the process; usually the standard deviation of the data, and 1 of `ve` and `ve-rho`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// What stands for the target at the largest level, where `Init::Prior` draws from.
    #[serde(skip_serializing_if = "PriorKind::is_usual")]
    pub prior: PriorKind,
    /// Relative tolerance of `OdeRk45`, and its absolute one in units of the data's standard deviation or
    /// of a scale that is given in numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tol: Option<f64>,
    /// Where particles start.
    pub init: Init,
    /// The noise that `Karras` adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub churn: Option<Churn>,
}

impl Default for SamplingSpec {
    fn default() -> Self {
        Self {
            sampler: Sampler::Annealed,
            process: None,
            particles: 1000,
            step_size: None,
            temperature: 1.0,
            sigma: None,
            steps: Sampler::Annealed.usual_steps(),
            levels: 10,
            sigma_min: None,
            sigma_max: None,
            rho: None,
            t_min: None,
            t_max: None,
            ddpm_steps: None,
            center: Center::Data,
            scale: None,
            prior: PriorKind::Matched,
            tol: None,
            init: Init::Prior,
            churn: None,
        }
    }
}

/// The levels of a [`NoiseRange`].
const SMALLEST_LEVEL: f64 = 1e-9;
const LARGEST_LEVEL: f64 = 1e9;
/// Of dynamics at one level.
const LARGEST_SIGMA: f64 = 1e6;
/// Components stand no further out.
const FARTHEST: f64 = 1e6;

/// Tolerances that the embedded pair can keep in f64, and that still mean something.
const TOLERANCES: std::ops::RangeInclusive<f64> = 1e-12..=0.1;

impl SamplingSpec {
    /// More particles do not fit into memory.
    pub const MAX_PARTICLES: usize = 1_000_000;
    /// The tolerance of `OdeRk45` when nobody says (Song et al. 2021).
    pub const USUAL_TOLERANCE: f64 = 1e-5;

    /// # Errors
    /// The first choice that is out of range.
    pub fn validate(&self) -> Result<(), SamplingError> {
        if !(1..=Self::MAX_PARTICLES).contains(&self.particles) {
            return Err(SamplingError::Particles(self.particles));
        }
        if let Some(process) = self.process
            && !self.sampler.runs_on(process)
        {
            let sampler = self.sampler;
            return Err(SamplingError::Pair { sampler, process });
        }
        if let Some(step) = self.step_size
            && !(step > 0.0 && step.is_finite())
        {
            return Err(SamplingError::StepSize(step));
        }
        self.validate_temperature()?;
        if let Some(sigma) = self.sigma
            && !(0.0..=LARGEST_SIGMA).contains(&sigma)
        {
            return Err(SamplingError::Sigma(sigma));
        }
        if !(1..=10_000_000).contains(&self.steps) {
            return Err(SamplingError::Steps(self.steps));
        }
        if !(1..=10_000).contains(&self.levels) {
            return Err(SamplingError::Levels(self.levels));
        }
        for end in [self.sigma_min, self.sigma_max].into_iter().flatten() {
            if !(SMALLEST_LEVEL..=LARGEST_LEVEL).contains(&end) {
                return Err(SamplingError::LadderEnd(end));
            }
        }
        if let (Some(low), Some(high)) = (self.sigma_min, self.sigma_max)
            && low >= high
        {
            return Err(SamplingError::Ladder(low, high));
        }
        if let Some(tol) = self.tol
            && !TOLERANCES.contains(&tol)
        {
            return Err(SamplingError::Tolerance(tol));
        }
        if let Some(churn) = self.churn {
            churn.validate()?;
        }
        self.validate_unused()?;
        self.validate_coordinates()?;
        self.validate_process()?;
        match self.init {
            Init::Box(low, high) if !(low < high && low.is_finite() && high.is_finite()) => {
                Err(SamplingError::Box(low, high))
            }
            Init::Box(low, high) if low < -FARTHEST || high > FARTHEST => {
                Err(SamplingError::FarBox(low, high))
            }
            Init::Prior | Init::Data | Init::Box(..) => Ok(()),
        }
    }

    /// Constants of another process than the chosen one do nothing, but are numbers.
    fn validate_unused(&self) -> Result<(), SamplingError> {
        for (key, value) in [
            ("rho", self.rho),
            ("t_min", self.t_min),
            ("t_max", self.t_max),
        ] {
            if let Some(value) = value
                && !value.is_finite()
            {
                return Err(SamplingError::NotFinite { key, value });
            }
        }
        Ok(())
    }

    fn validate_temperature(&self) -> Result<(), SamplingError> {
        let (sampler, temperature) = (self.sampler, self.temperature);
        if !(0.0..=1000.0).contains(&temperature) {
            return Err(SamplingError::Temperature(temperature));
        }
        if !sampler.is_langevin() && temperature != 1.0 {
            return Err(SamplingError::NoTemperature {
                sampler,
                temperature,
            });
        }
        if sampler == Sampler::Mala && temperature == 0.0 {
            return Err(SamplingError::FrozenMala);
        }
        Ok(())
    }

    fn validate_coordinates(&self) -> Result<(), SamplingError> {
        if let Center::At([x, y]) = self.center
            && !(x.abs() <= FARTHEST && y.abs() <= FARTHEST)
        {
            return Err(SamplingError::Center(x, y));
        }
        match self.scale {
            Some(Scale::Data | Scale::Of(_)) if self.process_kind().is_some() => Ok(()),
            None => Ok(()),
            Some(Scale::Of(1.0)) => Ok(()),
            // What stays at one level stays at one of VE.
            Some(Scale::Data | Scale::Of(_)) => {
                let error = ProcessError::ScaleOfVe(self.sampler.name());
                Err(SamplingError::Process(error.into()))
            }
        }
    }

    /// Whether the constants of the process are in range; the levels wait for those of the scene.
    fn validate_process(&self) -> Result<(), SamplingError> {
        let (Some(process), Ok(widest)) = (
            self.process_spec(),
            NoiseRange::new(SMALLEST_LEVEL, LARGEST_LEVEL),
        ) else {
            return Ok(());
        };
        match process.unplaced(widest) {
            Err(error @ ProcessSpecError::Process(_)) => Err(error.into()),
            Ok(_) | Err(ProcessSpecError::Levels(_)) => Ok(()),
        }
    }

    /// The process in force; `None` for dynamics at one level.
    pub fn process_kind(&self) -> Option<ProcessKind> {
        let usual = self.sampler.processes().first().copied();
        usual.map(|usual| self.process.unwrap_or(usual))
    }

    /// The process in force with its constants.
    pub(super) fn process_spec(&self) -> Option<ProcessSpec> {
        let kind = self.process_kind()?;
        // The ancestral sampler takes every step of its own process, unless T is given.
        let own = (self.sampler == Sampler::Ddpm).then_some(self.steps);
        Some(ProcessSpec {
            kind,
            sigma_min: self.sigma_min,
            sigma_max: self.sigma_max,
            rho: self.rho,
            t_min: self.t_min,
            t_max: self.t_max,
            ddpm_steps: self.ddpm_steps.or(own),
            center: self.center,
            scale: self.scale,
            prior: self.prior,
        })
    }

    /// The Langevin dynamics of particles that never arrive, as they move in the window: those of
    /// the Langevin samplers themselves, and annealed Langevin in place of the way back along a
    /// process.
    #[must_use]
    pub fn live(&self) -> Self {
        if self.sampler.is_langevin() {
            return *self;
        }
        let sampler = self.sampler.live();
        Self {
            sampler,
            process: None,
            // The ladder of levels in place of a process is one of VE.
            scale: None,
            steps: sampler.usual_steps(),
            step_size: None,
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sampler_is_valid_on_its_processes_and_refused_on_others() {
        for sampler in Sampler::ALL {
            for process in ProcessKind::ALL {
                let spec = SamplingSpec {
                    sampler,
                    process: Some(process),
                    ..SamplingSpec::default()
                };
                let found = spec.validate();
                assert_eq!(found.is_ok(), sampler.runs_on(process), "{spec:?}");
                if let Err(error) = found {
                    let sentence = error.to_string();
                    for part in [sampler.name(), process.name(), "; "] {
                        assert!(sentence.contains(part), "{sentence}");
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_that_mean_nothing_are_refused() {
        let refused = |change: &dyn Fn(&mut SamplingSpec)| {
            let mut spec = SamplingSpec {
                sampler: Sampler::OdeRk45,
                ..SamplingSpec::default()
            };
            spec.validate().unwrap();
            change(&mut spec);
            spec.validate().unwrap_err().to_string()
        };
        assert!(refused(&|s| s.tol = Some(0.0)).contains("tolerance 0"));
        assert!(refused(&|s| s.tol = Some(f64::NAN)).contains("tolerance NaN"));
        assert!(refused(&|s| s.steps = 0).contains("0 steps"));
        assert!(refused(&|s| s.rho = Some(0.5)).contains("rho 0.5"));
        assert!(refused(&|s| s.temperature = 0.5).contains("nothing to ode-rk45"));
        assert!(
            refused(&|s| {
                s.sampler = Sampler::Mala;
                s.temperature = 0.0;
            })
            .contains("accept no move")
        );
    }

    #[test]
    fn constants_of_another_process_are_numbers_all_the_same() {
        for key in ["rho", "t_min", "t_max"] {
            let text = format!("sampler = \"langevin\"\n{key} = nan");
            let spec: SamplingSpec = toml::from_str(&text).unwrap();
            let refused = spec.validate().unwrap_err();
            assert_eq!(refused.key(), key);
            assert!(refused.to_string().contains("NaN"), "{refused}");
        }
    }

    #[test]
    fn a_file_without_steps_takes_the_usual_ones_of_its_sampler() {
        for (text, steps) in [
            ("", 100),
            ("sampler = \"langevin\"", 1000),
            ("sampler = \"mala\"", 1000),
            ("sampler = \"ddpm\"", 1000),
            ("sampler = \"ode-heun\"", 32),
            ("sampler = \"ode-heun\"\nsteps = 7", 7),
        ] {
            let spec: SamplingSpec = toml::from_str(text).unwrap();
            assert_eq!(spec.steps, steps, "{text}");
        }
    }
}
