//! One frame of the window: panels first, then what stands in the middle, then what lies on top.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::session::{Journey, PapersReport, Snapshot};
use crate::ui::banner;
use crate::ui::canvas::level_bar;
use crate::ui::charts::shares;
use crate::ui::controls;
use crate::ui::controls::context::ControlContext;
use crate::ui::files::dialogs::Request;
use crate::ui::files::job::Job;
use crate::ui::frame::gesture;
use crate::ui::journey;
use crate::ui::messages::{Cause, Tone};
use crate::ui::panels::side_panels::SidePanel;
use crate::ui::panels::{menu, status};
use crate::ui::shortcuts::{self, Action};
use crate::ui::theme::{self, Look};
use crate::ui::typed::{self, News};
use crate::ui::view::{Stage, shown_level};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
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
        let newest = snapshot;
        let snapshot = &self.fresh(newest);
        let window = ui.ctx().content_rect().size();
        let look = Look::new(self.view.theme, self.view.presenter, window);
        if self.applied != Some(look) {
            theme::apply(ui, look);
            self.applied = Some(look);
        }

        if !snapshot.phase.has_ended() {
            self.messages.over(Cause::Training);
        }
        let mut actions = if self.dialogs.none() {
            if self.view.stage == Stage::Journey {
                self.journey.listen(ui.ctx());
            }
            let handle = self.canvas.focused();
            shortcuts::pressed(ui.ctx(), |id| handle == Some(id))
        } else {
            Vec::new()
        };
        Panel::top("menu").show(ui, |ui| {
            menu::ui(ui, &mut self.view, &self.document, &mut actions);
        });
        Panel::bottom("status")
            .frame(Frame::side_top_panel(ui.style()).inner_margin(Margin::symmetric(8, 4)))
            .show(ui, |ui| {
                status::ui(ui, snapshot, frame_seconds, saving, &self.messages);
            });
        self.show_side_panels(ui, snapshot, recorded, &mut actions);
        self.network.ask(&mut outbox.commands);
        for action in actions {
            self.perform(ui, action, snapshot, &mut outbox);
        }
        self.sync(ui, &mut outbox);
        let snapshot = &self.fresh(newest);
        let stage = CentralPanel::default()
            .frame(Frame::new().fill(ui.visuals().panel_fill))
            .show(ui, |ui| {
                self.show_stage(ui, snapshot, recorded, &mut outbox);
            });
        self.guide
            .watch(ui, &mut self.view, &self.document, &outbox.commands);
        self.sync(ui, &mut outbox);
        self.dialogs(ui, snapshot, &mut outbox);
        self.papers
            .ui(ui.ctx(), papers.map(|r| &**r), &mut outbox.commands);
        let picture = match self.view.stage {
            Stage::Learn | Stage::Sample => self.canvas.screen(),
            Stage::Journey => self.journey.picture(),
        };
        // Banners, captions and legends stay free.
        let free = picture.unwrap_or(stage.response.rect);
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

    /// Controls and charts, as far as the stage leaves room for them.
    fn show_side_panels(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        recorded: Option<&Arc<Journey>>,
        actions: &mut Vec<Action>,
    ) {
        // The controls may change what is shown; panels follow in the next frame.
        let view = self.view.clone();
        let messages = &mut self.messages;
        self.side_panels
            .ui(ui, &view, messages, |ui, panel| match panel {
                SidePanel::Controls => {
                    let mut context = ControlContext {
                        document: &mut self.document,
                        view: &mut self.view,
                        snapshot,
                        actions,
                    };
                    controls::ui(ui, &mut context);
                }
                SidePanel::Charts => {
                    let sigma = shown_level(&self.view, &self.document, snapshot);
                    match recorded.filter(|_| self.view.stage == Stage::Journey) {
                        Some(journey) => journey::quality(ui, journey),
                        None => {
                            if self.view.stage == Stage::Sample {
                                shares::ui(ui, snapshot, &self.document);
                            }
                            self.charts.ui(ui, &mut self.view, snapshot, sigma);
                            let bounds = self.canvas.visible();
                            self.network.fold(ui, snapshot, bounds, sigma);
                        }
                    }
                }
            });
    }

    /// A banner while something is wrong, and what stands in the middle.
    fn show_stage(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        recorded: Option<&Arc<Journey>>,
        outbox: &mut Outbox,
    ) {
        let particles = self.view.playback.particles_shown;
        if let Some(remedy) = banner::ui(ui, snapshot, particles) {
            self.remedy(ui, remedy, outbox);
        }
        let commands = &mut outbox.commands;
        match self.view.stage {
            Stage::Learn | Stage::Sample => {
                self.guide.ui(ui, &mut self.view, &self.document);
                level_bar::ui(ui, &mut self.view, &self.document, snapshot);
                let document = &mut self.document;
                let done = self
                    .canvas
                    .ui(ui, &mut self.view, document, snapshot, commands);
                self.say_if_bad(done);
                for action in self.canvas.take_actions() {
                    self.perform(ui, action, snapshot, outbox);
                }
            }
            Stage::Journey => {
                let scene = self.document.scene();
                self.journey
                    .ui(ui, &self.view, scene, snapshot, recorded, commands);
            }
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
            Some(Request::Open(path)) => outbox.jobs.push(Job::Open(path)),
            Some(Request::Save(dialog)) => {
                let bounds = self.canvas.visible();
                let scene = self.document.scene();
                let mut export =
                    dialog.export(scene, snapshot, bounds, self.view.playback.follow_exact);
                export.scene.title = self.document.title().into_owned();
                outbox.jobs.push(Job::Save(Box::new(export)));
                self.dialogs.keep(dialog);
            }
        }
    }
}
