//! Points as a mixture of few Gaussians, by expectation-maximisation.

use super::buttons::{self, Entry};
use crate::shapes::Fit;
use crate::ui::controls::context::ControlContext;
use crate::ui::controls::form;
use crate::ui::shortcuts::Action;
use egui::{RichText, Ui};

const NUMBER: &str = "How many Gaussians K describe the points. Each has a mean, a full covariance and a weight, found by expectation-maximisation: the likelihood of the points rises at every step.";
const FIT: &str = "Replaces the kernels by K Gaussians with full covariances, the likeliest of ten fits from different starts. The exact score stays known; undo brings the points back.";
const CHOOSE: &str = "Fits 1, 2, 3 … Gaussians and takes the number K with the smallest BIC = (6 K − 1) log n − 2 log L: one more must be worth its six numbers. Undo brings the points back.";

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    ui.add_space(4.0);
    ui.label(RichText::new("Or as few Gaussians:").weak());
    let number = &mut context.view.fitted;
    form::count(
        ui,
        ["Gaussians K", NUMBER],
        number,
        1..=Fit::MOST_COMPONENTS,
    );
    let entries = [
        Entry {
            action: Action::FitMixture,
            texts: ["Fit K", "Fit K Gaussians"],
            help: FIT,
            able: true,
            unable: "",
        },
        Entry {
            action: Action::ChooseMixture,
            texts: ["K by BIC", "Fit as many Gaussians as BIC asks for"],
            help: CHOOSE,
            able: true,
            unable: "",
        },
    ];
    buttons::row(ui, &entries, context.actions);
}
