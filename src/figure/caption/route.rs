//! The way back along a process, in a sentence.

use super::{significant, steps};
use crate::noise::{Process, ProcessKind};
use crate::sampling::{Route, Sampler, Trajectory};
use crate::wording::count;

/// "Probability-flow ODE by Heun's method on ve-rho (ρ = 7), σ = 8 to 0.05 and then 0: 32 steps, 63
/// function evaluations."
pub fn in_words(route: &Route, trajectory: &Trajectory) -> String {
    let taken = trajectory.step.last().copied().unwrap_or_default();
    let evaluations = trajectory.nfe.last().copied().unwrap_or_default();
    format!(
        "{} on {}: {}, {} function evaluations.",
        method(route),
        way(&route.process),
        steps(taken),
        count(evaluations),
    )
}

fn method(route: &Route) -> String {
    match route.sampler {
        Sampler::ReverseSde => "Reverse SDE by Euler-Maruyama (reverse-sde)".to_owned(),
        Sampler::Ddpm => "Ancestral sampling (ddpm)".to_owned(),
        Sampler::Ddim => "Deterministic sampling (ddim, η\u{a0}=\u{a0}0)".to_owned(),
        Sampler::OdeHeun => "Probability-flow ODE by Heun's method (ode-heun)".to_owned(),
        Sampler::OdeRk45 => format!(
            "Probability-flow ODE by the pair of Dormand and Prince (ode-rk45, tolerance {})",
            significant(route.tol)
        ),
        Sampler::Pc => "Reverse-SDE predictor and Langevin corrector (pc)".to_owned(),
        Sampler::Karras => {
            let churn = &route.churn;
            format!(
                "Stochastic sampler of Karras et al. (karras, S_churn\u{a0}=\u{a0}{}, S_noise\u{a0}=\u{a0}{})",
                significant(churn.s_churn),
                significant(churn.s_noise),
            )
        }
        _ => "Probability-flow ODE by Euler's method (ode-euler)".to_owned(),
    }
}

fn way(process: &Process) -> String {
    let (first, last) = (process.first(), process.last());
    let level = |t: f64| significant(process.sigma(t));
    match process.kind() {
        ProcessKind::Ve => format!("ve, σ\u{a0}=\u{a0}{} to {}", level(last), level(first)),
        ProcessKind::VeRho => format!(
            "ve-rho (ρ\u{a0}=\u{a0}{}), σ\u{a0}=\u{a0}{} to {} and then 0",
            process.rho().map_or(String::new(), significant),
            level(last),
            level(process.first_noisy()),
        ),
        kind => {
            let steps = process.discrete_steps();
            format!(
                "{}{}, t\u{a0}=\u{a0}{} to {}",
                kind.name(),
                steps.map_or(String::new(), |steps| {
                    format!(" (T\u{a0}=\u{a0}{})", count(steps as u64))
                }),
                significant(last),
                significant(first),
            )
        }
    }
}
