//! The window without its workers: snapshots come in, commands and jobs go out.

use super::banner::{self, ENDED, Remedy};
use super::canvas::{Canvas, shown_level};
use super::charts::Charts;
use super::controls;
use super::controls::context::ControlContext;
use super::files::dialogs::{Dialogs, Request};
use super::files::jobs::{Job, What};
use super::frame::memory;
use super::help::guide::Guide;
use super::help::papers_window::PapersWindow;
use super::journey::{self, JourneyView};
use super::messages::{Cause, Messages, Tone};
use super::panels::menu;
use super::panels::side_panels::{SidePanel, SidePanels};
use super::panels::status;
use super::shortcuts::{self, Action};
use super::theme::{self, Look, ThemeChoice};
use super::view::{FieldKind, View};
use crate::document::Document;
use crate::scene::{Scene, SceneError};
use crate::session::{Command, Journey, Motion, PapersReport, Phase, Snapshot};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
use std::sync::Arc;

/// A restart after divergence starts at most at this learning rate: the usual one.
const USUAL_RATE: f64 = 1e-2;

/// What the window asks of the program.
#[derive(Default)]
pub struct Outbox {
    pub commands: Vec<Command>,
    pub jobs: Vec<Job>,
    pub quit: bool,
}

/// Everything the window shows and remembers, except its threads.
pub struct Workbench {
    document: Document,
    view: View,
    canvas: Canvas,
    guide: Guide,
    charts: Charts,
    journey: JourneyView,
    papers: PapersWindow,
    side_panels: SidePanels,
    /// What was selected in the last frame.
    selected: Option<usize>,
    messages: Messages,
    dialogs: Dialogs,
    /// The title of the scene whose noise range the view was chosen for.
    title: String,
    applied: Option<Look>,
}

impl Workbench {
    /// # Errors
    /// When the scene cannot be run.
    pub fn new(scene: Scene, view: View) -> Result<Self, SceneError> {
        memory::keep_large_blocks();
        Ok(Self {
            title: scene.title.clone(),
            document: Document::new(scene)?,
            view,
            canvas: Canvas::default(),
            guide: Guide::default(),
            charts: Charts::default(),
            journey: JourneyView::default(),
            papers: PapersWindow::default(),
            side_panels: SidePanels::default(),
            selected: None,
            messages: Messages::default(),
            dialogs: Dialogs::default(),
            applied: None,
        })
    }

    pub fn scene(&self) -> &Scene {
        self.document.scene()
    }

    pub fn view(&self) -> &View {
        &self.view
    }

    /// How to look at things; panes follow in the next frame.
    pub fn view_mut(&mut self) -> &mut View {
        &mut self.view
    }

    pub fn selected(&self) -> Option<usize> {
        self.document.selected()
    }

    pub fn messages_mut(&mut self) -> &mut Messages {
        &mut self.messages
    }

    /// What the workers must hear at the start to agree with the view.
    pub fn opening_commands(&self) -> Vec<Command> {
        let motion = if self.view.particles_run {
            Motion::Run
        } else {
            Motion::Pause
        };
        vec![
            Command::FollowExact(self.view.follow_exact),
            Command::Particles(motion),
            Command::ShowParticles(self.view.particles),
        ]
    }

    /// Opens another scene; undo brings the present one back.
    pub fn open(&mut self, scene: Scene) {
        let title = scene.title.clone();
        match self.document.open(scene) {
            Ok(()) => self.messages.say(Tone::Plain, format!("Opened {title}")),
            Err(error) => self.say_if_bad(Err(format!("could not open {title}: {error}"))),
        }
    }

    /// A file was written.
    pub fn saved(&mut self, message: String) {
        self.dialogs.saved();
        self.messages.say(Tone::Good, message);
    }

