//! The stages as tabs.

use crate::ui::controls::segmented;
use crate::ui::lessons::Turn;
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
    (1 + Stage::ALL.len()) as f32 * one * scale
}

/// Explains the tab of the lessons.
const LESSONS: &str = "A course: one idea at a time, with a question to each. Your own work is kept aside and given back.";

/// Shows a tab for the lessons and one for each stage, in a bar of `room` points; none is `shown` in a lesson.
pub fn ui(ui: &mut Ui, shown: Option<Stage>, room: f32, actions: &mut Vec<Action>) {
    let stages = Stage::ALL.map(|stage| {
        let key = Action::enter(stage).shortcut();
        let key = key.map(|key| format!(" Key {}.", ui.ctx().format_shortcut(&key)));
        let help = format!("{}{}", stage.explanation(), key.unwrap_or_default());
        (Some(stage), stage.name(), help)
    });
    let lessons = (None, Turn::Open.name(), LESSONS.to_owned());
    let entries: Vec<_> = std::iter::once(lessons).chain(stages).collect();
    let width = width(ui, room);
    match segmented::ui(ui, shown, &entries, width) {
        Some(Some(stage)) => actions.push(Action::enter(stage)),
        Some(None) if shown.is_some() => actions.push(Action::Lesson(Turn::Open)),
        Some(None) | None => {}
    }
}
