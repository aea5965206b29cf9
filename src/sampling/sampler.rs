//! The samplers by name, and the processes that each is defined on.

use crate::noise::ProcessKind;
use serde::{Deserialize, Serialize};

/// How particles move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sampler {
    /// Unadjusted Langevin dynamics at one noise level:
    /// x <- x + eps_L s(x, sigma) + sqrt(2 eps_L tau) z.
    Langevin,
    /// The same step, accepted or refused by the exact density (Roberts & Tweedie 1996): no bias.
    Mala,
    /// Annealed Langevin dynamics (Song & Ermon 2019) down a ladder of noise levels, with
    /// eps_i = eps_L (sigma_i / sigma_min)^2.
    #[default]
    Annealed,
    /// The reverse SDE by Euler-Maruyama (Song et al. 2021).
    ReverseSde,
    /// Draws from q(x_s given x_t, x0-hat), the ancestral sampler of Ho et al. 2020.
    Ddpm,
    /// The deterministic sampler of Song, Meng & Ermon 2021 (eta = 0).
    Ddim,
    /// The probability-flow ODE by Euler's method.
    OdeEuler,
    /// The probability-flow ODE by Heun's method (Karras et al. 2022, algorithm 1).
    OdeHeun,
    /// The probability-flow ODE by Dormand & Prince's embedded pair with a tolerance.
    OdeRk45,
    /// Reverse-SDE predictor and Langevin corrector (Song et al. 2021).
    Pc,
    /// Noise added before every Heun step (Karras et al. 2022, algorithm 2).
    Karras,
}

impl Sampler {
    /// Every sampler, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::Langevin,
        Self::Mala,
        Self::Annealed,
        Self::ReverseSde,
        Self::Ddpm,
        Self::Ddim,
        Self::OdeEuler,
        Self::OdeHeun,
        Self::OdeRk45,
        Self::Pc,
        Self::Karras,
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Langevin => "langevin",
            Self::Mala => "mala",
            Self::Annealed => "annealed",
            Self::ReverseSde => "reverse-sde",
            Self::Ddpm => "ddpm",
            Self::Ddim => "ddim",
            Self::OdeEuler => "ode-euler",
            Self::OdeHeun => "ode-heun",
            Self::OdeRk45 => "ode-rk45",
            Self::Pc => "pc",
            Self::Karras => "karras",
        }
    }

    /// Whether particles are kicked about at given levels instead of following a process in time.
    pub fn is_langevin(self) -> bool {
        matches!(self, Self::Langevin | Self::Mala | Self::Annealed)
    }

    /// What stands in where particles move for ever, as in the window: without the judgement of
    /// `mala`, and annealed Langevin for the way back along a process.
    pub fn live(self) -> Self {
        match self {
            Self::Langevin | Self::Mala => Self::Langevin,
            _ => Self::Annealed,
        }
    }

    /// The processes it is defined on, the usual one first; none for dynamics at one level.
    ///
    /// Steps even in the logarithm of the level suit the SDE, whose noise is in proportion to the
    /// level: of `reverse-sde` the variance is off by 0.5 % after 100 steps of `ve` and by 5 % on
    /// `ve-rho`. The flow is straighter in the level itself (Karras et al. 2022).
    pub fn processes(self) -> &'static [ProcessKind] {
        use ProcessKind::{Ddpm, Ve, VeRho, VpCosine, VpLinear};
        match self {
            Self::Langevin | Self::Mala => &[],
            Self::Annealed => &[Ve, VeRho],
            Self::ReverseSde | Self::Pc => &[Ve, VeRho, VpLinear, VpCosine],
            Self::OdeEuler | Self::OdeHeun | Self::OdeRk45 => &[VeRho, Ve, VpLinear, VpCosine],
            Self::Ddpm => &[Ddpm, VpLinear, VpCosine],
            Self::Ddim => &[VeRho, Ve, VpLinear, VpCosine, Ddpm],
            Self::Karras => &[VeRho, Ve],
        }
    }

    /// Whether it is defined on `process`.
    pub fn runs_on(self, process: ProcessKind) -> bool {
        self.processes().contains(&process)
    }

    /// Steps when nobody says; of `annealed` a level, of `ode-rk45` at most.
    pub fn usual_steps(self) -> usize {
        match self {
            Self::Annealed => 100,
            // Enough to mix within a mode; between far modes no number is.
            Self::Langevin | Self::Mala => 1000,
            // The T of Ho et al. 2020: with fewer steps of their betas the prior is not reached.
            Self::Ddpm => 1000,
            // Errors of order 1 in the step: about 1 % of the variance.
            Self::ReverseSde | Self::Pc | Self::OdeEuler | Self::Ddim => 128,
            // Errors of order 2: less than that with half the evaluations.
            Self::OdeHeun | Self::Karras => 32,
            Self::OdeRk45 => 1000,
        }
    }

    /// "ve, ve-rho or vp-linear".
    pub fn processes_in_words(self) -> String {
        in_words(self.processes().iter().map(|process| process.name()))
    }
}

/// "a, b or c".
pub(super) fn in_words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_scene_files() {
        for sampler in Sampler::ALL {
            let written = toml::Value::try_from(sampler).unwrap();
            assert_eq!(written.as_str(), Some(sampler.name()));
        }
        for process in ProcessKind::ALL {
            let written = toml::Value::try_from(process).unwrap();
            assert_eq!(written.as_str(), Some(process.name()));
        }
    }

    #[test]
    fn processes_are_listed_as_a_sentence_reads() {
        assert_eq!(Sampler::Annealed.processes_in_words(), "ve or ve-rho");
        let words = Sampler::Ddpm.processes_in_words();
        assert_eq!(words, "ddpm, vp-linear or vp-cosine");
    }
}
