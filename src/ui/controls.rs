//! The left panel: everything about the experiment, in groups. Who lives here: a file for each group, the form
//! that all are laid out in, and what they may read and change.

mod component;
pub mod context;
mod field;
mod form;
mod network;
pub mod pace;
mod particles;
mod points;
mod scene;
mod training;

use super::view::Stage;
use context::ControlContext;
use egui::{ScrollArea, Ui};

/// Shows all groups, one below the other.
pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            form::group(ui, "Scene", true, |ui| scene::ui(ui, context));
            if context.view.stage == Stage::Journey {
                let speed = &mut context.view.journey_speed;
                form::group(ui, "Time bar", true, |ui| pace::journey(ui, speed));
            }
            form::group(ui, "Field", true, |ui| field::ui(ui, context));
            form::group(ui, "Training", true, |ui| training::ui(ui, context));
            form::group(ui, "Particles", true, |ui| particles::ui(ui, context));
            form::group(ui, "Network", false, |ui| network::ui(ui, context));
            ui.add_space(8.0);
        });
}
