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

    instruments(ui, context);
    pace::training(ui, &mut context.view.playback.pace, context.snapshot);
    let (on, more) = (context.view.identity, context.view.more);
    let identity = |ui: &mut Ui| (on || more) && identity(ui, on);
    let (asked, ()) = form::group_with(ui, "Objective", identity, |ui| {
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
    });
    if asked {
        context.actions.push(Action::ToggleIdentity);
    }
    form::group(ui, "Target", |ui| target::ui(ui, context));
    // Fresh draws are what everybody begins with.
    if context.view.more || context.document.scene().data.train_points.is_some() {
        form::group(ui, "Training data", |ui| data::ui(ui, context));
    }
}

/// The buttons that show a step stage by stage, and keep the run to compare others with.
fn instruments(ui: &mut Ui, context: &mut ControlContext<'_>) {
    // A run is kept to compare others with: not before there is one.
    let shown = if context.view.more || context.snapshot.pinned.is_some() {
        2
    } else {
        1
    };
    ui.horizontal(|ui| {
        let gaps = (shown - 1) as f32 * ui.spacing().item_spacing.x;
        let width = (ui.available_width() - gaps) / shown as f32;
        let size = vec2(width.max(0.0), 1.2 * ui.spacing().interact_size.y);
        let buttons = [
            (
                context.view.slow_motion,
                "Slow motion",
                "Shows one step stage by stage: what it draws, asks and is answered, its loss, and what it changes. Key: O.",
                Action::SlowMotion,
            ),
            (
                context.snapshot.pinned.is_some(),
                "Pin this run",
                "Keeps the curves and the network of this run: change the objective, the network, the rate or the seed, and compare. Press again to let it go.",
                Action::TogglePin,
            ),
        ];
        for (on, name, help, action) in buttons.into_iter().take(shown) {
            let button = Button::selectable(on, name).frame_when_inactive(true);
            if ui.add_sized(size, button).on_hover_text(help).clicked() {
                context.actions.push(action);
            }
        }
    });
}

/// The button of the card of objectives, which is `on` or not; whether it was pressed.
fn identity(ui: &mut Ui, on: bool) -> bool {
    let button = Button::selectable(on, "DSM = ESM + C").frame_when_inactive(true);
    let help = "An experiment: denoising, explicit and implicit score matching of this network at the shown noise level, on the same draws. They differ by constants that do not depend on the network.";
    ui.add(button.small()).on_hover_text(help).clicked()
}
