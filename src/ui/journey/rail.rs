//! What can be done on the journey: play it, record it again, and say who walks it.

use super::clock::Clock;
use super::lineup::{Lineup, alternatives, processes, with_sampler};
use crate::noise::ProcessKind;
use crate::sampling::{Sampler, StepCount};
use crate::session::{Journey, Lane, Phase, Snapshot};
use crate::ui::controls::combo_box::{help_with_name, list};
use crate::ui::controls::pace;
use crate::ui::controls::play::{self, Play};
use crate::ui::theme;
use crate::ui::typed;
use crate::ui::view::View;
use crate::wording::count;
use egui::{Align, Button, ComboBox, DragValue, Label, Layout, RichText, Ui, vec2};

/// The tolerances of the solver that chooses its own steps.
const TOLERANCES: [f64; 7] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];

const PLAY: Play = Play {
    rests: ["Play", "Play the journey"],
    runs: ["Pause", "Pause the journey"],
    help: "From data to noise and back. Key: Space.",
};
const PATHS: &str =
    "Some particles leave their paths behind: those of an ODE are smooth, those of an SDE are not.";
const LOOP: &str = "The clock begins again at the end.";
const FOLLOW: &str = "Records again and again with what the network knows by now. Put the clock at its right end and watch the samples get better.";
const AGAIN: &str = "The network has changed since: record with what it knows now.";
const NOTHING_YET: &str =
    "The network has learned nothing yet: these samplers follow the exact score.";
const TRAIN: &str = "Trains the network in the background. As soon as it has learned something, the samplers follow the learned score. Key: T.";
const ADD: &str = "One more, from the same starting points and with the same noise.";
const EXACT: &str = "Follow the exact score instead of the learned one: what is still wrong then is due to the steps.";

/// What is switched on the journey.
#[derive(Clone, Copy, Debug)]
pub struct Switches {
    /// Whether some particles leave their paths behind.
    pub paths: bool,
    /// Whether it is recorded again and again while the network learns.
    pub follow: bool,
}

/// What the rail shows of the recording.
pub struct Recording<'a> {
    /// What is on show.
    pub journey: Option<&'a Journey>,
    /// Whether another one is being made.
    pub under_way: bool,
    pub snapshot: &'a Snapshot,
}

/// Shows the rail; whether the journey should be recorded again.
pub fn ui(
    ui: &mut Ui,
    view: &mut View,
    (clock, switches): (&mut Clock, &mut Switches),
    lineup: &mut Lineup,
    recording: &Recording<'_>,
) -> bool {
    let gap = 8.0 * theme::scale(ui);
    if play::ui(ui, clock.playing, &PLAY) {
        clock.toggle();
    }
    let again = if lineup.waits && !recording.snapshot.has_learned() && lineup.is_exact() {
        train(ui, view, recording.snapshot);
        false
    } else {
        record(ui, switches, recording)
    };
    ui.add_space(gap);
    pace::journey(ui, &mut view.journey_speed);
    ui.add_space(gap);
    ui.label(RichText::new("Samplers").strong());
    samplers(ui, lineup);
    ui.add_space(gap);
    process(ui, &mut lineup.process);
    lineup.fit();
    ui.add_space(gap);
    ui.checkbox(&mut switches.follow, "Follow the training")
        .on_hover_text(FOLLOW);
    ui.horizontal(|ui| {
        ui.checkbox(&mut switches.paths, "Paths")
            .on_hover_text(PATHS);
        ui.checkbox(&mut clock.round, "Loop").on_hover_text(LOOP);
    });
    again
}

/// In place of [`record`] while there is nothing learned to record.
fn train(ui: &mut Ui, view: &mut View, snapshot: &Snapshot) {
    let trains = snapshot.phase == Phase::Training;
    let text = if trains { "Training…" } else { "Train" };
    let size = vec2(ui.available_width(), 1.2 * ui.spacing().interact_size.y);
    let ready = snapshot.phase == Phase::Paused;
    let button = ui.add_enabled_ui(ready, |ui| ui.add_sized(size, Button::new(text)));
    if button.inner.on_hover_text(TRAIN).clicked() {
        view.playback.training = true;
    }
    ui.label(RichText::new(NOTHING_YET).weak().small());
}

/// The button, and what is on show; whether it was pressed.
fn record(ui: &mut Ui, switches: &Switches, recording: &Recording<'_>) -> bool {
    let journey = recording.journey;
    let now = (recording.snapshot.run, recording.snapshot.shown_step());
    let stale = journey.is_some_and(|journey| now != (journey.run, journey.train_step));
    let ready = stale && !recording.under_way && !switches.follow;
    let size = vec2(ui.available_width(), 1.2 * ui.spacing().interact_size.y);
    let again = ui
        .add_enabled_ui(ready, |ui| ui.add_sized(size, Button::new("Record again")))
        .inner
        .on_hover_text(AGAIN)
        .clicked();
    let text = match journey {
        None => "Recording…".to_owned(),
        // While the training is followed this would flicker.
        Some(_) if recording.under_way && !switches.follow => "Recording…".to_owned(),
        Some(journey) if journey.is_exact() => "All samplers follow the exact score".to_owned(),
        Some(journey) if recording.snapshot.run != journey.run => {
            format!("Step {}, before the restart", count(journey.train_step))
        }
        Some(journey) if !journey.had_learned() => {
            format!("Untrained: step {}", count(journey.train_step))
        }
        Some(journey) => format!("Learned score of step {}", count(journey.train_step)),
    };
    ui.add(Label::new(RichText::new(text.as_str()).weak().small()).truncate())
        .on_hover_text(text);
    again
}

