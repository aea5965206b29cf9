//! One thing to take hold of on the canvas: large to hit, reachable by Tab, named aloud.

use super::tools::Tools;
use crate::plane::Point;
use crate::ui::drawing::projection::Projection;
use crate::ui::format::decimals;
use crate::ui::frame::touch;
use egui::{
    CursorIcon, Event, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo,
};

/// The side of the area that catches the pointer, in points at the ordinary size, and of the one that catches
/// a finger, in points at any size.
const HIT: f32 = 24.0;
const FINGER: f32 = 44.0;
/// What an arrow key moves by, in points; a tenth with Shift.
const KEY_STEP: f32 = 10.0;
const FINE: f32 = 0.1;

/// How a handle is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The middle of something: with a dot once it is touched.
    Middle,
    /// The same of something that is locked.
    Locked,
    /// The end of an axis.
    End,
}

/// Overlays a handle on the canvas at `pos`; `id` must stay the same while it is held. For a finger it grows,
/// as far as it covers none of `others`.
pub fn interact(
    ui: &Ui,
    id: Id,
    (pos, others): (Pos2, &[Pos2]),
    tools: &Tools<'_>,
    label: &str,
) -> Response {
    let ordinary = HIT * tools.scale;
    let side = if touch::is_finger(ui.ctx()) {
        let nearest = others.iter().map(|other| other.distance(pos));
        nearest.fold(FINGER, f32::min).max(ordinary)
    } else {
        ordinary
    };
    let area = Rect::from_center_size(pos, Vec2::splat(side));
    // A launch goes through to the canvas; what is held stays held, and keys go on working.
    let sense = if tools.launching && !ui.ctx().is_being_dragged(id) {
        Sense::focusable_noninteractive()
    } else {
        Sense::click_and_drag()
    };
    let response = ui.interact(area, id, sense);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if response.has_focus() {
        // Arrow keys move the handle; Tab still goes on.
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    if tools.launching {
        response
    } else {
        response.on_hover_and_drag_cursor(CursorIcon::Grab)
    }
}

/// Draws a handle: small and white until it is touched.
pub fn paint(tools: &Tools<'_>, pos: Pos2, mark: Mark, state: &Response, chosen: bool) {
    let Tools {
        painter,
        palette,
        scale,
        ..
    } = *tools;
    let held = state.hovered() || state.dragged() || state.has_focus();
    let edge = if held || chosen {
        Stroke::new(2.4 * scale, palette.accent)
    } else {
        Stroke::new(1.6 * scale, palette.hand_edge)
    };
    let radius = match (mark, held) {
        (Mark::Middle | Mark::Locked, true) => 6.5,
        (Mark::Middle | Mark::Locked, false) => 4.2,
        (Mark::End, true) => 6.0,
        (Mark::End, false) => 4.0,
    };
    if mark == Mark::Locked {
        let square = Rect::from_center_size(pos, Vec2::splat(1.8 * radius * scale));
        painter.rect(square, 1.0, palette.hand, edge, StrokeKind::Middle);
    } else {
        painter.circle(pos, radius * scale, palette.hand, edge);
    }
    if mark != Mark::End && (held || chosen) {
        painter.circle_filled(pos, 1.8 * scale, palette.accent);
    }
    if state.has_focus() {
        painter.circle_stroke(pos, 11.0 * scale, Stroke::new(1.5 * scale, palette.accent));
    }
}

/// How far the arrow keys move the focused handle, in points with y up; `None` when none was pressed.
pub fn arrow_keys(ui: &Ui, response: &Response) -> Option<Vec2> {
    if !response.has_focus() {
        return None;
    }
    let mut shift = Vec2::ZERO;
    ui.input_mut(|input| {
        for (key, direction) in [
            (Key::ArrowLeft, Vec2::new(-1.0, 0.0)),
            (Key::ArrowRight, Vec2::new(1.0, 0.0)),
            (Key::ArrowUp, Vec2::new(0.0, 1.0)),
            (Key::ArrowDown, Vec2::new(0.0, -1.0)),
        ] {
            let fine = input.count_and_consume_key(Modifiers::SHIFT, key) as f32;
            let coarse = input.count_and_consume_key(Modifiers::NONE, key) as f32;
            shift += direction * KEY_STEP * (coarse + FINE * fine);
        }
    });
    (shift != Vec2::ZERO).then_some(shift)
}

/// Whether a press of this frame, or the one under way, is to pick another one beside those that are picked.
pub fn picks_more(ui: &Ui) -> bool {
    let picks = |modifiers: Modifiers| modifiers.shift || modifiers.command;
    ui.input(|input| {
        // A key may be up again when a slow frame sees the click.
        let at_press = input.events.iter().find_map(|event| {
            if let Event::PointerButton {
                pressed: true,
                modifiers,
                ..
            } = event
            {
                Some(*modifiers)
            } else {
                None
            }
        });
        picks(at_press.unwrap_or(input.modifiers))
    })
}

/// Where a drag began and where it is now, on the screen.
pub fn drag(ui: &Ui, response: &Response) -> Option<(Pos2, Pos2)> {
    if !response.dragged() {
        return None;
    }
    // From the press, not from where egui noticed that it is a drag: no jump of a few pixels.
    let origin = ui.input(|input| input.pointer.press_origin())?;
    Some((origin, response.interact_pointer_pos()?))
}

/// A turn and a stretch around `center` that takes `from` to `to`: (radians, factor), y up.
pub fn turn_and_stretch(center: Pos2, from: Pos2, to: Pos2) -> (f64, f64) {
    let (before, after) = (from - center, to - center);
    let angle = |v: Vec2| f64::from(-v.y).atan2(f64::from(v.x));
    let factor = f64::from(after.length().max(1.0) / before.length().max(1.0));
    (angle(after) - angle(before), factor)
}

/// `point` as it is read aloud: (1.20, 0.30), with the digits that a point of the screen changes.
pub fn spoken(point: Point, projection: &Projection) -> String {
    let decimals = decimals(projection.points_per_unit().recip()).max(2);
    format!("({:.decimals$}, {:.decimals$})", point[0], point[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_quarter_turn_counter_clockwise_is_positive() {
        let (turn, stretch) = turn_and_stretch(pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(0.0, -20.0));
        assert!((turn - std::f64::consts::FRAC_PI_2).abs() < 1e-6);
        assert!((stretch - 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_drag_through_the_centre_stays_finite() {
        let center = pos2(5.0, 5.0);
        let (turn, stretch) = turn_and_stretch(center, center, center);
        assert!(turn.is_finite() && stretch == 1.0);
    }
}
