//! Asks where and how to save: format, size, path; never overwrites without asking.

use super::job::{Export, What};
use crate::plane::Bounds;
use crate::scene::Scene;
use crate::session::Snapshot;
use crate::ui::format::file_stem;
use crate::ui::theme;
use crate::ui::typed;
use egui::{Button, DragValue, Id, Modal, RichText, TextEdit, Ui};
use egui_file::FileDialog;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Sides of a figure, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=16_384;
/// The first suggestion when the size is chosen by hand.
const SIZE: [u32; 2] = [1200, 1200];

/// What the user decided in this frame.
pub enum Decision {
    Undecided,
    Cancelled,
    Save,
}

/// The dialog while it is open.
pub struct SaveDialog {
    what: What,
    path: String,
    size: [u32; 2],
    /// Whether the size is chosen by hand instead of by the figure.
    sized: bool,
    dark: bool,
    with_model: bool,
    /// The file that would be replaced, once that was asked.
    replacing: Option<PathBuf>,
    /// Whether the path has been given the keyboard.
    focused: bool,
    /// Why the last try failed.
    fault: Option<String>,
    browser: Option<FileDialog>,
}

impl SaveDialog {
    /// Suggests a name made from the scene's title in `folder`.
    pub fn new(what: What, title: &str, folder: &Path) -> Self {
        let suffix = match what {
            What::View => "-view",
            What::Trajectories => "-paths",
            What::Scene | What::Model | What::Figure => "",
        };
        let ending = what.formats()[0].0;
        let name = format!("{}{suffix}.{ending}", file_stem(title));
        Self {
            what,
            path: folder.join(name).display().to_string(),
            size: SIZE,
            sized: false,
            dark: false,
            with_model: false,
            replacing: None,
            focused: false,
            fault: None,
            browser: None,
        }
    }

    /// Comes back with the reason why nothing was saved, and the keyboard on the path.
    pub fn refuse(&mut self, why: &str) {
        self.fault = Some(why.to_owned());
        self.focused = false;
    }

    /// Whether the last try failed and nothing was changed since.
    pub fn refused(&self) -> bool {
        self.fault.is_some()
    }

    /// What the user fills in.
    fn answers(&self) -> (String, Option<[u32; 2]>, bool, bool) {
        (self.path.clone(), self.size(), self.dark, self.with_model)
    }

    /// Width and height in pixels; `None` leaves them to the figure.
    pub fn size(&self) -> Option<[u32; 2]> {
        self.sized.then_some(self.size)
    }

