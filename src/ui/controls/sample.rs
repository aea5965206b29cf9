//! The rail where particles follow the score: how they move, how many there are, and what they follow.

use super::context::ControlContext;
use super::form;
use super::pace;
use super::play::{self, Play};
use super::segmented;
use crate::sampling::{Dynamics, Sampler, SamplingSpec};
use crate::ui::controls::combo_box::help_with_name;
use crate::ui::shortcuts::Action;
use egui::{Checkbox, RichText, Ui};

/// The most particles that a slider offers; files may ask for more.
const SLIDER_PARTICLES: usize = 20_000;
const UPDATE: &str = "ε in the rule that puts x + ε s(x, σ) + √(2 ε τ) z in the place of x, with z standard normal. Other texts write ε/2. In an annealed run it is the step at the smallest level, and grows with σ².";
const STANDS_IN: &str = "The scene's sampler. Saved figures and trajectories are made by it; the moving particles take Langevin steps in its place.";
const LEVEL: &str = "The noise level whose score the particles follow.";
const NUMBER: &str = "How many particles move at once.";
const LAUNCH: &str = "A click on the canvas sends particles from there; hold for a stream. Key: L. Alt or Shift with a click does it without the tool.";

const RUN: Play = Play {
    rests: ["Run", "Run particles"],
    runs: ["Pause", "Pause particles"],
    help: "Lets the particles move, or holds them. Key: Space.",
};

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    if play::ui(ui, context.view.playback.particles, &RUN) {
        context.actions.push(Action::ToggleParticles);
    }
    let entries = [
        (
            "One step",
            "One particle step",
            "Moves every particle once and pauses. Key: S.",
        ),
        (
            "Respawn",
            "Respawn",
            "Puts all particles back on new starting points. Key: N.",
        ),
    ];
    let actions = [Action::StepParticles, Action::Respawn];
    if let Some(index) = form::buttons(ui, &entries) {
        context.actions.push(actions[index]);
    }

    pace::particles(ui, &mut context.view.playback.particle_speed);
    form::group(ui, "Sampler", |ui| {
        sampler(ui, &mut context.document.scene_mut().sampling);
        dynamics(ui, context);
    });
    form::group(ui, "Follow", |ui| follow(ui, context));
    let number = &mut context.document.scene_mut().sampling.particles;
    form::count(ui, ["Particles", NUMBER], number, 10..=SLIDER_PARTICLES);
    ui.add(Checkbox::new(
        &mut context.view.launching,
        "Launch from where I click",
    ))
    .on_hover_text(LAUNCH);
}

/// Whose score the particles follow.
fn follow(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let entries = [
        (
            false,
            "Learned",
            "Particles follow what the network has learned so far.".to_owned(),
        ),
        (
            true,
            "Exact",
            "Particles follow the true score: what is still wrong then is due to the sampler."
                .to_owned(),
        ),
    ];
    let width = ui.available_width() - segmented::size(ui, 0.0).x;
    let exact = &mut context.view.playback.follow_exact;
    if let Some(picked) = segmented::ui(ui, *exact, &entries, width) {
        *exact = picked;
    }
}

/// Rows of the Langevin samplers.
fn dynamics(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let noise = context.snapshot.noise;
    let chosen = context.document.scene().sampling.sampler;
    if chosen.live() != chosen {
        let text = format!(
            "{} moves them in saved figures, {} here.",
            chosen.label(),
            chosen.live().label()
        );
        ui.label(RichText::new(text).weak());
    }
    if !chosen.is_langevin() {
        return;
    }
    let automatic = automatic_step(context);
    let sampling = &mut context.document.scene_mut().sampling;
    step_size(ui, sampling, automatic);
    if chosen.live_dynamics() != Dynamics::Annealed {
        let mut sigma = sampling.sigma.unwrap_or(noise.min());
        let offered = noise.min()..=noise.max();
        if form::logarithmic(ui, ["At level σ", LEVEL], &mut sigma, offered, 0.0..=1e6) {
            sampling.sigma = Some(sigma);
        }
    }
}

/// The samplers whose particles never arrive, and the scene's own where that is another.
fn sampler(ui: &mut Ui, sampling: &mut SamplingSpec) {
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
    form::choice(ui, "sampler", &mut chosen, &entries)
        .on_hover_text("How particles move.")
        .accessible_name("Sampler");
    if chosen != before {
        change_sampler(sampling, chosen);
    }
}

/// Takes `sampler` with its usual steps: those of one sampler mean nothing to another, as do the
/// process and the step size of a way back.
pub fn change_sampler(sampling: &mut SamplingSpec, sampler: Sampler) {
    if !sampling.sampler.is_langevin() {
        sampling.process = None;
        sampling.step_size = None;
    }
    sampling.sampler = sampler;
    sampling.steps = sampler.usual_steps();
}

fn step_size(ui: &mut Ui, sampling: &mut SamplingSpec, automatic: Option<f64>) {
    let fallback = automatic.unwrap_or(1e-3);
    let mut step = sampling.step_size.unwrap_or(fallback);
    let offered = 0.01 * fallback..=100.0 * fallback;
    if form::logarithmic(ui, ["Step size ε", UPDATE], &mut step, offered, 1e-9..=1e6) {
        sampling.step_size = Some(step);
    }
    let mut auto = sampling.step_size.is_none();
    let automatic = ui
        .add(Checkbox::new(&mut auto, "Automatic"))
        .on_hover_text("The step is chosen from the scene: small against its narrowest part.");
    if automatic.changed() {
        sampling.step_size = (!auto).then_some(step);
    }
}

/// The step that "Automatic" means to a Langevin sampler: the one of the last level.
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
