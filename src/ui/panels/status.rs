//! The line at the bottom: what is going on in one sentence, and the keys that act here or what was said
//! last.

use super::particle_state;
use crate::session::{Phase, RecallFrame, Snapshot};
use crate::ui::format::significant;
use crate::ui::messages::{Messages, Tone};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{Stage, View};
use crate::wording::count;
use egui::accesskit::{Live, Node};
use egui::{Align, Color32, Label, Layout, RichText, Ui};

/// Before the number that says how wrong the network is, and what that number is.
const ERROR: &str = ", error ";
const ERROR_HELP: &str = "How far the learned score is from the exact one, as a part of it: E|s − s*|² / E|s*|² on noisy data, averaged over the noise levels. 0 is exact; a network that answers 0 everywhere has 1.";

/// What the program does beside the experiment.
pub struct Running {
    /// The time the last frame took on the processor.
    pub frame_seconds: Option<f32>,
    /// Whether a file is being read or written.
    pub saving: bool,
}

pub fn ui(ui: &mut Ui, view: &View, snapshot: &Snapshot, running: &Running, messages: &Messages) {
    let palette = theme::palette(ui.visuals());
    ui.horizontal(|ui| {
        let (color, sentence) = state(view, snapshot, palette);
        let radius = 4.0 * theme::scale(ui);
        let (dot, _) =
            ui.allocate_exact_size(egui::Vec2::splat(2.0 * radius), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), radius, color);
        let explains = sentence.contains(ERROR);
        let said = ui.label(sentence);
        if explains {
            said.on_hover_text(ERROR_HELP);
        }
        if view.timings {
            timings(ui, snapshot, running.frame_seconds);
        }
        if running.saving {
            ui.separator();
            ui.label("reading or writing a file…");
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (tone, text) = messages.last().unwrap_or((Tone::Plain, keys(view)));
            let color = match tone {
                Tone::Bad => palette.error,
                Tone::Good | Tone::Plain => palette.weak,
            };
            let line = ui.add(Label::new(RichText::new(text).color(color)).truncate());
            // What is said is read aloud when it comes.
            let live = |node: &mut Node| node.set_live(Live::Polite);
            ui.ctx().accesskit_node_builder(line.id, live);
            line.on_hover_text(text);
        });
    });
}

fn timings(ui: &mut Ui, snapshot: &Snapshot, frame_seconds: Option<f32>) {
    if snapshot.phase == Phase::Training {
        ui.separator();
        let speed = count(snapshot.steps_per_second.max(0.0).round() as u64);
        ui.label(RichText::new(format!("{speed} steps/s")).weak())
            .on_hover_text("Steps of the optimiser in a second.");
    }
    if let Some(seconds) = frame_seconds {
        ui.separator();
        ui.label(RichText::new(format!("frame {:.1} ms", 1000.0 * seconds)).weak())
            .on_hover_text("Time to lay out and draw one picture of the window. Training runs beside it and does not wait.");
    }
}

/// What happens on the stage, and the colour of its dot.
fn state(view: &View, snapshot: &Snapshot, palette: &Palette) -> (Color32, String) {
    let steps = match snapshot.train_step {
        1 => "1 step".to_owned(),
        steps => format!("{} steps", count(steps)),
    };
    let color = match &snapshot.phase {
        Phase::Training => palette.good,
        Phase::Paused => palette.weak,
        Phase::Diverged { .. } | Phase::Failed { .. } => palette.error,
    };
    let error = snapshot.history.error.last();
    let error = error.map_or_else(String::new, |point| {
        format!("{ERROR}{}", significant(point.mean))
    });
    let network = match (&snapshot.recall, &snapshot.phase) {
        (Some(recall), _) => looking_back(recall, &steps),
        (None, Phase::Training) => format!("Learning: {steps}{error}"),
        (None, Phase::Paused) if snapshot.train_step == 0 => {
            "The network has learned nothing yet".to_owned()
        }
        (None, Phase::Paused) => format!("Learning waits after {steps}{error}"),
        (None, Phase::Diverged { .. }) => format!("Diverged after {steps}"),
        (None, Phase::Failed { .. }) => format!("Stopped after {steps}"),
    };
    match (view.stage, &snapshot.swarm) {
        (Stage::Sample, Some(swarm)) => {
            // At the end of their ladder they move on.
            let dot = if view.playback.particles {
                palette.good
            } else {
                palette.weak
            };
            (
                dot,
                particle_state::sentence(swarm, view.playback.particles),
            )
        }
        _ => (color, network),
    }
}

/// Which network of the past is on show, and how wrong it is against which target.
fn looking_back(recall: &RecallFrame, steps: &str) -> String {
    let (step, error) = (count(recall.train_step), significant(recall.error));
    let target = if recall.is_of_another_target {
        " on the target as it is now"
    } else {
        ""
    };
    format!("Looking back at step {step} of {steps}{ERROR}{error}{target}")
}

/// The keys that act on a stage.
fn keys(view: &View) -> &'static str {
    match view.stage {
        Stage::Learn | Stage::Sample if view.lessons.open && !view.slow_motion => {
            "Page Down next step · Page Up step before · Space train, run or pause · W present"
        }
        Stage::Learn if view.slow_motion => {
            "Right, Left stages · Space play or hold · S whole step · T full speed · Esc leave"
        }
        Stage::Learn => "Space train or pause · S one step · 1 2 3 fields · P pin · F1 all keys",
        Stage::Sample => {
            "Space run or pause · N respawn · Shift with a click launch · W present · F1 all keys"
        }
        Stage::Journey => "Space play or pause · Left, Right move · W present · F1 all keys",
    }
}
