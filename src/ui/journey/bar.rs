//! The time bar: plays, scrubs, and says where it stands.

use super::Clock;
use crate::session::{Journey, Snapshot};
use crate::ui::format::significant;
use egui::{Button, RichText, Slider, Ui};

/// Shows the bar; whether the journey should be recorded again.
pub fn ui(ui: &mut Ui, clock: &mut Clock, journey: Option<&Journey>, snapshot: &Snapshot) -> bool {
    let mut again = false;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let (text, name) = if clock.playing {
            ("⏸", "Pause the time bar")
        } else {
            ("▶", "Play the time bar")
        };
        if ui
            .add(Button::new(text))
            .on_hover_text(name)
            .accessible_name(name)
            .clicked()
        {
            clock.playing = !clock.playing;
            if clock.playing && clock.position >= 2.0 {
                clock.position = 0.0;
            }
        }
        let help =
            "From clean data to noise and back. Every frame is recorded: drag to any of them.";
        ui.label("data");
        let readings = journey.map_or(String::new(), |journey| reading(journey, *clock));
        let room = 250.0 * crate::ui::theme::scale(ui);
        ui.spacing_mut().slider_width = (ui.available_width() - room).max(80.0);
        let slider = Slider::new(&mut clock.position, 0.0..=2.0).show_value(false);
        let response = ui.add(slider).on_hover_text(help).accessible_name("Time");
        if response.dragged() || response.changed() {
            clock.playing = false;
        }
        ui.label("data");
        ui.label(RichText::new(readings).weak());
    });
    // Always there: the bar must not move under the pointer.
    ui.horizontal(|ui| {
        let text = match journey {
            None => "Recording…".to_owned(),
            Some(journey) => format!("Recorded at training step {}", journey.train_step),
        };
        ui.label(RichText::new(text).weak().small());
        let stale = journey.is_some_and(|journey| snapshot.train_step > journey.train_step);
        let button = Button::new("Record again").small();
        let help = "The network has learned since: record with what it knows now.";
        again = ui.add_enabled(stale, button).on_hover_text(help).clicked();
    });
    again
}

/// Direction, time and noise level.
fn reading(journey: &Journey, clock: Clock) -> String {
    let t = journey.time_at(clock.noise());
    let arrow = if clock.forward() {
        "to noise:"
    } else {
        "to data:"
    };
    format!(
        "{arrow}   t {}   α {}   σ {}",
        significant(t),
        significant(journey.process.alpha(t)),
        significant(journey.process.sigma(t))
    )
}
