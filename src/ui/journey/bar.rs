//! The time bar: plays, scrubs, and says where it stands.

use super::clock::Clock;
use crate::session::{Journey, Snapshot};
use crate::ui::format::significant;
use crate::ui::theme;
use crate::wording::count;
use egui::{Align2, Button, Label, Rect, RichText, Sense, Slider, TextStyle, Ui, pos2, vec2};

/// What is switched beside the bar.
#[derive(Clone, Copy, Debug)]
pub struct Switches {
    /// Whether some particles leave their paths behind.
    pub paths: bool,
    /// Whether it is recorded again and again while the network learns.
    pub follow: bool,
}

/// Shows the bar; whether the journey should be recorded again.
pub fn ui(
    ui: &mut Ui,
    clock: &mut Clock,
    switches: &mut Switches,
    journey: Option<&Journey>,
    recording: bool,
    snapshot: &Snapshot,
) -> bool {
    ui.add_space(4.0);
    let mut bar = Rect::NOTHING;
    ui.horizontal(|ui| {
        let (text, name) = if clock.playing {
            ("⏸", "Pause the time bar")
        } else {
            ("▶", "Play the time bar")
        };
        let button = ui
            .add(Button::new(text))
            .on_hover_text(format!("{name} (Space)"));
        if button.accessible_name(name).clicked() {
            clock.toggle();
        }
        bar = track(ui, clock);
        ui.add_space(6.0);
        let readings = journey.map_or(String::new(), |journey| reading(journey, *clock));
        ui.label(RichText::new(readings).monospace());
    });
    ends(ui, bar);
    // Always there: the bar must not move under the pointer.
    let mut again = false;
    ui.horizontal(|ui| {
        ui.checkbox(&mut switches.paths, "Paths")
            .on_hover_text("Some particles leave their paths behind: those of an ODE are smooth, those of an SDE are not.");
        ui.checkbox(&mut clock.round, "Loop")
            .on_hover_text("Begins again at the end.");
        ui.checkbox(&mut switches.follow, "Follow the training")
            .on_hover_text("Records again and again with what the network knows by now. Put the bar at its right end and watch the samples get better.");
        ui.separator();
        let learned = journey.is_some_and(|j| j.request.lanes.iter().any(|lane| !lane.exact));
        let now = (snapshot.run, snapshot.train_step);
        let stale = journey.is_some_and(|journey| now != (journey.run, journey.train_step));
        let button = Button::new("Record again");
        let help = "The network has changed since: record with what it knows now.";
        let ready = stale && learned && !recording && !switches.follow;
        again = ui.add_enabled(ready, button).on_hover_text(help).clicked();
        let text = match journey {
            None => "Recording…".to_owned(),
            // While the training is followed this would flicker.
            Some(_) if recording && !switches.follow => "Recording…".to_owned(),
            Some(journey) if learned => {
                let step = count(journey.train_step);
                let before = if snapshot.run != journey.run {
                    ", before the restart"
                } else {
                    ""
                };
                format!("Learned score of step {step}{before}")
            }
            Some(_) => "All samplers follow the exact score".to_owned(),
        };
        ui.add(Label::new(RichText::new(text.as_str()).weak()).truncate())
            .on_hover_text(text);
    });
    again
}

/// The slider; where it is.
fn track(ui: &mut Ui, clock: &mut Clock) -> Rect {
    let help = "From clean data to noise and back. Every frame is recorded: drag to any of them. Arrow keys move it (Shift: finely), Home, Page Up and End go to data, noise and data.";
    // The readings keep their room: the bar must not move when numbers get longer.
    let room = 196.0 * theme::scale(ui);
    ui.spacing_mut().slider_width = (ui.available_width() - room).max(80.0);
    let slider = Slider::new(&mut clock.position, 0.0..=2.0).show_value(false);
    let response = ui.add(slider).on_hover_text(help).accessible_name("Time");
    if response.dragged() || response.changed() {
        clock.playing = false;
    }
    response.rect
}

/// What stands at the ends and in the middle of the bar, below it.
fn ends(ui: &mut Ui, bar: Rect) {
    let palette = theme::palette(ui.visuals());
    let font = TextStyle::Small.resolve(ui.style());
    let size = vec2(
        ui.available_width(),
        ui.text_style_height(&TextStyle::Small),
    );
    let (strip, _) = ui.allocate_exact_size(size, Sense::hover());
    for (x, anchor, text) in [
        (bar.left(), Align2::LEFT_TOP, "data"),
        (bar.center().x, Align2::CENTER_TOP, "noise"),
        (bar.right(), Align2::RIGHT_TOP, "data"),
    ] {
        let at = pos2(x, strip.top() - 3.0);
        ui.painter()
            .text(at, anchor, text, font.clone(), palette.weak);
    }
}

/// Direction, time and noise level.
fn reading(journey: &Journey, clock: Clock) -> String {
    let t = journey.time_at(clock.noise());
    format!(
        "t {:<5} α {:<5} σ {:<5}",
        significant(t),
        significant(journey.process.alpha(t)),
        significant(journey.process.sigma(t))
    )
}
