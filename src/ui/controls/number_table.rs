//! The target as a table of exact numbers, in a window of its own.

mod curve;
mod gaussians;
mod points;

use crate::document::Document;
use crate::scene::Target;
use crate::ui::theme;
use egui::{Context, Id, Label, Response, RichText, Sense, Ui, Window, vec2};

/// Rows that are in view at first, and the width at the ordinary size, in points.
const ROWS: f32 = 10.0;
const WIDTH: f32 = 560.0;

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
        .default_width(WIDTH)
        .show(ctx, |ui| match &document.scene().target {
            Target::Components(_) => gaussians::ui(ui, document),
            Target::Shape(_) => curve::ui(ui, document),
            Target::Points(_) => points::ui(ui, document),
        });
}

/// The height that is kept for rows.
fn height(ui: &Ui, rows: usize) -> f32 {
    let row = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
    row * ROWS.min(rows as f32)
}

/// The names of columns, each with its width and what it means.
fn head(ui: &mut Ui, columns: &[(&str, f32, &str)]) {
    ui.horizontal(|ui| {
        for (name, width, help) in columns {
            let text = RichText::new(*name).weak();
            cell(ui, *width, |ui| ui.add(Label::new(text).sense(Sense::hover())))
                .on_hover_text(*help);
        }
    });
}

/// What stands in a column of this width at the ordinary size.
fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> Response) -> Response {
    let size = vec2(width * theme::scale(ui), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(
        size,
        egui::Layout::centered_and_justified(egui::Direction::LeftToRight),
        contents,
    )
    .inner
}
