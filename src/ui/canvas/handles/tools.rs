//! Where and with what handles are drawn.

use crate::ui::drawing::projection::Projection;
use crate::ui::theme::Palette;
use egui::{Id, Painter, Rect};

/// What handles are drawn with.
pub struct Tools<'a> {
    /// What the identities of handles are made of.
    pub base: Id,
    pub projection: &'a Projection,
    pub painter: &'a Painter,
    pub palette: &'a Palette,
    pub scale: f32,
    /// Where the legend is: no caption covers it.
    pub legend: Option<Rect>,
    /// Whether a press on the canvas sends particles.
    pub launching: bool,
    /// Whether the pointer was on a handle in the last frame.
    pub hovered: bool,
}