    /// A file could not be written: the dialog comes back as it was filled in.
    pub fn not_saved(&mut self, message: String) {
        if self.dialogs.not_saved(&message) {
            self.messages.note(Tone::Bad, Cause::Saving, message);
        } else {
            self.messages.fault(Cause::Saving, message);
        }
    }

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
            if self.view.journey {
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
        self.show_side_panels(ui, snapshot, recorded, &mut actions, &mut outbox);
        for action in actions {
            self.perform(ui, action, snapshot, &mut outbox);
        }
        self.sync(ui, &mut outbox);
        let stage = CentralPanel::default()
            .frame(Frame::new().fill(ui.visuals().panel_fill))
            .show(ui, |ui| {
                if let Some(remedy) = banner::ui(ui, snapshot, self.view.particles) {
                    self.remedy(ui, remedy, &mut outbox);
                }
                if self.view.journey {
                    let scene = self.document.scene();
                    let commands = &mut outbox.commands;
                    self.journey
                        .ui(ui, &self.view, scene, snapshot, recorded, commands);
                    return;
                }
                self.guide.ui(ui, &mut self.view, &self.document);
                let done = self.canvas.ui(
                    ui,
                    &self.view,
                    &mut self.document,
                    snapshot,
                    &mut outbox.commands,
                );
                self.say_if_bad(done);
            });
        self.guide
            .watch(ui, &mut self.view, &self.document, &outbox.commands);
        self.sync(ui, &mut outbox);
        self.dialogs(ui, snapshot, &mut outbox);
        self.papers
            .ui(ui.ctx(), papers.map(|r| &**r), &mut outbox.commands);
        let picture = if self.view.journey {
            self.journey.picture()
        } else {
            self.canvas.screen()
        };
        // Banners, captions and legends stay free.
        let free = picture.unwrap_or(stage.response.rect);
        self.messages.ui(ui.ctx(), free);
        outbox
    }

