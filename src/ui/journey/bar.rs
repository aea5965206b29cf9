//! The clock under the panels: it is dragged to any time, and says where it stands.

use super::clock::Clock;
use super::legend;
use crate::session::Journey;
use crate::ui::format::significant;
use crate::ui::theme;
use egui::{Align2, FontId, RichText, Slider, TextStyle, Ui, pos2, vec2};

const HELP: &str = "From clean data to noise and back. Every frame is recorded: drag to any of them. Arrow keys move it (Shift: finely), Home, Page Up and End go to data, noise and data.";

/// Room for the time, what is left of the data and the noise level, at the ordinary size, in points.
const READINGS: f32 = 206.0;

/// Shows the clock with its reading, and below what is drawn in the panels.
pub fn ui(ui: &mut Ui, clock: &mut Clock, journey: Option<&Journey>, drawn: legend::Drawn) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        // The readings keep their room: the clock must not move when numbers get longer.
        let room = READINGS * theme::scale(ui);
        ui.spacing_mut().slider_width = (ui.available_width() - room).max(80.0);
        let slider = Slider::new(&mut clock.position, 0.0..=2.0).show_value(false);
        let response = theme::slider(ui, slider)
            .on_hover_text(HELP)
            .accessible_name("Clock");
        if response.dragged() || response.changed() {
            clock.playing = false;
        }
        let bar = response.rect;
        ends(ui, bar);
        ui.add_space(6.0);
        let readings = journey.map_or(String::new(), |journey| reading(journey, *clock));
        ui.label(RichText::new(readings).monospace());
    });
    ui.add_space(ui.text_style_height(&TextStyle::Small));
    if let Some(journey) = journey {
        legend::ui(ui, journey, *clock, drawn);
    }
    ui.add_space(2.0);
}

/// What stands below the ends and the middle of the clock.
fn ends(ui: &Ui, bar: egui::Rect) {
    let palette = theme::palette(ui.visuals());
    let font: FontId = TextStyle::Small.resolve(ui.style());
    for (x, anchor, text) in [
        (bar.left(), Align2::LEFT_TOP, "data"),
        (bar.center().x, Align2::CENTER_TOP, "noise"),
        (bar.right(), Align2::RIGHT_TOP, "data"),
    ] {
        let at = pos2(x, bar.bottom()) + vec2(0.0, -1.0);
        ui.painter()
            .text(at, anchor, text, font.clone(), palette.weak);
    }
}

/// Time, what is left of the data, and the noise level.
fn reading(journey: &Journey, clock: Clock) -> String {
    let t = journey.time_at(clock.noise());
    format!(
        "t {:<5} α {:<5} σ {:<5}",
        significant(t),
        significant(journey.process.alpha(t)),
        significant(journey.process.sigma(t))
    )
}
