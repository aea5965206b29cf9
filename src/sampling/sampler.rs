//! The samplers: one row of facts for each.
//!
//! A new sampler is a variant of [`Sampler`] with its row in [`Sampler::facts`] and, where it comes back
//! from noise, a [`Solver`], all in this file; its step, a file of its own beside those of
//! `sampling/reverse/`; and two lines for that step in `sampling/reverse.rs`, its module and its call.
//! The compiler names each of these places, and no other. Scenes, the command line with its help and refusals, the
//! window and captions read the row. The README lists the values of `sampler` by hand, and its test asks
//! for the new one.

mod facts;

use crate::noise::ProcessKind::{self, Ddpm, Ve, VeRho, VpCosine, VpLinear};
use crate::wording::choices;
use serde::{Deserialize, Serialize};

/// How particles move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

choices!(
    Sampler: Langevin, Mala, Annealed, ReverseSde, Ddpm, Ddim, OdeEuler, OdeHeun, OdeRk45, Pc, Karras
);

/// The Langevin dynamics at given levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dynamics {
    /// At one level, as they are.
    Unadjusted,
    /// At one level, judged by the exact density.
    Metropolis,
    /// Down a ladder of levels.
    Annealed,
}

/// The samplers that follow a process back from noise to data, each by steps of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// Of [`Sampler::ReverseSde`].
    ReverseSde,
    /// Of [`Sampler::Ddpm`].
    Ddpm,
    /// Of [`Sampler::Ddim`].
    Ddim,
    /// Of [`Sampler::OdeEuler`].
    OdeEuler,
    /// Of [`Sampler::OdeHeun`].
    OdeHeun,
    /// Of [`Sampler::OdeRk45`].
    OdeRk45,
    /// Of [`Sampler::Pc`].
    Pc,
    /// Of [`Sampler::Karras`].
    Karras,
}

/// The two kinds of samplers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Particles are kicked about at given levels.
    Langevin(Dynamics),
    /// Particles follow a process back in time.
    Back(Solver),
}

/// What a sampler's number of steps counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepCount {
    /// All steps of the run.
    InAll,
    /// The steps at each level of the ladder.
    ALevel,
    /// The most that may be tried: the sampler chooses its own steps, by a tolerance.
    AtMost,
}

/// The row of one sampler.
struct Facts {
    /// In files and on the command line.
    name: &'static str,
    /// In the window: what people say.
    label: &'static str,
    /// In the legend of paths over time, where theirs are compared.
    legend: &'static str,
    movement: Movement,
    /// The processes it is defined on, the usual one first; none for dynamics at one level.
    processes: &'static [ProcessKind],
    /// Steps when nobody says.
    usual_steps: usize,
    step_count: StepCount,
    /// Whether every step draws noise.
    is_noisy: bool,
    /// Whether a [`Churn`](super::Churn) says how much of it.
    takes_churn: bool,
    /// A figure's caption. What stands in braces is filled in: `{tol}`, `{s_churn}`, `{s_noise}`.
    caption: &'static str,
    /// A line for those who choose.
    help: &'static str,
    /// What moves its particles where they never arrive, as in the window.
    live: Dynamics,
    /// Its line there; none where the sampler of `live` stands in.
    live_help: Option<&'static str>,
}

