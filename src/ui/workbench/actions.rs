//! What menus, buttons, keys and banners ask for, done.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::scene::{Scene, Target};
use crate::session::saving::What;
use crate::session::{Command, Motion, Phase, Snapshot};
use crate::ui::controls::pace;
use crate::ui::files::job::{Job, OpenedModel};
use crate::ui::files::kind::FileKind;
use crate::ui::help::windows::HelpPage;
use crate::ui::instruments::time_bar::TimeBar;
use crate::ui::messages::{Cause, Tone};
use crate::ui::panels::banner::{ENDED, Remedy};
use crate::ui::panels::side_panels::SidePanel;
use crate::ui::shortcuts::Action;
use crate::ui::view::{FieldKind, LineTool, Stage, shown_level};
use crate::wording::counted;
use egui::Ui;
use std::sync::Arc;

/// A restart after divergence starts at most at this learning rate: the usual one.
const USUAL_RATE: f64 = 1e-2;
/// Said when the field of training points is asked for and there are none.
const FRESH_DRAWS: &str =
    "This scene trains on fresh draws: choose fixed points in Learn, More, Training data";

impl Workbench {
    /// Does what was asked for by menu, button or key.
    pub(super) fn perform(
        &mut self,
        ui: &Ui,
        action: Action,
        snapshot: &Arc<Snapshot>,
        outbox: &mut Outbox,
    ) {
        // What was refused before is history when something else is done.
        self.messages.over(Cause::Scene);
        if !action.acts_on(self.view.stage) {
            return;
        }
        match action.on(self.view.stage) {
            Action::OpenScene => self.dialogs.open(FileKind::Scene),
            Action::OpenPoints => self.dialogs.open(FileKind::Points),
            Action::OpenModel => self.dialogs.open(FileKind::Model),
            Action::SaveScene => self.ask_where(What::Scene),
            Action::CopyLink => self.copy_link(ui),
            Action::SaveModel => self.ask_where(What::Model),
            Action::ExportFigure => self.ask_where(What::Figure),
            Action::CopyFigure => self.copy_figure(snapshot, outbox),
            Action::SaveView if self.view.stage == Stage::Journey => {
                let text = "The live particles are not on show: press J to go back to them, or copy the journey's numbers as CSV";
                self.messages.hint(Cause::Scene, text);
            }
            Action::SaveView => self.ask_where(What::View),
            Action::Screenshot => self.screenshot.ask(ui.ctx()),
            Action::ExportTrajectories => self.ask_where(What::Trajectories),
            Action::Quit => outbox.quit = true,
            Action::Undo if self.document.can_undo() => self.undo(ui, outbox),
            Action::Undo => self.messages.hint(Cause::Scene, "There is nothing to undo"),
            Action::Redo if self.document.redo() => {}
            Action::Redo => self.messages.hint(Cause::Scene, "There is nothing to redo"),
            Action::AddComponent => {
                let (middle, std) = self.canvas.place_for_one_more();
                let done = self.document.add_component(middle, std);
                self.say_if_bad(done);
            }
            Action::RemoveComponent if self.canvas.probe_mut().remove_focused() => {}
            Action::RemoveComponent => {
                let done = self.document.remove_selected();
                self.say_if_bad(done);
            }
            Action::DuplicateComponents => self.duplicate(),
            Action::SelectAll => self.select_all(),
            Action::ToggleLock => {
                let done = self.document.toggle_lock();
                self.say_if_bad(done);
            }
            Action::Arrange(how) => {
                let done = self.document.arrange(how);
                self.say_if_bad(done);
            }
            Action::ToggleTool(tool) => self.take_up(tool),
            Action::ToggleTable => self.view.table ^= true,
            Action::DrawText => self.lettering.open(),
            Action::FitMixture => self.ask_for_fit(Some(self.view.fitted), outbox),
            Action::ChooseMixture => self.ask_for_fit(None, outbox),
            Action::ChooseWidth => {
                if let Target::Points(points) = &self.document.scene().target {
                    outbox.jobs.push(Job::ChooseWidth(points.at.clone()));
                }
            }
            // The journey's clock takes its keys itself.
            Action::PlayOrPause => self.journey.toggle(),
            Action::OneStep => {}
            Action::ToggleTraining | Action::StepTraining | Action::SlowMotion
                if snapshot.phase.has_ended() =>
            {
                self.messages.hint(Cause::Training, ENDED);
            }
            Action::ToggleTraining => {
                self.view.playback.training = snapshot.phase != Phase::Training;
            }
            Action::StepTraining if self.view.slow_motion => {
                self.canvas.slow_motion_mut().finish_step();
            }
            Action::SlowMotion => {
                self.view.slow_motion ^= true;
                self.enter(Stage::Learn, outbox);
            }
            Action::EarlierNetwork => self.walk_in_time(-1, snapshot, outbox),
            Action::LaterNetwork => self.walk_in_time(1, snapshot, outbox),
            Action::NewestNetwork => {
                let (view, commands) = (&mut self.view, &mut outbox.commands);
                self.time.show(None, view, snapshot, commands);
            }
            Action::TogglePin => self.toggle_pin(snapshot, outbox),
            Action::ComparePinned => self.compare_pinned(snapshot),
            Action::EqualSeeds => self.take_pinned_seed(snapshot),
            Action::GoOnFromHere => self.go_on_from_here(snapshot, outbox),
            Action::StepTraining => {
                self.time.leave(snapshot, &mut outbox.commands);
                self.view.playback.training = false;
                self.step(Command::Train(Motion::Step), outbox);
            }
            Action::Restart => outbox.commands.push(Command::Restart),
            Action::ToggleTrainAtStart => {
                self.view.train_at_start = !self.view.train_at_start;
            }
            Action::Slower => self.change_pace(snapshot, false),
            Action::Faster => self.change_pace(snapshot, true),
            Action::ToggleParticles => {
                self.view.playback.particles = !self.view.playback.particles;
            }
            Action::StepParticles => {
                self.view.playback.particles = false;
                self.step(Command::Particles(Motion::Step), outbox);
            }
            Action::Respawn => outbox.commands.push(Command::Respawn),
            Action::ToggleLaunch => {
                self.view.launching ^= true;
                self.view.tool = None;
            }
            Action::ToggleFollowing => {
                let follows = !self.view.follows_particles();
                let shown = shown_level(&self.view, &self.document, snapshot);
                self.view.follow_particles(follows, shown);
            }
            Action::ShowLearned => self.view.field = FieldKind::Learned,
            Action::ShowExact => self.view.field = FieldKind::Exact,
            Action::ShowDifference => self.view.field = FieldKind::Difference,
            Action::ShowEmpirical if FieldKind::Empirical.is_known(self.document.scene().data) => {
                self.view.field = FieldKind::Empirical;
            }
            Action::ShowEmpirical => self.messages.hint(Cause::Scene, FRESH_DRAWS),
            Action::ShowMap(quantity) => self.view.show_map(quantity),
            Action::NextMap => self.view.show_next_map(),
            Action::ToggleTwin => self.view.toggle_twin(),
            Action::ToggleMarginals => self.view.marginals ^= true,
            Action::ToggleLine(tool) => self.toggle_line(tool),
            Action::ShowAs(style) => self.view.show_as(style),
            Action::NextStyle => self.view.show_in_next_style(),
            Action::PinProbe => {
                let done = self.canvas.pin_here(ui);
                self.say_if_bad(done);
            }
            Action::RemovePins => self.canvas.probe_mut().clear(),
            Action::ToggleProbe => {
                self.view.probe ^= true;
                let said = if self.view.probe { "on" } else { "off" };
                let said = format!("Numbers under the pointer: {said}");
                self.messages.say(Tone::Plain, said);
            }
            Action::FitView => self.canvas.fit(),
            Action::TogglePresenter => self.view.presenter = !self.view.presenter,
            Action::ToggleDark => {
                let dark = ui.ctx().theme() == egui::Theme::Dark;
                self.view.theme = self.view.theme.opposite(dark);
            }
            Action::ToggleMotion => self.view.less_motion ^= true,
            Action::Lesson(turn) => self.turn(ui, turn, snapshot, outbox),
            Action::Learn => self.enter_own(ui, Stage::Learn, outbox),
            Action::Sample => self.enter_own(ui, Stage::Sample, outbox),
            Action::Journey => self.enter_own(ui, Stage::Journey, outbox),
            Action::ToggleJourney => {
                let to = match self.view.stage {
                    Stage::Journey => self.plane_before,
                    Stage::Learn | Stage::Sample => Stage::Journey,
                };
                self.enter(to, outbox);
            }
            Action::ToggleControls => {
                let (view, messages) = (&mut self.view, &mut self.messages);
                self.side_panels.toggle(SidePanel::Controls, view, messages);
            }
            Action::ToggleCharts => {
                let (view, messages) = (&mut self.view, &mut self.messages);
                self.side_panels.toggle(SidePanel::Charts, view, messages);
            }
            Action::UsualPanels => self.view.reset_panels(),
            Action::NextChart => self.view.show_next_chart(),
            Action::ToggleAllCharts => self.view.all_charts = !self.view.all_charts,
            Action::ToggleIdentity => self.view.identity ^= true,
            Action::ToggleMore => self.view.more ^= true,
            Action::ToggleTimings => self.view.timings ^= true,
            Action::ShowKeys => self.help.toggle(HelpPage::Keys),
            Action::ShowSymbols => self.help.toggle(HelpPage::Symbols),
            Action::ShowGuide => self.view.card = 0,
            Action::ShowPapers => self.help.toggle(HelpPage::Papers),
            Action::Find => self.command_palette.toggle(),
        }
        ui.ctx().request_repaint();
    }

