//! What a reader needs to make the figure again, in sentences.

mod gaussian;
mod route;
mod step_count;

use super::live_particles::LiveParticles;
use super::paths::{MAX_DOTS, PathSource, Paths, Spacing};
use super::{Contours, Layer, Medium, Subject};
use crate::noise::{Prior, Process};
use crate::sampling::{Dynamics, Init, Plan, Run, Rung, Sampler, SamplingSpec, Trajectory};
use crate::wording::{count, three_figures};
use gaussian::gaussian;
use step_count::steps;

/// The step that every Langevin sampler takes; z is standard normal.
const UPDATE: &str = "x\u{a0}←\u{a0}x\u{a0}+\u{a0}ε\u{a0}s(x,\u{a0}σ)\u{a0}+\u{a0}√(2ετ)\u{a0}z";

/// The sampler of a recorded run.
pub fn of_run(run: &Run, trajectory: &Trajectory, subject: &Subject) -> Vec<String> {
    let dynamics = match run {
        Run::Langevin(plan) => of_plan(plan, trajectory),
        Run::Diffusion(route) => route::in_words(route, trajectory),
    };
    let start = format!(
        "{} from {}; score: {}; seed\u{a0}{}.",
        particles(run.particles()),
        origin(run.init(), run.prior()),
        subject.score_name,
        subject.seed,
    );
    let led_away = trajectory.led_away_in_words();
    let sentences = [
        Some(dynamics),
        Some(start),
        led_away.map(|words| words + "."),
    ];
    sentences.into_iter().flatten().collect()
}

fn of_plan(plan: &Plan, trajectory: &Trajectory) -> String {
    let rungs = &plan.rungs;
    match (rungs.first(), rungs.last()) {
        (Some(first), Some(last)) if rungs.len() > 1 => format!(
            "{} down {} noise levels{}, σ\u{a0}=\u{a0}{} to {}{}: {UPDATE} with {}, τ\u{a0}=\u{a0}{}.",
            Sampler::Annealed.caption(),
            rungs.len(),
            spread(plan.process.as_ref()),
            three_figures(first.sigma),
            three_figures(last.sigma),
            steps_each(rungs),
            step_sizes(rungs, *last),
            three_figures(plan.temperature),
        ),
        (Some(only), _) => format!(
            "{} {}, {}{}: {UPDATE} with ε\u{a0}=\u{a0}{}, τ\u{a0}=\u{a0}{}.",
            match plan.dynamics {
                Dynamics::Metropolis => Sampler::Mala.caption(),
                // A ladder of one rung anneals nothing.
                Dynamics::Unadjusted | Dynamics::Annealed => Sampler::Langevin.caption(),
            },
            at_level(only.sigma),
            steps(only.steps),
            acceptance(trajectory),
            three_figures(only.step_size),
            three_figures(plan.temperature),
        ),
        (None, _) => "Starting points.".to_owned(),
    }
}

/// How the levels of a ladder lie, where they are not geometric.
fn spread(process: Option<&Process>) -> String {
    let rho = process.and_then(Process::rho);
    rho.map_or(String::new(), |rho| {
        format!(" of ve-rho (ρ\u{a0}=\u{a0}{})", three_figures(rho))
    })
}

fn acceptance(trajectory: &Trajectory) -> String {
    trajectory.accepted.map_or(String::new(), |accepted| {
        let evaluations = trajectory.nfe.last().copied().unwrap_or_default();
        format!(
            ", {} function evaluations, {} % of the proposals accepted",
            count(evaluations),
            three_figures(100.0 * accepted)
        )
    })
}

/// The moving particles of a window.
pub fn of_live(swarm: &LiveParticles, sampling: &SamplingSpec, subject: &Subject) -> Vec<String> {
    let name = sampling.sampler.live().caption();
    vec![
        format!(
            "Live view, train step {}. {name}, now {} after {}: {UPDATE} with ε\u{a0}=\u{a0}{}, τ\u{a0}=\u{a0}{}.",
            count(swarm.train_step),
            at_level(swarm.sigma),
            steps(swarm.step),
            three_figures(swarm.step_size),
            three_figures(sampling.temperature),
        ),
        format!(
            "{} with their last {} positions; score: {}; seed\u{a0}{}.",
            particles(swarm.len()),
            swarm.trail_len,
            subject.score_name,
            subject.seed,
        ),
    ]
}

