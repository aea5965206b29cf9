//! Particles that follow the score, and how.

use super::context::ControlContext;
use super::form;
use super::pace;
use crate::noise::{NoiseRange, PriorKind};
use crate::sampling::{Dynamics, Init, Sampler, SamplingSpec};
use crate::ui::combo_box::help_with_name;
use crate::ui::panels::particle_state;
use crate::ui::shortcuts::Action;
use crate::ui::typed;
use crate::wording::every;
use egui::{Checkbox, RichText, Slider, Ui};

/// The most particles that a slider offers; files may ask for more.
const SLIDER_PARTICLES: usize = 20_000;
const UPDATE: &str = "ε in the rule that puts x + ε s(x, σ) + √(2 ε τ) z in the place of x, with z standard normal. Other texts write ε/2. In an annealed run it is the step at the smallest level, and grows with σ².";

const STANDS_IN: &str = "The scene's sampler. Saved figures and trajectories are made by it; the moving particles take Langevin steps in its place.";

const PRIORS: [(PriorKind, &str, &str); 2] = [
    (
        PriorKind::Matched,
        "Matched",
        "With the mean and the covariance that the data have after the noise.",
    ),
    (
        PriorKind::Plain,
        "Plain",
        "Round, of the noise alone, as in the papers.",
    ),
];

/// The kinds of starting points, without their numbers.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Prior,
    Data,
    Square,
}

every!(Start: Prior, Data, Square);

impl Start {
    fn name(self) -> &'static str {
        match self {
            Self::Prior => "Wide noise",
            Self::Data => "On the data",
            Self::Square => "In a square",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Prior => {
                "The prior: a wide Gaussian, that of the target after the largest noise level."
            }
            Self::Data => "Clean samples of the target.",
            Self::Square => "Evenly over a square as wide as the target.",
        }
    }
}

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let (text, name) = if context.view.playback.particles {
        ("Pause", "Pause particles")
    } else {
        ("Run", "Run particles")
    };
    let entries = [
        (
            text,
            name,
            "Lets the particles move, or holds them. Key: K.",
        ),
        (
            "Step",
            "One particle step",
            "Moves every particle once and pauses.",
        ),
        (
            "Respawn",
            "Respawn",
            "Puts all particles back on new starting points. Key: N.",
        ),
    ];
    let actions = [
        Action::ToggleParticles,
        Action::StepParticles,
        Action::Respawn,
    ];
    if let Some(index) = form::buttons(ui, &entries) {
        context.actions.push(actions[index]);
    }
    pace::particles(ui, &mut context.view.playback.particle_speed);
    switches(ui, context);

    let auto_step = automatic_step(context);
    let noise = context.snapshot.noise;
    let extent = context.snapshot.extent;
    let sampling = &mut context.document.scene_mut().sampling;
    form::grid(ui, "particles", |ui| {
        let help = "How many particles move at once.";
        form::row(ui, "Number", help, |ui| {
            form::count(ui, &mut sampling.particles, 10..=SLIDER_PARTICLES)
        });
        let help = "How particles move.";
        form::row(ui, "Sampler", help, |ui| sampler(ui, sampling));
        if sampling.sampler.is_langevin() {
            dynamics(ui, sampling, noise, auto_step);
        }
        let help = "Where particles begin.";
        form::row(ui, "Start", help, |ui| {
            let half = 0.5 * extent.width().max(extent.height());
            start(ui, &mut sampling.init, half)
        });
        if sampling.init == Init::Prior {
            let help = "The Gaussian that stands for the data after the largest noise. What it misses, no sampler brings back: watch the weights of the journey.";
            form::row(ui, "Prior", help, |ui| {
                form::choice(ui, "prior", &mut sampling.prior, &PRIORS)
            });
        }
    });
    let chosen = context.document.scene().sampling.sampler;
    if chosen.live() != chosen {
        let text = format!(
            "{} moves them in saved figures, {} here.",
            chosen.label(),
            chosen.live().label()
        );
        ui.label(RichText::new(text).weak().small());
    }
    if let Some(swarm) = &context.snapshot.swarm {
        let text = particle_state::sentence(swarm, context.view.playback.particles);
        ui.label(RichText::new(text).weak().small());
    }
}

fn switches(ui: &mut Ui, context: &mut ControlContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        let playback = &mut context.view.playback;
        ui.add(Checkbox::new(&mut playback.particles_shown, "Show"))
            .on_hover_text("Hidden particles cost nothing.");
        ui.add(Checkbox::new(&mut context.view.trails, "Trails"))
            .on_hover_text("The last few steps of each particle.");
        let playback = &mut context.view.playback;
        ui.add(Checkbox::new(&mut playback.follow_exact, "Follow the exact score"))
            .on_hover_text("Particles follow the true score instead of the learned one.");
        ui.add(Checkbox::new(&mut context.view.launching, "Launch from where I click"))
            .on_hover_text("A click on the canvas sends particles from there; hold for a stream. Key: L. Alt or Shift with a click does it without the tool.");
    });
}

