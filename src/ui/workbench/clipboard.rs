//! What leaves the window, as a file or for the clipboard, and the points and links that come from there.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::scene::link::Link;
use crate::session::Snapshot;
use crate::session::saving::{Export, What};
use crate::ui::files::job::Job;
use crate::ui::files::save_dialog::SaveDialog;
use crate::ui::messages::{Cause, Tone};
use egui::{Context, Event};
use std::path::Path;
use std::sync::Arc;

impl Workbench {
    /// What `dialog` asks for, of what is shown now.
    pub(super) fn export(&self, dialog: &SaveDialog, snapshot: &Arc<Snapshot>) -> Export {
        let (scene, bounds) = (self.document.scene(), self.canvas.visible());
        let exact = self.view.playback.follow_exact;
        let mut export = dialog.export(scene, snapshot, bounds, exact);
        export.scene.title = self.document.title().into_owned();
        export
    }

    /// Has the figure made that *Export figure* would write, for the clipboard.
    pub(super) fn copy_figure(&mut self, snapshot: &Arc<Snapshot>, outbox: &mut Outbox) {
        if self.is_without_clipboard() {
            return;
        }
        let title = self.document.title();
        let nowhere = Path::new("");
        let dialog = SaveDialog::new(What::Figure, &title, nowhere, &self.view.saving, false)
            .of_canvas(self.view.field, self.view.on_paper());
        let export = self.export(&dialog, snapshot);
        outbox.jobs.push(Job::Copy(Box::new(export)));
        self.messages
            .say(Tone::Plain, "Drawing the figure for the clipboard…");
    }

    /// The figure is on the clipboard; a browser does not say whether it took it.
    pub(crate) fn copied(&mut self) {
        let said = match self.page {
            Some(_) => "Handed the figure to the browser's clipboard, as a picture",
            None => "Copied the figure as a picture",
        };
        self.messages.say(Tone::Good, said);
    }

    /// Opens what was pasted, unless it belongs to a text that is being typed: a link, or a table of points.
    pub(super) fn take_pasted(&mut self, ctx: &Context, outbox: &mut Outbox) {
        if ctx.text_edit_focused() {
            return;
        }
        let pasted = ctx.input(|input| {
            let mut texts = input.events.iter().filter_map(|event| {
                if let Event::Paste(text) = event {
                    Some(text.clone())
                } else {
                    None
                }
            });
            texts.find(|text| !text.trim().is_empty())
        });
        let Some(text) = pasted else { return };
        let is_line = text.trim().lines().count() == 1;
        if !(is_line && Link::is_meant(text.trim())) {
            outbox.jobs.push(Job::OpenText(text));
            return;
        }
        match Link::read(&text) {
            Ok(link) => self.open_link(link),
            Err(error) => self.messages.fault(Cause::Scene, error.to_string()),
        }
    }
}
