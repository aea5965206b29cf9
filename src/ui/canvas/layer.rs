//! What a layer of the canvas is given and must do.

use super::legend::Entry;
use crate::document::Document;
use crate::session::Snapshot;
use crate::ui::drawing::color_ramp::Ramp;
use crate::ui::drawing::compression::Compression;
use crate::ui::drawing::maps::picture::MapPicture;
use crate::ui::drawing::projection::Projection;
use crate::ui::theme::Palette;
use crate::ui::view::View;
use egui::{Painter, Rect, Ui};

/// At the presenter size arrows are this much fewer and thicker, besides growing with the letters.
const EMPHASIS: f32 = 1.3;

/// One thing that is painted on the plane. It keeps its meshes and textures from frame to frame.
pub trait Layer {
    /// Paints it, and adds to `legend` what is to be seen.
    fn draw(&mut self, painting: &Painting<'_>, legend: &mut Vec<Entry>);

    /// Writes on it, above all layers: most need no words.
    fn write(&self, _: &Painting<'_>) {}
}

/// What is painted, where and with what.
#[derive(Clone, Copy)]
pub struct Painting<'a> {
    pub ui: &'a Ui,
    /// Clipped to the plane.
    pub painter: &'a Painter,
    pub view: &'a View,
    pub document: &'a Document,
    pub snapshot: &'a Snapshot,
    pub projection: &'a Projection,
    /// The noise level on show.
    pub sigma: f64,
    /// The scale of the arrows' lengths.
    pub compression: Compression,
    /// log of the peak of the density whose score the arrows are.
    pub log_peak: f64,
    /// Where other things stand on the plane: no number is written there.
    pub taken: &'a [Rect],
    /// Whether something else is to be looked at than the particles.
    pub quiet: bool,
    /// The map that stands in place of the density.
    pub map: &'a MapPicture,
    /// The colours of the density.
    pub ramp: &'a Ramp,
    pub palette: &'static Palette,
    /// How much larger than the ordinary size letters are.
    pub scale: f32,
}

/// How much more arrows must stand out than usual.
pub fn emphasis(view: &View) -> f32 {
    if view.presenter { EMPHASIS } else { 1.0 }
}
