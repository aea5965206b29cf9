//! The scene as a link: copied for others, opened from them.

use super::state::Workbench;
use crate::scene::link::Link;
use crate::session::saving::What;
use crate::ui::files::persistence::{shared, shown_as};
use crate::ui::messages::{Cause, Tone};
use crate::ui::shell::Page;
use crate::wording::count;
use egui::Ui;

/// Said where a browser keeps its clipboard to itself.
const NO_CLIPBOARD: &str = "could not copy: browsers lend the clipboard to pages that come by https or from the disk only; save the scene or the figure as a file";

impl Workbench {
    /// Tells the window where it stands: on this page, or on a desktop.
    pub(crate) fn stand_on(&mut self, page: Option<Page>) {
        if page.is_some() {
            self.dialogs.leave_to_the_browser();
        }
        self.page = page;
    }

    /// Whether a browser stands around the window.
    pub(crate) fn is_on_page(&self) -> bool {
        self.page.is_some()
    }

    /// Whether nothing can be copied here; then it is said.
    pub(super) fn is_without_clipboard(&mut self) -> bool {
        let without = self.page.as_ref().is_some_and(|page| !page.copies);
        if without {
            self.messages.fault(Cause::Saving, NO_CLIPBOARD);
        }
        without
    }

    /// Copies the scene and how it is shown as a link; one that is too long is offered as a file.
    pub(super) fn copy_link(&mut self, ui: &Ui) {
        if self.is_without_clipboard() {
            return;
        }
        let link = Link {
            scene: self.document.scene().clone(),
            view: shared(&self.view),
        };
        match link.to_fragment() {
            Ok(fragment) => {
                let page = self.page.as_ref().map(|page| &page.address[..]);
                let address = format!("{}{fragment}", page.unwrap_or_default());
                let letters = count(address.len() as u64);
                ui.ctx().copy_text(address);
                let said = match page {
                    Some(_) => format!("Copied a link of {letters} letters to this scene"),
                    None => format!(
                        "Copied the scene as a link of {letters} letters: put the address of a scorefield page before it, or open it with `scorefield 'LINK'`, quotes included"
                    ),
                };
                self.messages.say(Tone::Good, said);
            }
            Err(error) => {
                self.messages.fault(Cause::Scene, error.to_string());
                self.ask_where(What::Scene);
            }
        }
    }

    /// Opens the scene of a link, shown as it says; undo brings the present scene back. Lessons are closed before.
    pub(crate) fn open_link(&mut self, link: Link) {
        if self.in_lessons() {
            self.view.lessons.open = false;
            self.lessons.linked = Some(link);
            return;
        }
        let Link { scene, view } = link;
        self.open(scene);
        self.view = shown_as(self.view.clone(), &view);
        self.linked_level = self.view.sigma;
    }
}
