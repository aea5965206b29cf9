//! The scene by its name, and the presets to choose from.

use crate::document::Document;
use crate::scene::preset;
use crate::ui::controls::combo_box::list;
use crate::ui::theme;
use egui::{ComboBox, Ui};

/// The height of the list at the ordinary size, in points.
const LIST: f32 = 420.0;

/// Shows the name over `width` points.
pub fn ui(ui: &mut Ui, document: &mut Document, width: f32) {
    let title = document.title().into_owned();
    let combo = ComboBox::from_id_salt("preset")
        .width(width)
        .height(LIST * theme::scale(ui))
        .truncate()
        .selected_text(title.as_str());
    let presets = preset::all();
    let opened = document.opened();
    let current = presets.iter().position(|p| p.scene == *opened);
    let entries = presets
        .iter()
        .map(|p| (p.scene.title.as_str(), p.scene.why.as_str()));
    let (button, picked) = list(ui, combo, current, entries);
    button
        .on_hover_text(document.scene().why.as_str())
        .accessible_name("Scene to show");
    if let Some(index) = picked {
        // Presets are checked by tests: opening one cannot fail.
        let _ = document.open(presets[index].scene.clone());
    }
}
