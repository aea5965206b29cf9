//! Several Gaussians that are selected: how they are brought into line, in the place that the numbers of one have.

use super::buttons::{self, Entry};
use crate::document::Arrangement;
use crate::ui::controls::component::ROWS;
use crate::ui::controls::context::ControlContext;
use crate::ui::shortcuts::Action;
use crate::wording::count;
use egui::{RichText, Ui};

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let row = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
    let top = ui.cursor().top();
    let selected = context.document.selection();
    let locked = (selected.iter())
        .filter(|i| context.document.is_locked(**i))
        .count();
    let mut text = format!("{} Gaussians selected", count(selected.len() as u64));
    if locked > 0 {
        text += &format!(", {} locked", count(locked as u64));
    }
    ui.label(RichText::new(text).weak());
    let entry = |how: Arrangement, text: &'static str| Entry {
        action: Action::Arrange(how),
        texts: [text, how.name()],
        help: how.explanation(),
        able: selected.len() >= how.least(),
        unable: "Select three Gaussians at least: hold Shift and click more.",
    };
    let align = [
        entry(Arrangement::Column, "Column"),
        entry(Arrangement::Row, "Row"),
    ];
    let spread = [
        entry(Arrangement::SpreadAcross, "Space across"),
        entry(Arrangement::SpreadUp, "Space up"),
    ];
    for entries in [align, spread] {
        buttons::row(ui, &entries, context.actions);
    }
    ui.label(RichText::new("Drag one and all move.").weak());
    // Nothing below may move when one more is selected.
    let left = top + ROWS * row - ui.cursor().top();
    ui.add_space(left.max(0.0));
}
