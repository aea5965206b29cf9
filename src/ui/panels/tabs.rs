//! The stages as tabs.

use crate::ui::controls::segmented;
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::Stage;
use egui::{Ui, Vec2};

/// The width of a tab at the ordinary size, in points: as wide as one likes, and as narrow as can be read.
const WIDE: f32 = 86.0;
const NARROW: f32 = 62.0;

/// How much room the tabs take in a bar of `room` points.
pub fn size(ui: &Ui, room: f32) -> Vec2 {
    segmented::size(ui, width(ui, room))
}

fn width(ui: &Ui, room: f32) -> f32 {
    let scale = theme::scale(ui);
    let one = if room < 700.0 * scale { NARROW } else { WIDE };
    Stage::ALL.len() as f32 * one * scale
}

/// Shows a tab for each stage, in a bar of `room` points.
pub fn ui(ui: &mut Ui, shown: Stage, room: f32, actions: &mut Vec<Action>) {
    let entries = Stage::ALL.map(|stage| {
        let key = Action::enter(stage).shortcut();
        let key = key.map(|key| format!(" Key {}.", ui.ctx().format_shortcut(&key)));
        let help = format!("{}{}", stage.explanation(), key.unwrap_or_default());
        (stage, stage.name(), help)
    });
    let width = width(ui, room);
    if let Some(stage) = segmented::ui(ui, shown, &entries, width) {
        actions.push(Action::enter(stage));
    }
}