    /// Takes a tool up, and says how it is used, or puts it down.
    fn toggle_line(&mut self, tool: LineTool) {
        self.view.toggle_line(tool);
        let said = match self.view.line {
            Some(LineTool::Cut) => "Drag across the plane to cut it; X again ends it",
            Some(LineTool::Loop) => "Drag around something to close a loop; U again ends it",
            None => "A drag moves the view again",
        };
        self.messages.say(Tone::Plain, said.to_owned());
    }

    /// One step of what rests from then on: the pause comes first.
    fn step(&mut self, step: Command, outbox: &mut Outbox) {
        outbox.commands.extend(self.unsent_playback());
        outbox.commands.push(step);
    }

    /// One notch faster or slower, whatever the stage runs; what is that by now is said.
    fn change_pace(&mut self, snapshot: &Snapshot, up: bool) {
        let playback = &mut self.view.playback;
        let said = match self.view.stage {
            // Slower than the slowest pace is slow motion, and faster than that again a pace.
            Stage::Learn if self.view.slow_motion => {
                if up {
                    (playback.training, playback.pace) = (true, pace::SLOWEST);
                }
                return;
            }
            Stage::Learn
                if !up && playback.pace == pace::SLOWEST && !snapshot.phase.has_ended() =>
            {
                self.view.slow_motion = true;
                return;
            }
            Stage::Learn => {
                playback.pace = pace::next_pace(playback.pace, snapshot.pace, up);
                let words = pace::pace_in_words(playback.pace, snapshot.pace);
                format!("Training pace: {words}")
            }
            Stage::Sample => {
                let speed = &mut playback.particle_speed;
                *speed = pace::next_speed(*speed, up);
                format!("Pace of the particles: {}", pace::speed_in_words(*speed))
            }
            Stage::Journey => {
                let speed = &mut self.view.journey_speed;
                *speed = pace::next_speed(*speed, up);
                format!("Pace of the clock: {}", pace::speed_in_words(*speed))
            }
        };
        self.messages.say(Tone::Plain, said);
    }