    /// Controls and charts, as far as the stage leaves room for them.
    fn show_side_panels(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        recorded: Option<&Arc<Journey>>,
        actions: &mut Vec<Action>,
        outbox: &mut Outbox,
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
                        commands: &mut outbox.commands,
                    };
                    controls::ui(ui, &mut context);
                }
                SidePanel::Charts => {
                    let sigma = shown_level(&self.view, &self.document, snapshot);
                    match recorded.filter(|_| self.view.journey) {
                        Some(journey) => journey::quality(ui, journey),
                        None => self.charts.ui(ui, snapshot, sigma),
                    }
                }
            });
    }

    /// Sends what has been edited.
    fn sync(&mut self, ui: &Ui, outbox: &mut Outbox) {
        let (time, at_rest) = ui.input(|i| (i.time, !i.pointer.any_down()));
        let sent = outbox.commands.len();
        let done = self.document.sync(time, at_rest, &mut outbox.commands);
        let selected = self.document.selected();
        if outbox.commands.len() > sent || self.selected != selected {
            self.messages.over(Cause::Scene);
        }
        self.selected = selected;
        self.say_if_bad(done);
        // Another scene has another range of noise levels.
        if self.title != self.document.scene().title {
            self.title = self.document.scene().title.clone();
            self.view.sigma = None;
        }
    }

    fn perform(&mut self, ui: &Ui, action: Action, snapshot: &Snapshot, outbox: &mut Outbox) {
        // What was refused before is history when something else is done.
        self.messages.over(Cause::Scene);
        let commands = &mut outbox.commands;
        match action {
            Action::OpenScene => self.dialogs.open(),
            Action::SaveScene => self.ask_where(What::Scene),
            Action::SaveModel => self.ask_where(What::Model),
            Action::ExportFigure => self.ask_where(What::Figure),
            Action::SaveView if self.view.journey => {
                let text = "The live particles are not on show: press J to go back to them, or copy the journey's numbers as CSV";
                self.messages.say(Tone::Plain, text);
            }
            Action::SaveView => self.ask_where(What::View),
            Action::ExportTrajectories => self.ask_where(What::Trajectories),
            Action::Quit => outbox.quit = true,
            Action::Undo if self.document.undo() => {}
            Action::Undo => self.messages.hint(Cause::Scene, "There is nothing to undo"),
            Action::Redo if self.document.redo() => {}
            Action::Redo => self.messages.hint(Cause::Scene, "There is nothing to redo"),
            Action::AddComponent => {
                let (middle, std) = self.canvas.place_for_one_more();
                let done = self.document.add_component(middle, std);
                self.say_if_bad(done);
            }
            Action::RemoveComponent => {
                let done = self.document.remove_selected();
                self.say_if_bad(done);
            }
            Action::ToggleTraining | Action::StepTraining if snapshot.phase.has_ended() => {
                self.messages.hint(Cause::Training, ENDED);
            }
            Action::ToggleTraining => commands.push(Command::Train(match snapshot.phase {
                Phase::Training => Motion::Pause,
                _ => Motion::Run,
            })),
            Action::StepTraining => commands.push(Command::Train(Motion::Step)),
            Action::Restart => commands.push(Command::Restart),
            Action::ToggleParticles => {
                self.view.particles_run = !self.view.particles_run;
                commands.push(Command::Particles(if self.view.particles_run {
                    Motion::Run
                } else {
                    Motion::Pause
                }));
            }
            Action::StepParticles => {
                self.view.particles_run = false;
                commands.push(Command::Particles(Motion::Step));
            }
            Action::Respawn => commands.push(Command::Respawn),
            Action::ToggleLaunch => self.view.launch = !self.view.launch,
            Action::ShowLearned => self.view.field = FieldKind::Learned,
            Action::ShowExact => self.view.field = FieldKind::Exact,
            Action::ShowDifference => self.view.field = FieldKind::Difference,
            Action::FitView => self.canvas.fit(),
            Action::TogglePresenter => self.view.presenter = !self.view.presenter,
            Action::ToggleDark => {
                self.view.theme = match ui.ctx().theme() {
                    egui::Theme::Dark => ThemeChoice::Light,
                    egui::Theme::Light => ThemeChoice::Dark,
                }
            }
            Action::ToggleJourney => {
                self.view.journey = !self.view.journey;
                self.journey.step_aside();
                self.canvas.step_aside();
                if !self.view.journey {
                    commands.push(Command::Journey(None));
                }
            }
            Action::ToggleControls => {
                let (view, messages) = (&mut self.view, &mut self.messages);
                self.side_panels.toggle(SidePanel::Controls, view, messages);
            }
            Action::ToggleCharts => {
                let (view, messages) = (&mut self.view, &mut self.messages);
                self.side_panels.toggle(SidePanel::Charts, view, messages);
            }
            Action::ShowKeys => self.dialogs.toggle_keys(),
            Action::ShowGuide => self.view.guide = 0,
            Action::ShowPapers => self.papers.show(),
        }
        ui.ctx().request_repaint();
    }

    fn ask_where(&mut self, what: What) {
        self.dialogs.save(what, &self.document.scene().title);
    }

    fn say_if_bad(&mut self, done: Result<(), String>) {
        if let Err(message) = done {
            self.messages.fault(Cause::Scene, message);
        }
    }

    fn remedy(&mut self, ui: &Ui, remedy: Remedy, outbox: &mut Outbox) {
        match remedy {
            Remedy::SmallerRate => {
                let rate = &mut self.document.scene_mut().training.learning_rate;
                *rate = (0.1 * *rate).min(USUAL_RATE);
                // The new rate must be known before the new start.
                self.sync(ui, outbox);
                outbox.commands.push(Command::Restart);
                outbox.commands.push(Command::Train(Motion::Run));
            }
            Remedy::Restart => outbox.commands.push(Command::Restart),
            Remedy::Respawn => outbox.commands.push(Command::Respawn),
        }
    }

    fn dialogs(&mut self, ui: &Ui, snapshot: &Arc<Snapshot>, outbox: &mut Outbox) {
        let refused = self.dialogs.refused();
        let request = self.dialogs.ui(ui.ctx());
        if refused && !self.dialogs.refused() {
            self.messages.over(Cause::Saving);
        }
        match request {
            None => {}
            Some(Request::Open(path)) => outbox.jobs.push(Job::Open(path)),
            Some(Request::Save(dialog)) => {
                let bounds = self.canvas.visible();
                let scene = self.document.scene();
                let export = dialog.export(scene, snapshot, bounds, self.view.follow_exact);
                outbox.jobs.push(Job::Save(Box::new(export)));
                self.dialogs.keep(dialog);
            }
        }
    }
}
