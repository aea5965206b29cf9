//! The way back along a process, in a sentence.

use super::gaussian::point;
use super::step_count::steps;
use crate::noise::{Process, ProcessKind};
use crate::sampling::{Route, Trajectory};
use crate::wording::{count, three_figures};

/// "Probability-flow ODE by Heun's method on ve-rho (ρ = 7), σ = 8 to 0.05 and then 0: 32 steps, 63
/// function evaluations."
pub fn in_words(route: &Route, trajectory: &Trajectory) -> String {
    let taken = trajectory.step.last().copied().unwrap_or_default();
    let evaluations = trajectory.nfe.last().copied().unwrap_or_default();
    format!(
        "{} on {}{}: {}, {} function evaluations.",
        method(route),
        way(&route.process),
        place(&route.process),
        steps(taken),
        count(evaluations),
    )
}

/// The sampler's own words, with its settings filled in.
fn method(route: &Route) -> String {
    let caption = route.solver.sampler().caption();
    caption
        .replace("{tol}", &three_figures(route.tol))
        .replace("{s_churn}", &three_figures(route.churn.s_churn))
        .replace("{s_noise}", &three_figures(route.churn.s_noise))
}

/// ", centre c = (10, 0), scale s = 2": where they are not those of the papers.
fn place(process: &Process) -> String {
    let mut text = String::new();
    // Where nothing shrinks, the center is but the mean of the plain prior, which is said with it.
    if process.kind().explodes() {
        return text;
    }
    if process.center() != [0.0, 0.0] {
        text += &format!(", centre c\u{a0}=\u{a0}{}", point(process.center()));
    }
    if process.scale() != 1.0 {
        text += &format!(", scale s\u{a0}=\u{a0}{}", three_figures(process.scale()));
    }
    text
}

fn way(process: &Process) -> String {
    let (first, last) = (process.first(), process.last());
    let level = |t: f64| three_figures(process.sigma(t));
    match process.kind() {
        ProcessKind::Ve => format!("ve, σ\u{a0}=\u{a0}{} to {}", level(last), level(first)),
        ProcessKind::VeRho => format!(
            "ve-rho (ρ\u{a0}=\u{a0}{}), σ\u{a0}=\u{a0}{} to {} and then 0",
            process.rho().map_or(String::new(), three_figures),
            level(last),
            level(process.first_noisy()),
        ),
        kind @ (ProcessKind::VpLinear | ProcessKind::VpCosine | ProcessKind::Ddpm) => {
            let steps = process.discrete_steps();
            format!(
                "{}{}, t\u{a0}=\u{a0}{} to {}",
                kind.name(),
                steps.map_or(String::new(), |steps| {
                    format!(" (T\u{a0}=\u{a0}{})", count(steps as u64))
                }),
                three_figures(last),
                three_figures(first),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::NoiseRange;
    use crate::sampling::{Run, Sampler, SamplingSpec};
    use crate::score::ExactScore;

    #[test]
    fn every_way_back_is_described_by_its_name_with_its_settings_filled_in() {
        let mixture = GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap();
        let range = NoiseRange::new(0.1, 4.0).unwrap();
        let mut seen = Vec::new();
        for sampler in Sampler::ALL {
            let spec = SamplingSpec {
                sampler,
                ..SamplingSpec::default()
            };
            let exact = ExactScore::new(mixture.clone());
            let Run::Diffusion(route) = spec.run_for(&mixture, range, &exact).unwrap() else {
                continue;
            };
            let words = method(&route);
            assert!(words.contains(sampler.name()), "{words}");
            assert!(!words.contains(['{', '}']), "{words}");
            assert!(!seen.contains(&words), "{words} is said of two samplers");
            seen.push(words);
        }
    }
}
