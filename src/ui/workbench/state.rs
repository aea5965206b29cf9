//! What the window shows and remembers.

use super::freshness::Freshness;
use super::outbox::Outbox;
use crate::document::Document;
use crate::files::Opened;
use crate::plane::Point;
use crate::scene::{Scene, SceneError, Target};
use crate::session::{Command, Playback};
use crate::ui::canvas::Canvas;
use crate::ui::charts::Charts;
use crate::ui::charts::network_view::NetworkView;
use crate::ui::controls::lettering::Lettering;
use crate::ui::files::dialogs::Dialogs;
use crate::ui::files::job::{FoundTable, OpenedModel};
use crate::ui::files::screenshot::Screenshot;
use crate::ui::frame::escape::Escape;
use crate::ui::frame::memory;
use crate::ui::help::command_palette::CommandPalette;
use crate::ui::help::deck::Deck;
use crate::ui::help::windows::HelpWindows;
use crate::ui::instruments::identity_card::IdentityAsker;
use crate::ui::instruments::time_bar::TimeBar;
use crate::ui::journey::JourneyView;
use crate::ui::lessons::Desk;
use crate::ui::messages::{Cause, Messages, Tone};
use crate::ui::panels::side_panels::SidePanels;
use crate::ui::shell::Page;
use crate::ui::theme::Look;
use crate::ui::view::{FieldKind, Stage, View};
use egui::Ui;
use std::borrow::Cow;

/// Everything the window shows and remembers, except its threads.
pub struct Workbench {
    pub(super) document: Document,
    pub(super) view: View,
    pub(super) canvas: Canvas,
    pub(super) deck: Deck,
    pub(super) charts: Charts,
    pub(super) network: NetworkView,
    pub(super) journey: JourneyView,
    pub(super) lessons: Desk,
    pub(super) time: TimeBar,
    pub(super) identity: IdentityAsker,
    pub(super) help: HelpWindows,
    pub(super) command_palette: CommandPalette,
    pub(super) escape: Escape,
    pub(super) side_panels: SidePanels,
    pub(super) messages: Messages,
    pub(super) dialogs: Dialogs,
    pub(super) screenshot: Screenshot,
    pub(super) applied: Option<Look>,
    /// A model of the present scene, to go on with in the next frame.
    pub(super) model: Option<Box<OpenedModel>>,
    /// The stage on the plane to which one comes back from the journey.
    pub(super) plane_before: Stage,
    /// The page that the window stands on; none on a desktop.
    pub(super) page: Option<Page>,
    /// The noise level at which a link shows its scene, until the workers are told of that.
    pub(super) linked_level: Option<f64>,
    /// A text to be drawn as points.
    pub(super) lettering: Lettering,
    /// What was selected in the last frame.
    selected: Vec<usize>,
    pub(super) freshness: Freshness,
    /// What the workers know of what runs.
    sent: Option<Playback>,
}

impl Workbench {
    /// The window on `scene`, shown as `view` says.
    ///
    /// # Errors
    /// When the scene cannot be run.
    pub fn new(scene: Scene, view: View) -> Result<Self, SceneError> {
        memory::keep_large_blocks();
        let document = Document::new(scene)?;
        Ok(Self {
            freshness: Freshness::of(document.id()),
            document,
            view,
            canvas: Canvas::default(),
            deck: Deck::default(),
            charts: Charts::default(),
            network: NetworkView::default(),
            journey: JourneyView::default(),
            lessons: Desk::default(),
            time: TimeBar::default(),
            identity: IdentityAsker::default(),
            command_palette: CommandPalette::default(),
            help: HelpWindows::default(),
            escape: Escape::default(),
            side_panels: SidePanels::default(),
            messages: Messages::default(),
            dialogs: Dialogs::default(),
            screenshot: Screenshot::default(),
            applied: None,
            model: None,
            plane_before: Stage::default(),
            page: None,
            linked_level: None,
            lettering: Lettering::default(),
            selected: Vec::new(),
            sent: None,
        })
    }

    /// The scene as it is edited.
    pub fn scene(&self) -> &Scene {
        self.document.scene()
    }

