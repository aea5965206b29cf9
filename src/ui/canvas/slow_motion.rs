//! Slow motion: one step of the training in five stages, with the very numbers of the trainer. Who lives here: the
//! stages and what is said at each, the marks of the draws, the field before and after, the strip on the canvas, and
//! the card with the numbers of one draw and the losses.

mod bars;
pub mod card;
mod entries;
mod field;
mod marks;
mod numbers;
mod plate;
mod stage;
mod strip;
mod wording;

use super::legend::Entry;
use crate::document::SceneId;
use crate::score::StepAccount;
use crate::session::{Command, Motion, RunId, Snapshot, StepFrame};
use crate::ui::instruments::sheet::Sheet;
use crate::ui::view::{Stage, View};
use egui::{Context, Key, Modifiers, Popup, Response, Ui};
use marks::Marks;
use stage::StepStage;
use std::time::Duration;
use strip::Pressed;

/// A stage that plays stays for so many seconds.
const STAGE: f64 = 1.2;
/// The noise of a draw grows for so long.
const GROWTH: f64 = 0.6;
/// The pointer looks at a draw within this of it, in points.
const NEAR: f32 = 14.0;
/// The draw that is looked at first has moved by about so much, in points.
const FIRST: f32 = 110.0;

/// Where a step is looked at to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Next,
    Back,
    /// To the last stage.
    Finish,
}

/// What slow motion remembers between frames.
#[derive(Default)]
pub struct SlowMotion {
    open: bool,
    playing: bool,
    stage: StepStage,
    /// Seconds in this stage.
    seconds: f64,
    /// The step on show, the one that was asked to be taken, and whether the next is awaited.
    shown: Option<(RunId, u64)>,
    taken: Option<(RunId, u64)>,
    awaits: bool,
    turn: Option<Turn>,
    scene: Option<SceneId>,
    /// The draw that was clicked, and the one under the pointer, counted from 0.
    chosen: Option<usize>,
    hovered: Option<usize>,
    /// The one that is looked at first, of this step.
    first: Option<((RunId, u64), usize)>,
    /// How many times as large the change of the field is drawn.
    magnified: u32,
    /// Data units that a point of the screen stands for.
    resolution: f64,
    /// The frame in which the column showed the numbers, so that the canvas need not.
    told_in: Option<u64>,
}

