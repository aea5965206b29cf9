//! The selected Gaussian in numbers.

use super::{Desk, form};
use crate::mixture::Component;
use egui::Ui;

pub fn ui(ui: &mut Ui, desk: &mut Desk<'_>, index: usize) {
    let Some(component) = desk.document.components().get(index).cloned() else {
        return;
    };
    let mut mean = component.mean;
    let (mut stds, angle) = component.axes();
    let mut degrees = angle.to_degrees();
    let mut share = desk.document.share(index);
    let alone = desk.document.components().len() == 1;
    let unit = stds[0].max(1e-3);

    let (mut moved, mut reshaped, mut weighted) = (false, false, false);
    form::grid(ui, "component", |ui| {
        for (axis, label) in ["Mean, x", "Mean, y"].into_iter().enumerate() {
            let help = "Where the middle of the Gaussian lies, in data units.";
            moved |= form::row(ui, label, help, |ui| {
                form::number(ui, &mut mean[axis], -1e6..=1e6, 0.02 * unit)
            })
            .changed();
        }
        for (axis, label) in ["Std, long axis", "Std, short axis"]
            .into_iter()
            .enumerate()
        {
            let help = "Standard deviation: about two thirds of the samples lie within one of them along this axis.";
            reshaped |= form::row(ui, label, help, |ui| {
                form::number(ui, &mut stds[axis], 1e-3..=1e4, 0.01 * unit)
            })
            .changed();
        }
        let help = "Direction of the long axis, counter-clockwise from the x axis.";
        reshaped |= form::row(ui, "Angle", help, |ui| {
            ui.add(
                egui::DragValue::new(&mut degrees)
                    .speed(1.0)
                    .max_decimals(1)
                    .suffix("°"),
            )
        })
        .changed();
        let help = "The share of all samples that come from this Gaussian. The others keep their proportions. The wheel over its handle changes it too.";
        weighted |= form::row(ui, "Weight", help, |ui| {
            ui.add_enabled_ui(!alone, |ui| {
                form::number(ui, &mut share, 0.001..=0.999, 0.005)
            })
            .inner
        })
        .changed();
    });

    if moved {
        let moved = Component {
            mean,
            ..component.clone()
        };
        desk.document.set_component(index, moved);
    }
    if reshaped {
        let weight = component.weight;
        let reshaped = Component::from_axes(mean, stds, degrees.to_radians(), weight);
        desk.document.set_component(index, reshaped);
    }
    if weighted {
        desk.document.set_share(index, share);
    }
}
