//! The time of training under the canvas: earlier networks are looked at, and gone on from. Who lives here: the bar,
//! its rail with the knob, and how steps lie along it.

mod rail;
mod scale;

use crate::session::{Command, Phase, Snapshot};
use crate::ui::format::significant;
use crate::ui::theme;
use crate::ui::view::{Stage, View};
use crate::wording::count;
use egui::{Align, Button, Frame, Id, Label, Layout, Panel, RichText, Sense, Ui, vec2};
use rail::{Chosen, Rail};
use scale::StepScale;

/// On a lower stage there is no room for the bar until an earlier network is on show, at the ordinary size, in points.
const LOW: f32 = 400.0;
/// A narrower one has the rail and short words.
const NARROW: f32 = 560.0;
/// The title, the number of the step, and each button: as wide as they are, the rail keeps its place.
const TITLE: f32 = 92.0;
const NUMBER: f32 = 118.0;
const SHORT_NUMBER: f32 = 96.0;
const BUTTONS: [f32; 2] = [118.0, 64.0];
/// Frames for which an answer of the workers is waited for.
const PATIENCE: u32 = 240;

const TITLE_HELP: &str =
    "Optimiser steps that the network on show has learned for. Marks above the rail: edits.";
const GO_ON_HELP: &str = "Trains on from the network on show, as if it had never gone further: what was learned after it is forgotten.";
const NEWEST_HELP: &str = "Shows the newest network again; if training ran before, it goes on.";
/// Said in the place of the rail, which is kept, while there is no past.
const NOT_YET: &str =
    "Nothing learned yet. Press Train, and watch the learned arrows become the exact ones.";
const NOT_YET_IN_SAMPLE: &str = "Nothing learned yet. Train the network in Learn, or here with T.";
const OTHER_TARGET: &str = "The target was edited since. The one of then is not kept: arrows, maps and errors compare this network with the target as it is now.";

/// What the bar remembers between frames.
#[derive(Default)]
pub struct TimeBar {
    /// Whether training goes on when the newest network is on show again.
    resumes: bool,
    pending: Option<Pending>,
    /// Scenes loaded when all this was.
    loads: u64,
}

/// What was asked for and not shown yet.
struct Pending {
    step: Option<u64>,
    frames: u32,
}

impl TimeBar {
    /// The step whose network is wanted in the place of the newest.
    pub fn wanted(&self, snapshot: &Snapshot) -> Option<u64> {
        match &self.pending {
            Some(pending) => pending.step,
            None => snapshot.recall.as_ref().map(|recall| recall.train_step),
        }
    }

    /// Takes in what the workers say. Training and slow motion are of the newest network: it comes back with them.
    pub fn follow(&mut self, view: &mut View, snapshot: &Snapshot, commands: &mut Vec<Command>) {
        if snapshot.loads != self.loads {
            *self = Self {
                loads: snapshot.loads,
                ..Self::default()
            };
        }
        let shown = snapshot.recall.as_ref().map(|recall| recall.train_step);
        if let Some(pending) = &mut self.pending {
            pending.frames += 1;
            if pending.step == shown || pending.frames > PATIENCE {
                self.pending = None;
            }
        }
        if self.wanted(snapshot).is_some() {
            if view.playback.training || view.slow_motion {
                self.leave(snapshot, commands);
            }
        } else if self.pending.is_none() && std::mem::take(&mut self.resumes) {
            view.playback.training = true;
        }
    }

    /// Shows the network of a checkpoint while training waits, or the newest.
    pub fn show(
        &mut self,
        step: Option<u64>,
        view: &mut View,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) {
        let before = self.wanted(snapshot);
        if step == before {
            return;
        }
        if before.is_none() {
            self.resumes = view.playback.training;
        }
        if step.is_some() {
            view.playback.training = false;
        }
        self.ask(step, commands);
    }

    /// Shows the newest network for what is done with it next; training does not go on by itself.
    pub fn leave(&mut self, snapshot: &Snapshot, commands: &mut Vec<Command>) {
        self.resumes = false;
        if self.wanted(snapshot).is_some() {
            self.ask(None, commands);
        }
    }

    /// The checkpoint so many later than what is on show, earlier where it is negative.
    pub fn walk(
        &mut self,
        by: i64,
        view: &mut View,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) {
        let to = scale_of(snapshot).beside(self.wanted(snapshot), by);
        self.show(to, view, snapshot, commands);
    }

    /// The checkpoint nearest to a place on a chart.
    pub fn show_near(
        &mut self,
        step: f64,
        view: &mut View,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) {
        let scale = scale_of(snapshot);
        let fraction = if step >= scale.newest as f64 {
            1.0
        } else {
            scale.fraction(step.max(0.0).round() as u64)
        };
        self.show(scale.nearest(fraction), view, snapshot, commands);
    }

