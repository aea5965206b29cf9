//! The buttons of a lesson.

use egui::{Button, Color32, RichText, Stroke, Ui, Vec2, vec2};

/// A button that invites.
pub fn filled(text: &str, fill: Color32, ink: Color32) -> Button<'_> {
    let text = RichText::new(text).strong().color(ink);
    Button::new(text).fill(fill).stroke(Stroke::NONE)
}

/// How large a button is that stands alone in a line.
pub fn wide(ui: &Ui) -> Vec2 {
    vec2(ui.available_width(), 1.45 * ui.spacing().interact_size.y)
}
