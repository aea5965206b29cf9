//! The target as a table of exact numbers, in a window of its own.

mod cells;
mod curve;
mod gaussians;
mod points;

use crate::document::Document;
use crate::scene::Target;
use egui::{Context, Id, Window};

/// The width at first, in points.
const WIDTH: f32 = 640.0;
/// Where it opens at first, in points: on the canvas, beside the controls.
const PLACE: [f32; 2] = [250.0, 64.0];

/// Shows the table while it is `open`.
pub fn ui(ctx: &Context, document: &mut Document, open: &mut bool) {
    let title = match &document.scene().target {
        Target::Components(_) => "Table of Gaussians",
        Target::Shape(_) => "Numbers of the curve",
        Target::Points(_) => "Table of points",
    };
    Window::new(title)
        .id(Id::unique("table of the target"))
        .open(open)
        .collapsible(false)
        .default_pos(PLACE)
        .default_width(WIDTH)
        .show(ctx, |ui| match &document.scene().target {
            Target::Components(_) => gaussians::ui(ui, document),
            Target::Shape(_) => curve::ui(ui, document),
            Target::Points(_) => points::ui(ui, document),
        });
}