    /// What the scene is called, with a note once its target has been changed.
    pub fn title(&self) -> Cow<'_, str> {
        self.document.title()
    }

    /// How things are shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// How to look at things; panes follow in the next frame.
    pub fn view_mut(&mut self) -> &mut View {
        &mut self.view
    }

    /// The component that was selected last, counted from 0; none when none is, or the target has no components.
    pub fn selected(&self) -> Option<usize> {
        self.document.selected()
    }

    /// All selected components, counted from 0, in the order in which they were picked.
    pub fn selection(&self) -> Vec<usize> {
        self.document.selection()
    }

    /// What is said to the user.
    pub(crate) fn messages_mut(&mut self) -> &mut Messages {
        &mut self.messages
    }

    /// Opens another scene; undo brings the present one back.
    pub fn open(&mut self, opened: impl Into<Opened>) {
        let Opened { scene, notices } = opened.into();
        let title = scene.title.clone();
        let mut said = format!("Opened {title}");
        if let Target::Points(points) = &scene.target
            && notices.is_empty()
        {
            said += &format!("; {}", points.in_words());
        }
        for notice in notices {
            said += &format!("; {notice}");
        }
        match self.document.open(scene) {
            Ok(()) => self.messages.say(Tone::Plain, said),
            Err(error) => self.say_if_bad(Err(format!("could not open {title}: {error}"))),
        }
    }

    /// A model was read: it is gone on with, after a question where it is of another scene.
    pub(crate) fn opened_model(&mut self, model: Box<OpenedModel>) {
        let here = self.document.scene();
        self.model = self.dialogs.ask_about(model, here);
    }

    /// A table was looked at: its columns are asked for.
    pub(crate) fn found_table(&mut self, table: FoundTable) {
        self.dialogs.ask_for_columns(table);
    }

    /// A file was written.
    pub(crate) fn saved(&mut self, message: String) {
        self.dialogs.saved();
        self.messages.say(Tone::Good, message);
    }

    /// A file could not be written: the dialog comes back as it was filled in.
    pub(crate) fn not_saved(&mut self, message: String) {
        if self.dialogs.not_saved(&message) {
            self.messages.note(Tone::Bad, Cause::Saving, message);
        } else {
            self.messages.fault(Cause::Saving, message);
        }
    }

    /// The width that suits the points `of` was found; others may stand there by now.
    pub(crate) fn chosen_width(&mut self, of: &[Point], std: f64) {
        match &mut self.document.scene_mut().target {
            Target::Points(points) if points.at == of => points.std = std,
            Target::Points(_) => {
                let text = "The points moved while their width was chosen; choose it again";
                self.messages.say(Tone::Plain, text);
            }
            Target::Components(_) | Target::Shape(_) => {}
        }
    }

    /// What the workers have not heard yet of what runs and what is shown: everything at the start.
    pub fn unsent_playback(&mut self) -> Vec<Command> {
        let wanted = self.view.playback;
        let changes = wanted.changes_from(self.sent.as_ref());
        self.sent = Some(wanted);
        changes
    }

    /// Sends what has been edited.
    pub(super) fn sync(&mut self, ui: &Ui, outbox: &mut Outbox) {
        let (time, at_rest) = ui.input(|i| (i.time, !i.pointer.any_down()));
        let sent = outbox.commands.len();
        let done = self.document.sync(time, at_rest, &mut outbox.commands);
        let selected = self.document.selection();
        if outbox.commands.len() > sent || self.selected != selected {
            self.messages.over(Cause::Scene);
        }
        self.selected = selected;
        self.say_if_bad(done);
        // Another scene has another range of noise levels.
        let edits = &outbox.commands[sent..];
        if self.freshness.sent(edits, self.document.id()) {
            self.view.sigma = self.linked_level.take();
        }
        if !self.view.field.is_known(self.document.scene().data) {
            self.view.field = FieldKind::Exact;
        }
        outbox.commands.extend(self.unsent_playback());
    }

    pub(super) fn say_if_bad(&mut self, done: Result<(), String>) {
        if let Err(message) = done {
            self.messages.fault(Cause::Scene, message);
        }
    }
}
