//! The handle at the end of a Gaussian's axis: stretches and turns it.

use super::attention::Attention;
use super::caption::Caption;
use super::drag_handle::{self, Mark};
use super::ellipse::end_of_axis;
use super::held::{Hold, Part};
use super::tools::Tools;
use crate::document::Document;
use crate::mixture::{Component, STD_RANGE};
use crate::ui::format::significant;
use egui::{Stroke, Ui};

/// Shows the handle at the end of one axis of component number `index`; what is to be said beside it.
pub fn ui(
    held: &mut Hold,
    attention: &mut Attention,
    ui: &Ui,
    tools: &Tools<'_>,
    document: &mut Document,
    index: usize,
    axis: usize,
) -> Option<Caption> {
    let component = document.components()[index].clone();
    let center = tools.projection.screen_from_data(component.mean);
    let (stds, angle) = held.axes(index, &component);
    let pos = end_of_axis(tools.projection, component.mean, stds, angle, axis);
    let which = ["long", "short"][axis];
    let label = format!(
        "{which} axis of Gaussian {}, standard deviation {}",
        index + 1,
        significant(stds[axis]),
    );
    let response = drag_handle::interact(
        ui,
        tools.base.with(("axis", index, axis)),
        (pos, &[center]),
        tools,
        &label,
    );
    held.take(&response, document, (index, Part::Axis(axis)), false);
    attention.note_of(&response, index);

    let change = match (drag_handle::drag(ui, &response), held.component()) {
        (Some((from, to)), Some(start)) => {
            let (start, start_angle) = start.axes();
            let (turn, stretch) = drag_handle::turn_and_stretch(center, from, to);
            Some((start, start_angle, turn, stretch))
        }
        _ => drag_handle::arrow_keys(ui, &response).map(|shift| {
            // Up and down stretch, left and right turn.
            let turn = -f64::from(shift.x) * 0.5_f64.to_radians();
            (stds, angle, turn, (0.005 * f64::from(shift.y)).exp())
        }),
    };
    if let Some((start, start_angle, turn, stretch)) = change {
        let mut stds = start;
        stds[axis] = (stds[axis] * stretch).clamp(*STD_RANGE.start(), *STD_RANGE.end());
        let angle = start_angle + turn;
        let stretched = Component::from_axes(component.mean, stds, angle, component.weight);
        document.set_component(index, stretched);
        held.turn_to(stds, angle);
    }

    let component = &document.components()[index];
    let (stds, angle) = held.axes(index, component);
    let pos = end_of_axis(tools.projection, component.mean, stds, angle, axis);
    let stroke = Stroke::new(1.2 * tools.scale, tools.palette.accent.gamma_multiply(0.7));
    tools.painter.line_segment([center, pos], stroke);
    drag_handle::paint(tools, pos, Mark::End, &response, true);
    let text = format!(
        "std {}   angle {:.0}°",
        significant(stds[axis]),
        upright(angle, axis)
    );
    let hint = "drag to stretch and turn";
    let other = end_of_axis(tools.projection, component.mean, stds, angle, 1 - axis);
    let around = (pos, &[center, other][..]);
    Caption::beside(ui, tools, around, &response, &text, hint)
}

/// The direction of an axis in degrees, from -90 to 90.
fn upright(angle: f64, axis: usize) -> f64 {
    let degrees = (angle + axis as f64 * std::f64::consts::FRAC_PI_2).to_degrees();
    (degrees + 90.0).rem_euclid(180.0) - 90.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_of_axes_are_said_between_minus_ninety_and_ninety() {
        assert!((upright(std::f64::consts::PI, 0)).abs() < 1e-9);
        assert!((upright(0.0, 1) + 90.0).abs() < 1e-9);
        assert!((upright(0.3_f64, 0) - 0.3_f64.to_degrees()).abs() < 1e-9);
    }
}
