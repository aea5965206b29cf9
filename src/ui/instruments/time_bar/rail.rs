//! The rail of steps with its knob: dragged, clicked, moved by arrow keys, and read aloud.

use super::scale::StepScale;
use crate::ui::frame::track::{Keyed, Track, TrackSize};
use crate::ui::theme;
use crate::wording::count;
use egui::{Color32, Id, Rect, Stroke, TextStyle, Ui, WidgetInfo, pos2};

const SIZE: TrackSize = TrackSize {
    hit: 24.0,
    radius: 8.0,
    thickness: 6.0,
};
/// Between two numbers.
const GAP: f32 = 12.0;
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
        SIZE.hit * theme::scale(ui) + 0.7 * ui.text_style_height(&TextStyle::Small)
    }

    /// Shows it on `place`; what was chosen by hand or key.
    pub fn ui(&self, ui: &Ui, id: Id, place: Rect) -> Option<Chosen> {
        let track = Track::new(ui, id, place, SIZE);
        let held = track.held(ui, self.fraction(self.step));
        let chosen = held
            .map(|held| Chosen(self.scale.nearest(held.fraction)))
            .or_else(|| track.keyed(ui).map(|keyed| self.by_key(keyed)));
        let step = chosen.map_or(self.step, |Chosen(step)| step);
        let told = step.unwrap_or(self.scale.newest) as f64;
        let enabled = ui.is_enabled();
        let info = || WidgetInfo::slider(enabled, told, "Training step on show");
        track.response.widget_info(info);
        if track.has_room() {
            self.paint(ui, &track, step);
        }
        track.response.on_hover_text(HELP);
        chosen.filter(|Chosen(step)| *step != self.step)
    }

    fn fraction(&self, step: Option<u64>) -> f64 {
        self.scale.fraction(step.unwrap_or(self.scale.newest))
    }

    /// At least a checkpoint a key: between two there is nothing.
    fn by_key(&self, keyed: Keyed) -> Chosen {
        Chosen(match keyed {
            Keyed::Start => self.scale.nearest(0.0),
            Keyed::End => None,
            Keyed::By(steps) => {
                let whole = steps.abs().max(1.0).copysign(steps) as i64;
                self.scale.beside(self.step, whole)
            }
        })
    }

    fn paint(&self, ui: &Ui, track: &Track, step: Option<u64>) {
        let palette = theme::palette(ui.visuals());
        let scale = theme::scale(ui);
        let at = self.fraction(step);
        let (ink, filled, later) = if self.scale.has_past() {
            // What was learned later is there and not on show.
            let accent = palette.accent;
            (accent, accent, accent.gamma_multiply(0.25))
        } else {
            (palette.edge, Color32::TRANSPARENT, Color32::TRANSPARENT)
        };
        track.paint_rail(ui, at, filled, later);
        for edit in self.edits {
            let x = track.x(self.fraction(Some(*edit)));
            let above = track.rail.top() - scale;
            let tick = [pos2(x, above - 4.0 * scale), pos2(x, above)];
            let stroke = Stroke::new(1.4 * scale, palette.truth);
            ui.painter().line_segment(tick, stroke);
        }
        let width = |text: &str| Track::number_width(ui, text);
        let marks = self
            .scale
            .marks(track.rail.width(), GAP * scale, width)
            .into_iter()
            .map(|mark| (self.scale.fraction(mark), count(mark)));
        let marks: Vec<_> = marks.collect();
        track.paint_numbers(ui, &marks, Stroke::new(1.2, palette.weak), 3.0 * scale);
        track.paint_knob(ui, at, ink);
    }
}
