//! How much of the window the side panels may take.

use super::theme;
use egui::Ui;

/// Widths of the side panels at the ordinary size, in points.
const CONTROLS: f32 = 284.0;
const CHARTS: f32 = 296.0;
/// The canvas keeps at least this width, and this part of the window; panels give way to it.
const CANVAS: f32 = 260.0;
const CANVAS_SHARE: f32 = 0.4;

pub fn controls_width(ui: &Ui) -> f32 {
    (CONTROLS * theme::scale(ui)).round()
}

pub fn charts_width(ui: &Ui) -> f32 {
    (CHARTS * theme::scale(ui)).round()
}

/// Whether the canvas stays wide enough beside the controls.
pub fn for_controls(ui: &Ui) -> bool {
    ui.available_width() > controls_width(ui) + CANVAS
}

/// Whether the canvas stays large enough beside the charts, and the controls where they are shown.
pub fn for_charts(ui: &Ui, controls: bool) -> bool {
    let width = ui.ctx().content_rect().width();
    let left = if controls { controls_width(ui) } else { 0.0 };
    width > left + charts_width(ui) + CANVAS.max(CANVAS_SHARE * width)
}
