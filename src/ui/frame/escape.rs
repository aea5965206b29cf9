//! The key Escape, which closes one thing at a time.

use egui::{Context, Key, Popup};

/// What has the key before any window.
#[derive(Default)]
pub struct Escape {
    /// Whether a list was open or a text was typed at the end of the last frame: by now the key has
    /// closed it.
    taken: bool,
}

impl Escape {
    /// Whether the key was pressed and a window may have it.
    pub fn is_free(&self, ctx: &Context) -> bool {
        !self.taken && ctx.input(|input| input.key_pressed(Key::Escape))
    }

    /// Looks at the end of a frame who will have the key in the next one.
    pub fn look(&mut self, ctx: &Context, dialog: bool) {
        self.taken = dialog || ctx.text_edit_focused() || Popup::is_any_open(ctx);
    }
}
