//! A row for each Gaussian.

use super::cells::{cell, exact, head, height};
use crate::document::Document;
use crate::mixture::{Component, STD_RANGE};
use crate::scene::Target;
use crate::ui::format::significant;
use egui::{Button, Checkbox, Label, ScrollArea, Ui};
use std::ops::RangeInclusive;

/// Columns with their widths, in points.
const COLUMNS: [(&str, f32, &str); 9] = [
    (
        "",
        34.0,
        "Its number: click it to select it; with Shift more of them.",
    ),
    (
        "lock",
        34.0,
        "What is locked is left as it is by hands and by this table.",
    ),
    ("x", 84.0, "The mean μ, in data units."),
    ("y", 84.0, "The mean μ, in data units."),
    (
        "std 1",
        78.0,
        "The standard deviation along the first axis, in data units.",
    ),
    (
        "std 2",
        78.0,
        "The standard deviation along the second axis, in data units.",
    ),
    (
        "angle °",
        58.0,
        "The direction of the first axis, counter-clockwise from the x axis, in degrees.",
    ),
    (
        "weight",
        70.0,
        "A mass: the weights need not sum to anything, each is divided by their sum.",
    ),
    (
        "share",
        54.0,
        "The weight divided by the sum of all: the part of the samples that come from here.",
    ),
];
/// Weights that can be typed: any mass beside any other.
const WEIGHTS: RangeInclusive<f64> = 1e-6..=1e9;
/// Angles beyond this say nothing that a smaller one does not.
const DEGREES: f64 = 36_000.0;

pub fn ui(ui: &mut Ui, document: &mut Document) {
    head(ui, &COLUMNS);
    let number = document.components().len();
    let row = ui.spacing().interact_size.y;
    ScrollArea::vertical()
        .id_salt("rows of Gaussians")
        .auto_shrink([false, true])
        .max_height(height(ui, number))
        .show_rows(ui, row, number, |ui, rows| {
            for index in rows {
                line(ui, document, index);
            }
        });
    ui.horizontal(|ui| {
        let even = ui
            .button("Sum to 1")
            .on_hover_text("Divides every weight by their sum: the target stays what it is.");
        if even.clicked() {
            normalise(document);
        }
        let total: f64 = document.components().iter().map(|c| c.weight).sum();
        ui.weak(format!("the weights sum to {}", significant(total)));
    });
}

/// Divides the weights by their sum.
fn normalise(document: &mut Document) {
    document.settle();
    if let Target::Components(components) = &mut document.scene_mut().target {
        let total: f64 = components.iter().map(|c| c.weight).sum();
        for component in components {
            component.weight /= total;
        }
    }
}

fn line(ui: &mut Ui, document: &mut Document, index: usize) {
    let Some(component) = document.components().get(index).cloned() else {
        return;
    };
    let share = document.share(index);
    let mut locked = document.is_locked(index);
    let name = |what: &str| format!("Gaussian {}, {what}", index + 1);
    let mut changed = component.clone();
    let mut edited = false;
    ui.horizontal(|ui| {
        let widths = COLUMNS.map(|(_, width, _)| width);
        let chosen = document.is_selected(index);
        let number = Button::selectable(chosen, format!("{}", index + 1));
        let picked = cell(ui, widths[0], |ui| ui.add(number)).on_hover_text(COLUMNS[0].2);
        if picked.accessible_name(name("select")).clicked() {
            if ui.input(|input| input.modifiers.shift || input.modifiers.command) {
                document.toggle_selected(index);
            } else {
                document.select(Some(index));
            }
        }
        let lock = cell(ui, widths[1], |ui| {
            ui.add(Checkbox::without_text(&mut locked))
        });
        if lock.accessible_name(name("locked")).changed() {
            document.settle();
            document.lock(index, locked);
        }
        ui.add_enabled_ui(!locked, |ui| {
            ui.horizontal(|ui| {
                let (stds, angle) = (component.cov.stds(), component.cov.angle());
                let unit = stds[0].max(stds[1]);
                let mut number = |width, what: &str, value: &mut f64, range, speed| {
                    let field = cell(ui, width, |ui| exact(ui, value, range, speed));
                    field.accessible_name(name(what)).changed()
                };
                for (axis, what) in ["x", "y"].into_iter().enumerate() {
                    let mean = &mut changed.mean[axis];
                    edited |= number(widths[2 + axis], what, mean, -1e6..=1e6, 0.02 * unit);
                }
                let (mut new, mut degrees) = (stds, angle.to_degrees());
                let mut reshaped = false;
                for (axis, what) in ["std 1", "std 2"].into_iter().enumerate() {
                    let std = &mut new[axis];
                    reshaped |= number(widths[4 + axis], what, std, STD_RANGE, 0.01 * unit);
                }
                let turned = number(widths[6], "angle", &mut degrees, -DEGREES..=DEGREES, 1.0);
                if reshaped || turned {
                    let angle = if turned { degrees.to_radians() } else { angle };
                    changed = Component::from_axes(changed.mean, new, angle, changed.weight);
                    edited = true;
                }
                let speed = 0.01 * component.weight;
                edited |= number(widths[7], "weight", &mut changed.weight, WEIGHTS, speed);
            });
        });
        let share = Label::new(format!("{} %", significant(100.0 * share)));
        cell(ui, widths[8], |ui| ui.add(share));
    });
    if edited {
        document.set_component(index, changed);
    }
}
