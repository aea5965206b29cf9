//! The rail with its knob: dragged, clicked, moved by arrow keys, and read aloud.

use super::scale::LevelScale;
use crate::ui::format::significant;
use crate::ui::theme::{self, Palette};
use egui::accesskit::Action;
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Painter, Pos2, Rect, Response, Sense, Shape, Stroke,
    TextStyle, Ui, WidgetInfo, pos2, vec2,
};

/// What catches the pointer, in points at the ordinary size.
const HIT: f32 = 26.0;
const RADIUS: f32 = 10.0;
const THICKNESS: f32 = 8.0;
/// Below the rail: ticks, and the numbers of marks.
const TICK: f32 = 4.0;
/// Between two numbers.
const GAP: f32 = 14.0;
/// An arrow key moves by this part of the rail, with Shift by a tenth of it, and a page by ten times.
const KEY_STEP: f64 = 0.02;
const HELP: &str = "σ, the standard deviation of the Gaussian noise that blurs the data. The score of the blurred density is what the network learns, for every σ at once. Drag, click, or use the arrow keys (Shift: finely).";

/// What the rail shows.
pub struct Rail<'a> {
    pub scale: LevelScale,
    /// The level of the knob.
    pub sigma: f64,
    /// Levels of the particles' ladder.
    pub ladder: &'a [f64],
    /// The level of the particles.
    pub particles: Option<f64>,
    /// Whether marks have their numbers below the rail.
    pub numbers: bool,
}

impl Rail<'_> {
    /// How high it is.
    pub fn height(&self, ui: &Ui) -> f32 {
        let numbers = if self.numbers {
            ui.text_style_height(&TextStyle::Small)
        } else {
            0.0
        };
        HIT * theme::scale(ui) + numbers
    }

    /// Shows it on `place`; the level that was chosen by hand or key.
    pub fn ui(&self, ui: &Ui, id: Id, place: Rect) -> (Response, Option<f64>) {
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
        let sigma = chosen.unwrap_or(self.sigma);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::slider(enabled, sigma, "Noise level σ"));
        self.paint(ui, &response, track, sigma);
        (response.on_hover_text(HELP), chosen)
    }

    fn x(&self, track: Rect, sigma: f64) -> f32 {
        track.left() + self.scale.fraction(sigma) as f32 * track.width()
    }

    /// Where a press or a drag has put the knob. Taken beside its middle it does not jump.
    fn by_hand(&self, ui: &Ui, response: &Response, track: Rect) -> Option<f64> {
        let id = response.id.with("grip");
        if response.clicked() || response.drag_started() {
            response.request_focus();
        }
        let pressed = response.is_pointer_button_down_on() || response.clicked();
        let Some(pos) = response.interact_pointer_pos().filter(|_| pressed) else {
            ui.data_mut(|data| data.remove_temp::<f32>(id));
            return None;
        };
        let knob = self.x(track, self.sigma);
        let off = knob - pos.x;
        let on_knob = off.abs() <= 1.2 * RADIUS * theme::scale(ui);
        let grip = ui.data_mut(|data| {
            *data.get_temp_mut_or_insert_with(id, || if on_knob { off } else { 0.0 })
        });
        let x = pos.x + grip;
        let fraction = f64::from((x - track.left()) / track.width().max(1.0));
        let level = self.scale.level_by_hand(fraction);
        ((x - knob).abs() > 0.5 && level != self.sigma).then_some(level)
    }

    fn by_key(&self, ui: &Ui, response: &Response) -> Option<f64> {
        let asked = |action| {
            ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as f64
        };
        let mut steps = asked(Action::Increment) - asked(Action::Decrement);
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
                    (Key::ArrowLeft, -1.0),
                    (Key::ArrowDown, -1.0),
                    (Key::ArrowRight, 1.0),
                    (Key::ArrowUp, 1.0),
                    (Key::PageDown, -10.0),
                    (Key::PageUp, 10.0),
                ] {
                    let fine = input.count_and_consume_key(Modifiers::SHIFT, key) as f64;
                    let coarse = input.count_and_consume_key(Modifiers::NONE, key) as f64;
                    steps += way * (coarse + 0.1 * fine);
                }
                for (key, fraction) in [(Key::Home, 0.0), (Key::End, 1.0)] {
                    if input.consume_key(Modifiers::NONE, key) {
                        end = Some(fraction);
                    }
                }
            });
        }
        let fraction = match end {
            Some(end) => end,
            None if steps != 0.0 => self.scale.fraction(self.sigma) + KEY_STEP * steps,
            None => return None,
        };
        Some(self.scale.level(fraction))
    }

    fn paint(&self, ui: &Ui, response: &Response, track: Rect, sigma: f64) {
        // A window may leave no room for a rail.
        if track.width() <= 0.0 {
            return;
        }
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let painter = ui.painter();
        let round = 0.5 * track.height();
        let trained = self.scale.is_trained(sigma);
        let ink = if trained {
            palette.accent
        } else {
            palette.warning
        };
        let knob = pos2(self.x(track, sigma), track.center().y);
        let ends = track.expand2(vec2(round, 0.0));

        painter.rect_filled(ends, round, palette.widget);
        painter.rect_filled(ends.with_max_x(knob.x), round, ink);
        let edge = Stroke::new(1.0, palette.edge);
        painter.rect_stroke(ends, round, edge, egui::StrokeKind::Inside);

        let top = track.bottom() + 2.0 * scale;
        for level in self.ladder {
            let x = self.x(track, *level);
            let tick = [pos2(x, top), pos2(x, top + TICK * scale)];
            painter.line_segment(tick, Stroke::new(1.0, palette.weak));
        }
        if self.numbers {
            self.numbers(ui, painter, track, palette);
        }
        if let Some(level) = self.particles {
            let tip = pos2(self.x(track, level), track.top() - 1.0 * scale);
            if (tip.x - knob.x).abs() > 1.0 {
                painter.add(pointer(tip, 5.0 * scale, palette));
            }
        }
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
        let layout =
            |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), palette.weak);
        let width = |text: &str| layout(text).size().x;
        let y = track.center().y + 0.5 * HIT * scale - 2.0 * scale;
        for mark in self.scale.marks(track.width(), GAP * scale, width) {
            let x = self.x(track, mark);
            let tick = [pos2(x, track.bottom() + 2.0 * scale), pos2(x, y)];
            painter.line_segment(tick, Stroke::new(1.4, palette.text));
            let number = layout(&significant(mark));
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

/// A triangle that points down at `tip`: where the particles are.
fn pointer(tip: Pos2, size: f32, palette: &Palette) -> Shape {
    let corners = vec![
        tip,
        tip + vec2(-0.8 * size, -1.3 * size),
        tip + vec2(0.8 * size, -1.3 * size),
    ];
    Shape::convex_polygon(corners, palette.particle, Stroke::NONE)
}
