//! A quantity as colours, in place of the density.

use crate::ui::canvas::layer::{Layer, Painting};
use crate::ui::canvas::legend::Entry;
use egui::{Color32, Rect, pos2};

/// What the canvas keeps of the map is all there is to draw; a plate of its own says what it means.
pub struct MapLayer;

impl Layer for MapLayer {
    fn draw(&mut self, painting: &Painting<'_>, _legend: &mut Vec<Entry>) {
        let Some((texture, covered)) = painting.map.texture() else {
            return;
        };
        let place = painting.projection.rect(&covered);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let painter = painting.painter;
        painter.image(texture.id(), place, uv, Color32::WHITE);
    }
}
