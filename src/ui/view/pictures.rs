//! Which of the pictures of the field and of the maps are on show.

use super::{FieldStyle, View};
use crate::figure::PictureView;
use crate::measure::Quantity;

impl View {
    /// Whether the field is drawn as `style`.
    pub fn draws(&self, style: FieldStyle) -> bool {
        self.arrows && self.style == style
    }

    /// Draws the field as `style`.
    pub fn show_as(&mut self, style: FieldStyle) {
        (self.style, self.arrows) = (style, true);
    }

    /// Draws the field in the next way of the list.
    pub fn show_in_next_style(&mut self) {
        let at = FieldStyle::ALL.iter().position(|kind| *kind == self.style);
        let next = at.map_or(0, |at| (at + 1) % FieldStyle::ALL.len());
        self.show_as(FieldStyle::ALL[next]);
    }

    /// How many arrows the field is asked for along the longer side of the plane: lines between them need more.
    pub fn field_across(&self) -> usize {
        match self.style {
            _ if !self.stage.has_canvas() => self.arrows_across,
            FieldStyle::Arrows => self.arrows_across,
            // As long as they are, they would hide each other.
            FieldStyle::Denoiser => (self.arrows_across * 2 / 3).max(Self::MIN_ARROWS),
            FieldStyle::Streamlines | FieldStyle::Tracers => Self::MAX_ARROWS,
        }
    }

    /// The view of the table that figures begin with: what the canvas shows beside density and arrows.
    pub fn on_paper(&self) -> Option<PictureView> {
        if !self.stage.has_canvas() {
            return None;
        }
        let style = self.arrows.then_some(self.style);
        match (self.shown_map(), style) {
            (Some(quantity), _) => Some(PictureView::Map(quantity)),
            (None, Some(style @ (FieldStyle::Streamlines | FieldStyle::Denoiser))) => {
                Some(PictureView::Field(style))
            }
            (None, Some(FieldStyle::Arrows | FieldStyle::Tracers) | None) => None,
        }
    }

    /// Draws `quantity` under the arrows.
    pub fn show_map(&mut self, quantity: Quantity) {
        (self.map, self.density) = (quantity, true);
    }

    /// Draws the next map of the list.
    pub fn show_next_map(&mut self) {
        let at = Quantity::ALL.iter().position(|kind| *kind == self.map);
        let next = at.map_or(0, |at| (at + 1) % Quantity::ALL.len());
        self.show_map(Quantity::ALL[next]);
    }

    /// What is drawn in place of the density, if anything is.
    pub fn shown_map(&self) -> Option<Quantity> {
        (self.density && self.map != Quantity::Density).then_some(self.map)
    }
}
