//! A rail with one knob, as wide as its place: the pointer that takes it, the keys that move it, and what is painted
//! of every one. What lies along it is the caller's business.

use crate::ui::theme::{self, Palette};
use egui::accesskit::Action;
use egui::{
    Align2, Color32, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Stroke,
    StrokeKind, TextStyle, Ui, pos2, vec2,
};

/// A page of keys moves by so many steps, Shift by this part of one.
const PAGE: f64 = 10.0;
const FINE: f64 = 0.1;

/// Its measures in points at the ordinary size.
#[derive(Clone, Copy, Debug)]
pub struct TrackSize {
    /// What catches the pointer.
    pub hit: f32,
    /// The knob's radius.
    pub radius: f32,
    /// The rail's thickness.
    pub thickness: f32,
}

/// A rail on its place in this frame.
pub struct Track {
    /// What the pointer and the keys did.
    pub response: Response,
    /// The rail without its round ends.
    pub rail: Rect,
    radius: f32,
}

/// Where a pointer that holds the knob has put it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// From 0 at the left to 1; beyond where the pointer is.
    pub fraction: f64,
    /// Whether that is another place than where the knob stands.
    pub has_moved: bool,
}

/// What the keys ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Keyed {
    /// To the left end.
    Start,
    /// To the right end.
    End,
    /// So many steps to the right; a tenth of one with Shift, ten with a page key.
    By(f64),
}

impl Track {
    /// Takes the upper part of `place`.
    pub fn new(ui: &Ui, id: Id, place: Rect, size: TrackSize) -> Self {
        let scale = theme::scale(ui);
        let area = Rect::from_min_size(place.min, vec2(place.width(), size.hit * scale));
        let radius = size.radius * scale;
        let across = vec2(area.width() - 2.0 * radius, size.thickness * scale);
        Self {
            response: ui.interact(area, id, Sense::click_and_drag()),
            rail: Rect::from_center_size(area.center(), across),
            radius,
        }
    }

    /// Whether the window leaves room for a rail.
    pub fn has_room(&self) -> bool {
        self.rail.width() > 0.0
    }

    /// Where `fraction` of the rail is.
    pub fn x(&self, fraction: f64) -> f32 {
        self.rail.left() + fraction as f32 * self.rail.width()
    }

    /// Where a press or a drag has put the knob that stands at `fraction`. Taken beside its middle it does not jump.
    pub fn held(&self, ui: &Ui, fraction: f64) -> Option<Held> {
        let response = &self.response;
        let id = response.id.with("grip");
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let pressed = response.is_pointer_button_down_on() || response.clicked();
        let Some(pos) = response.interact_pointer_pos().filter(|_| pressed) else {
            ui.data_mut(|data| data.remove_temp::<f32>(id));
            return None;
        };
        let knob = self.x(fraction);
        let off = knob - pos.x;
        let on_knob = off.abs() <= 1.2 * self.radius;
        let grip = ui.data_mut(|data| {
            *data.get_temp_mut_or_insert_with(id, || if on_knob { off } else { 0.0 })
        });
        let x = pos.x + grip;
        Some(Held {
            fraction: f64::from((x - self.rail.left()) / self.rail.width().max(1.0)),
            has_moved: (x - knob).abs() > 0.5,
        })
    }

    /// What the keys ask for while it has the focus, and what a screen reader asks for.
    pub fn keyed(&self, ui: &Ui) -> Option<Keyed> {
        let id = self.response.id;
        let asked =
            |action| ui.input(|input| input.num_accesskit_action_requests(id, action)) as f64;
        let mut by = asked(Action::Increment) - asked(Action::Decrement);
        let mut end = None;
        if self.response.has_focus() {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            ui.input_mut(|input| {
                for (key, way) in [
                    (Key::ArrowLeft, -1.0),
                    (Key::ArrowDown, -1.0),
                    (Key::ArrowRight, 1.0),
                    (Key::ArrowUp, 1.0),
                    (Key::PageDown, -PAGE),
                    (Key::PageUp, PAGE),
                ] {
                    let fine = input.count_and_consume_key(Modifiers::SHIFT, key) as f64;
                    let coarse = input.count_and_consume_key(Modifiers::NONE, key) as f64;
                    by += way * (coarse + FINE * fine);
                }
                for (key, asked) in [(Key::Home, Keyed::Start), (Key::End, Keyed::End)] {
                    if input.consume_key(Modifiers::NONE, key) {
                        end = Some(asked);
                    }
                }
            });
        }
        end.or((by != 0.0).then_some(Keyed::By(by)))
    }

    /// The empty rail, with `filled` from its left end to the knob at `fraction`; `rest` of it lies under that.
    pub fn paint_rail(&self, ui: &Ui, fraction: f64, filled: Color32, rest: Color32) {
        let round = 0.5 * self.rail.height();
        let ends = self.rail.expand2(vec2(round, 0.0));
        let palette = theme::palette(ui.visuals());
        let painter = ui.painter();
        painter.rect_filled(ends, round, palette.widget);
        painter.rect_filled(ends, round, rest);
        painter.rect_filled(ends.with_max_x(self.x(fraction)), round, filled);
        let edge = Stroke::new(1.0, palette.edge);
        painter.rect_stroke(ends, round, edge, StrokeKind::Inside);
    }

    /// The knob at `fraction` in `ink`, with a ring while it has the focus.
    pub fn paint_knob(&self, ui: &Ui, fraction: f64, ink: Color32) {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let response = &self.response;
        let lively = response.hovered() || response.dragged() || response.has_focus();
        let radius = self.radius + if lively { scale } else { 0.0 };
        let knob = pos2(self.x(fraction), self.rail.center().y);
        let edge = Stroke::new(2.5 * scale, ink);
        ui.painter().circle(knob, radius, palette.canvas, edge);
        if response.has_focus() {
            let ring = Stroke::new(1.5 * scale, palette.accent);
            ui.painter().circle_stroke(knob, radius + 3.0 * scale, ring);
        }
    }

    /// How wide the number `text` below the rail is.
    pub fn number_width(ui: &Ui, text: &str) -> f32 {
        let font = TextStyle::Small.resolve(ui.style());
        let painter = ui.painter();
        painter
            .layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)
            .size()
            .x
    }

    /// Numbers below the rail, each with a tick in `stroke`, their tops `rise` above the lower end of what catches
    /// the pointer. Those at the ends stay inside.
    pub fn paint_numbers(&self, ui: &Ui, marks: &[(f64, String)], stroke: Stroke, rise: f32) {
        let palette: &Palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let font = TextStyle::Small.resolve(ui.style());
        let painter = ui.painter();
        let y = self.response.rect.bottom() - rise;
        for (fraction, text) in marks {
            let x = self.x(*fraction);
            let tick: [Pos2; 2] = [pos2(x, self.rail.bottom() + 2.0 * scale), pos2(x, y)];
            painter.line_segment(tick, stroke);
            let number = painter.layout_no_wrap(text.clone(), font.clone(), palette.weak);
            let place = Align2::CENTER_TOP.anchor_size(pos2(x, y), number.size());
            let most = self.rail.right() + self.radius - place.width();
            let most = most.max(self.rail.left());
            let left = place.left().clamp(self.rail.left() - self.radius, most);
            painter.galley(pos2(left, place.top()), number, palette.weak);
        }
    }
}
