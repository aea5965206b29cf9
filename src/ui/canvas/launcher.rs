//! Sends particles from where one clicks; holding the button sends a stream.

use crate::plane::Point;
use crate::session::Command;
use crate::ui::drawing::projection::Projection;
use crate::ui::view::View;
use egui::{CursorIcon, Response, Ui};

/// Particles of one click.
const BURST: usize = 20;
/// Particles of one puff of the stream.
const PUFF: usize = 4;
/// Seconds between puffs.
const INTERVAL: f64 = 0.05;
/// Radius of the spot they start from, in points.
const SPOT: f64 = 12.0;
/// The golden angle: points of a sunflower lie evenly, without random numbers.
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;

/// The launch tool.
#[derive(Default)]
pub struct Launcher {
    /// Whether the press under way was to launch: a key that is pressed or released meanwhile changes
    /// nothing.
    press: Option<bool>,
    /// When the last particles left, while the button is held.
    last: Option<f64>,
    turn: f64,
}

impl Launcher {
    /// Whether a press on the canvas launches: the tool was on when it began, or Alt or Shift was held.
    pub fn armed(&mut self, ui: &Ui, view: &View) -> bool {
        let (modifiers, pressed) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                input.modifiers,
                pointer.any_down() || pointer.any_released(),
            )
        });
        // With a tool that edits the target, and with Ctrl, Shift selects more.
        let by_shift = modifiers.shift && !modifiers.command && view.tool.is_none();
        let wanted = view.launching || modifiers.alt || by_shift;
        let armed = self.press.unwrap_or(wanted);
        self.press = pressed.then_some(armed);
        armed
    }

    /// Whether a press on a handle launches, too, as it does not with Shift, which picks several.
    pub fn passes_handles(&self, ui: &Ui, view: &View) -> bool {
        view.launching || ui.input(|input| input.modifiers.alt)
    }

    /// The stream has ended: the next press begins with a burst.
    pub fn let_go(&mut self) {
        self.last = None;
    }

    pub fn ui(
        &mut self,
        ui: &Ui,
        response: &Response,
        projection: &Projection,
        commands: &mut Vec<Command>,
    ) {
        response.clone().on_hover_cursor(CursorIcon::Crosshair);
        // A quick click may be over before a slow frame sees it.
        let by_main = ui.input(|input| input.pointer.primary_down());
        let held = (response.is_pointer_button_down_on() && by_main) || response.clicked();
        let Some(pos) = response.interact_pointer_pos().filter(|_| held) else {
            return self.let_go();
        };
        let now = ui.input(|input| input.time);
        let count = match self.last {
            None => BURST,
            Some(last) if now - last >= INTERVAL => PUFF,
            Some(_) => 0,
        };
        if count > 0 {
            self.last = Some(now);
            self.turn += GOLDEN_ANGLE;
            let radius = SPOT / projection.points_per_unit();
            commands.push(Command::Launch(sunflower(
                projection.data_from_screen(pos),
                radius,
                count,
                self.turn,
            )));
        }
        let wait = std::time::Duration::from_secs_f64(INTERVAL);
        ui.ctx().request_repaint_after(wait);
    }
}

/// `count` points spread evenly over a disc.
fn sunflower(center: Point, radius: f64, count: usize, turn: f64) -> Vec<Point> {
    (0..count)
        .map(|i| {
            let distance = radius * ((i as f64 + 0.5) / count as f64).sqrt();
            let (sin, cos) = (turn + i as f64 * GOLDEN_ANGLE).sin_cos();
            [center[0] + distance * cos, center[1] + distance * sin]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn launched_particles_start_inside_the_spot_and_apart() {
        let points = sunflower([1.0, 2.0], 0.5, BURST, 0.0);
        assert_eq!(points.len(), BURST);
        for (i, a) in points.iter().enumerate() {
            assert!((a[0] - 1.0).hypot(a[1] - 2.0) <= 0.5);
            assert!(points[..i].iter().all(|b| a != b));
        }
    }
}