fn samplers(ui: &mut Ui, lineup: &mut Lineup) {
    let mut removed = None;
    let removable = lineup.lanes.len() > 1;
    let process = lineup.process;
    let mut chosen = false;
    for index in 0..lineup.lanes.len() {
        let samplers = alternatives(process, &lineup.lanes, index);
        let lane = &mut lineup.lanes[index];
        sampler(ui, index, lane, &samplers);
        ui.horizontal(|ui| {
            work(ui, index, lane);
            let exact = ui.checkbox(&mut lane.exact, "exact").on_hover_text(EXACT);
            chosen |= exact.changed();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Remove sampler {}", index + 1);
                let button = ui.add_enabled(removable, Button::new("✖").frame(false));
                if button.on_hover_text(&name).accessible_name(name).clicked() {
                    removed = Some(index);
                }
            });
        });
        ui.add_space(4.0);
    }
    lineup.waits &= !chosen;
    if let Some(index) = removed {
        lineup.lanes.remove(index);
    }
    let add = ui.add_enabled(lineup.has_room(), Button::new("Add a sampler"));
    if add.on_hover_text(ADD).clicked() {
        lineup.add();
    }
}

/// A list as wide as the rail.
fn wide(ui: &Ui, salt: impl std::hash::Hash + std::fmt::Debug, text: &str) -> ComboBox<'static> {
    ComboBox::from_id_salt(salt)
        .width(ui.available_width())
        .truncate()
        .selected_text(text)
}

fn sampler(ui: &mut Ui, index: usize, lane: &mut Lane, samplers: &[Sampler]) {
    let chosen = samplers.iter().position(|s| *s == lane.sampler);
    let help = |sampler: Sampler| help_with_name(sampler.help(), sampler.name());
    let combo = wide(ui, ("sampler", index), lane.sampler.label());
    let entries = samplers.iter().map(|s| (s.label(), help(*s)));
    let (button, picked) = list(ui, combo, chosen, entries);
    button
        .on_hover_text(help(lane.sampler))
        .accessible_name(format!("Sampler {}", index + 1));
    if let Some(index) = picked.filter(|index| chosen != Some(*index)) {
        *lane = with_sampler(*lane, samplers[index]);
    }
}

fn process(ui: &mut Ui, process: &mut ProcessKind) {
    let label = ui
        .label(RichText::new("Process").strong())
        .on_hover_text("How data turn into noise.");
    let kinds = processes();
    let chosen = kinds.iter().position(|kind| kind == process);
    let help = |kind: ProcessKind| help_with_name(kind.help(), kind.name());
    let combo = wide(ui, "process", process.label());
    let entries = kinds.iter().map(|kind| (kind.label(), help(*kind)));
    let (button, picked) = list(ui, combo, chosen, entries);
    button.on_hover_text(help(*process)).labelled_by(label.id);
    if let Some(index) = picked {
        *process = kinds[index];
    }
}

/// How much work a sampler takes.
fn work(ui: &mut Ui, index: usize, lane: &mut Lane) {
    match lane.sampler.step_count() {
        StepCount::AtMost => {
            let texts = TOLERANCES.map(|tol| format!("{tol:e}"));
            let chosen = TOLERANCES.iter().position(|tol| *tol == lane.tol);
            let combo = ComboBox::from_id_salt(("tolerance", index))
                .width(64.0 * theme::scale(ui))
                .selected_text(format!("tol {:e}", lane.tol));
            let entries = texts.iter().map(|text| (text.as_str(), ""));
            let (button, picked) = list(ui, combo, chosen, entries);
            button
                .on_hover_text("Relative and absolute tolerance: smaller takes more evaluations.");
            if let Some(index) = picked {
                lane.tol = TOLERANCES[index];
            }
        }
        StepCount::ALevel => {
            let help = "Steps at each of ten levels.";
            steps(ui, &mut lane.steps, 200, " × 10", help);
        }
        StepCount::InAll => {
            let help = "Steps from noise to data.";
            steps(ui, &mut lane.steps, 1000, " steps", help);
        }
    }
}

/// A number of steps, at most `most`.
fn steps(ui: &mut Ui, steps: &mut usize, most: usize, suffix: &str, help: &str) {
    let field = DragValue::new(steps)
        .update_while_editing(false)
        .range(1..=most)
        .suffix(suffix)
        .custom_parser(typed::whole(ui.ctx(), 1..=most as u64));
    typed::field(ui, field).on_hover_text(help);
}