impl Sampler {
    /// Everything about a sampler but its step.
    ///
    /// Of the processes: steps even in the logarithm of the level suit the SDE, whose noise is in
    /// proportion to the level: of `reverse-sde` the variance is off by 0.5 % after 100 steps of `ve`
    /// and by 5 % on `ve-rho`. The flow is straighter in the level itself (Karras et al. 2022).
    const fn facts(self) -> &'static Facts {
        match self {
            Self::Langevin => &Facts {
                name: "langevin",
                label: "Langevin dynamics",
                legend: "Langevin dynamics",
                movement: Movement::Langevin(Dynamics::Unadjusted),
                processes: &[],
                // Enough to mix within a mode; between far modes no number is.
                usual_steps: 1000,
                step_count: StepCount::InAll,
                is_noisy: true,
                takes_churn: false,
                caption: "Langevin dynamics",
                help: "Langevin dynamics at one level.",
                live: Dynamics::Unadjusted,
                live_help: Some(
                    "Langevin dynamics at one noise level: climb the density, shaken by noise.",
                ),
            },
            Self::Mala => &Facts {
                name: "mala",
                label: "Metropolis-adjusted Langevin",
                legend: "Metropolis-adjusted Langevin",
                movement: Movement::Langevin(Dynamics::Metropolis),
                processes: &[],
                usual_steps: 1000,
                step_count: StepCount::InAll,
                is_noisy: true,
                takes_churn: false,
                caption: "Metropolis-adjusted Langevin dynamics",
                help: "Langevin dynamics at one level.",
                live: Dynamics::Unadjusted,
                live_help: None,
            },
            Self::Annealed => &Facts {
                name: "annealed",
                label: "Annealed Langevin",
                legend: "Annealed Langevin",
                movement: Movement::Langevin(Dynamics::Annealed),
                processes: &[Ve, VeRho],
                usual_steps: 100,
                step_count: StepCount::ALevel,
                is_noisy: true,
                takes_churn: false,
                caption: "Annealed Langevin dynamics",
                help: "Annealed Langevin: many small noisy steps at each of ten levels, from large noise to small (Song & Ermon).",
                live: Dynamics::Annealed,
                live_help: Some(
                    "Annealed Langevin: starts at much noise and goes down a ladder of levels, so that particles find all the modes.",
                ),
            },
            Self::ReverseSde => &Facts {
                name: "reverse-sde",
                label: "Reverse SDE",
                legend: "SDE",
                movement: Movement::Back(Solver::ReverseSde),
                processes: &[Ve, VeRho, VpLinear, VpCosine],
                // An error of order 1 in the step: about 1 % of the variance.
                usual_steps: 128,
                step_count: StepCount::InAll,
                is_noisy: true,
                takes_churn: false,
                caption: "Reverse SDE by Euler-Maruyama (reverse-sde)",
                help: "The reverse SDE by Euler-Maruyama: drift along the score, and fresh noise in every step.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::Ddpm => &Facts {
                name: "ddpm",
                label: "Ancestral sampling (DDPM)",
                legend: "Ancestral sampling (DDPM)",
                movement: Movement::Back(Solver::Ddpm),
                processes: &[Ddpm, VpLinear, VpCosine],
                // The T of Ho et al. 2020: with fewer steps of their betas the prior is not reached.
                usual_steps: 1000,
                step_count: StepCount::InAll,
                is_noisy: true,
                takes_churn: false,
                caption: "Ancestral sampling (ddpm)",
                help: "The ancestral sampler: guesses the clean point, then draws the step back to it.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::Ddim => &Facts {
                name: "ddim",
                label: "Deterministic sampling (DDIM)",
                legend: "Deterministic sampling (DDIM)",
                movement: Movement::Back(Solver::Ddim),
                processes: &[VeRho, Ve, VpLinear, VpCosine, Ddpm],
                // Of order 1, as `reverse-sde`.
                usual_steps: 128,
                step_count: StepCount::InAll,
                is_noisy: false,
                takes_churn: false,
                caption: "Deterministic sampling (ddim, η\u{a0}=\u{a0}0)",
                help: "The deterministic sampler of DDPM: no fresh noise, few steps.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::OdeEuler => &Facts {
                name: "ode-euler",
                label: "Probability-flow ODE (Euler)",
                legend: "Probability-flow ODE (Euler)",
                movement: Movement::Back(Solver::OdeEuler),
                processes: &[VeRho, Ve, VpLinear, VpCosine],
                // Of order 1, as `reverse-sde`.
                usual_steps: 128,
                step_count: StepCount::InAll,
                is_noisy: false,
                takes_churn: false,
                caption: "Probability-flow ODE by Euler's method (ode-euler)",
                help: "The probability-flow ODE by Euler's method: order 1.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::OdeHeun => &Facts {
                name: "ode-heun",
                label: "Probability-flow ODE (Heun)",
                legend: "probability-flow ODE",
                movement: Movement::Back(Solver::OdeHeun),
                processes: &[VeRho, Ve, VpLinear, VpCosine],
                // Of order 2: a smaller error than that of order 1, with half the evaluations.
                usual_steps: 32,
                step_count: StepCount::InAll,
                is_noisy: false,
                takes_churn: false,
                caption: "Probability-flow ODE by Heun's method (ode-heun)",
                help: "The probability-flow ODE by Heun's method: order 2, two evaluations a step.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::OdeRk45 => &Facts {
                name: "ode-rk45",
                label: "Probability-flow ODE (RK45)",
                legend: "Probability-flow ODE (RK45)",
                movement: Movement::Back(Solver::OdeRk45),
                processes: &[VeRho, Ve, VpLinear, VpCosine],
                usual_steps: 1000,
                step_count: StepCount::AtMost,
                is_noisy: false,
                takes_churn: false,
                caption: "Probability-flow ODE by the pair of Dormand and Prince (ode-rk45, tolerance {tol})",
                help: "The probability-flow ODE by Dormand & Prince's pair, which chooses its steps.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::Pc => &Facts {
                name: "pc",
                label: "Predictor-corrector",
                legend: "Predictor-corrector",
                movement: Movement::Back(Solver::Pc),
                processes: &[Ve, VeRho, VpLinear, VpCosine],
                // Of order 1, as `reverse-sde`.
                usual_steps: 128,
                step_count: StepCount::InAll,
                is_noisy: true,
                takes_churn: false,
                caption: "Reverse-SDE predictor and Langevin corrector (pc)",
                help: "Predictor and corrector: a reverse-SDE step, then a Langevin step.",
                live: Dynamics::Annealed,
                live_help: None,
            },
            Self::Karras => &Facts {
                name: "karras",
                label: "Stochastic Heun (Karras et al.)",
                legend: "Stochastic Heun (Karras et al.)",
                movement: Movement::Back(Solver::Karras),
                processes: &[VeRho, Ve],
                // Of order 2, as `ode-heun`.
                usual_steps: 32,
                step_count: StepCount::InAll,
                is_noisy: true,
                takes_churn: true,
                caption: "Stochastic sampler of Karras et al. (karras, S_churn\u{a0}=\u{a0}{s_churn}, S_noise\u{a0}=\u{a0}{s_noise})",
                help: "Some noise is added before every Heun step (Karras et al.).",
                live: Dynamics::Annealed,
                live_help: None,
            },
        }
    }
}

impl Dynamics {
    /// The sampler that moves particles so.
    pub const fn sampler(self) -> Sampler {
        match self {
            Self::Unadjusted => Sampler::Langevin,
            Self::Metropolis => Sampler::Mala,
            Self::Annealed => Sampler::Annealed,
        }
    }
}

impl Solver {
    /// The sampler that takes these steps.
    pub const fn sampler(self) -> Sampler {
        match self {
            Self::ReverseSde => Sampler::ReverseSde,
            Self::Ddpm => Sampler::Ddpm,
            Self::Ddim => Sampler::Ddim,
            Self::OdeEuler => Sampler::OdeEuler,
            Self::OdeHeun => Sampler::OdeHeun,
            Self::OdeRk45 => Sampler::OdeRk45,
            Self::Pc => Sampler::Pc,
            Self::Karras => Sampler::Karras,
        }
    }
}
