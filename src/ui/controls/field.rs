//! At which noise level the field is shown, with how many arrows, over which density.

use super::context::ControlContext;
use super::form;
use crate::scene::Target;
use crate::ui::format;
use crate::ui::typed;
use crate::ui::view::{FieldKind, View, shown_level};
use egui::{Checkbox, Slider, Ui};

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let mut sigma = shown_level(context.view, context.document, context.snapshot);
    let range = context.snapshot.noise;
    form::grid(ui, "field", |ui| {
        let help = "σ, the standard deviation of the Gaussian noise that blurs the data. The score of the blurred density is what the network learns, for every σ at once.";
        let response = form::row(ui, "Noise level σ", help, |ui| {
            form::logarithmic(ui, &mut sigma, range.min()..=range.max(), 1e-6..=1e6)
        });
        if response.changed() && sigma > 0.0 && sigma.is_finite() {
            context.view.choose_level(sigma.clamp(1e-6, 1e6));
        }
        let help = "Multiplies the density by a constant c. The picture changes and the arrows do not: the score is the gradient of log(c p), and log c has no gradient. So a density need not be normalised to have a score.";
        form::row(ui, "Constant c", help, |ui| {
            let limit = View::LOG10_CONSTANT;
            let parse = typed::parser(ui.ctx(), 10f64.powf(-limit)..=10f64.powf(limit));
            let slider = Slider::new(&mut context.view.log10_constant, -limit..=limit)
                .update_while_editing(false)
                .custom_formatter(|exponent, _| format::significant(10f64.powf(exponent)))
                .custom_parser(move |text| parse(text).filter(|c| *c > 0.0).map(f64::log10));
            typed::field(ui, slider)
        });
        let help = "How many arrows stand along the longer side of the canvas.";
        form::row(ui, "Arrows across", help, |ui| {
            let range = View::MIN_ARROWS..=View::MAX_ARROWS;
            let possible = View::MIN_ARROWS as u64..=View::MAX_ARROWS as u64;
            let parser = typed::whole(ui.ctx(), possible);
            let slider = Slider::new(&mut context.view.arrows_across, range)
                .update_while_editing(false)
                .custom_parser(parser);
            typed::field(ui, slider)
        });
    });
    let view = &mut *context.view;
    ui.horizontal_wrapped(|ui| {
        ui.add(Checkbox::new(&mut view.arrows, "Arrows"))
            .on_hover_text("The score at each point: which way, and by its length how strongly, the density rises.");
        let behind = view.arrows && view.field == FieldKind::Learned;
        ui.add_enabled(behind, Checkbox::new(&mut view.truth, "Exact ones behind"))
            .on_hover_text("Grey arrows show the exact score wherever the learned one differs enough to be seen. They vanish as the network learns.")
            .on_disabled_hover_text("Belongs to the learned field: grey arrows show the exact score wherever the learned one differs.");
    });
    ui.horizontal_wrapped(|ui| {
        ui.add(Checkbox::new(&mut view.density, "Density"))
            .on_hover_text("How likely each place is: the exact density at the shown noise level, times the constant c.");
        ui.add_enabled(view.density, Checkbox::new(&mut view.clean_density, "No noise"))
            .on_hover_text("Shows the density of the clean data instead of the blurred one.");
        ui.add(Checkbox::new(&mut view.contours, "Contours"))
            .on_hover_text("Lines of equal log p at the shown noise level. The exact score stands perpendicular on them.");
        ui.add(Checkbox::new(&mut view.handles, "Handles"))
            .on_hover_text("The Gaussians of the target, or a curve or points as a whole, to be dragged.");
        if matches!(context.document.scene().target, Target::Points(_)) {
            ui.add(Checkbox::new(&mut view.points, "Points"))
                .on_hover_text("A mark at every point that the target is made of.");
        }
    });
}
