//! The windows of the Help menu: which of them are open, and which one Escape closes.

use super::demonstration::Demonstration;
use super::keys_window;
use super::papers_window::PapersWindow;
use super::symbols_window;
use crate::session::{Command, PapersReport};
use egui::{Align2, Context, Id, Margin, ScrollArea, TextStyle, Ui, Vec2, Window};

/// One of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpPage {
    Keys,
    Symbols,
    Papers,
}

/// The open windows, the one that was opened last at the end.
#[derive(Default)]
pub struct HelpWindows {
    open: Vec<HelpPage>,
    papers: PapersWindow,
}

impl HelpWindows {
    /// Opens a window, or closes it.
    pub fn toggle(&mut self, page: HelpPage) {
        if self.open.contains(&page) {
            self.open.retain(|other| *other != page);
        } else {
            self.open.push(page);
        }
    }

    /// Whether one of them is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Shows what is open, and with `escape` closes what was opened last; the claim whose scene is
    /// wanted.
    pub fn ui(
        &mut self,
        ctx: &Context,
        escape: bool,
        report: Option<&PapersReport>,
        commands: &mut Vec<Command>,
    ) -> Option<Demonstration> {
        let closed = if escape { self.open.pop() } else { None };
        let mut closed: Vec<HelpPage> = closed.into_iter().collect();
        let mut wanted = None;
        for page in self.open.clone() {
            let mut open = true;
            match page {
                HelpPage::Keys => {
                    let title = "Keys and gestures";
                    show(ctx, title, &mut open, keys_window::contents);
                }
                HelpPage::Symbols => {
                    let title = "What the letters mean";
                    show(ctx, title, &mut open, symbols_window::contents);
                }
                HelpPage::Papers => wanted = self.papers.ui(ctx, &mut open, report, commands),
            }
            if !open {
                closed.push(page);
            }
        }
        if closed.contains(&HelpPage::Papers) {
            PapersWindow::stop(report, commands);
        }
        self.open.retain(|page| !closed.contains(page));
        if wanted.is_some() {
            // The scene is behind the window; what is being measured is measured to its end.
            self.open.retain(|page| *page != HelpPage::Papers);
        }
        wanted
    }
}

/// A window of a page to be read, in the middle, as high as there is room.
fn show(ctx: &Context, title: &str, open: &mut bool, contents: impl FnOnce(&mut Ui)) {
    // A window keeps its size; another text size is another window.
    let letters = TextStyle::Body.resolve(&ctx.global_style()).size as u32;
    Window::new(title)
        .id(Id::unique((title, letters)))
        .open(open)
        .collapsible(false)
        .resizable(false)
        .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
        .show(ctx, |ui| {
            let height = (ctx.content_rect().height() - 120.0).max(120.0);
            let area = ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .content_margin(Margin {
                    right: 16,
                    ..Margin::ZERO
                });
            area.show(ui, contents);
        });
}
