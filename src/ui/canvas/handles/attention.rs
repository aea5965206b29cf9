//! Which of the handles the user is at.

use crate::ui::shortcuts::Action;
use egui::{Id, Response};

/// Which handle has the pointer and which the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// Whether the pointer is over a handle, so that the wheel is not the canvas's.
    pub hovered: bool,
    pub focused: Option<Id>,
    /// The Gaussian that the pointer or the keyboard is at.
    pub component: Option<usize>,
    /// What is to be done with the selected Gaussians.
    pub asked: Option<Action>,
}

impl Attention {
    pub fn note(&mut self, response: &Response) {
        self.hovered |= response.hovered();
        if response.has_focus() {
            self.focused = Some(response.id);
        }
    }

    /// [`Self::note`], of a handle of component number `index`.
    pub fn note_of(&mut self, response: &Response, index: usize) {
        self.note(response);
        if response.hovered() || response.dragged() || response.has_focus() {
            self.component = Some(index);
        }
    }
}
