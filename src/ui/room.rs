//! How the width of the window is shared: the canvas comes first, panels give way to it.

use super::theme;
use egui::Ui;

/// Widths of the side panels at the ordinary size, in points.
const CONTROLS: f32 = 284.0;
const CHARTS: f32 = 296.0;
/// The canvas keeps at least this width, and this part of the window.
const CANVAS: f32 = 260.0;
const CANVAS_SHARE: f32 = 0.4;

/// Said when the charts give way.
pub const NO_ROOM: &str = "No room for the charts: widen the window or hide the controls";

/// The window's width and what the panels would take of it, in points.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub window: f32,
    pub controls: f32,
    pub charts: f32,
}

impl Room {
    /// In the present window with the present letters.
    pub fn of(ui: &Ui) -> Self {
        let scale = theme::scale(ui);
        Self {
            window: ui.ctx().content_rect().width(),
            controls: (CONTROLS * scale).round(),
            charts: (CHARTS * scale).round(),
        }
    }

    /// Whether the canvas stays large enough beside the controls.
    pub fn controls_fit(self) -> bool {
        self.window > self.controls + CANVAS
    }

    /// Whether it stays large enough beside the charts too.
    pub fn charts_fit(self, with_controls: bool) -> bool {
        let left = if with_controls { self.controls } else { 0.0 };
        self.window > left + self.charts + CANVAS.max(CANVAS_SHARE * self.window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_give_way_before_the_controls() {
        let room = |window| Room {
            window,
            controls: CONTROLS,
            charts: CHARTS,
        };
        assert!(room(1280.0).charts_fit(true));
        assert!(!room(800.0).charts_fit(true) && room(800.0).charts_fit(false));
        assert!(room(800.0).controls_fit() && !room(500.0).controls_fit());
    }
}
