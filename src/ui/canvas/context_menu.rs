//! What can be done at one place of the canvas: behind the other button of a mouse, or a finger held still.

use crate::document::Document;
use crate::ui::shortcuts::Action;
use crate::ui::view::Stage;
use egui::{Response, Ui};

/// What was chosen in the menu of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A Gaussian where the menu was opened.
    AddHere,
    /// A pin there, or one less.
    PinHere,
    Do(Action),
}

/// The menu of the empty plane.
pub fn of_plane(plane: &Response, document: &Document, stage: Stage) -> Option<Chosen> {
    let mut chosen = None;
    menu(plane, |ui| {
        if !document.components().is_empty() && item(ui, "Add a Gaussian here") {
            chosen = Some(Chosen::AddHere);
        }
        if item(ui, "Pin the probe here") {
            chosen = Some(Chosen::PinHere);
        }
        let actions = [Action::Respawn, Action::FitView];
        for action in actions.into_iter().filter(|action| action.acts_on(stage)) {
            if item(ui, action.name()) {
                chosen = Some(Chosen::Do(action));
            }
        }
    });
    chosen
}

/// The menu of the handle of component number `index`; what is to be done with it and what is selected with it.
pub fn of_gaussian(handle: &Response, document: &Document, index: usize) -> Option<Action> {
    let mut chosen = None;
    menu(handle, |ui| {
        let others = document.is_selected(index) && document.selection().len() > 1;
        let noun = if others {
            "the selected Gaussians"
        } else {
            "this Gaussian"
        };
        let locked = document.is_locked(index);
        let lock = if locked { "Unlock" } else { "Lock" };
        if item(ui, &format!("Duplicate {noun}")) {
            chosen = Some(Action::DuplicateComponents);
        }
        if item(ui, &format!("{lock} {noun}")) {
            chosen = Some(Action::ToggleLock);
        }
        ui.add_enabled_ui(document.components().len() > 1 && !locked, |ui| {
            if item(ui, &format!("Remove {noun}")) {
                chosen = Some(Action::RemoveComponent);
            }
        });
    });
    chosen
}

/// The menu of a pin; whether that is to be taken away.
pub fn removes_pin(pin: &Response) -> bool {
    let mut removes = false;
    menu(pin, |ui| removes = item(ui, "Take this pin away"));
    removes
}

/// Shows the menu of what `response` is of; the first of several fingers that is held still asks for none.
fn menu(response: &Response, items: impl FnOnce(&mut Ui)) {
    if response.ctx.multi_touch().is_none() {
        response.context_menu(items);
    }
}

fn item(ui: &mut Ui, text: &str) -> bool {
    let clicked = ui.button(text).clicked();
    if clicked {
        ui.close();
    }
    clicked
}
