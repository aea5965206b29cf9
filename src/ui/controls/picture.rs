//! What is drawn on the canvas, and how.

use super::context::ControlContext;
use super::form;
use crate::measure::Quantity;
use crate::scene::Target;
use crate::ui::view::{FieldKind, FieldStyle, View};
use egui::{Checkbox, Ui};

const CONSTANT: &str = "Multiplies the density by a constant c. The picture changes and the arrows do not: the score is the gradient of log(c p), and log c has no gradient. So a density need not be normalised to have a score.";
const ACROSS: &str = "How many arrows stand along the longer side of the canvas.";

pub fn ui(ui: &mut Ui, context: &mut ControlContext<'_>) {
    let has_canvas = context.view.stage.has_canvas();
    let scene = context.document.scene();
    let has_points = matches!(scene.target, Target::Points(_)) || scene.data.train_points.is_some();
    let view = &mut *context.view;
    ui.horizontal_wrapped(|ui| {
        ui.add(Checkbox::new(&mut view.arrows, "Arrows"))
            .on_hover_text("The score at each point: which way, and how strongly, the density rises.");
        if has_canvas && view.arrows && view.field == FieldKind::Learned {
            ui.add(Checkbox::new(&mut view.truth, "Exact ones behind"))
                .on_hover_text("Grey arrows show the exact score wherever the learned one differs enough to be seen. They vanish as the network learns.");
        }
    });
    if has_canvas && view.arrows {
        let styles = FieldStyle::ALL.map(|style| (style, style.name(), style.explanation()));
        let response = form::choice(ui, "field as", &mut view.style, &styles);
        response.accessible_name("Field as");
    }
    if view.arrows && (view.style.stands_on_a_grid() || !has_canvas) {
        let range = View::MIN_ARROWS..=View::MAX_ARROWS;
        form::count(
            ui,
            ["Arrows across", ACROSS],
            &mut view.arrows_across,
            range,
        );
    }
    // The constant and the noise are those of the density: another map has neither.
    let shown = if has_canvas {
        view.map
    } else {
        Quantity::Density
    }
    .facts();
    let density = view.density && (view.shown_map().is_none() || !has_canvas);
    ui.horizontal_wrapped(|ui| {
        ui.add(Checkbox::new(&mut view.density, shown.name))
            .on_hover_text(shown.explanation);
        if has_canvas {
            ui.add(Checkbox::new(&mut view.contours, "Contours"))
                .on_hover_text("Lines of equal log p at the shown noise level. The exact score stands perpendicular on them.");
        }
        if density && has_canvas {
            ui.add(Checkbox::new(&mut view.clean_density, "No noise"))
                .on_hover_text("Shows the density of the clean data instead of the blurred one.");
        }
    });
    if !has_canvas {
        return;
    }
    if density {
        let [low, high] = [-1.0, 1.0].map(|sign| 10f64.powf(sign * View::LOG10_CONSTANT));
        let mut constant = 10f64.powf(view.log10_constant);
        if form::logarithmic(
            ui,
            ["Constant c", CONSTANT],
            &mut constant,
            low..=high,
            low..=high,
        ) {
            view.log10_constant = constant.log10();
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.add(Checkbox::new(
            &mut view.playback.particles_shown,
            "Particles",
        ))
        .on_hover_text("Hidden particles cost nothing.");
        if view.playback.particles_shown {
            ui.add(Checkbox::new(&mut view.trails, "Trails"))
                .on_hover_text("The last few steps of each particle.");
        }
        ui.add(Checkbox::new(&mut view.handles, "Handles"))
            .on_hover_text(
                "The Gaussians of the target, or a curve or points as a whole, to be dragged.",
            );
        if has_points {
            ui.add(Checkbox::new(&mut view.points, "Points"))
                .on_hover_text("A mark at every point that the target is made of, and at every training point.");
        }
    });
}
