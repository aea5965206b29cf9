//! The handle of a Gaussian's mean: dragged, moved by arrow keys, weighed by the wheel.

use super::attention::Attention;
use super::caption::Caption;
use super::drag_handle::{self, Mark};
use super::ellipse::end_of_axis;
use super::held::{Hold, Part};
use super::tools::Tools;
use crate::document::Document;
use crate::ui::canvas::context_menu;
use crate::ui::format::significant;
use crate::ui::frame::gesture;
use egui::Ui;

/// Shows the handle of the mean of component number `index`; what is to be said beside it.
pub fn ui(
    held: &mut Hold,
    attention: &mut Attention,
    ui: &Ui,
    tools: &Tools<'_>,
    document: &mut Document,
    index: usize,
) -> Option<Caption> {
    let component = document.components()[index].clone();
    let pos = tools.projection.screen_from_data(component.mean);
    let id = tools.base.with(("mean", index));
    if !held.holds(index, Part::Mean) && !tools.projection.screen.contains(pos) {
        return None;
    }
    let share = significant(document.share(index));
    let locked = document.is_locked(index);
    let state = if locked { ", locked" } else { "" };
    let label = format!(
        "Gaussian {} of {}, mean {}, weight {share}{state}",
        index + 1,
        document.components().len(),
        drag_handle::spoken(component.mean, tools.projection),
    );
    let response = drag_handle::interact(ui, id, (pos, &[]), tools, &label);
    let more = drag_handle::picks_more(ui);
    held.take(&response, document, (index, Part::Mean), more);
    match (response.clicked(), more) {
        (true, true) => document.toggle_selected(index),
        (true, false) => document.select(Some(index)),
        // By the keyboard: of several that are selected it is one.
        (false, _) if response.gained_focus() && !document.is_selected(index) => {
            document.select(Some(index));
        }
        (false, _) => {}
    }

    if let (Some((from, to)), true) = (
        drag_handle::drag(ui, &response),
        held.holds(index, Part::Mean),
    ) {
        let (from, to) = (
            tools.projection.data_from_screen(from),
            tools.projection.data_from_screen(to),
        );
        document.move_from(held.group(), [to[0] - from[0], to[1] - from[1]]);
    } else if let Some(shift) = drag_handle::arrow_keys(ui, &response) {
        let unit = 1.0 / tools.projection.points_per_unit();
        let by = [f64::from(shift.x) * unit, f64::from(shift.y) * unit];
        let group = if locked || !document.is_selected(index) {
            vec![(index, component.mean)]
        } else {
            document.movable()
        };
        document.move_from(&group, by);
    }
    if let Some(action) = context_menu::of_gaussian(&response, document, index) {
        if !document.is_selected(index) {
            document.select(Some(index));
        }
        attention.asked = Some(action);
    }
    attention.note_of(&response, index);
    let wheel = gesture::wheel(ui.ctx(), response.id, response.hovered());
    if wheel != 0.0 {
        document.weigh(index, wheel);
    }

    let chosen = document.is_selected(index);
    let pos = tools
        .projection
        .screen_from_data(document.components()[index].mean);
    let mark = if locked { Mark::Locked } else { Mark::Middle };
    drag_handle::paint(tools, pos, mark, &response, chosen);
    let text = format!(
        "mean {}   weight {}",
        drag_handle::spoken(document.components()[index].mean, tools.projection),
        significant(document.share(index)),
    );
    let hint = if locked {
        "locked: unlock it to move it"
    } else if chosen && document.selection().len() > 1 {
        "drag to move all that are selected"
    } else {
        "drag to move, wheel for the weight"
    };
    let component = &document.components()[index];
    let (stds, angle) = held.axes(index, component);
    let ends = [0, 1].map(|axis| end_of_axis(tools.projection, component.mean, stds, angle, axis));
    let others = if document.alone() == Some(index) {
        &ends[..]
    } else {
        &[]
    };
    Caption::beside(ui, tools, (pos, others), &response, &text, hint)
}
