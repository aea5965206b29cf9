//! Asks where and how to save: format, size, path; never overwrites without asking.

use super::choices::SaveChoices;
use super::chooser::{Choice, FileChooser};
use super::figure_form::FigureForm;
use super::typed_path;
use super::view_form::ViewForm;
use crate::figure::{FieldKind, PictureView};
use crate::plane::Bounds;
use crate::scene::Scene;
use crate::session::Snapshot;
use crate::session::saving::{Export, Picture, What};
use crate::ui::format::file_stem;
use crate::ui::theme;
use egui::{Button, Id, Key, Modal, RichText, TextEdit, Ui};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    figure: FigureForm,
    view: ViewForm,
    /// A screenshot, taken before the dialog lay on it.
    picture: Option<Arc<Picture>>,
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
            What::Screenshot => "-screen",
            What::Scene | What::Model | What::Figure => "",
        };
        let ending = choices.ending(what);
        let name = format!("{}{suffix}.{ending}", file_stem(title));
        Self {
            what,
            path: typed_path::shown(&folder.join(name)),
            folder: folder.to_owned(),
            figure: FigureForm::new(choices),
            view: ViewForm::default(),
            picture: None,
            with_model: choices.with_model,
            replacing: None,
            focused: false,
            fault: None,
            on_page,
            chooser: None,
        }
    }

    /// Of a figure, begins with the view `shown` and draws vectors of `field`.
    #[must_use]
    pub fn of_canvas(mut self, field: FieldKind, shown: Option<PictureView>) -> Self {
        self.view = ViewForm { field, shown };
        self
    }

    /// Of a screenshot, the pixels.
    #[must_use]
    pub fn of_picture(mut self, picture: Picture) -> Self {
        self.picture = Some(Arc::new(picture));
        self
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
    fn answers(&self) -> (String, FigureForm, ViewForm, bool) {
        let form = self.figure.clone();
        (self.path.clone(), form, self.view, self.with_model)
    }

    /// Takes note of how the file was asked for; what was not asked stays.
    pub fn remember(&self, choices: &mut SaveChoices) {
        if let Some(ending) = self.ending() {
            choices.remember_ending(self.what, &ending);
        }
        if self.what.is_figure() {
            self.figure.remember(choices);
        }
        if self.what == What::Figure {
            choices.with_model = self.with_model;
        }
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
            shows: self.view.shows(),
            picture: self.picture.clone(),
            snapshot: snapshot.clone(),
            bounds,
            exact,
            size: self.figure.size(),
            dark: self.figure.dark,
            page: self.figure.page,
            caption: self.figure.caption,
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
        let explanation = self.view.explanation();
        let explanation = explanation.filter(|_| self.what == What::Figure);
        let explanation = explanation.unwrap_or(self.what.explanation());
        ui.label(RichText::new(explanation).weak());
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
        if self.what == What::Figure {
            self.view.ui(ui);
        }
        if self.what.is_figure() {
            let pixels = self.ending().as_deref() == Some("png");
            if self.figure.ui(ui, pixels) {
                self.focused = false;
            }
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
