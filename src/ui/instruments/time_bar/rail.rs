//! The rail of steps with its knob: dragged, clicked, moved by arrow keys, and read aloud.

use super::scale::StepScale;
use crate::ui::theme::{self, Palette};
use crate::wording::count;
use egui::accesskit::Action;
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Painter, Rect, Response, Sense, Stroke, StrokeKind,
    TextStyle, Ui, WidgetInfo, pos2, vec2,
};

/// What catches the pointer, in points at the ordinary size.
const HIT: f32 = 24.0;
const RADIUS: f32 = 8.0;
const THICKNESS: f32 = 6.0;
/// Between two numbers.
const GAP: f32 = 12.0;
/// A page of keys moves by so many checkpoints.
const PAGE: i64 = 10;
const HELP: &str = "n, the training step whose network is on show, evenly by its logarithm. Drag, click, or use the arrow keys to look at an earlier network; training waits meanwhile. The right end is the newest.";

/// What the rail shows.
pub struct Rail<'a> {
    pub scale: StepScale<'a>,
    /// The step of the knob; `None` for the newest.
    pub step: Option<u64>,
    /// Where something was edited.
    pub edits: &'a [u64],
}

/// Where the knob is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen(pub Option<u64>);

impl Rail<'_> {
    /// How high it is.
    pub fn height(ui: &Ui) -> f32 {
        HIT * theme::scale(ui) + 0.7 * ui.text_style_height(&TextStyle::Small)
    }

    /// Shows it on `place`; what was chosen by hand or key.
    pub fn ui(&self, ui: &Ui, id: Id, place: Rect) -> Option<Chosen> {
        let scale = theme::scale(ui);
        let area = Rect::from_min_size(place.min, vec2(place.width(), HIT * scale));
        let response = ui.interact(area, id, Sense::click_and_drag());
        let track = Rect::from_center_size(
            area.center(),
            vec2(area.width() - 2.0 * RADIUS * scale, THICKNESS * scale),
        );
        let chosen = self
            .by_hand(ui, &response, track)
            .or_else(|| self.by_key(ui, &response));
        let step = chosen.map_or(self.step, |Chosen(step)| step);
        let told = step.unwrap_or(self.scale.newest) as f64;
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::slider(enabled, told, "Training step on show"));
        self.paint(ui, &response, track, step);
        response.on_hover_text(HELP);
        chosen.filter(|Chosen(step)| *step != self.step)
    }

    fn x(&self, track: Rect, step: Option<u64>) -> f32 {
        let step = step.unwrap_or(self.scale.newest);
        track.left() + self.scale.fraction(step) as f32 * track.width()
    }

    /// Where a press or a drag has put the knob. Taken beside its middle it does not jump.
    fn by_hand(&self, ui: &Ui, response: &Response, track: Rect) -> Option<Chosen> {
        let id = response.id.with("grip");
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let pressed = response.is_pointer_button_down_on() || response.clicked();
        let Some(pos) = response.interact_pointer_pos().filter(|_| pressed) else {
            ui.data_mut(|data| data.remove_temp::<f32>(id));
            return None;
        };
        let knob = self.x(track, self.step);
        let off = knob - pos.x;
        let on_knob = off.abs() <= 1.2 * RADIUS * theme::scale(ui);
        let grip = ui.data_mut(|data| {
            *data.get_temp_mut_or_insert_with(id, || if on_knob { off } else { 0.0 })
        });
        let fraction = f64::from((pos.x + grip - track.left()) / track.width().max(1.0));
        Some(Chosen(self.scale.nearest(fraction)))
    }

    fn by_key(&self, ui: &Ui, response: &Response) -> Option<Chosen> {
        let asked = |action| {
            ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as i64
        };
        let mut by = asked(Action::Increment) - asked(Action::Decrement);
        let mut end = None;
        if response.has_focus() {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            ui.input_mut(|input| {
                for (key, way) in [
                    (Key::ArrowLeft, -1),
                    (Key::ArrowDown, -1),
                    (Key::ArrowRight, 1),
                    (Key::ArrowUp, 1),
                    (Key::PageDown, -PAGE),
                    (Key::PageUp, PAGE),
                ] {
                    by += way * input.count_and_consume_key(Modifiers::NONE, key) as i64;
                }
                if input.consume_key(Modifiers::NONE, Key::Home) {
                    end = Some(Chosen(self.scale.nearest(0.0)));
                }
                if input.consume_key(Modifiers::NONE, Key::End) {
                    end = Some(Chosen(None));
                }
            });
        }
        end.or_else(|| (by != 0).then(|| Chosen(self.scale.beside(self.step, by))))
    }

    fn paint(&self, ui: &Ui, response: &Response, track: Rect, step: Option<u64>) {
        // A window may leave no room for a rail.
        if track.width() <= 0.0 {
            return;
        }
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let painter = ui.painter();
        let round = 0.5 * track.height();
        let ink = if self.scale.has_past() {
            palette.accent
        } else {
            palette.edge
        };
        let knob = pos2(self.x(track, step), track.center().y);
        let ends = track.expand2(vec2(round, 0.0));
        painter.rect_filled(ends, round, palette.widget);
        if self.scale.has_past() {
            // What was learned later is there and not on show.
            painter.rect_filled(ends, round, palette.accent.gamma_multiply(0.25));
            painter.rect_filled(ends.with_max_x(knob.x), round, ink);
        }
        let edge = Stroke::new(1.0, palette.edge);
        painter.rect_stroke(ends, round, edge, StrokeKind::Inside);
        for edit in self.edits {
            let x = self.x(track, Some(*edit));
            let above = track.top() - 1.0 * scale;
            let tick = [pos2(x, above - 4.0 * scale), pos2(x, above)];
            painter.line_segment(tick, Stroke::new(1.4 * scale, palette.truth));
        }
        self.numbers(ui, painter, track, palette);
        let lively = response.hovered() || response.dragged() || response.has_focus();
        let radius = if lively { RADIUS + 1.0 } else { RADIUS } * scale;
        painter.circle(knob, radius, palette.canvas, Stroke::new(2.5 * scale, ink));
        if response.has_focus() {
            let ring = Stroke::new(1.5 * scale, palette.accent);
            painter.circle_stroke(knob, radius + 3.0 * scale, ring);
        }
    }

    fn numbers(&self, ui: &Ui, painter: &Painter, track: Rect, palette: &Palette) {
        let scale = theme::scale(ui);
        let font = TextStyle::Small.resolve(ui.style());
        let layout = |text: String| painter.layout_no_wrap(text, font.clone(), palette.weak);
        let width = |text: &str| layout(text.to_owned()).size().x;
        let y = track.center().y + 0.5 * HIT * scale - 3.0 * scale;
        for mark in self.scale.marks(track.width(), GAP * scale, width) {
            let x = self.x(track, Some(mark));
            let tick = [pos2(x, track.bottom() + 2.0 * scale), pos2(x, y)];
            painter.line_segment(tick, Stroke::new(1.2, palette.weak));
            let number = layout(count(mark));
            // At the ends it stays inside.
            let place = Align2::CENTER_TOP.anchor_size(pos2(x, y), number.size());
            let left = place.left().clamp(
                track.left() - RADIUS * scale,
                (track.right() + RADIUS * scale - place.width()).max(track.left()),
            );
            painter.galley(pos2(left, place.top()), number, palette.weak);
        }
    }
}
