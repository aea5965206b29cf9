//! What is done at one place of the plane: pins, what its menu offers, and clicks.

use super::Canvas;
use super::context_menu::Chosen;
use crate::document::Document;
use crate::plane::Point;
use crate::session::Command;
use crate::ui::drawing::projection::Projection;
use egui::{Pos2, Response, Ui};

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

    /// Clicks on the empty plane.
    pub(super) fn act(
        &mut self,
        ui: &Ui,
        response: &Response,
        projection: &Projection,
        (launching, editing): (bool, bool),
        document: &mut Document,
        commands: &mut Vec<Command>,
    ) -> Result<(), String> {
        if response.secondary_clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            self.menu_at = Some(projection.data_from_screen(pos));
        }
        // Fingers that move the view click nothing and launch no more.
        if self.plane.was_pinched() {
            self.launcher.let_go();
            self.strokes.let_go();
            return Ok(());
        }
        if launching {
            self.launcher.ui(ui, response, projection, commands);
            return Ok(());
        }
        // What a tool that edits does with a click it has done.
        if editing {
            return Ok(());
        }
        if response.double_clicked()
            && let Some(pos) = response.interact_pointer_pos()
        {
            let (_, std) = self.place_for_one_more();
            return document.add_component(projection.data_from_screen(pos), std);
        }
        if response.clicked() && !self.probe.has_asked() {
            document.select(None);
        }
        Ok(())
    }
}
