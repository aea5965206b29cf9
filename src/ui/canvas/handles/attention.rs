//! Which of the handles the user is at.

use egui::{Id, Response};

/// Which handle has the pointer and which the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// Whether the pointer is over a handle, so that the wheel is not the canvas's.
    pub hovered: bool,
    pub focused: Option<Id>,
}

impl Attention {
    pub fn note(&mut self, response: &Response) {
        self.hovered |= response.hovered();
        if response.has_focus() {
            self.focused = Some(response.id);
        }
    }
}