    /// Trains on from the network of the past that is on show; of which step, if there is one.
    pub fn go_on(
        &mut self,
        view: &mut View,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> Option<u64> {
        let step = self.wanted(snapshot)?;
        commands.push(Command::GoOnFrom(step));
        self.pending = Some(Pending {
            step: None,
            frames: 0,
        });
        self.resumes = false;
        view.playback.training = true;
        Some(step)
    }

    fn ask(&mut self, step: Option<u64>, commands: &mut Vec<Command>) {
        commands.push(Command::Recall(step));
        self.pending = Some(Pending { step, frames: 0 });
    }

    /// Shows the bar at the foot of `ui`; whether training is to go on from what is on show.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        view: &mut View,
        snapshot: &Snapshot,
        commands: &mut Vec<Command>,
    ) -> bool {
        let scale = theme::scale(ui);
        let room = ui.available_size();
        let wanted = self.wanted(snapshot);
        let has_past = snapshot.train_step > 0 || snapshot.phase == Phase::Training;
        // A lesson speaks of the exact score until something is learned, and on a wall stand five controls.
        let is_needed = (has_past || !view.lessons.open) && !view.presenter;
        if wanted.is_none() && (room.y < LOW * scale || !is_needed) {
            return false;
        }
        let margin = theme::margin(ui, 14.0, 3.0);
        let frame = Frame::side_top_panel(ui.style()).inner_margin(margin);
        let bar = Panel::bottom("time of training").frame(frame);
        let shown = bar.show(ui, |ui| {
            if view.slow_motion {
                ui.disable();
            }
            if has_past || wanted.is_some() {
                row(ui, snapshot, wanted, room.x < NARROW * scale)
            } else {
                not_yet(ui, view.stage);
                None
            }
        });
        match shown.inner {
            Some(Asked::Step(Chosen(step))) => {
                self.show(step, view, snapshot, commands);
                false
            }
            Some(Asked::GoOn) => true,
            None => false,
        }
    }
}

/// What was asked for on the bar.
enum Asked {
    Step(Chosen),
    GoOn,
}

fn scale_of(snapshot: &Snapshot) -> StepScale<'_> {
    StepScale {
        checkpoints: &snapshot.checkpoints,
        newest: snapshot.train_step,
    }
}

/// One line, as high as the rail that comes with the first step: the picture above does not move.
fn not_yet(ui: &mut Ui, stage: Stage) {
    let size = vec2(ui.available_width(), Rail::height(ui));
    let text = match stage {
        Stage::Learn => NOT_YET,
        Stage::Sample | Stage::Journey => NOT_YET_IN_SAMPLE,
    };
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(size.y);
        ui.add(Label::new(text).truncate())
    });
}

/// Title, rail, number and buttons.
fn row(ui: &mut Ui, snapshot: &Snapshot, wanted: Option<u64>, narrow: bool) -> Option<Asked> {
    let scale = theme::scale(ui);
    let mut asked = None;
    let high = Rail::height(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), high),
        Layout::left_to_right(Align::Center),
        |ui| {
            if !narrow {
                let title = Label::new(RichText::new("Training step").strong());
                slot(ui, TITLE * scale, title).on_hover_text(TITLE_HELP);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                asked = buttons(ui, wanted, narrow);
                let width = if narrow { SHORT_NUMBER } else { NUMBER };
                number(ui, snapshot, wanted, width * scale);
                let size = vec2(ui.available_width().max(0.0), high);
                let (place, _) = ui.allocate_exact_size(size, Sense::hover());
                let edits: Vec<u64> = (snapshot.history.marks.iter())
                    .map(|mark| mark.train_step)
                    .collect();
                let rail = Rail {
                    scale: scale_of(snapshot),
                    step: wanted,
                    edits: &edits,
                };
                let chosen = rail.ui(ui, Id::unique("rail of training steps"), place);
                asked = asked.take().or(chosen.map(Asked::Step));
            });
        },
    );
    asked
}

/// A text in a place of its own width.
fn slot(ui: &mut Ui, width: f32, label: Label) -> egui::Response {
    let size = vec2(width, ui.spacing().interact_size.y);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_width(width);
        ui.add(label.truncate())
    })
    .inner
}

/// What to do with an earlier network; without one their place is kept, so that the rail stays under the hand.
fn buttons(ui: &mut Ui, wanted: Option<u64>, narrow: bool) -> Option<Asked> {
    let scale = theme::scale(ui);
    let [go_on, newest] = BUTTONS;
    let go_on = if narrow { newest } else { go_on };
    if wanted.is_none() {
        ui.add_space((newest + go_on) * scale + 2.0 * ui.spacing().item_spacing.x);
        return None;
    }
    let mut asked = None;
    let high = ui.spacing().interact_size.y;
    let button = ui.add_sized(vec2(newest * scale, high), Button::new("Newest"));
    let button = button.on_hover_text(NEWEST_HELP);
    if button.accessible_name("Newest network").clicked() {
        asked = Some(Asked::Step(Chosen(None)));
    }
    let text = if narrow { "Go on" } else { "Go on from here" };
    let button = ui.add_sized(vec2(go_on * scale, high), Button::new(text));
    let button = button.on_hover_text(GO_ON_HELP);
    if button.accessible_name("Go on from here").clicked() {
        asked = Some(Asked::GoOn);
    }
    asked
}

/// Which step is on show, and of how many.
fn number(ui: &mut Ui, snapshot: &Snapshot, wanted: Option<u64>, width: f32) {
    let palette = theme::palette(ui.visuals());
    let newest = count(snapshot.train_step);
    let Some(step) = wanted else {
        slot(ui, width, Label::new(newest)).on_hover_text(TITLE_HELP);
        return;
    };
    let recall = snapshot.recall.as_ref();
    let recall = recall.filter(|recall| recall.train_step == step);
    let is_of_another_target = recall.is_some_and(|recall| recall.is_of_another_target);
    let text = format!("{} of {newest}", count(step));
    let color = if is_of_another_target {
        palette.warning
    } else {
        palette.strong
    };
    let label = Label::new(RichText::new(text).color(color).strong());
    let error = recall.map(|recall| significant(recall.error));
    let mut help = format!(
        "The network of step {} is on show, not the newest.",
        count(step)
    );
    if let Some(error) = error {
        help += &format!(" Its score error against the present target is {error}.");
    }
    if is_of_another_target {
        help = format!("{help} {OTHER_TARGET}");
    }
    slot(ui, width, label).on_hover_text(help);
}
