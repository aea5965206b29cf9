//! What is done at one place of the plane: pins, and what its menu offers.

use super::Canvas;
use super::context_menu::Chosen;
use crate::document::Document;
use crate::plane::Point;
use egui::{Pos2, Ui};

/// A press of the key takes away the pin within this of the pointer, in points.
const PIN: f64 = 14.0;

impl Canvas {
    /// Pins the probe under the pointer, or in the middle of the view where that is elsewhere; a pin under the
    /// pointer goes.
    ///
    /// # Errors
    /// One sentence when there are too many pins.
    pub fn pin_here(&mut self, ui: &Ui) -> Result<(), String> {
        let pointer = ui.input(|input| input.pointer.latest_pos());
        let uncovered = |pos: &Pos2| ui.ctx().layer_id_at(*pos) == Some(ui.layer_id());
        let on_plane = pointer.filter(uncovered).zip(self.projection);
        let on_plane = on_plane.filter(|(pos, projection)| projection.screen.contains(*pos));
        let at = match on_plane {
            Some((pos, projection)) => projection.data_from_screen(pos),
            None => self.place_for_one_more().0,
        };
        self.pin(at)
    }

    fn pin(&mut self, at: Point) -> Result<(), String> {
        let near = self
            .projection
            .map_or(0.0, |known| PIN / known.points_per_unit());
        self.probe.toggle_pin(at, near)
    }

    /// Does what was chosen in the menu of the plane.
    pub(super) fn choose(&mut self, chosen: Chosen, document: &mut Document) -> Result<(), String> {
        match chosen {
            Chosen::AddHere => {
                let (middle, std) = self.place_for_one_more();
                document.add_component(self.menu_at.unwrap_or(middle), std)
            }
            Chosen::PinHere => {
                let (middle, _) = self.place_for_one_more();
                self.pin(self.menu_at.unwrap_or(middle))
            }
            Chosen::Do(action) => {
                self.asked.push(action);
                Ok(())
            }
        }
    }
}