    /// Goes to another stage; where something else comes to stand in the middle, it asks for its field
    /// anew.
    pub(super) fn enter(&mut self, stage: Stage, outbox: &mut Outbox) {
        let before = std::mem::replace(&mut self.view.stage, stage);
        self.view.slow_motion &= stage == Stage::Learn;
        if before.has_canvas() {
            self.plane_before = before;
        }
        if before.has_canvas() == stage.has_canvas() {
            return;
        }
        self.journey.step_aside();
        self.canvas.step_aside();
        if before == Stage::Journey {
            outbox.commands.push(Command::Journey(None));
        }
    }

    pub(super) fn ask_where(&mut self, what: What) {
        let title = self.document.title();
        self.dialogs.save(what, &title, &self.view);
    }

    /// Goes on with a model, on `scene` where one is given; training waits, so that the model is seen as
    /// it is. The scene takes over the shape and the levels of its network.
    pub(super) fn use_model(
        &mut self,
        ui: &Ui,
        model: OpenedModel,
        scene: Option<Box<Scene>>,
        outbox: &mut Outbox,
    ) {
        let OpenedModel { name, network } = model;
        let opened = scene.map_or(Ok(()), |scene| self.document.open(*scene));
        if let Err(error) = opened {
            self.say_if_bad(Err(format!("could not open the scene of {name}: {error}")));
            return;
        }
        let scene = self.document.scene_mut();
        scene.network = network.spec();
        scene.training.noise_levels = network.noise_levels();
        let own = scene.mixture().map(|mixture| scene.noise_range(&mixture));
        if own != Ok(network.noise_range()) {
            scene.noise = Some(network.noise_range());
        }
        self.time = TimeBar::default();
        self.view.playback.training = false;
        // The scene must be known before the network that goes on with it.
        self.sync(ui, outbox);
        if self.document.scene().network != network.spec() {
            return;
        }
        let steps = network.train_steps().map_or_else(String::new, |steps| {
            format!(", {} of training", counted(steps, "step"))
        });
        let said = format!("Opened {name}{steps}; training waits, Train goes on from it");
        self.messages.say(Tone::Plain, said);
        outbox.commands.push(Command::Adopt(Box::new(network)));
    }

    /// Does what a banner offers.
    pub(super) fn remedy(&mut self, ui: &Ui, remedy: Remedy, outbox: &mut Outbox) {
        match remedy {
            Remedy::SmallerRate => {
                let rate = &mut self.document.scene_mut().training.learning_rate;
                *rate = (0.1 * *rate).min(USUAL_RATE);
                // The new rate must be known before the new start.
                self.sync(ui, outbox);
                outbox.commands.push(Command::Restart);
                self.view.playback.training = true;
            }
            Remedy::Restart => outbox.commands.push(Command::Restart),
            Remedy::Respawn => outbox.commands.push(Command::Respawn),
        }
    }
}
