//! What the pointer asks on the plane: at rest for the numbers, pressed and held still for what made the point.

use crate::ui::frame::touch;
use egui::{Pos2, Response, Ui, Vec2};
use std::time::Duration;

/// A pointer that has rested for so many seconds asks for the numbers under it.
const REST: f64 = 0.45;
/// A press that has been still for so long asks what made the point.
const HOLD: f64 = 0.3;
/// At rest and still is who moves by less than this, in points.
const STILL: f32 = 5.0;
/// Faster than this, in points a second, nobody reads.
const FAST: f32 = 500.0;

/// What the hand asks in this frame, and where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Look {
    /// Nothing.
    #[default]
    Away,
    /// The numbers under it.
    Resting(Pos2),
    /// What could have made the point under it.
    Holding(Pos2),
}

impl Look {
    /// Where it asks.
    pub fn place(self) -> Option<Pos2> {
        match self {
            Self::Away => None,
            Self::Resting(pos) | Self::Holding(pos) => Some(pos),
        }
    }
}

/// A press on the plane.
#[derive(Clone, Copy, Debug)]
struct Press {
    from: Pos2,
    since: f64,
    /// It moves the view, also when it has come back.
    moved: bool,
}

/// The hand as the plane knows it.
#[derive(Default)]
pub struct Hand {
    look: Look,
    /// In the frame before.
    before: Look,
    press: Option<Press>,
    /// Where and since when the pointer rests; it has been seen to rest once the time is none.
    rest: Option<(Pos2, Option<f64>)>,
    /// It has moved over the plane: one that lay there before the window opened asks nothing.
    came: bool,
}

impl Hand {
    pub fn seen(&self) -> Look {
        self.look
    }

    pub fn is_holding(&self) -> bool {
        matches!(self.look, Look::Holding(_))
    }

    /// Whether a press that has ended just now was a question, and so is no click.
    pub fn has_held(&self) -> bool {
        matches!(self.before, Look::Holding(_))
    }

    /// Looks at the hand in this frame; `idle` says that it is free to ask.
    pub fn look(&mut self, ui: &Ui, plane: &Response, idle: bool) {
        self.before = self.look;
        let (now, pos, down, speed) = ui.input(|input| {
            let pointer = &input.pointer;
            let speed = pointer.velocity().length();
            self.came = plane.contains_pointer() && (self.came || pointer.delta() != Vec2::ZERO);
            (
                input.time,
                pointer.latest_pos(),
                pointer.primary_down(),
                speed,
            )
        });
        let within = plane.rect;
        let Some(pos) = pos.filter(|_| idle && !touch::is_finger(ui.ctx())) else {
            (self.look, self.press, self.rest) = (Look::Away, None, None);
            return;
        };
        if down && plane.is_pointer_button_down_on() {
            self.rest = None;
            self.look = self.pressed(ui, now, within.clamp(pos));
            return;
        }
        self.press = None;
        let over = plane.hovered() && !ui.input(|input| input.pointer.any_down());
        self.look = if over && self.came && speed < FAST {
            self.resting(ui, now, pos)
        } else {
            self.rest = None;
            Look::Away
        };
    }

    fn pressed(&mut self, ui: &Ui, now: f64, pos: Pos2) -> Look {
        let press = self.press.get_or_insert(Press {
            from: pos,
            since: now,
            moved: false,
        });
        if matches!(self.look, Look::Holding(_)) {
            return Look::Holding(pos);
        }
        press.moved |= press.from.distance(pos) > STILL;
        if press.moved {
            return Look::Away;
        }
        let left = HOLD - (now - press.since);
        if left <= 0.0 {
            return Look::Holding(pos);
        }
        ui.ctx()
            .request_repaint_after(Duration::from_secs_f64(left));
        Look::Away
    }

    fn resting(&mut self, ui: &Ui, now: f64, pos: Pos2) -> Look {
        let (place, since) = self.rest.unwrap_or((pos, Some(now)));
        let Some(since) = since else {
            return Look::Resting(pos);
        };
        if place.distance(pos) > STILL {
            self.rest = Some((pos, Some(now)));
        } else if now - since >= REST {
            self.rest = Some((pos, None));
            return Look::Resting(pos);
        } else {
            self.rest = Some((place, Some(since)));
        }
        ui.ctx()
            .request_repaint_after(Duration::from_secs_f64(REST));
        Look::Away
    }
}
