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
    let label = format!(
        "Gaussian {} of {}, mean {}, weight {share}",
        index + 1,
        document.components().len(),
        drag_handle::spoken(component.mean, tools.projection),
    );
    let response = drag_handle::interact(ui, id, (pos, &[]), tools, &label);
    held.take(&response, document, index, Part::Mean);
    if response.gained_focus() || response.clicked() {
        document.select(Some(index));
    }

    if let (Some((from, to)), Some(start)) = (drag_handle::drag(ui, &response), held.component()) {
        let (from, to) = (
            tools.projection.data_from_screen(from),
            tools.projection.data_from_screen(to),
        );
        let mut moved = component.clone();
        moved.mean = std::array::from_fn(|i| start.mean[i] + to[i] - from[i]);
        document.set_component(index, moved);
    } else if let Some(shift) = drag_handle::arrow_keys(ui, &response) {
        let mut moved = component.clone();
        let unit = 1.0 / tools.projection.points_per_unit();
        moved.mean[0] += f64::from(shift.x) * unit;
        moved.mean[1] += f64::from(shift.y) * unit;
        document.set_component(index, moved);
    }
    if context_menu::removes(&response, document.components().len() == 1) {
        document.select(Some(index));
        attention.removes = true;
    }
    attention.note_of(&response, index);
    let wheel = gesture::wheel(ui.ctx(), response.id, response.hovered());
    if wheel != 0.0 {
        document.weigh(index, wheel);
    }

    let chosen = document.selected() == Some(index);
    let pos = tools
        .projection
        .screen_from_data(document.components()[index].mean);
    drag_handle::paint(tools, pos, Mark::Middle, &response, chosen);
    let text = format!(
        "mean {}   weight {}",
        drag_handle::spoken(document.components()[index].mean, tools.projection),
        significant(document.share(index)),
    );
    let hint = "drag to move, wheel for the weight";
    let component = &document.components()[index];
    let (stds, angle) = held.axes(index, component);
    let ends = [0, 1].map(|axis| end_of_axis(tools.projection, component.mean, stds, angle, axis));
    let others = if chosen { &ends[..] } else { &[] };
    Caption::beside(ui, tools, (pos, others), &response, &text, hint)
}
