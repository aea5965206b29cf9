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
        let help =
            "What the first layer makes of position and noise level. Changing it starts over.";
        form::row(ui, "Features", help, |ui| {
            form::choice(
                ui,
                "features",
                &mut network.features,
                &[
                    (
                        Features::Fourier,
                        "Fourier",
                        "Half of the first layer are sines with learned frequencies: fine detail is learned in half the steps (Tancik et al. 2020).",
                    ),
                    (
                        Features::Plain,
                        "Plain",
                        "The first layer is like all others.",
                    ),
                ],
            )
        });
        let help = "What the numbers that the network answers mean. The score follows from each of them exactly, but some are easier to learn. Changing it starts over.";
        form::row(ui, "Answers", help, |ui| {
            form::choice(
                ui,
                "parameterization",
                &mut network.parameterization,
                &PARAMETERIZATIONS,
            )
        });
    });
}

/// Every parameterisation with its name and meaning.
const PARAMETERIZATIONS: [(Parameterization, &str, &str); 5] = [
    (
        Parameterization::Preconditioned,
        "Preconditioned",
        "A mix of noise and clean point that has the same size at every noise level (Karras et al. 2022). The easiest to learn.",
    ),
    (
        Parameterization::Eps,
        "Noise ε",
        "The noise in the point, as in DDPM: s = −ε/σ. At large σ a small error of it is a large error of the clean point.",
    ),
    (
        Parameterization::X0,
        "Clean point x₀",
        "Where the point came from: s = (x₀ − x)/σ². At small σ a small error of it is a large error of the score.",
    ),
    (
        Parameterization::V,
        "Velocity v",
        "v = ε − σ x₀: noise at small σ, the clean point at large σ.",
    ),
    (
        Parameterization::Score,
        "Score s",
        "The arrows themselves. They are a hundred times longer at small σ than at large, which one network finds hard.",
    ),
];
