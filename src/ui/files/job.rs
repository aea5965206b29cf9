//! What the window asks its shell to do with files, and what it hears of it.

use super::kind::FileKind;
use crate::files::{Opened, TablePreview};
use crate::lesson::Course;
use crate::plane::Point;
use crate::scene::link::{Link, LinkError};
use crate::score::ScoreNet;
use crate::session::saving::{Export, Picture};
use crate::shapes::{Fit, FitOrder};
use crate::wording::quote;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Where a text is kept until the next start.
pub trait Keeper: Send {
    /// The text of the last time; `None` before the first.
    ///
    /// # Errors
    /// When there is something and it is no text.
    fn read(&mut self) -> Result<Option<String>, String>;

    /// Keeps `text`; what is kept already is not written again.
    ///
    /// # Errors
    /// One sentence; then the text of before is still there.
    fn write(&mut self, text: &str) -> Result<(), String>;

    /// Puts what cannot be read aside, where the next text does not replace it; where it is then.
    fn set_aside(&mut self) -> Option<String>;
}

/// A network with the name of its file.
#[derive(Serialize, Deserialize)]
pub struct OpenedModel {
    pub name: String,
    pub network: ScoreNet,
}

impl OpenedModel {
    /// The network of the file called `name`.
    pub fn new(name: &str, network: ScoreNet) -> Self {
        let name = quote(name);
        Self { name, network }
    }
}

/// Where a table is read from.
pub struct TableSource {
    /// The name of the file.
    pub path: PathBuf,
    /// Its content, on a page.
    pub bytes: Option<Vec<u8>>,
}

/// A table that was looked at.
pub struct FoundTable {
    pub source: TableSource,
    pub preview: TablePreview,
}

/// Something to do away from the window.
pub enum Job {
    Open(PathBuf),
    /// Opens a file that was dropped on the window.
    OpenDropped(egui::DroppedFileHandle),
    /// Lets the browser ask for a file of this kind, and opens it.
    Choose(FileKind),
    Save(Box<Export>),
    /// Makes the figure of an export for the clipboard.
    Copy(Box<Export>),
    /// Opens a table of points that was pasted.
    OpenText(String),
    /// Opens a table with these columns as x and y.
    OpenColumns(TableSource, [usize; 2]),
    /// Writes what the next start begins with.
    Keep(Arc<Mutex<dyn Keeper>>, String),
    /// Finds the width of the kernels that suits these points.
    ChooseWidth(Vec<Point>),
    /// Reads the lessons of this folder.
    ReadLessons(PathBuf),
    /// Fits Gaussians to points.
    Fit(FitOrder),
}

impl Job {
    /// What pasted points are called, as a file.
    pub const PASTED: &str = "Pasted points.csv";

    /// Whether it is done in a moment, and does not wait for a long one.
    pub fn is_short(&self) -> bool {
        match self {
            Self::Open(_) | Self::OpenDropped(_) | Self::Choose(_) => false,
            Self::Save(_) | Self::Copy(_) | Self::OpenText(_) | Self::OpenColumns(..) => false,
            Self::Keep(..) | Self::ChooseWidth(_) | Self::Fit(_) | Self::ReadLessons(_) => true,
        }
    }
}

/// What has become of it.
pub enum Outcome {
    Opened(Box<Opened>),
    OpenedLink(Box<Link>),
    OpenedModel(Box<OpenedModel>),
    /// A table whose columns are to be chosen.
    Table(Box<FoundTable>),
    NotOpened(String),
    Saved(String),
    NotSaved(String),
    /// A figure, for the clipboard.
    Copied(Picture),
    NotCopied(String),
    Kept,
    NotKept(String),
    Width {
        of: Vec<Point>,
        std: f64,
    },
    /// The lessons of a folder, or one sentence of what is wrong with them.
    Lessons(Result<Course, String>),
    Fitted {
        of: FitOrder,
        fit: Box<Fit>,
    },
}

impl From<Result<Link, LinkError>> for Outcome {
    fn from(read: Result<Link, LinkError>) -> Self {
        match read {
            Ok(link) => Self::OpenedLink(Box::new(link)),
            Err(error) => Self::NotOpened(error.to_string()),
        }
    }
}
