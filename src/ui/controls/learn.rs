//! The rail where the network learns: training, what it is asked to match, and the target.

use super::context::ControlContext;
use super::data;
use super::form;
use super::pace;
use super::play::{self, Play};
use super::target;
use crate::score::Objective;
use crate::session::Phase;
use crate::ui::shortcuts::Action;
use egui::{Button, RichText, Ui, vec2};

const TRAIN: Play = Play {
    rests: ["Train", "Train"],
    runs: ["Pause", "Pause training"],
    help: "Trains the network in the background, or holds it. Key: Space.",
};

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let running = context.snapshot.phase == Phase::Training;
    if play::ui(ui, running, &TRAIN) {
        context.actions.push(Action::ToggleTraining);
    }
    let entries = [
        (
            "One step",
            "One training step",
            "Takes one step of the optimiser and pauses. Key: S.",
        ),
        (
            "Restart",
            "Restart",
            "Forgets everything learned and starts from new random weights. Key: R.",
        ),
    ];
    let actions = [Action::StepTraining, Action::Restart];
    if let Some(index) = form::buttons(ui, &entries) {
        context.actions.push(actions[index]);
    }

    slow_motion(ui, context);
    pin(ui, context);
    pace::training(ui, &mut context.view.playback.pace, context.snapshot);
    form::group(ui, "Objective", |ui| {
        let training = &mut context.document.scene_mut().training;
        let help = "What the network is asked to match. It can be changed while training goes on; the score error stays the measure that all share.";
        let list = form::choice(
            ui,
            "objective",
            &mut training.objective,
            &Objective::ALL.map(|kind| (kind, kind.label(), kind.help())),
        );
        list.on_hover_text(help).accessible_name("Objective");
        ui.label(RichText::new(training.objective.in_short()).weak());
        let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
        let button = Button::selectable(context.view.identity, "DSM = ESM + C");
        let help = "An experiment: denoising, explicit and implicit score matching of this network at the shown noise level, on the same draws. They differ by constants that do not depend on the network.";
        let response = ui.add_sized(size, button.frame_when_inactive(true));
        if response.on_hover_text(help).clicked() {
            context.actions.push(Action::ToggleIdentity);
        }
    });
    form::group(ui, "Target", |ui| target::ui(ui, context));
    form::group(ui, "Training data", |ui| data::ui(ui, context));
}

/// The button that shows a step stage by stage.
fn slow_motion(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let size = vec2(ui.available_width(), 1.2 * ui.spacing().interact_size.y);
    let button = Button::selectable(context.view.slow_motion, "Slow motion");
    let help = "Shows one step stage by stage: what it draws, asks and is answered, its loss, and what it changes. Key: O.";
    let response = ui.add_sized(size, button.frame_when_inactive(true));
    if response.on_hover_text(help).clicked() {
        context.actions.push(Action::SlowMotion);
    }
}

/// The button that keeps this run to compare others with.
fn pin(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let button = Button::selectable(context.snapshot.pinned.is_some(), "Pin this run");
    let help = "Keeps the curves and the network of this run: change the objective, the network, the rate or the seed and compare. Press again to let it go.";
    let response = ui.add_sized(size, button.frame_when_inactive(true));
    if response.on_hover_text(help).clicked() {
        context.actions.push(Action::TogglePin);
    }
}