    /// Where to; `~` is the home folder, as in a shell.
    pub fn path(&self) -> PathBuf {
        let path = PathBuf::from(self.path.trim());
        match (path.strip_prefix("~"), std::env::home_dir()) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path,
        }
    }

    /// What was asked for, of what is shown now.
    pub fn export(
        &self,
        scene: &Scene,
        snapshot: &Arc<Snapshot>,
        bounds: Option<Bounds>,
        exact: bool,
    ) -> Export {
        Export {
            what: self.what,
            path: self.path(),
            scene: scene.clone(),
            snapshot: snapshot.clone(),
            bounds,
            exact,
            size: self.size(),
            dark: self.dark,
            with_model: self.with_model,
        }
    }

    pub fn ui(&mut self, ctx: &egui::Context) -> Decision {
        let answers = self.answers();
        let decision = self.show(ctx);
        // Another answer may do.
        if self.answers() != answers {
            self.fault = None;
        }
        decision
    }

    fn show(&mut self, ctx: &egui::Context) -> Decision {
        if self.browse(ctx) {
            return Decision::Undecided;
        }
        let modal = Modal::new(Id::unique("save"));
        let shown = modal.show(ctx, |ui| {
            ui.set_width((400.0 * theme::scale(ui)).min(ctx.content_rect().width() - 40.0));
            self.form(ui)
        });
        match shown.inner {
            Decision::Undecided if shown.should_close() => Decision::Cancelled,
            decision @ (Decision::Undecided | Decision::Cancelled | Decision::Save) => decision,
        }
    }

    fn form(&mut self, ui: &mut Ui) -> Decision {
        ui.heading(self.what.title());
        ui.label(RichText::new(self.what.explanation()).weak());
        ui.add_space(6.0);
        if self.what.formats().len() > 1 {
            ui.horizontal(|ui| {
                ui.label("Format");
                for (ending, help) in self.what.formats() {
                    let chosen = self.ending().as_deref() == Some(ending);
                    let button = Button::selectable(chosen, ending.to_uppercase());
                    if ui.add(button).on_hover_text(*help).clicked() {
                        self.path = self.path().with_extension(ending).display().to_string();
                    }
                }
            });
        }
        let mut typing = false;
        if self.what.is_figure() {
            ui.horizontal(|ui| {
                ui.checkbox(&mut self.sized, "Choose the size")
                    .on_hover_text("Otherwise 800 pixels wide and as high as the figure needs.");
                let possible = u64::from(*SIDES.start())..=u64::from(*SIDES.end());
                for (side, name) in self.size.iter_mut().zip(["Width", "Height"]) {
                    let field = DragValue::new(side)
                        .update_while_editing(false)
                        .range(SIDES)
                        .suffix(" px")
                        .custom_parser(typed::whole(ui.ctx(), possible.clone()));
                    let field = ui
                        .add_enabled_ui(self.sized, |ui| typed::field(ui, field))
                        .inner
                        .accessible_name(name);
                    // Enter ends the number and does not save yet.
                    typing |= field.lost_focus();
                }
            });
            ui.checkbox(&mut self.dark, "Light ink on a dark ground")
                .on_hover_text("For slides; papers want dark ink on white.");
        }
        if self.what == What::Figure {
            ui.checkbox(&mut self.with_model, "Save the model beside it")
                .on_hover_text(
                    "With the scene and the model the same figure can be made again at any time.",
                );
        }
        ui.horizontal(|ui| {
            let label = ui.label("Save as");
            let browse_width = 80.0 * theme::scale(ui);
            let width = (ui.available_width() - browse_width).max(80.0);
            let edit = TextEdit::singleline(&mut self.path).desired_width(width);
            let edit = ui.add(edit).labelled_by(label.id);
            if !std::mem::replace(&mut self.focused, true) {
                edit.request_focus();
            }
            if edit.changed() {
                self.replacing = None;
            }
            if ui.button("Browse…").clicked() {
                self.open_browser();
            }
        });
        ui.add_space(8.0);
        if let Some(fault) = &self.fault {
            ui.colored_label(theme::palette(ui.visuals()).error, fault);
        }
        self.buttons(ui, typing)
    }

    /// `typing` says that a key Enter of this frame was for a number.
    fn buttons(&mut self, ui: &mut Ui, typing: bool) -> Decision {
        let path = self.path();
        let asked = self.replacing.as_ref() == Some(&path);
        if asked {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let color = theme::palette(ui.visuals()).warning;
            ui.colored_label(color, format!("{name} exists already. Replace it?"));
        }
        let mut decision = Decision::Undecided;
        ui.horizontal(|ui| {
            let text = if asked { "Replace" } else { "Save" };
            let entered = !typing && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if ui.button(text).clicked() || entered {
                if asked || !path.exists() {
                    self.fault = None;
                    decision = Decision::Save;
                } else {
                    self.replacing = Some(path);
                }
            }
            if ui.button("Cancel").clicked() {
                decision = Decision::Cancelled;
            }
        });
        decision
    }

    fn ending(&self) -> Option<String> {
        let path = self.path();
        path.extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
    }

    fn open_browser(&mut self) {
        let path = self.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        let mut browser = FileDialog::save_file()
            .initial_path(folder)
            .default_filename(name.into_owned())
            .show_rename(false)
            .show_new_folder(false)
            .title("Where to");
        browser.open();
        self.browser = Some(browser);
    }

    /// Shows the file browser; whether it is open.
    fn browse(&mut self, ctx: &egui::Context) -> bool {
        let Some(browser) = &mut self.browser else {
            return false;
        };
        browser.show(ctx);
        match browser.state() {
            egui_file::State::Open => return true,
            egui_file::State::Selected => {
                if let Some(path) = browser.path() {
                    self.path = path.display().to_string();
                    self.replacing = None;
                }
            }
            egui_file::State::Closed | egui_file::State::Cancelled => {}
        }
        self.browser = None;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder() {
        let mut dialog = SaveDialog::new(What::Figure, "Two moons", Path::new("/tmp"));
        assert_eq!(dialog.path(), Path::new("/tmp/two-moons.svg"));
        dialog.path = " ~/figures/two.svg ".into();
        let home = std::env::home_dir().unwrap();
        assert_eq!(dialog.path(), home.join("figures/two.svg"));
        dialog.path = "a~b.svg".into();
        assert_eq!(dialog.path(), Path::new("a~b.svg"));
    }
}
