//! Buttons of equal width that ask for actions, some of them at rest.

use crate::ui::shortcuts::Action;
use egui::{Button, Ui, vec2};

/// One button.
pub struct Entry {
    pub action: Action,
    /// What it says, and its full name.
    pub texts: [&'static str; 2],
    pub help: &'static str,
    pub able: bool,
    /// Why it rests.
    pub unable: &'static str,
}

/// Shows `entries` side by side.
pub fn row(ui: &mut Ui, entries: &[Entry], actions: &mut Vec<Action>) {
    row_with_room(ui, entries, entries.len(), actions);
}

/// Shows `entries` side by side, as wide as if there were `places` of them.
pub fn row_with_room(ui: &mut Ui, entries: &[Entry], places: usize, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let gap = ui.spacing().item_spacing.x;
        let gaps = gap * places.saturating_sub(1) as f32;
        let width = (ui.available_width() - gaps) / places.max(1) as f32;
        // "Duplicate" and its like fit a third of the rail.
        ui.spacing_mut().button_padding.x = ui.spacing().button_padding.x.min(2.0);
        for entry in entries {
            let size = vec2(width, 1.2 * ui.spacing().interact_size.y);
            let [text, name] = entry.texts;
            let button = ui
                .add_enabled_ui(entry.able, |ui| ui.add_sized(size, Button::new(text)))
                .inner
                .on_hover_text(entry.help)
                .on_disabled_hover_text(entry.unable)
                .accessible_name(name);
            if button.clicked() {
                actions.push(entry.action);
            }
        }
    });
}