/// Rows of the Langevin samplers.
fn dynamics(ui: &mut Ui, sampling: &mut SamplingSpec, noise: NoiseRange, auto_step: Option<f64>) {
    form::row(ui, "Step size ε", UPDATE, |ui| {
        step_size(ui, sampling, auto_step)
    });
    let help = "τ, how strongly particles are shaken: 1 samples the density, 0 climbs straight to its peaks, more than 1 flattens it.";
    form::row(ui, "Temperature τ", help, |ui| {
        let parser = typed::parser(ui.ctx(), 0.0..=1000.0);
        let slider = Slider::new(&mut sampling.temperature, 0.0..=3.0)
            .update_while_editing(false)
            .max_decimals(2)
            .clamping(egui::SliderClamping::Never)
            .custom_parser(parser);
        typed::field(ui, slider)
    });
    match sampling.sampler.live_dynamics() {
        Dynamics::Unadjusted | Dynamics::Metropolis => {
            let mut sigma = sampling.sigma.unwrap_or(noise.min());
            let help = "The noise level whose score the particles follow.";
            let response = form::row(ui, "At level σ", help, |ui| {
                form::logarithmic(ui, &mut sigma, noise.min()..=noise.max(), 0.0..=1e6)
            });
            if response.changed() && sigma >= 0.0 {
                sampling.sigma = Some(sigma);
            }
        }
        Dynamics::Annealed => {
            let help = "Noise levels on the way down.";
            form::row(ui, "Levels", help, |ui| {
                form::count(ui, &mut sampling.levels, 1..=100)
            });
            let help = "Steps taken at each level before the next.";
            form::row(ui, "Steps a level", help, |ui| {
                form::count(ui, &mut sampling.steps, 1..=1000)
            });
        }
    }
}

/// The samplers whose particles never arrive, and the scene's own where that is another.
fn sampler(ui: &mut Ui, sampling: &mut SamplingSpec) -> egui::Response {
    let live = Sampler::ALL.into_iter().filter_map(|sampler| {
        let help = help_with_name(sampler.live_help()?, sampler.name());
        Some((sampler, help))
    });
    let mut described: Vec<_> = live.collect();
    described.sort_by_key(|(sampler, _)| *sampler != Sampler::default());
    let before = sampling.sampler;
    if !described.iter().any(|(entry, _)| *entry == before) {
        described.push((before, help_with_name(STANDS_IN, before.name())));
    }
    let entries: Vec<_> = described
        .iter()
        .map(|(sampler, help)| (*sampler, sampler.label(), help.as_str()))
        .collect();
    let mut chosen = before;
    let response = form::choice(ui, "sampler", &mut chosen, &entries);
    if chosen != before {
        change_sampler(sampling, chosen);
    }
    response
}

/// Takes `sampler` with its usual steps: those of one sampler mean nothing to another, as do the
/// process and the step size of a way back.
fn change_sampler(sampling: &mut SamplingSpec, sampler: Sampler) {
    if !sampling.sampler.is_langevin() {
        sampling.process = None;
        sampling.step_size = None;
    }
    sampling.sampler = sampler;
    sampling.steps = sampler.usual_steps();
}

fn step_size(ui: &mut Ui, sampling: &mut SamplingSpec, automatic: Option<f64>) -> egui::Response {
    ui.horizontal(|ui| {
        let mut auto = sampling.step_size.is_none();
        let fallback = automatic.unwrap_or(1e-3);
        let mut step = sampling.step_size.unwrap_or(fallback);
        let response = ui
            .add_enabled_ui(!auto, |ui| {
                form::number(ui, &mut step, 1e-9..=1e6, 0.01 * fallback)
            })
            .inner;
        if response.changed() {
            sampling.step_size = Some(step);
        }
        let automatic = ui
            .add(Checkbox::new(&mut auto, "Auto"))
            .on_hover_text("Chosen from the scene: small against its narrowest part.");
        if automatic.changed() {
            sampling.step_size = (!auto).then_some(step);
        }
        response
    })
    .inner
}

/// The step that "Auto" means: the one of the last level.
fn automatic_step(context: &ControlContext<'_>) -> Option<f64> {
    let spec = SamplingSpec {
        step_size: None,
        ..context.document.scene().sampling
    };
    let plan = spec
        .plan(context.document.mixture(), context.snapshot.noise, None)
        .ok()?;
    plan.rungs.last().map(|rung| rung.step_size)
}

fn start(ui: &mut Ui, init: &mut Init, half: f64) -> egui::Response {
    let before = match init {
        Init::Prior => Start::Prior,
        Init::Data => Start::Data,
        Init::Box(..) => Start::Square,
    };
    let mut after = before;
    let response = form::choice(
        ui,
        "start",
        &mut after,
        &Start::ALL.map(|start| (start, start.name(), start.help())),
    );
    if after != before {
        *init = match after {
            Start::Prior => Init::Prior,
            Start::Data => Init::Data,
            Start::Square => Init::Box(-half, half),
        };
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_sampler_comes_with_its_usual_steps() {
        let mut sampling = SamplingSpec {
            steps: 7,
            step_size: Some(0.01),
            ..SamplingSpec::default()
        };
        change_sampler(&mut sampling, Sampler::Langevin);
        assert_eq!((sampling.steps, sampling.step_size), (1000, Some(0.01)));
        change_sampler(&mut sampling, Sampler::Annealed);
        assert_eq!(sampling.steps, 100);
    }
}
