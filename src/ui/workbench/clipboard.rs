//! The clipboard: a figure goes there, points and links come from there.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::link::Link;
use crate::saving::{Export, What};
use crate::session::Snapshot;
use crate::ui::files::job::Job;
use crate::ui::messages::{Cause, Tone};
use egui::{Context, Event};
use std::path::PathBuf;
use std::sync::Arc;

impl Workbench {
    /// Has the figure made that *Export figure* would write, for the clipboard.
    pub(super) fn copy_figure(&mut self, snapshot: &Arc<Snapshot>, outbox: &mut Outbox) {
        if self.is_without_clipboard() {
            return;
        }
        let mut scene = self.document.scene().clone();
        scene.title = self.document.title().into_owned();
        let saving = &self.view.saving;
        outbox.jobs.push(Job::Copy(Box::new(Export {
            what: What::Figure,
            path: PathBuf::new(),
            scene,
            snapshot: snapshot.clone(),
            bounds: None,
            exact: self.view.playback.follow_exact,
            size: saving.size,
            dark: saving.dark,
            with_model: false,
        })));
        self.messages
            .say(Tone::Plain, "Drawing the figure for the clipboard…");
    }

    /// The figure is on the clipboard.
    pub(crate) fn copied(&mut self) {
        self.messages
            .say(Tone::Good, "Copied the figure as a picture");
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
        if !Link::is_meant(&text) {
            outbox.jobs.push(Job::OpenText(text));
            return;
        }
        match Link::read(&text) {
            Ok(link) => self.open_link(link),
            Err(error) => self.messages.fault(Cause::Scene, error.to_string()),
        }
    }
}
