//! Which keys are pressed, and for whom.

use super::{Action, KEYS};
use egui::{Context, Id, Key, Modifiers, Popup};

/// What the keyboard asks for in this frame; an open list or menu has all of it. `is_handle` knows the
/// things on the canvas: with one of them focused the keys still work, with a text field or a button
/// focused they belong to it.
pub fn pressed(ctx: &Context, is_handle: impl Fn(Id) -> bool) -> Vec<Action> {
    if Popup::is_any_open(ctx) {
        return Vec::new();
    }
    let focused = ctx.memory(|memory| memory.focused());
    let on_canvas = focused.is_none_or(is_handle);
    let typing = ctx.text_edit_focused();
    let mut actions = Vec::new();
    for (action, modifiers, key) in KEYS {
        let plain = modifiers == Modifiers::NONE;
        let taken = if key == Key::Space {
            !on_canvas
        } else {
            let of_text = matches!(action, Action::Undo | Action::Redo | Action::SelectAll);
            typing && (plain || of_text)
        };
        if !taken && ctx.input_mut(|input| consume(input, modifiers, key)) {
            actions.push(action);
        }
    }
    actions
}

/// Plain keys only without modifiers: Alt and Shift mean something else on the canvas.
fn consume(input: &mut egui::InputState, modifiers: Modifiers, key: Key) -> bool {
    if modifiers == Modifiers::NONE && input.modifiers.any() {
        return false;
    }
    input.consume_key(modifiers, key)
}
