//! One frame of the window: panels first, then what stands in the middle, then what lies on top.

use super::outbox::Outbox;
use super::panes::Column;
use super::state::Workbench;
use crate::session::{Journey, PapersReport, Snapshot};
use crate::ui::canvas::level_bar;
use crate::ui::files::dialogs::Request;
use crate::ui::files::job::Job;
use crate::ui::frame::{gesture, touch};
use crate::ui::help::command_palette::Found;
use crate::ui::help::deck;
use crate::ui::help::explanation;
use crate::ui::messages::{Cause, Tone};
use crate::ui::panels::banner;
use crate::ui::panels::presenter;
use crate::ui::panels::status::Running;
use crate::ui::shortcuts::{Action, keyboard};
use crate::ui::theme::{self, Look};
use crate::ui::typed::{self, News};
use crate::ui::view::{Stage, shown_level};
use egui::{CentralPanel, Frame, Rect, Ui};
use std::sync::Arc;

impl Workbench {
    /// One frame.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        snapshot: &Arc<Snapshot>,
        recorded: Option<&Arc<Journey>>,
        papers: Option<&Arc<PapersReport>>,
        frame_seconds: Option<f32>,
        saving: bool,
    ) -> Outbox {
        let mut outbox = Outbox::default();
        gesture::begin(ui.ctx());
        touch::begin(ui.ctx());
        let newest = snapshot;
        let snapshot = &self.fresh(newest);
        if !self.freshness.awaits() {
            let (view, commands) = (&mut self.view, &mut outbox.commands);
            self.time.follow(view, snapshot, commands);
        }
        let window = ui.ctx().content_rect().size();
        let look = Look::new(self.view.theme, self.view.presenter, window);
        let look = look.still(self.view.less_motion);
        if self.applied != Some(look) {
            theme::apply(ui, look);
            self.applied = Some(look);
        }

        if !snapshot.phase.has_ended() {
            self.messages.over(Cause::Training);
        }
        let alone = !self.command_palette.is_open() && !self.lettering.is_open();
        let listens = self.dialogs.none() && alone;
        self.follow_lessons(ui, listens, snapshot, &mut outbox);
        let mut actions = if listens {
            if self.view.stage == Stage::Journey {
                self.journey.listen(ui.ctx());
            }
            self.take_pasted(ui.ctx(), &mut outbox);
            self.canvas.slow_motion_mut().listen(ui.ctx());
            let handle = self.canvas.focused();
            keyboard::pressed(ui.ctx(), |id| handle == Some(id))
        } else {
            Vec::new()
        };
        let mut column = Column::default();
        let mut turned = Vec::new();
        if self.view.presenter {
            self.show_presenter_bar(ui, snapshot, &mut actions);
        } else {
            let running = Running {
                frame_seconds,
                saving,
            };
            self.show_bars(ui, snapshot, &running, &mut actions);
        }
        if self.in_lessons() {
            turned = self.show_lesson(ui, snapshot, &mut actions);
            column.shown = true;
        } else if !self.view.presenter {
            column = self.show_side_panels(ui, snapshot, recorded, &mut actions);
        }
        self.network.ask(&mut outbox.commands);
        let level = shown_level(&self.view, &self.document, snapshot);
        let wanted = (self.view.identity && self.view.stage.has_canvas()).then_some(level);
        self.identity.ask(wanted, &mut outbox.commands);
        if let Some(step) = self.charts.take_step() {
            self.time
                .show_near(step, &mut self.view, snapshot, &mut outbox.commands);
        }
        for action in actions {
            self.perform(ui, action, snapshot, &mut outbox);
        }
        for asked in turned {
            self.answer_lesson(ui, asked, snapshot, &mut outbox);
        }
        self.sync(ui, &mut outbox);
        let snapshot = &self.fresh(newest);
        let stage = CentralPanel::default()
            .frame(Frame::new().fill(ui.visuals().panel_fill))
            .show(ui, |ui| {
                self.show_stage(ui, snapshot, recorded, &mut outbox);
            });
        if !self.view.presenter && !self.in_lessons() {
            self.side_panels.edges(ui, &mut self.view.widths);
        }
        if let Some(picture) = self.screenshot.take(ui.ctx(), stage.response.rect) {
            let title = self.document.title();
            self.dialogs
                .save_picture(picture, &title, &self.view.saving);
        }
        self.show_editors(ui);
        self.dialogs(ui, snapshot, &mut outbox);
        let on_page = self.is_on_page();
        let palette = &mut self.command_palette;
        match palette.ui(ui.ctx(), &self.view, &self.document, on_page) {
            Some(Found::Action(action)) => self.perform(ui, action, snapshot, &mut outbox),
            Some(Found::Scene(scene)) => self.open(*scene),
            None => {}
        }
        let mut escape = self.escape.is_free(ui.ctx());
        if escape && self.view.slow_motion && !self.help.is_open() {
            self.view.slow_motion = false;
            escape = false;
        }
        if let (true, Some(tool)) = (escape && !self.help.is_open(), self.view.tool) {
            self.take_up(tool);
            escape = false;
        }
        if escape && self.view.presenter && !self.help.is_open() {
            self.view.presenter = false;
            escape = false;
        }
        let papers = papers.map(|report| &**report);
        let commands = &mut outbox.commands;
        if let Some(shown) = self.help.ui(ui.ctx(), escape, papers, commands) {
            self.demonstrate(shown, &mut outbox);
        }
        let dialog =
            !self.dialogs.none() || self.command_palette.is_open() || self.lettering.is_open();
        self.escape.look(ui.ctx(), dialog);
        let picture = match self.view.stage {
            Stage::Learn | Stage::Sample => self.canvas.screen(),
            Stage::Journey => self.journey.picture(),
        };
        // Banners, captions and legends stay free.
        let free = picture.unwrap_or(stage.response.rect);
        let mut asked = column.asked;
        if !column.shown && !self.view.presenter {
            let id = self.document.id();
            asked = deck::over(&mut self.deck, ui, free, &mut self.view, id);
        }
        if let Some(asked) = asked {
            self.answer(ui, asked, &mut outbox);
            self.sync(ui, &mut outbox);
        }
        match typed::take_news(ui.ctx()) {
            Some(News::Refused(sentence)) => {
                self.messages.note(Tone::Bad, Cause::Typing, sentence);
            }
            Some(News::Over) => self.messages.over(Cause::Typing),
            None => {}
        }
        self.messages.ui(ui.ctx(), free);
        gesture::end(ui.ctx());
        outbox
    }

    /// What is known of the scene under edit; of the one before nothing is shown.
    fn fresh(&mut self, newest: &Arc<Snapshot>) -> Arc<Snapshot> {
        let trains = self.view.playback.training;
        self.freshness.shown(newest, &self.document, trains)
    }

    /// What stands in the middle, with a banner on it while something is wrong.
    fn show_stage(
        &mut self,
        ui: &mut Ui,
        snapshot: &Arc<Snapshot>,
        recorded: Option<&Arc<Journey>>,
        outbox: &mut Outbox,
    ) {
        let whole = ui.available_rect_before_wrap();
        let commands = &mut outbox.commands;
        match self.view.stage {
            Stage::Learn | Stage::Sample => {
                level_bar::ui(ui, &mut self.view, &self.document, snapshot);
                let go_on = self.time.ui(ui, &mut self.view, snapshot, commands);
                if go_on {
                    self.perform(ui, Action::GoOnFromHere, snapshot, outbox);
                }
                let commands = &mut outbox.commands;
                let document = &mut self.document;
                let done = self
                    .canvas
                    .ui(ui, &mut self.view, document, snapshot, commands);
                self.say_if_bad(done);
                self.show_lesson_on_plane(ui, snapshot);
                if let Some(said) = self.canvas.take_said() {
                    self.messages.say(Tone::Plain, said);
                }
                for action in self.canvas.take_actions() {
                    self.perform(ui, action, snapshot, outbox);
                }
            }
            Stage::Journey => {
                if self.view.presenter {
                    let process = self.journey.process();
                    let explained = explanation::of(
                        &self.view,
                        &self.document,
                        snapshot.train_step > 0,
                        process,
                    );
                    presenter::head(ui, explained);
                }
                let scene = self.document.scene();
                self.journey.hold(self.freshness.awaits());
                self.journey
                    .ui(ui, &self.view, scene, snapshot, recorded, commands);
            }
        }
        if self.view.presenter && self.view.stage.has_canvas() {
            self.show_caption(ui, whole, snapshot);
        }
        // On the picture, which must not move when it comes and goes.
        let particles = self.view.playback.particles_shown;
        if let Some(remedy) = banner::ui(ui, whole, snapshot, particles) {
            self.remedy(ui, remedy, outbox);
        }
    }

    /// The formula of what is on show, on the wall of a room, and the chart that was asked for.
    fn show_caption(&mut self, ui: &mut Ui, stage: Rect, snapshot: &Snapshot) {
        let picture = self.canvas.screen().unwrap_or(stage);
        let process = self.journey.process();
        let explained = if self.canvas.probe_mut().is_open() {
            explanation::PINNED
        } else {
            explanation::of(&self.view, &self.document, snapshot.train_step > 0, process)
        };
        // In slow motion the strip says what is on show, in a lesson its rail.
        if !self.view.slow_motion && !self.in_lessons() {
            presenter::caption(ui, picture, explained);
        }
        if let Some(kind) = self.view.wall_chart {
            let (charts, view) = (&mut self.charts, &mut self.view);
            let sigma = shown_level(view, &self.document, snapshot);
            presenter::chart(ui, picture, |ui| {
                charts.alone(ui, kind, view, snapshot, sigma);
            });
        }
    }

    /// What lies on top of everything; what was decided there becomes a job.
    fn dialogs(&mut self, ui: &Ui, snapshot: &Arc<Snapshot>, outbox: &mut Outbox) {
        let refused = self.dialogs.refused();
        let request = self.dialogs.ui(ui.ctx());
        if refused && !self.dialogs.refused() {
            self.messages.over(Cause::Saving);
        }
        if let Some(model) = self.model.take() {
            self.use_model(ui, *model, None, outbox);
        }
        match request {
            None => {}
            Some(Request::UseModel(model, scene)) => self.use_model(ui, *model, scene, outbox),
            Some(Request::Choose(kind)) => outbox.jobs.push(Job::Choose(kind)),
            Some(Request::Open(path)) => outbox.jobs.push(Job::Open(path)),
            Some(Request::OpenColumns(source, columns)) => {
                outbox.jobs.push(Job::OpenColumns(source, columns));
            }
            Some(Request::Save(dialog)) => {
                let export = self.export(&dialog, snapshot);
                dialog.remember(&mut self.view.saving);
                outbox.jobs.push(Job::Save(Box::new(export)));
                self.dialogs.keep(dialog);
            }
        }
    }
}