/// What the layers show; fields are taken at `sigma`.
pub fn of_layers(layers: &[Layer], sigma: f64, source: &PathSource) -> Option<String> {
    let mut fields = Vec::new();
    let mut particles = None;
    for layer in layers {
        match layer {
            Layer::Contours(contours) => fields.push(format!(
                "contours that enclose {} % of the mass",
                masses(contours)
            )),
            Layer::Arrows(_) => fields.push("score arrows (length grows as √|s|)".to_owned()),
            Layer::Paths(paths) => particles = Some(shown_particles(paths, source)),
        }
    }
    let fields = (!fields.is_empty()).then(|| {
        let level = if sigma == 0.0 {
            "On the clean density:".to_owned()
        } else {
            format!("At σ\u{a0}=\u{a0}{}:", three_figures(sigma))
        };
        format!("{level} {}.", fields.join(", "))
    });
    let parts: Vec<String> = particles.into_iter().chain(fields).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What dashes are, where there are any.
pub fn of_leaps(layers: &[Layer], medium: Medium) -> Option<String> {
    let leap = |layer: &Layer| match layer {
        Layer::Paths(paths) => paths.stretches.iter().any(|stretch| stretch.leaps),
        Layer::Arrows(_) | Layer::Contours(_) => false,
    };
    let dashed = medium == Medium::Print && layers.iter().any(leap);
    dashed.then(|| "Dashed: single steps across much of the picture.".to_owned())
}

/// "20, 40, 60, 80 and 95".
fn masses(contours: &Contours) -> String {
    let levels = contours.levels.iter().rev();
    let masses: Vec<String> = levels
        .map(|level| three_figures(100.0 * level.mass))
        .collect();
    match masses.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => masses.concat(),
    }
}

/// "Drawn: 8 paths, a point every 20 steps, and the ends of all others."
fn shown_particles(paths: &Paths, source: &PathSource) -> String {
    let mut text = match paths.drawn {
        0 => String::new(),
        1 => "one path".to_owned(),
        drawn => format!("{} paths", count(drawn as u64)),
    };
    if paths.drawn > 0 {
        text.push_str(&match paths.spacing {
            Spacing::Steps(0 | 1) => String::new(),
            Spacing::Steps(steps) => format!(", a point every {} steps", count(steps)),
            Spacing::Level => {
                ", a point as they leave each noise level, from their last leap across the picture on"
                    .to_owned()
            }
        });
    }
    let others = source.particles - paths.drawn;
    if others > 0 {
        if !text.is_empty() {
            text.push_str(", and ");
        }
        text.push_str(&match (others > MAX_DOTS, paths.drawn) {
            (true, _) => format!("the ends of {} more", count(MAX_DOTS as u64)),
            (false, 0) => "the ends of all".to_owned(),
            (false, _) => "the ends of all others".to_owned(),
        });
    }
    format!("Drawn: {text}.")
}

fn at_level(sigma: f64) -> String {
    if sigma == 0.0 {
        "on the clean density (σ\u{a0}=\u{a0}0)".to_owned()
    } else {
        format!("at σ\u{a0}=\u{a0}{}", three_figures(sigma))
    }
}

fn steps_each(rungs: &[Rung]) -> String {
    let first = rungs[0].steps;
    if rungs.iter().all(|rung| rung.steps == first) {
        format!(", {} each", steps(first))
    } else {
        let total = rungs.iter().map(|rung| rung.steps).sum();
        format!(", {} in all", steps(total))
    }
}

/// eps_i = eps_L (sigma_i / sigma_min)^2 where the ladder follows that rule, else its ends.
fn step_sizes(rungs: &[Rung], last: Rung) -> String {
    let follows = |rung: &Rung| {
        let ratio = rung.sigma / last.sigma;
        (rung.step_size / (last.step_size * ratio * ratio) - 1.0).abs() < 1e-6
    };
    let smallest = three_figures(last.step_size);
    if rungs.iter().all(follows) {
        format!(
            "ε\u{a0}=\u{a0}{smallest}\u{a0}(σ/{})²",
            three_figures(last.sigma)
        )
    } else {
        format!(
            "ε\u{a0}=\u{a0}{} to {smallest}",
            three_figures(rungs[0].step_size)
        )
    }
}

fn particles(particles: usize) -> String {
    match particles {
        1 => "One particle".to_owned(),
        _ => format!("{} particles", count(particles as u64)),
    }
}

fn origin(init: Init, prior: &Prior) -> String {
    match init {
        Init::Prior => gaussian(prior),
        Init::Data => "clean samples of the target".to_owned(),
        Init::Box(low, high) => {
            format!(
                "the uniform [{},\u{a0}{}]²",
                three_figures(low),
                three_figures(high)
            )
        }
    }
}
