//! The selected Gaussian in numbers, in a place that is kept for it.

use super::context::ControlContext;
use super::form;
use crate::mixture::{Component, STD_RANGE};
use crate::ui::frame::gesture;
use crate::ui::typed;
use egui::{DragValue, Response, RichText, Ui};

const MEAN: &str = "Where the middle of the Gaussian lies, x and y, in data units.";
const STDS: &str = "Standard deviations along the long and the short axis, in data units: about two thirds of the samples lie within one of them.";
const ANGLE: &str = "Direction of the long axis, counter-clockwise from the x axis.";
const WEIGHT: &str = "The share of all samples that come from this Gaussian. The others keep their proportions. The wheel over this number or over its handle changes it too.";
const HINT: &str =
    "Drag a Gaussian on the canvas: the network follows. Click one to see its numbers here.";

/// Angles beyond this say nothing that a smaller one does not.
const DEGREES: f64 = 36_000.0;
/// A title and four rows of numbers.
pub const ROWS: f32 = 5.0;

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let row = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
    let top = ui.cursor().top();
    let selected = context.document.alone();
    let found = selected.and_then(|index| {
        let component = context.document.components().get(index)?.clone();
        Some((index, component))
    });
    match found {
        Some((index, component)) => numbers(ui, context, index, component),
        None => {
            ui.label(RichText::new(HINT).weak());
        }
    }
    // Nothing below may move when a Gaussian is selected.
    let left = top + ROWS * row - ui.cursor().top();
    ui.add_space(left.max(0.0));
}

fn numbers(ui: &mut Ui, context: &mut ControlContext<'_>, index: usize, component: Component) {
    let mut mean = component.mean;
    let (mut stds, angle) = component.axes();
    let mut degrees = angle.to_degrees();
    let alone = context.document.components().len() == 1;
    // One alone holds everything; two leave something to each other.
    let shares = if alone { 1.0..=1.0 } else { 0.001..=0.999 };
    // A share that is rounded out of its range would be another number at every look.
    let share = context.document.share(index);
    let mut share = share.clamp(*shares.start(), *shares.end());
    let unit = stds[0];

    let (mut moved, mut reshaped, mut weighted) = (false, false, false);
    let mut wheel = 0.0;
    let locked = context.document.is_locked(index);
    let state = if locked { ", locked" } else { "" };
    ui.label(RichText::new(format!("Gaussian {}{state}", index + 1)).weak());
    if locked {
        ui.disable();
    }
    form::grid(ui, "component", |ui| {
        form::row(ui, "Mean", MEAN, |ui| {
            pair(ui, ["Mean, x", "Mean, y"], &mut moved, |ui, axis| {
                form::number(ui, &mut mean[axis], -1e6..=1e6, 0.02 * unit)
            })
        });
        form::row(ui, "Std", STDS, |ui| {
            let names = ["Std, long axis", "Std, short axis"];
            pair(ui, names, &mut reshaped, |ui, axis| {
                form::number(ui, &mut stds[axis], STD_RANGE, 0.01 * unit)
            })
        });
        form::row(ui, "Angle", ANGLE, |ui| {
            let field = DragValue::new(&mut degrees)
                .update_while_editing(false)
                .custom_parser(typed::parser(ui.ctx(), -DEGREES..=DEGREES))
                .speed(1.0)
                .max_decimals(1)
                .suffix("°");
            let turned = typed::field(ui, field).accessible_name("Angle");
            reshaped |= turned.changed();
            turned
        });
        form::row(ui, "Weight", WEIGHT, |ui| {
            let shared = ui
                .add_enabled_ui(!alone, |ui| form::number(ui, &mut share, shares, 0.005))
                .inner
                .accessible_name("Weight");
            weighted |= shared.changed();
            // The rail stays where it is.
            wheel = gesture::wheel(ui.ctx(), shared.id, shared.hovered() && !alone);
            shared
        });
    });

    if moved {
        let moved = Component {
            mean,
            ..component.clone()
        };
        context.document.set_component(index, moved);
    }
    if reshaped {
        let weight = component.weight;
        let reshaped = Component::from_axes(mean, stds, degrees.to_radians(), weight);
        context.document.set_component(index, reshaped);
    }
    if weighted {
        context.document.set_share(index, share);
    }
    if wheel != 0.0 {
        context.document.weigh(index, wheel);
    }
}

/// Two fields side by side.
fn pair(
    ui: &mut Ui,
    names: [&str; 2],
    changed: &mut bool,
    mut field: impl FnMut(&mut Ui, usize) -> Response,
) -> Response {
    ui.horizontal(|ui| {
        let first = field(ui, 0).accessible_name(names[0]);
        let second = field(ui, 1).accessible_name(names[1]);
        *changed |= first.changed() || second.changed();
        first
    })
    .inner
}
