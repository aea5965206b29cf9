//! What a group of controls may look at and change.

use crate::document::Document;
use crate::session::Snapshot;
use crate::ui::shortcuts::Action;
use crate::ui::view::View;

/// The experiment and the window, as far as controls reach.
pub struct ControlContext<'a> {
    pub document: &'a mut Document,
    pub view: &'a mut View,
    pub snapshot: &'a Snapshot,
    pub actions: &'a mut Vec<Action>,
}
