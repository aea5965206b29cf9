//! The edge of a panel, which a hand or the arrow keys move.

use crate::ui::theme;
use egui::{CursorIcon, Id, Key, Modifiers, Rangef, Rect, Sense, Stroke, Ui, WidgetInfo};

/// What catches the pointer, in points at the ordinary size.
const HIT: f32 = 8.0;
/// An arrow key moves it so far, in points.
const KEY_STEP: f32 = 16.0;
const HELP: &str = "Drag to make the panel wider or narrower, or use the arrow keys. Click twice for the usual width.";

/// What a hand did to an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moved {
    /// The panel is to be so wide, in points.
    To(f32),
    /// As wide as it is by itself.
    Back,
}

/// The edge of the panel on `panel`, on its right or on its left; where it was moved to.
pub fn ui(ui: &Ui, name: &str, panel: Rect, on_right: bool) -> Option<Moved> {
    let scale = theme::scale(ui);
    let (x, outward) = if on_right {
        (panel.right(), 1.0)
    } else {
        (panel.left(), -1.0)
    };
    let across = Rangef::new(x - 0.5 * HIT * scale, x + 0.5 * HIT * scale);
    let area = Rect::from_x_y_ranges(across, panel.y_range());
    let edge = ui.interact(area, Id::unique((name, "edge")), Sense::click_and_drag());
    let (enabled, width) = (ui.is_enabled(), f64::from(panel.width()));
    edge.widget_info(|| WidgetInfo::slider(enabled, width, format!("Width of the {name}")));
    let edge = edge.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
    if edge.hovered() || edge.dragged() || edge.has_focus() {
        let stroke = Stroke::new(2.0 * scale, theme::palette(ui.visuals()).accent);
        ui.painter().vline(x, panel.y_range(), stroke);
    }
    if edge.double_clicked() {
        return Some(Moved::Back);
    }
    if edge.drag_started() {
        edge.request_focus();
    }
    let keys = if edge.has_focus() {
        ui.input_mut(|input| {
            let right = input.count_and_consume_key(Modifiers::NONE, Key::ArrowRight) as f32;
            right - input.count_and_consume_key(Modifiers::NONE, Key::ArrowLeft) as f32
        })
    } else {
        0.0
    };
    let pointer = edge.interact_pointer_pos().filter(|_| edge.dragged());
    edge.on_hover_text_at_pointer(HELP);
    match (pointer, keys) {
        (Some(at), _) => Some(Moved::To(panel.width() + outward * (at.x - x))),
        (None, 0.0) => None,
        (None, keys) => Some(Moved::To(panel.width() + outward * keys * KEY_STEP * scale)),
    }
}