impl SlowMotion {
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Takes its keys while nothing else has the keyboard: Space plays or holds, arrows go on and back.
    pub fn listen(&mut self, ctx: &Context) {
        if !self.open || ctx.memory(|memory| memory.focused()).is_some() || Popup::is_any_open(ctx)
        {
            return;
        }
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Space) {
            self.playing = !self.playing;
        }
        if pressed(Key::ArrowRight) {
            self.turn = Some(Turn::Next);
        }
        if pressed(Key::ArrowLeft) {
            self.turn = Some(Turn::Back);
        }
    }

    /// Goes to the end of the step, or of the one after.
    pub fn finish_step(&mut self) {
        self.turn = Some(Turn::Finish);
    }

    /// Opens and closes as `view` says, goes on while it plays, and asks for what a stage needs.
    pub fn follow(
        &mut self,
        ui: &Ui,
        view: &mut View,
        snapshot: &Snapshot,
        scene: SceneId,
        commands: &mut Vec<Command>,
    ) {
        let belongs = view.stage == Stage::Learn && !snapshot.phase.has_ended();
        let wanted = view.slow_motion && belongs;
        if wanted && !self.open {
            *self = Self {
                open: true,
                // What ran goes on by itself, only slower.
                playing: view.playback.training,
                scene: Some(scene),
                chosen: self.chosen,
                ..Self::default()
            };
            view.playback.training = false;
            commands.push(Command::Dissect(true));
        } else if self.open && (!wanted || view.playback.training || self.scene != Some(scene)) {
            self.open = false;
            commands.push(Command::Dissect(false));
        }
        view.slow_motion = self.open;
        let Some(step) = snapshot.step.as_ref().filter(|_| self.open) else {
            return;
        };
        let account = &step.account;
        let id = (snapshot.run, account.train_step);
        if self.shown != Some(id) {
            (self.shown, self.stage, self.seconds) = (Some(id), StepStage::Clean, 0.0);
            self.awaits = false;
            ui.ctx().request_repaint();
        }
        let before = self.stage;
        self.pass(ui);
        match self.turn.take() {
            Some(Turn::Next) => self.go_on(commands),
            Some(Turn::Back) => (self.stage, self.seconds) = (self.stage.previous(), 0.0),
            Some(Turn::Finish) if self.stage == StepStage::Taken => self.go_on(commands),
            Some(Turn::Finish) => (self.stage, self.seconds) = (StepStage::Taken, 0.0),
            None => {}
        }
        if self.stage != before {
            // What was drawn before the canvas in this frame shows the stage before.
            ui.ctx().request_repaint();
        }
        let is_taken = account.batch_loss_after.is_some();
        if self.stage == StepStage::Taken && !is_taken && self.taken != Some(id) {
            self.taken = Some(id);
            commands.push(Command::Train(Motion::Step));
        }
    }

    /// Lets time go by.
    fn pass(&mut self, ui: &Ui) {
        self.seconds += f64::from(ui.input(|input| input.stable_dt).min(0.1));
        if self.is_growing(ui) {
            ui.ctx().request_repaint();
        }
        if !self.playing || self.awaits {
            return;
        }
        let left = STAGE - self.seconds;
        if left <= 0.0 {
            self.turn = self.turn.or(Some(Turn::Next));
        } else {
            let left = Duration::from_secs_f64(left.min(0.1));
            ui.ctx().request_repaint_after(left);
        }
    }

    /// Whoever wants no animation sees the noise at once.
    fn is_growing(&self, ui: &Ui) -> bool {
        let moves = ui.style().animation_time > 0.0;
        moves && self.stage == StepStage::Noisy && self.seconds < GROWTH
    }

    /// The next stage, or the next step.
    fn go_on(&mut self, commands: &mut Vec<Command>) {
        self.seconds = 0.0;
        match self.stage.next() {
            Some(next) => self.stage = next,
            None if !self.awaits => {
                self.awaits = true;
                commands.push(Command::Dissect(true));
            }
            None => {}
        }
    }

    /// The stage that `account` can be shown in: what a step changes is known once it is taken.
    fn stage_of(&self, account: &StepAccount) -> StepStage {
        if account.batch_loss_after.is_none() {
            self.stage.min(StepStage::Missed)
        } else {
            self.stage
        }
    }

    /// The draw that is looked at.
    fn lit(&self, account: &StepAccount) -> usize {
        let count = account.draws.len();
        let first = self.first.map(|(_, index)| index);
        let asked = self.hovered.or(self.chosen).or(first).unwrap_or(0);
        asked.min(count.saturating_sub(1))
    }

    fn choose(&mut self, index: usize) {
        self.chosen = Some(index);
    }

    /// Points of the plane are told apart by this, data units.
    fn resolution(&self) -> f64 {
        self.resolution.max(1e-12)
    }

    fn told_in(&mut self, frame: u64) {
        self.told_in = Some(frame);
    }

    /// Draws the stage on `sheet`, with the draw under the pointer of `plane`; what the legend says of it.
    pub fn paint(
        &mut self,
        ui: &Ui,
        sheet: &Sheet<'_>,
        plane: &Response,
        step: &StepFrame,
    ) -> Vec<Entry> {
        let account = &*step.account;
        let stage = self.stage_of(account);
        self.resolution = 1.0 / sheet.projection.points_per_unit();
        let grown = if self.is_growing(ui) {
            let part = (self.seconds / GROWTH) as f32;
            part * part * (3.0 - 2.0 * part)
        } else {
            1.0
        };
        if stage == StepStage::Taken {
            let field = step.field.as_ref();
            self.magnified = field
                .and_then(|field| field::paint(sheet, field))
                .unwrap_or(0);
        }
        let mut marks = Marks {
            sheet,
            account,
            lit: 0,
            grown,
        };
        if let Some(id) = self
            .shown
            .filter(|id| self.first.is_none_or(|(of, _)| of != *id))
        {
            self.first = Some((id, marks.clearest(FIRST)));
        }
        self.hovered = plane.hover_pos().and_then(|pos| {
            let places = account.draws.iter().map(|draw| marks.place(draw, stage));
            let far = places.map(|place| place.distance(pos)).enumerate();
            let near = far.min_by(|a, b| a.1.total_cmp(&b.1))?;
            (near.1 <= NEAR).then_some(near.0)
        });
        if plane.clicked() && self.hovered.is_some() {
            self.chosen = self.hovered;
        }
        marks.lit = self.lit(account);
        marks.paint(stage);
        entries::at(stage, account.objective, sheet.palette)
    }

    /// Shows the numbers of the draw that is looked at, where no column does.
    pub fn show_numbers(&self, ui: &Ui, sheet: &Sheet<'_>, step: &StepFrame) {
        let account = &*step.account;
        let told = self.told_in == Some(ui.ctx().cumulative_pass_nr());
        let (stage, lit) = (self.stage_of(account), self.lit(account));
        let marks = Marks {
            sheet,
            account,
            lit,
            grown: 1.0,
        };
        if let Some(draw) = account.draws.get(lit).filter(|_| !told) {
            let numbers = numbers::of(draw, account, stage, self.resolution());
            plate::show(ui, sheet, marks.place(draw, stage), &numbers);
        }
    }

    /// Shows the strip above the plane; whether training is to go on at full speed.
    pub fn strip(&mut self, ui: &mut Ui, view: &mut View, step: Option<&StepFrame>) -> bool {
        let account = step.map(|step| &*step.account);
        let stage = account.map_or(self.stage, |account| self.stage_of(account));
        let words = account.map(|account| wording::of(stage, account, self.magnified));
        let told = self.told_in == Some(ui.ctx().cumulative_pass_nr());
        let pressed = strip::ui(ui, (stage, self.playing), words.as_ref(), !told);
        match pressed {
            Some(Pressed::Back) => self.turn = Some(Turn::Back),
            Some(Pressed::Next) => self.turn = Some(Turn::Next),
            Some(Pressed::Play) => self.playing = !self.playing,
            Some(Pressed::Close) => view.slow_motion = false,
            Some(Pressed::FullSpeed) | None => {}
        }
        if pressed.is_some() {
            ui.ctx().request_repaint();
        }
        pressed == Some(Pressed::FullSpeed)
    }
}
