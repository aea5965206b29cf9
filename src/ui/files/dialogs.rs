//! What opens on top of the window: where to save, what to open, the page of keys.

use super::job::{OpenedModel, What};
use super::model_question::{Answer, ModelQuestion};
use super::save_dialog::{Decision, SaveDialog};
use crate::files;
use crate::scene::Scene;
use crate::ui::help::keys_window;
use egui_file::{FileDialog, State};
use std::path::{Path, PathBuf};

/// What the user decided.
pub enum Request {
    Open(PathBuf),
    Save(Box<SaveDialog>),
    /// To go on with a model, on its own scene where there is one.
    UseModel(Box<OpenedModel>, Option<Box<Scene>>),
}

/// What is open.
enum Dialog {
    Save(Box<SaveDialog>),
    Open(Box<FileDialog>),
    Model(Box<ModelQuestion>),
}

/// At most one dialog, and the folder that was used last.
pub struct Dialogs {
    dialog: Option<Dialog>,
    /// Answered, and kept until its file is written.
    answered: Option<Box<SaveDialog>>,
    keys: bool,
    folder: PathBuf,
}

impl Default for Dialogs {
    fn default() -> Self {
        Self {
            dialog: None,
            answered: None,
            keys: false,
            folder: std::env::current_dir().unwrap_or_default(),
        }
    }
}

impl Dialogs {
    /// Whether the keyboard belongs to the window.
    pub fn none(&self) -> bool {
        self.dialog.is_none()
    }

    pub fn toggle_keys(&mut self) {
        self.keys = !self.keys;
    }

    /// Asks where to save; `title` becomes the suggested name.
    pub fn save(&mut self, what: What, title: &str) {
        let dialog = SaveDialog::new(what, title, &self.folder);
        self.dialog = Some(Dialog::Save(Box::new(dialog)));
    }

    /// Keeps an answered dialog until [`Dialogs::saved`] or [`Dialogs::not_saved`].
    pub fn keep(&mut self, dialog: Box<SaveDialog>) {
        self.answered = Some(dialog);
    }

    /// The file was written: the next one is suggested beside it.
    pub fn saved(&mut self) {
        if let Some(dialog) = self.answered.take()
            && let Some(folder) = dialog.path().parent()
        {
            self.folder = folder.to_owned();
        }
    }

    /// The file was not written: asks again, with everything as it was filled in, unless the user
    /// has gone on to another dialog. Whether the dialog is there to say why.
    pub fn not_saved(&mut self, why: &str) -> bool {
        if let Some(mut dialog) = self.answered.take()
            && self.dialog.is_none()
        {
            dialog.refuse(why);
            self.dialog = Some(Dialog::Save(dialog));
            return true;
        }
        false
    }

    /// Whether a dialog is there to say why nothing was saved.
    pub fn refused(&self) -> bool {
        matches!(&self.dialog, Some(Dialog::Save(dialog)) if dialog.refused())
    }

    /// Asks which scene to open.
    pub fn open_scene(&mut self) {
        let fits = |path: &Path| {
            path.extension().is_some_and(|ending| ending == "toml") || files::is_table(path)
        };
        self.open(fits, "Open a scene (.toml) or points (.csv, .npz, …)");
    }

    /// Asks which model to open.
    pub fn open_model(&mut self) {
        self.open(files::is_model, "Open a model (.safetensors)");
    }

    /// Asks what to do with a model of another scene than `here`; one of this scene comes back.
    pub fn ask_about(&mut self, model: Box<OpenedModel>, here: &Scene) -> Option<Box<OpenedModel>> {
        match ModelQuestion::about(model, here) {
            Ok(question) => {
                self.dialog = Some(Dialog::Model(Box::new(question)));
                None
            }
            Err(model) => Some(model),
        }
    }

    fn open(&mut self, fits: fn(&Path) -> bool, title: &str) {
        let mut dialog = FileDialog::open_file()
            .initial_path(self.folder.clone())
            .show_files_filter(Box::new(fits))
            .show_rename(false)
            .show_new_folder(false)
            .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
            .title(title);
        dialog.open();
        self.dialog = Some(Dialog::Open(Box::new(dialog)));
    }

    /// Shows what is open; what was decided in this frame.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Request> {
        self.keys &= !ctx.input(|input| input.key_pressed(egui::Key::Escape));
        keys_window::ui(ctx, &mut self.keys);
        match self.dialog.take()? {
            Dialog::Open(mut dialog) => {
                dialog.show(ctx);
                match dialog.state() {
                    State::Open => self.dialog = Some(Dialog::Open(dialog)),
                    State::Selected => {
                        let path = dialog.path()?.to_owned();
                        self.folder = path.parent()?.to_owned();
                        return Some(Request::Open(path));
                    }
                    State::Closed | State::Cancelled => {}
                }
            }
            Dialog::Model(question) => match question.ui(ctx) {
                Answer::Undecided => self.dialog = Some(Dialog::Model(question)),
                Answer::Cancelled => {}
                Answer::UseHere => {
                    let model = question.into_model();
                    return Some(Request::UseModel(model, None));
                }
                Answer::OpenItsScene(scene) => {
                    let model = question.into_model();
                    return Some(Request::UseModel(model, Some(scene)));
                }
            },
            Dialog::Save(mut dialog) => match dialog.ui(ctx) {
                Decision::Undecided => self.dialog = Some(Dialog::Save(dialog)),
                Decision::Cancelled => {}
                Decision::Save => return Some(Request::Save(dialog)),
            },
        }
        None
    }
}
