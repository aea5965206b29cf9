//! The rail on the left: what can be done on a stage, a handful at first and the rest behind "More". Who
//! lives here: the rail of each stage, a file for each group of settings, and the forms, buttons and
//! switches and lists that all are laid out in.

pub mod combo_box;
mod component;
pub mod context;
mod data;
mod form;
mod learn;
pub mod lettering;
mod network;
pub mod number_table;
pub mod pace;
mod particles;
mod picture;
pub mod play;
mod points;
pub mod sample;
pub mod segmented;
mod target;
mod training;

use super::view::{Stage, View};
use context::ControlContext;
use egui::{Align, Button, Frame, Panel, ScrollArea, Ui, vec2};

/// Shows the rail of the stage; that of the journey is its own.
pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>, journey: impl FnOnce(&mut Ui, &mut View)) {
    // A scroll bar comes and goes beside the controls and moves none.
    let width = ui.available_width() - ui.spacing().scroll.floating_allocated_width;
    let opened = more_button(ui, width, &mut context.view.more);
    ScrollArea::vertical()
        .id_salt(context.view.stage.name())
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(width);
            match context.view.stage {
                Stage::Learn => learn::ui(ui, context),
                Stage::Sample => sample::ui(ui, context),
                Stage::Journey => journey(ui, context.view),
            }
            if !context.view.more {
                return;
            }
            ui.add_space(8.0);
            ui.separator();
            if opened {
                ui.scroll_to_cursor(Some(Align::TOP));
            }
            match context.view.stage {
                Stage::Learn => {
                    form::group(ui, "Training", |ui| training::ui(ui, context));
                    form::group(ui, "Network", |ui| network::ui(ui, context));
                }
                Stage::Sample => form::group(ui, "Particles", |ui| particles::ui(ui, context)),
                Stage::Journey => {}
            }
            form::group(ui, "Picture", |ui| picture::ui(ui, context));
            ui.add_space(8.0);
        });
}

/// The button at the foot of the rail that unfolds the rest; whether it did so now.
fn more_button(ui: &mut Ui, width: f32, more: &mut bool) -> bool {
    let mut pressed = false;
    Panel::bottom("more")
        .frame(Frame::new())
        .show_separator_line(false)
        .show(ui, |ui| {
            ui.add_space(4.0);
            let [text, help] = if *more {
                ["Less", "Folds away everything but the controls at the top."]
            } else {
                [
                    "More",
                    "Unfolds everything else that can be set here, below.",
                ]
            };
            let size = vec2(width, 1.3 * ui.spacing().interact_size.y);
            let button = ui.horizontal(|ui| ui.add_sized(size, Button::new(text)));
            pressed = button.inner.on_hover_text(help).clicked();
            ui.add_space(2.0);
        });
    *more ^= pressed;
    pressed && *more
}
