//! The shape of the network.

use super::context::ControlContext;
use super::form;
use crate::score::{Activation, Features, NetworkSpec, Parameterization};
use egui::Ui;

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let network = &mut context.document.scene_mut().network;
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
                &Activation::ALL.map(|kind| (kind, kind.label(), kind.help())),
            )
        });
        let help =
            "What the first layer makes of position and noise level. Changing it starts over.";
        form::row(ui, "Features", help, |ui| {
            form::choice(
                ui,
                "features",
                &mut network.features,
                &Features::ALL.map(|kind| (kind, kind.label(), kind.help())),
            )
        });
        let help = "What the numbers that the network answers mean. The score follows from each of them exactly, but some are easier to learn. Changing it starts over.";
        form::row(ui, "Answers", help, |ui| {
            form::choice(
                ui,
                "parameterization",
                &mut network.parameterization,
                &Parameterization::ALL.map(|kind| (kind, kind.label(), kind.help())),
            )
        });
    });
}
