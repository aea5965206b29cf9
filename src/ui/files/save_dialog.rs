//! Asks where and how to save: format, size, path; never overwrites without asking.

use super::choices::SaveChoices;
use super::chooser::{Choice, FileChooser};
use super::typed_path;
use crate::export::Size;
use crate::plane::Bounds;
use crate::saving::{Export, What};
use crate::scene::Scene;
use crate::session::Snapshot;
use crate::ui::format::file_stem;
use crate::ui::theme;
use crate::ui::typed;
use egui::{Button, DragValue, Id, Key, Modal, RichText, TextEdit, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Sides of a figure, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=16_384;
/// The first suggestion when the size is chosen by hand.
const SIZE: [u32; 2] = [1200, 1200];

/// Pixels an inch: what printers draw sharply, and those of a page of lines and letters.
const PRINT_PIXELS: f64 = 300.0;
const PAGE_PIXELS: f64 = 96.0;
const CM_PER_INCH: f64 = 2.54;

/// What the user decided in this frame.
pub enum Decision {
    Undecided,
    Cancelled,
    Save,
}

/// The dialog while it is open.
pub struct SaveDialog {
    what: What,
    /// As it is typed, and the folder in which it lies where it is no whole path.
    path: String,
    folder: PathBuf,
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
    /// Whether the browser chooses the folder.
    on_page: bool,
    chooser: Option<FileChooser>,
}

impl SaveDialog {
    /// Suggests a name made from the scene's title in `folder`.
    pub fn new(
        what: What,
        title: &str,
        folder: &Path,
        choices: &SaveChoices,
        on_page: bool,
    ) -> Self {
        let suffix = match what {
            What::View => "-view",
            What::Trajectories => "-paths",
            What::Scene | What::Model | What::Figure => "",
        };
        let ending = choices.ending(what);
        let name = format!("{}{suffix}.{ending}", file_stem(title));
        Self {
            what,
            path: typed_path::shown(&folder.join(name)),
            folder: folder.to_owned(),
            size: choices.size.unwrap_or(SIZE),
            sized: choices.size.is_some(),
            dark: choices.dark,
            with_model: choices.with_model,
            replacing: None,
            focused: false,
            fault: None,
            on_page,
            chooser: None,
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

    /// Takes note of how the file was asked for; what was not asked stays.
    pub fn remember(&self, choices: &mut SaveChoices) {
        if let Some(ending) = self.ending() {
            choices.remember_ending(self.what, &ending);
        }
        if self.what.is_figure() {
            choices.size = self.size();
            choices.dark = self.dark;
        }
        if self.what == What::Figure {
            choices.with_model = self.with_model;
        }
    }

    /// Width and height in pixels; `None` leaves them to the figure.
    pub fn size(&self) -> Option<[u32; 2]> {
        self.sized.then_some(self.size)
    }

    /// Where to.
    pub fn path(&self) -> PathBuf {
        typed_path::read(&self.path, &self.folder)
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
                        self.path = typed_path::shown(&self.path().with_extension(ending));
                    }
                }
            });
        }
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
                    // Return ends the number; the next one is for the path.
                    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                        self.focused = false;
                    }
                }
            });
            ui.label(RichText::new(self.on_paper()).weak());
            ui.checkbox(&mut self.dark, "Light ink on a dark ground")
                .on_hover_text("For slides; papers want dark ink on white.");
        }
        if self.what == What::Figure {
            ui.checkbox(&mut self.with_model, "Save the model beside it")
                .on_hover_text(
                    "With the scene and the model the same figure can be made again at any time.",
                );
        }
        let mut entered = false;
        ui.horizontal(|ui| {
            let label = ui.label("Save as");
            let browse_width = 80.0 * theme::scale(ui);
            let width = (ui.available_width() - browse_width).max(80.0);
            let edit = TextEdit::singleline(&mut self.path).desired_width(width);
            let edit = ui.add(edit).labelled_by(label.id);
            entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if !std::mem::replace(&mut self.focused, true) {
                edit.request_focus();
            }
            if edit.changed() {
                self.replacing = None;
            }
            if !self.on_page && ui.button("Browse…").clicked() {
                self.open_browser();
            }
        });
        ui.add_space(8.0);
        if let Some(fault) = &self.fault {
            ui.colored_label(theme::palette(ui.visuals()).error, fault);
        }
        self.buttons(ui, entered)
    }

    /// `entered` says that Return was pressed in the path.
    fn buttons(&mut self, ui: &mut Ui, entered: bool) -> Decision {
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
            if ui.button(text).clicked() || entered {
                if asked || !path.exists() {
                    self.fault = None;
                    decision = Decision::Save;
                } else {
                    self.replacing = Some(path);
                    self.focused = false;
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

    /// How large the figure is where it is printed.
    fn on_paper(&self) -> String {
        let pixels = self.ending().as_deref() == Some("png");
        let per_inch = if pixels { PRINT_PIXELS } else { PAGE_PIXELS };
        let cm = |side: u32| format!("{:.1}", f64::from(side) / per_inch * CM_PER_INCH);
        let size = match self.size() {
            Some([width, height]) => format!("{} × {} cm", cm(width), cm(height)),
            None => format!("{} cm wide", cm(Size::DEFAULT_WIDTH)),
        };
        if pixels {
            format!("In print {size}, at {PRINT_PIXELS} pixels an inch.")
        } else {
            format!("In print {size}; sharp at any other size, too.")
        }
    }

    fn open_browser(&mut self) {
        let path = self.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(&self.folder);
        self.chooser = Some(FileChooser::save(folder, name.into_owned()));
    }

    /// Shows the files of a folder; whether they are shown.
    fn browse(&mut self, ctx: &egui::Context) -> bool {
        let Some(chooser) = &mut self.chooser else {
            return false;
        };
        match chooser.ui(ctx) {
            Choice::Undecided => return true,
            Choice::Chosen(path) => {
                self.path = typed_path::shown(&path);
                if let Some(folder) = path.parent() {
                    self.folder = folder.to_owned();
                }
                self.replacing = None;
            }
            Choice::Cancelled => {}
        }
        self.chooser = None;
        self.focused = false;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_in_print_follows_the_format() {
        let choices = SaveChoices {
            size: Some([1200, 600]),
            ..SaveChoices::default()
        };
        let folder = Path::new("/tmp");
        let mut dialog = SaveDialog::new(What::Figure, "Two", folder, &choices, false);
        assert!(
            dialog.on_paper().contains("31.8 × 15.9 cm"),
            "{}",
            dialog.on_paper()
        );
        dialog.path = "two.png".to_owned();
        assert!(
            dialog.on_paper().contains("10.2 × 5.1 cm, at 300"),
            "{}",
            dialog.on_paper()
        );
        let dialog = SaveDialog::new(What::Figure, "Two", folder, &SaveChoices::default(), false);
        assert!(
            dialog.on_paper().contains("21.2 cm wide"),
            "{}",
            dialog.on_paper()
        );
    }

    #[test]
    fn a_tilde_is_the_home_folder() {
        let mut dialog = SaveDialog::new(
            What::Figure,
            "Two moons",
            Path::new("/tmp"),
            &SaveChoices::default(),
            false,
        );
        assert_eq!(dialog.path(), Path::new("/tmp/two-moons.svg"));
        dialog.path = " ~/figures/two.svg ".into();
        let home = std::env::home_dir().unwrap();
        assert_eq!(dialog.path(), home.join("figures/two.svg"));
        dialog.path = "a~b.svg".into();
        assert_eq!(dialog.path(), Path::new("/tmp/a~b.svg"));
    }
}
