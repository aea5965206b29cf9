//! Strokes of a hand on the empty plane that edit the target: a rectangle that selects, points that are drawn, and what
//! is erased.

mod brush;
mod eraser;
mod rectangle;
mod way;

use super::tools::Tools;
use crate::document::Document;
use crate::ui::view::{HandTool, View};
use brush::Brush;
use egui::{CursorIcon, PointerButton, Pos2, Response, Stroke, Ui};
use way::{STEP, between};

/// The stroke under way, if there is one.
#[derive(Default)]
pub struct Strokes {
    /// What the press under way was for: a key that is pressed or released meanwhile changes nothing.
    press: Option<Option<HandTool>>,
    /// Where the hand was pressed, and where it is.
    path: Option<(Pos2, Pos2)>,
    brush: Option<Brush>,
}

impl Strokes {
    /// What a press on the plane is for, where it is for a tool of these.
    pub fn armed(&mut self, ui: &Ui, view: &View, taken: bool) -> Option<HandTool> {
        let (command, pressed) = ui.input(|input| {
            let pointer = &input.pointer;
            let pressed = pointer.any_down() || pointer.any_released();
            (input.modifiers.command, pressed)
        });
        let by_key = command.then_some(HandTool::Select);
        let wanted = view.tool.or(by_key).filter(|_| !taken);
        let armed = self.press.unwrap_or(wanted);
        self.press = pressed.then_some(armed);
        armed
    }

    /// Nothing comes of the stroke.
    pub fn let_go(&mut self) {
        (self.path, self.brush) = (None, None);
    }

    /// Follows the hand with `tool` over `plane`; what a stroke that has ended has changed, in a sentence. A radius of `view.brush` is what it draws and erases with.
    ///
    /// # Errors
    /// One sentence when the stroke can change nothing.
    pub fn ui(
        &mut self,
        ui: &Ui,
        (tool, view): (HandTool, &View),
        plane: &Response,
        tools: &Tools<'_>,
        document: &mut Document,
    ) -> Result<Option<String>, String> {
        let radius = view.brush * tools.scale;
        let cursor = match tool {
            HandTool::Select => CursorIcon::Crosshair,
            HandTool::Brush | HandTool::Eraser => CursorIcon::None,
        };
        plane.clone().on_hover_cursor(cursor);
        if tool != HandTool::Select {
            show_reach(ui, plane, tools, radius);
        }
        let down = ui.input(|input| input.pointer.primary_down());
        // A quick click may be over before a slow frame sees it.
        let held =
            plane.is_pointer_button_down_on() && down || plane.clicked_by(PointerButton::Primary);
        let begins = held && self.path.is_none();
        if let Some(pos) = plane.interact_pointer_pos().filter(|_| held) {
            let origin = ui.input(|input| input.pointer.press_origin());
            let (from, before) = *self.path.get_or_insert_with(|| {
                let origin = origin.unwrap_or(pos);
                (origin, origin)
            });
            self.path = Some((from, pos));
            if begins {
                document.settle();
                self.begin(tool, document, radius, tools)?;
            }
            match tool {
                HandTool::Select => rectangle::paint(tools, from, pos),
                HandTool::Brush => {
                    let brush = self.brush.as_mut();
                    if let Some(brush) = brush {
                        brush.follow(document, tools, [before, pos]);
                    }
                }
                HandTool::Eraser => {
                    for at in between(before, pos, STEP * radius) {
                        eraser::pass(document, tools, at, radius);
                    }
                }
            }
        }
        if let Some(brush) = &self.brush {
            brush.paint(tools);
        }
        if down || self.path.is_none() {
            return Ok(None);
        }
        let path = self.path.take();
        let brush = self.brush.take();
        let said = match (tool, path) {
            (HandTool::Select, Some((from, to))) => {
                let more = ui.input(|input| input.modifiers.shift);
                rectangle::select(document, tools, [from, to], more).map(|()| None)
            }
            (HandTool::Brush, _) => brush.map_or(Ok(None), |brush| brush.end(document)),
            (HandTool::Eraser, _) => eraser::end(document).map(|()| None),
            (HandTool::Select, None) => Ok(None),
        };
        if tool != HandTool::Select {
            document.settle();
        }
        said
    }

    fn begin(
        &mut self,
        tool: HandTool,
        document: &Document,
        radius: f32,
        tools: &Tools<'_>,
    ) -> Result<(), String> {
        let begun = match tool {
            HandTool::Select => rectangle::require(document),
            HandTool::Brush => {
                self.brush = Some(Brush::new(document, radius, tools));
                Ok(())
            }
            HandTool::Eraser => eraser::require(document),
        };
        if begun.is_err() {
            // Said once, and not in every frame of the press.
            self.press = Some(None);
            self.let_go();
        }
        begun
    }
}

/// Shows how far the tool reaches around the pointer.
fn show_reach(ui: &Ui, plane: &Response, tools: &Tools<'_>, radius: f32) {
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let on_it = plane.contains_pointer() || plane.is_pointer_button_down_on();
    if let Some(pos) = pointer.filter(|_| on_it) {
        let ground = Stroke::new(3.0 * tools.scale, tools.palette.canvas.gamma_multiply(0.7));
        let ink = Stroke::new(1.4 * tools.scale, tools.palette.accent);
        for stroke in [ground, ink] {
            tools.painter.circle_stroke(pos, radius, stroke);
        }
    }
}
