//! What is learned: Gaussians one by one, a curve or points.

use super::component;
use super::context::ControlContext;
use super::points;
use crate::scene::Target;
use crate::ui::shortcuts::Action;
use egui::{Button, RichText, Ui, vec2};

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    match &context.document.scene().target {
        Target::Components(_) => separate(ui, context),
        Target::Shape(_) => {
            let text = "A curve of many narrow Gaussians: drag its middle, its angle or its size on the canvas.";
            ui.label(RichText::new(text).weak());
        }
        Target::Points(_) => points::ui(ui, context),
    }
}

/// Gaussians one by one.
fn separate(ui: &mut Ui, context: &mut ControlContext<'_>) {
    ui.horizontal(|ui| {
        let width = 0.5 * (ui.available_width() - ui.spacing().item_spacing.x);
        let size = vec2(width, 1.2 * ui.spacing().interact_size.y);
        let add = ui
            .add_sized(size, Button::new("Add"))
            .on_hover_text("Puts a round Gaussian in the middle of the view. A double-click on the canvas puts one there. Key: A.")
            .accessible_name("Add a Gaussian");
        if add.clicked() {
            context.actions.push(Action::AddComponent);
        }
        let removable = context.document.selected().is_some() && context.document.components().len() > 1;
        let remove = ui
            .add_enabled_ui(removable, |ui| ui.add_sized(size, Button::new("Remove")))
            .inner
            .on_hover_text("Removes the selected Gaussian. The last one stays. Key: Delete.")
            .on_disabled_hover_text("Select a Gaussian on the canvas first. The last one stays.")
            .accessible_name("Remove the selected Gaussian");
        if remove.clicked() {
            context.actions.push(Action::RemoveComponent);
        }
    });
    component::ui(ui, context);
}
