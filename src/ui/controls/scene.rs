//! Which scene it is, why it is worth showing, and the other ones.

use super::component;
use super::context::ControlContext;
use super::points;
use crate::preset;
use crate::scene::Target;
use crate::ui::combo_box::list;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use egui::{ComboBox, RichText, Ui};

/// The height of the list of presets at the ordinary size, in points.
const LIST: f32 = 420.0;

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let title = context.document.title().into_owned();
    let combo = ComboBox::from_id_salt("preset")
        .width(ui.available_width())
        .height(LIST * theme::scale(ui))
        .selected_text(title.as_str());
    let presets = preset::all();
    let opened = context.document.opened();
    let current = presets.iter().position(|p| p.scene == *opened);
    let entries = presets
        .iter()
        .map(|p| (p.scene.title.as_str(), p.scene.why.as_str()));
    let (button, picked) = list(ui, combo, current, entries);
    button.accessible_name("Scene to show");
    if let Some(index) = picked {
        // Presets are checked by tests: opening one cannot fail.
        let _ = context.document.open(presets[index].scene.clone());
    }

    let why = &context.document.scene().why;
    if !why.is_empty() {
        ui.label(RichText::new(why.as_str()).weak());
    }
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
        let add = ui
            .button("Add a Gaussian")
            .on_hover_text("Puts a round Gaussian in the middle of the view. A double-click on the canvas puts one there.");
        if add.clicked() {
            context.actions.push(Action::AddComponent);
        }
        let removable = context.document.selected().is_some() && context.document.components().len() > 1;
        let remove = ui
            .add_enabled(removable, egui::Button::new("Remove"))
            .on_hover_text("Removes the selected Gaussian. The last one stays.")
            .on_disabled_hover_text("Select a Gaussian on the canvas first. The last one stays.");
        if remove.clicked() {
            context.actions.push(Action::RemoveComponent);
        }
    });
    component::ui(ui, context);
}
