//! The left panel: everything about the experiment, in groups.

mod component;
mod field;
mod form;
mod network;
mod particles;
mod scene;
mod training;

use super::shortcuts::Action;
use super::view::View;
use crate::document::Document;
use crate::session::{Command, Snapshot};
use egui::{ScrollArea, Ui};

/// What a group may look at and change.
pub struct Desk<'a> {
    pub document: &'a mut Document,
    pub view: &'a mut View,
    pub snapshot: &'a Snapshot,
    pub actions: &'a mut Vec<Action>,
    pub commands: &'a mut Vec<Command>,
}

/// Shows all groups, one below the other.
pub fn ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            form::group(ui, "Scene", true, |ui| scene::ui(ui, desk));
            form::group(ui, "Field", true, |ui| field::ui(ui, desk));
            form::group(ui, "Training", true, |ui| training::ui(ui, desk));
            form::group(ui, "Particles", true, |ui| particles::ui(ui, desk));
            form::group(ui, "Network", false, |ui| network::ui(ui, desk));
            ui.add_space(8.0);
        });
}
