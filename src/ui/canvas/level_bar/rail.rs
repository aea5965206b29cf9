//! The rail with its knob: dragged, clicked, moved by arrow keys, and read aloud.

use super::scale::LevelScale;
use crate::ui::format::significant;
use crate::ui::frame::track::{Keyed, Track, TrackSize};
use crate::ui::theme::{self, Palette};
use egui::{
    Color32, Id, Pos2, Rect, Response, Shape, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

const SIZE: TrackSize = TrackSize {
    hit: 26.0,
    radius: 10.0,
    thickness: 8.0,
};
/// Below the rail: ticks, and the numbers of marks.
const TICK: f32 = 4.0;
/// Between two numbers.
const GAP: f32 = 14.0;
/// An arrow key moves by this part of the rail.
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
        SIZE.hit * theme::scale(ui) + numbers
    }

    /// Shows it on `place`; the level that was chosen by hand or key.
    pub fn ui(&self, ui: &Ui, id: Id, place: Rect) -> (Response, Option<f64>) {
        let track = Track::new(ui, id, place, SIZE);
        let held = track.held(ui, self.scale.fraction(self.sigma));
        let by_hand = held
            .filter(|held| held.has_moved)
            .map(|held| self.scale.level_by_hand(held.fraction))
            .filter(|level| *level != self.sigma);
        let chosen = by_hand.or_else(|| track.keyed(ui).map(|keyed| self.by_key(keyed)));
        let sigma = chosen.unwrap_or(self.sigma);
        let enabled = ui.is_enabled();
        let info = || WidgetInfo::slider(enabled, sigma, "Noise level σ");
        track.response.widget_info(info);
        if track.has_room() {
            self.paint(ui, &track, sigma);
        }
        (track.response.on_hover_text(HELP), chosen)
    }

    fn by_key(&self, keyed: Keyed) -> f64 {
        self.scale.level(match keyed {
            Keyed::Start => 0.0,
            Keyed::End => 1.0,
            Keyed::By(steps) => self.scale.fraction(self.sigma) + KEY_STEP * steps,
        })
    }

    fn paint(&self, ui: &Ui, track: &Track, sigma: f64) {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let ink = if self.scale.is_trained(sigma) {
            palette.accent
        } else {
            palette.warning
        };
        let at = self.scale.fraction(sigma);
        track.paint_rail(ui, at, ink, Color32::TRANSPARENT);
        let top = track.rail.bottom() + 2.0 * scale;
        for level in self.ladder {
            let x = track.x(self.scale.fraction(*level));
            let tick = [pos2(x, top), pos2(x, top + TICK * scale)];
            let stroke = Stroke::new(1.0, palette.weak);
            ui.painter().line_segment(tick, stroke);
        }
        if self.numbers {
            let width = |text: &str| Track::number_width(ui, text);
            let marks = self
                .scale
                .marks(track.rail.width(), GAP * scale, width)
                .into_iter()
                .map(|mark| (self.scale.fraction(mark), significant(mark)));
            let marks: Vec<_> = marks.collect();
            track.paint_numbers(ui, &marks, Stroke::new(1.4, palette.text), 2.0 * scale);
        }
        if let Some(level) = self.particles {
            let x = track.x(self.scale.fraction(level));
            let tip = pos2(x, track.rail.top() - scale);
            if (x - track.x(at)).abs() > 1.0 {
                ui.painter().add(pointer(tip, 5.0 * scale, palette));
            }
        }
        track.paint_knob(ui, at, ink);
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
