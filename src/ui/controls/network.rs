//! The shape of the network.

use super::{Desk, form};
use crate::score::{Activation, NetworkSpec};
use egui::Ui;

pub fn ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let network = &mut desk.document.scene_mut().network;
    let widths = NetworkSpec::WIDTHS.map(|width| (width, width.to_string()));
    let depths = NetworkSpec::DEPTHS.map(|depth| (depth, depth.to_string()));
    form::grid(ui, "network", |ui| {
        let help = "Units in each hidden layer. More can follow finer detail and takes longer. Changing it starts over.";
        form::row(ui, "Width", help, |ui| {
            form::choice(
                ui,
                "width",
                &mut network.width,
                &widths.each_ref().map(|(w, text)| (*w, text.as_str(), "")),
            )
        });
        let help = "Hidden layers one after the other. Changing it starts over.";
        form::row(ui, "Depth", help, |ui| {
            form::choice(
                ui,
                "depth",
                &mut network.depth,
                &depths.each_ref().map(|(d, text)| (*d, text.as_str(), "")),
            )
        });
        let help = "The bend between two layers: without it the whole network would be one straight map. Changing it starts over.";
        form::row(ui, "Activation", help, |ui| {
            form::choice(
                ui,
                "activation",
                &mut network.activation,
                &[
                    (
                        Activation::Silu,
                        "SiLU",
                        "z / (1 + exp(−z)): smooth, and nearly linear for large z.",
                    ),
                    (
                        Activation::Tanh,
                        "tanh",
                        "Saturates at ±1 on both sides: the classic choice.",
                    ),
                ],
            )
        });
    });
}
