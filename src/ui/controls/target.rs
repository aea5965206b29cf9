//! What is learned: Gaussians one by one, a curve or points. Who lives here: the tools that edit it by hand, the buttons
//! for what is selected, and the fit of Gaussians to points.

mod buttons;
mod fit;
mod hand;
mod several;

use super::component;
use super::context::ControlContext;
use super::points;
use crate::scene::Target;
use crate::ui::shortcuts::Action;
use crate::ui::view::HandTool;
use buttons::Entry;
use egui::{RichText, Ui};

const TABLE: &str = "Shows the target as a table of exact numbers, to be read and typed.";
const TEXT: &str = "Draws a text as points in the shape of its letters.";

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    // Dragging, adding and typing are enough to begin with.
    let is_points = matches!(context.document.scene().target, Target::Points(_));
    if context.view.more || context.view.tool.is_some() || is_points {
        hand::tools(ui, context);
    }
    if let Some(tool @ (HandTool::Brush | HandTool::Eraser)) = context.view.tool {
        hand::reach(ui, context, tool);
    }
    match &context.document.scene().target {
        Target::Components(_) => separate(ui, context),
        Target::Shape(_) => {
            if context.view.more || context.view.table {
                table_and_text(ui, context);
            }
            let text = "A curve of many narrow Gaussians: drag its middle, its angle or its size on the canvas.";
            ui.label(RichText::new(text).weak());
        }
        Target::Points(_) => {
            table_and_text(ui, context);
            points::ui(ui, context);
            fit::ui(ui, context);
        }
    }
}

/// Gaussians one by one.
fn separate(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let selected = !context.document.selection().is_empty();
    let removable = selected && context.document.components().len() > 1;
    let entries = [
        Entry {
            action: Action::AddComponent,
            texts: ["Add", "Add a Gaussian"],
            help: "Puts a round Gaussian in the middle of the view. A double-click on the canvas puts one there. Key: A.",
            able: true,
            unable: "",
        },
        Entry {
            action: Action::DuplicateComponents,
            texts: ["Duplicate", "Duplicate the selected Gaussian"],
            help: "Puts a copy beside every selected Gaussian, and selects the copies. Key: Ctrl D.",
            able: selected,
            unable: "Select a Gaussian on the canvas first.",
        },
        Entry {
            action: Action::RemoveComponent,
            texts: ["Remove", "Remove the selected Gaussian"],
            help: "Removes what is selected. The last Gaussian stays. Key: Delete.",
            able: removable,
            unable: "Select a Gaussian on the canvas first. The last one stays.",
        },
    ];
    // What acts on the selected comes with the selection, beside the first, which stays where it is.
    let there = if selected || context.view.more {
        entries.len()
    } else {
        1
    };
    buttons::row_with_room(ui, &entries[..there], entries.len(), context.actions);
    if selected || context.view.more || context.view.table {
        for_the_selected(ui, context, selected);
    }
    if context.document.selection().len() > 1 {
        several::ui(ui, context);
    } else {
        component::ui(ui, context);
    }
}

/// What else can be done to the selected ones and to all.
fn for_the_selected(ui: &mut Ui, context: &mut ControlContext<'_>, selected: bool) {
    let lock = if context.document.selection_is_locked() {
        ["Unlock", "Unlock the selected Gaussian"]
    } else {
        ["Lock", "Lock the selected Gaussian"]
    };
    let [table, text] = table_and_text_entries();
    let entries = [
        Entry {
            action: Action::ToggleLock,
            texts: lock,
            help: "What is locked is neither moved, reshaped, weighed nor removed by hand, until it is unlocked.",
            able: selected,
            unable: "Select a Gaussian on the canvas first.",
        },
        table,
        text,
    ];
    buttons::row(ui, &entries, context.actions);
}

fn table_and_text(ui: &mut Ui, context: &mut ControlContext<'_>) {
    buttons::row(ui, &table_and_text_entries(), context.actions);
}

fn table_and_text_entries() -> [Entry; 2] {
    [
        Entry {
            action: Action::ToggleTable,
            texts: ["Table", "Table of numbers"],
            help: TABLE,
            able: true,
            unable: "",
        },
        Entry {
            action: Action::DrawText,
            texts: ["Text…", "Draw a text as points"],
            help: TEXT,
            able: true,
            unable: "",
        },
    ]
}
