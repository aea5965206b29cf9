//! What opens on top of the window: where to save, what to open.

use super::choices::SaveChoices;
use super::chooser::{Choice, FileChooser};
use super::columns_dialog::{ColumnChoice, ColumnsDialog};
use super::job::{FoundTable, OpenedModel, TableSource};
use super::kind::FileKind;
use super::model_question::{Answer, ModelQuestion};
use super::save_dialog::{Decision, SaveDialog};
use crate::scene::Scene;
use crate::session::saving::{Picture, What};
use crate::ui::view::View;
use std::path::PathBuf;

/// What the user decided.
pub enum Request {
    Open(PathBuf),
    /// To open a table with these columns as x and y.
    OpenColumns(TableSource, [usize; 2]),
    /// To let the browser ask for a file of this kind.
    Choose(FileKind),
    Save(Box<SaveDialog>),
    /// To go on with a model, on its own scene where there is one.
    UseModel(Box<OpenedModel>, Option<Box<Scene>>),
}

/// What is open.
enum Dialog {
    Save(Box<SaveDialog>),
    Open(Box<FileChooser>),
    /// The browser asks.
    Browser(FileKind),
    Model(Box<ModelQuestion>),
    Columns(Box<ColumnsDialog>),
}

/// At most one dialog, and the folder that was used last.
pub struct Dialogs {
    dialog: Option<Dialog>,
    /// Answered, and kept until its file is written.
    answered: Option<Box<SaveDialog>>,
    folder: PathBuf,
    /// Whether the window stands on a page, where the browser knows the files.
    on_page: bool,
}

impl Default for Dialogs {
    fn default() -> Self {
        Self {
            dialog: None,
            answered: None,
            folder: std::env::current_dir().unwrap_or_default(),
            on_page: false,
        }
    }
}

impl Dialogs {
    /// Leaves it to the browser to choose files.
    pub fn leave_to_the_browser(&mut self) {
        self.on_page = true;
    }

    /// Whether the keyboard belongs to the window.
    pub fn none(&self) -> bool {
        self.dialog.is_none()
    }

    /// Asks where to save; `title` becomes the suggested name.
    pub fn save(&mut self, what: What, title: &str, view: &View) {
        let choices = &view.saving;
        let dialog = SaveDialog::new(what, title, &self.folder, choices, self.on_page);
        let dialog = dialog.of_canvas(view.field, view.on_paper());
        self.dialog = Some(Dialog::Save(Box::new(dialog)));
    }

    /// Asks where to save a screenshot.
    pub fn save_picture(&mut self, picture: Picture, title: &str, choices: &SaveChoices) {
        let what = What::Screenshot;
        let dialog = SaveDialog::new(what, title, &self.folder, choices, self.on_page);
        self.dialog = Some(Dialog::Save(Box::new(dialog.of_picture(picture))));
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

    /// Asks which file to open.
    pub fn open(&mut self, kind: FileKind) {
        if self.on_page {
            self.dialog = Some(Dialog::Browser(kind));
            return;
        }
        let chooser = FileChooser::open(kind, &self.folder);
        self.dialog = Some(Dialog::Open(Box::new(chooser)));
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

    /// Asks which columns of a table are the points.
    pub fn ask_for_columns(&mut self, table: FoundTable) {
        let dialog = ColumnsDialog::new(table);
        self.dialog = Some(Dialog::Columns(Box::new(dialog)));
    }

    /// Shows what is open; what was decided in this frame.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Request> {
        match self.dialog.take()? {
            Dialog::Browser(kind) => return Some(Request::Choose(kind)),
            Dialog::Open(mut chooser) => match chooser.ui(ctx) {
                Choice::Undecided => self.dialog = Some(Dialog::Open(chooser)),
                Choice::Cancelled => {}
                Choice::Chosen(path) => {
                    if let Some(folder) = path.parent() {
                        self.folder = folder.to_owned();
                    }
                    return Some(Request::Open(path));
                }
            },
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
            Dialog::Columns(mut dialog) => match dialog.ui(ctx) {
                ColumnChoice::Undecided => self.dialog = Some(Dialog::Columns(dialog)),
                ColumnChoice::Cancelled => {}
                ColumnChoice::Open => {
                    let (source, columns) = dialog.into_choice();
                    return Some(Request::OpenColumns(source, columns));
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
