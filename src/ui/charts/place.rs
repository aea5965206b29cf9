//! Where a chart of the run stands.

use crate::ui::theme::{self, Palette};
use egui::Ui;

/// Losses and errors below this are drawn here: a logarithm has no zero.
pub const SMALLEST: f64 = 1e-12;

/// Where a chart stands, and in which colours.
#[derive(Clone, Copy)]
pub struct Place {
    pub height: f32,
    /// None where a tab says it.
    pub title: Option<&'static str>,
    pub palette: &'static Palette,
}

impl Place {
    /// With the colours of the present theme.
    pub fn new(ui: &Ui, height: f32, title: Option<&'static str>) -> Self {
        let palette = theme::palette(ui.visuals());
        Self {
            height,
            title,
            palette,
        }
    }
}
