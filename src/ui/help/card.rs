//! A card: something to read beside the canvas, in a frame of its own.

use crate::ui::theme;
use egui::{Margin, Stroke, Ui};

/// Shows `contents` in a frame as wide as there is room; one that `invites` has a coloured edge.
pub fn ui<R>(ui: &mut Ui, invites: bool, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui.visuals());
    let edge = if invites {
        palette.accent
    } else {
        palette.line
    };
    theme::card(palette)
        .fill(palette.canvas)
        .stroke(Stroke::new(1.0, edge))
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}
