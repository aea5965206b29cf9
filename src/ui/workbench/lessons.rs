//! Lessons in the window: one's own work is kept aside, steps are set, and everything is given back.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::lesson::{Course, Measuring, Progress};
use crate::scene::Scene;
use crate::session::{Command, Snapshot, TrainingPace};
use crate::ui::lessons::asked::Asked;
use crate::ui::lessons::desk::{Inquiry, SetStep};
use crate::ui::lessons::{Desk, Kept, Turn, staging};
use crate::ui::messages::{Cause, Tone};
use crate::ui::view::{Stage, View};
use egui::{Key, Modifiers, Ui};
use std::sync::Arc;

/// A network that is measured learns at this pace, so that one sees it.
const PACE: u32 = 150;
impl Workbench {
    /// Whether lessons are on show.
    pub(super) fn in_lessons(&self) -> bool {
        self.lessons.kept.is_some()
    }

    /// How the window is to look when it opens again, and on which scene: one's own, also from within a lesson.
    pub(crate) fn to_keep(&self) -> (View, &Scene) {
        match &self.lessons.kept {
            Some(kept) => (self.arranged(kept.view.clone()), &kept.scene),
            None => (self.view.clone(), self.document.scene()),
        }
    }

    /// Follows what was asked for since the last frame: opens or closes the lessons, goes back with an undo, turns
    /// with the keys, and measures on.
    pub(super) fn follow_lessons(
        &mut self,
        ui: &Ui,
        listens: bool,
        snapshot: &Arc<Snapshot>,
        outbox: &mut Outbox,
    ) {
        match (self.view.lessons.open, self.in_lessons()) {
            (false, false) => return,
            (true, false) => self.begin_lessons(ui, snapshot, outbox),
            (false, true) => self.leave_lessons(ui, outbox),
            (true, true) => self.follow_undo(ui, outbox),
        }
        if !self.in_lessons() {
            return;
        }
        if std::mem::take(&mut self.lessons.is_stale) {
            let place = self.lessons.place(&self.view.lessons);
            self.go_to_step(ui, place, false, outbox);
        }
        let pressed =
            |key| listens && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, turn) in [(Key::PageDown, Turn::Next), (Key::PageUp, Turn::Back)] {
            if pressed(key) {
                self.turn(ui, turn, snapshot, outbox);
            }
        }
        let measured = self.lessons.is_measured();
        if self.lessons.go_on(&mut self.view.lessons, snapshot) {
            ui.ctx().request_repaint();
        }
        if !measured && self.lessons.is_measured() {
            self.canvas.probe_mut().clear();
            self.pin();
        }
    }

    /// Does what a menu, a key or the rail asks for.
    pub(super) fn turn(
        &mut self,
        ui: &Ui,
        turn: Turn,
        snapshot: &Arc<Snapshot>,
        outbox: &mut Outbox,
    ) {
        if turn == Turn::Open {
            if self.in_lessons() {
                self.view.lessons.open = false;
                self.leave_lessons(ui, outbox);
            } else {
                self.view.lessons.open = true;
                self.begin_lessons(ui, snapshot, outbox);
            }
            return;
        }
        if !self.in_lessons() {
            let text = "No lesson is open: choose Lessons at the top";
            self.messages.hint(Cause::Scene, text);
            return;
        }
        let progress = &self.view.lessons;
        let to = match turn {
            Turn::Next => self.lessons.neighbour(progress, true),
            Turn::Back => self.lessons.neighbour(progress, false),
            Turn::Open | Turn::Reset => Some(self.lessons.place(progress)),
        };
        let Some(to) = to else {
            let text = if turn == Turn::Next {
                "This was the last step of the course"
            } else {
                "This is the first step of the course"
            };
            self.messages.hint(Cause::Scene, text);
            return;
        };
        self.go_to_step(ui, to, turn == Turn::Reset, outbox);
    }

    /// Does what was asked for in the rail.
    pub(super) fn answer_lesson(
        &mut self,
        ui: &Ui,
        asked: Asked,
        snapshot: &Arc<Snapshot>,
        outbox: &mut Outbox,
    ) {
        match asked {
            Asked::Turn(turn) => self.turn(ui, turn, snapshot, outbox),
            Asked::GoTo(lesson, step) => self.go_to_step(ui, (lesson, step), false, outbox),
            Asked::AnswerAnew => self.lessons.forget_answer(),
            Asked::Measure => self.measure(snapshot, outbox),
        }
        ui.ctx().request_repaint();
    }

    /// Takes lessons that were read from a folder, again and again while somebody writes them; bad ones are told of
    /// once, and those on show stay.
    pub(crate) fn take_lessons(&mut self, read: Result<Course, String>) {
        match read {
            Ok(course) => {
                self.lessons.fault = None;
                self.messages.over(Cause::Scene);
                if *self.lessons.course == course {
                    return;
                }
                let shown = |desk: &Desk, progress: &Progress| desk.step(progress).clone();
                let before = shown(&self.lessons, &self.view.lessons);
                self.lessons.course = Arc::new(course);
                let after = shown(&self.lessons, &self.view.lessons);
                if before.staging != after.staging || before.question != after.question {
                    self.lessons.is_stale = true;
                }
                self.messages.say(Tone::Plain, "Lessons read".to_owned());
            }
            Err(message) if self.lessons.fault.as_ref() != Some(&message) => {
                self.messages.fault(Cause::Scene, message.clone());
                self.lessons.fault = Some(message);
            }
            Err(_) => {}
        }
    }

    /// Goes to a stage with one's own work.
    pub(super) fn enter_own(&mut self, ui: &Ui, stage: Stage, outbox: &mut Outbox) {
        self.leave_lessons(ui, outbox);
        self.enter(stage, outbox);
    }

    /// Measures what the question of the step asks for, and lets the picture run beside it.
    fn measure(&mut self, snapshot: &Snapshot, outbox: &mut Outbox) {
        let step = self.lessons.step(&self.view.lessons);
        let Some(question) = step.question.clone() else {
            return;
        };
        let shows_particles = step.staging.particles.is_some();
        self.lessons.attempts += 1;
        if question.measure.is_live() {
            outbox.commands.push(Command::Restart);
            let playback = &mut self.view.playback;
            playback.training = true;
            playback.pace = TrainingPace::Steps(PACE);
            self.view.slow_motion = false;
            self.lessons.inquiry = Inquiry::Training {
                after: snapshot.run.0,
                until: question.train_steps,
            };
            return;
        }
        if shows_particles && self.view.stage.has_canvas() {
            self.view.playback.particles = true;
            outbox.commands.push(Command::Respawn);
        }
        let attempt = self.lessons.attempts;
        let measuring = Measuring::new(question.measure, question.setting, attempt);
        self.lessons.inquiry = Inquiry::Running(Box::new(measuring));
    }

    fn begin_lessons(&mut self, ui: &Ui, snapshot: &Arc<Snapshot>, outbox: &mut Outbox) {
        self.document.settle();
        let network = (snapshot.train_step > 0).then(|| snapshot.network.clone());
        let mut view = self.view.clone();
        view.lessons.open = false;
        self.lessons.kept = Some(Kept {
            id: self.document.id(),
            scene: self.document.scene().clone(),
            view,
            compared: self.journey.lineup().clone(),
            network,
        });
        self.lessons.set.clear();
        let place = self.lessons.place(&self.view.lessons);
        self.go_to_step(ui, place, true, outbox);
    }

    /// Gives one's own work back: the scene with its past, how it was looked at, and what was learned.
    fn leave_lessons(&mut self, ui: &Ui, outbox: &mut Outbox) {
        let Some(kept) = self.lessons.kept.take() else {
            return;
        };
        self.view.lessons.open = false;
        self.lessons.set.clear();
        self.lessons.forget_answer();
        while self.document.id() != kept.id && self.document.undo() {}
        if self.document.id() != kept.id {
            // So much was edited that the way back is forgotten.
            let opened = self.document.open(kept.scene);
            self.say_if_bad(opened.map_err(|error| error.to_string()));
        }
        self.sync(ui, outbox);
        self.canvas.probe_mut().clear();
        self.journey.restore(kept.compared);
        self.look_as(kept.view, outbox);
        if let Some(network) = kept.network
            && self.document.scene().network == network.spec()
        {
            outbox
                .commands
                .push(Command::Adopt(Box::new((*network).clone())));
        }
        self.messages
            .say(Tone::Plain, "Your own work is back".to_owned());
        if let Some(link) = self.lessons.linked.take() {
            self.open_link(link);
            self.sync(ui, outbox);
        }
    }

    /// After an undo or a redo the step goes along with its scene.
    fn follow_undo(&mut self, ui: &Ui, outbox: &mut Outbox) {
        let id = self.document.id();
        if self.lessons.newest().is_none_or(|newest| newest.id == id) {
            return;
        }
        if self.lessons.kept.as_ref().is_some_and(|kept| kept.id == id) {
            self.leave_lessons(ui, outbox);
            return;
        }
        // A scene that somebody opened is none of the course: the rail says so.
        if let Some(at) = self.lessons.set.iter().rposition(|set| set.id == id) {
            let SetStep { lesson, step, .. } = self.lessons.set[at];
            // A redo may come back to it.
            self.lessons.set.push(SetStep { lesson, step, id });
            self.lessons.go_to(&mut self.view.lessons, (lesson, step));
            self.look_at_step(outbox);
        }
    }

    /// Goes to a step; its scene is opened where it is not on show as it was set, or `anew`.
    fn go_to_step(&mut self, ui: &Ui, place: (usize, usize), anew: bool, outbox: &mut Outbox) {
        self.lessons.go_to(&mut self.view.lessons, place);
        let (lesson, step) = place;
        let staging = &self.lessons.step(&self.view.lessons).staging;
        let own = self
            .lessons
            .newest()
            .is_some_and(|set| set.id == self.document.id());
        let same = own && *self.document.scene() == staging.scene;
        if anew || !same {
            let scene = staging.scene.clone();
            if let Err(error) = self.document.open(scene) {
                self.say_if_bad(Err(format!("could not set the step: {error}")));
                return;
            }
        }
        let id = self.document.id();
        self.sync(ui, outbox);
        self.lessons.set.push(SetStep { lesson, step, id });
        self.look_at_step(outbox);
    }

    /// Pins the point of the step, unless its picture is the answer that is asked for.
    fn pin(&mut self) {
        let staging = &self.lessons.step(&self.view.lessons).staging;
        if let (true, Some(at)) = (staging.pinned, staging.point)
            && !self.lessons.asks_for_point(&self.view.lessons)
        {
            let done = self.canvas.probe_mut().toggle_pin(at, 0.0);
            self.say_if_bad(done);
        }
    }

    /// Looks at the present scene as the step says.
    fn look_at_step(&mut self, outbox: &mut Outbox) {
        let step = self.lessons.step(&self.view.lessons).staging.clone();
        let view = staging::view(&step, &self.view);
        self.look_as(view, outbox);
        self.view.slow_motion = step.slow_motion;
        // Numbers under the pointer would give the answer away.
        self.view.probe = !self.lessons.asks_for_point(&self.view.lessons);
        self.canvas.probe_mut().belong_to(self.document.id());
        self.canvas.probe_mut().clear();
        self.pin();
        self.canvas.fit();
        if staging::stage(step.place) == Stage::Journey {
            let (position, playing) = step.clock;
            self.journey.set_clock(position, playing);
            if !step.lanes.is_empty() {
                self.journey.compare(step.process, step.lanes);
            }
        }
    }
}
