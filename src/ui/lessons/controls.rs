//! What can be changed at a step: a few controls, each named by its symbol.

use crate::lesson::Control;
use crate::mixture::TrainingSet;
use crate::score::Objective;
use crate::ui::controls::context::ControlContext;
use crate::ui::controls::segmented;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::{FieldKind, View};
use crate::wording::count;
use egui::{Button, ComboBox, RichText, Slider, Ui, vec2};

/// Shows `wanted`.
pub fn ui(ui: &mut Ui, wanted: &[Control], context: &mut ControlContext<'_>) {
    for control in wanted {
        one(ui, *control, context);
    }
}

fn one(ui: &mut Ui, control: Control, context: &mut ControlContext<'_>) {
    match control {
        Control::Constant => {
            let reach = View::LOG10_CONSTANT;
            let mut constant = 10f64.powf(context.view.log10_constant);
            let help = "Multiplies the density by c: the blue picture changes, and no arrow does.";
            let slider = Slider::new(&mut constant, 10f64.powf(-reach)..=10f64.powf(reach));
            if named(
                ui,
                "Constant c",
                help,
                slider.logarithmic(true).max_decimals(3),
            ) {
                context.view.log10_constant = constant.log10();
            }
        }
        Control::Field => {
            let kinds = [FieldKind::Exact, FieldKind::Learned, FieldKind::Difference];
            let entries = kinds.map(|kind| (kind, kind.name(), kind.explanation().to_owned()));
            let width = ui.available_width() - 8.0;
            if let Some(kind) = segmented::ui(ui, context.view.field, &entries, width) {
                context.view.field = kind;
            }
        }
        Control::Train => {
            let runs = context.view.playback.training;
            let text = if runs { "⏸ Pause" } else { "▶ Train" };
            let help = "Lets the network learn, or wait.";
            pair(
                ui,
                (text, Action::ToggleTraining, help),
                (
                    "Restart",
                    Action::Restart,
                    "Throws the weights away and starts anew.",
                ),
                context,
            );
            let steps = count(context.snapshot.train_step);
            let text = format!("{steps} training steps");
            ui.label(RichText::new(text).small().weak());
        }
        Control::SlowMotion => {
            let on = context.view.slow_motion;
            let text = if on {
                "Leave slow motion"
            } else {
                "One step in slow motion"
            };
            let size = vec2(ui.available_width(), 1.2 * ui.spacing().interact_size.y);
            let help = Action::SlowMotion.help(ui.ctx());
            if ui
                .add_sized(size, Button::new(text))
                .on_hover_text(help)
                .clicked()
            {
                context.actions.push(Action::SlowMotion);
            }
        }
        Control::Objective => {
            let training = &mut context.document.scene_mut().training;
            ui.horizontal(|ui| {
                ui.label("Objective");
                ComboBox::from_id_salt("objective of the lesson")
                    .selected_text(training.objective.name())
                    .show_ui(ui, |ui| {
                        for objective in Objective::ALL {
                            ui.selectable_value(
                                &mut training.objective,
                                objective,
                                objective.name(),
                            );
                        }
                    })
                    .response
                    .on_hover_text("What is minimised.");
            });
        }
        Control::StepSize => {
            let sampling = &mut context.document.scene_mut().sampling;
            let mut step = sampling.step_size.unwrap_or(0.1);
            let help = "How far a particle follows the score in one step, in square units.";
            let slider = Slider::new(&mut step, 0.001..=1.9).logarithmic(true);
            if named(ui, "Step size η", help, slider.max_decimals(3)) {
                sampling.step_size = Some(step);
            }
        }
        Control::Temperature => {
            let sampling = &mut context.document.scene_mut().sampling;
            let help =
                "How strong the random kicks are: 1 samples the density, 0 climbs to a peak.";
            let slider = Slider::new(&mut sampling.temperature, 0.0..=2.0).max_decimals(2);
            named(ui, "Temperature τ", help, slider);
        }
        Control::Particles => {
            let runs = context.view.playback.particles;
            let text = if runs { "⏸ Hold" } else { "▶ Run" };
            pair(
                ui,
                (
                    text,
                    Action::ToggleParticles,
                    "Lets the particles move, or rest.",
                ),
                ("Start anew", Action::Respawn, "Draws new starting points."),
                context,
            );
        }
        Control::TrainPoints => {
            let data = &mut context.document.scene_mut().data;
            let mut points = data.train_points.unwrap_or(20);
            let most = 5000.min(*TrainingSet::SIZES.end());
            let slider = Slider::new(&mut points, 2..=most)
                .logarithmic(true)
                .max_decimals(0);
            let help = "How many points the network ever sees.";
            if named(ui, "Training points", help, slider) {
                data.train_points = Some(points);
            }
        }
    }
}

/// A slider under its name; whether it was changed.
fn named(ui: &mut Ui, name: &str, help: &str, slider: Slider<'_>) -> bool {
    let label = ui.label(name).on_hover_text(help);
    let room = ui.available_width() - 62.0 * theme::scale(ui);
    ui.spacing_mut().slider_width = room.max(60.0);
    let slider = theme::slider(ui, slider);
    slider.labelled_by(label.id).on_hover_text(help).changed()
}

/// Two buttons side by side.
fn pair(
    ui: &mut Ui,
    first: (&str, Action, &str),
    second: (&str, Action, &str),
    context: &mut ControlContext<'_>,
) {
    ui.horizontal(|ui| {
        let width = 0.5 * (ui.available_width() - ui.spacing().item_spacing.x);
        let size = vec2(width, 1.2 * ui.spacing().interact_size.y);
        for (text, action, help) in [first, second] {
            let button = ui.add_sized(size, Button::new(text));
            if button.on_hover_text(help).clicked() {
                context.actions.push(action);
            }
        }
    });
}
