//! What an instrument is drawn on.

use crate::session::FieldFrame;
use crate::ui::drawing::compression::Compression;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme::Palette;
use egui::{Painter, Pos2, Rect, Stroke};

/// The radius of the mark of a probed point, at the ordinary size, in points.
pub const RADIUS: f32 = 5.5;

/// A picture of the plane.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// Clipped to the picture.
    pub painter: &'a Painter,
    pub projection: &'a Projection,
    /// Where numbers may stand: nothing else is written there.
    pub free: Rect,
    pub palette: &'static Palette,
    /// How much larger than the ordinary size letters are, and how much more marks must stand out.
    pub scale: f32,
    pub emphasis: f32,
    /// The field whose arrows are on the picture, and the scale of their lengths.
    pub field: Option<(&'a FieldFrame, Compression)>,
}

impl Sheet<'_> {
    /// Draws the mark of a probed point: dark where a handle is white.
    pub fn mark(&self, pos: Pos2) {
        let (painter, palette, scale) = (self.painter, self.palette, self.scale);
        let edge = Stroke::new(1.8 * scale, palette.hand);
        // White on white would not be seen.
        painter.circle_filled(pos, (RADIUS + 1.8) * scale, palette.hand_edge);
        painter.circle(pos, RADIUS * scale, palette.hand_edge, edge);
    }

    /// How large marks are drawn: letters and emphasis together.
    pub fn size(&self) -> f32 {
        self.scale * self.emphasis
    }
}
