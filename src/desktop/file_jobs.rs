//! Reads scenes, makes figures and writes files, as the window asks.

use crate::export;
use crate::files::{self, Opened, ReadError, StreamError};
use crate::lesson::Course;
use crate::session::saving::{self, Export, What};
use crate::shapes::bandwidth;
use crate::ui::{FoundTable, Job, OpenedModel, Outcome, TableSource};
use crate::wording::quote_path;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// Does a job to its end.
pub fn work(job: Job) -> Outcome {
    match job {
        Job::OpenDropped(file) => work(Job::Open(file.path().to_owned())),
        Job::Choose(kind) => Outcome::NotOpened(format!(
            "could not {} ({}): no browser is here to ask for it; choose it in the window",
            kind.title().to_lowercase(),
            kind.accepted()
        )),
        Job::Open(path) if files::is_model(&path) => match open_model(&path) {
            Ok(model) => Outcome::OpenedModel(Box::new(model)),
            Err(message) => Outcome::NotOpened(message),
        },
        Job::Open(path) if files::is_table(&path) => open_table(path),
        Job::OpenColumns(source, columns) => opened(match &source.bytes {
            Some(bytes) => files::open_columns_of(&source.path, bytes, columns),
            None => files::open_columns(&source.path, columns),
        }),
        Job::Open(path) => opened(files::open_file(&path)),
        Job::Save(export) => match save(&export) {
            Ok(message) => Outcome::Saved(message),
            Err(message) => Outcome::NotSaved(message),
        },
        Job::Copy(export) => match saving::picture(&export) {
            Ok(picture) => Outcome::Copied(picture),
            Err(message) => Outcome::NotCopied(message),
        },
        Job::OpenText(text) => {
            let name = Path::new(Job::PASTED);
            opened(files::open_bytes(name, text.into_bytes()))
        }
        Job::Keep(store, text) => {
            // What a writer that broke has left is tried again.
            let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
            match store.write(&text) {
                Ok(()) => Outcome::Kept,
                Err(why) => Outcome::NotKept(why),
            }
        }
        Job::ChooseWidth(of) => {
            let std = bandwidth(&of);
            Outcome::Width { of, std }
        }
        Job::ReadLessons(folder) => Outcome::Lessons(lessons(&folder)),
        Job::Fit(of) => match of.fit() {
            Ok(fit) => Outcome::Fitted {
                of,
                fit: Box::new(fit),
            },
            Err(error) => Outcome::NotOpened(error.to_string()),
        },
    }
}

/// The lessons of a folder.
fn lessons(folder: &Path) -> Result<Course, String> {
    let texts = files::read_texts(folder, ".md").map_err(|error| error.to_string())?;
    if texts.is_empty() {
        return Err(format!(
            "could not open the lessons of {}: there is no file *.md; put one there",
            quote_path(folder)
        ));
    }
    Course::read(texts).map_err(|(name, fault)| {
        let file = quote_path(&folder.join(name));
        format!("could not read the lesson {file}: {fault}")
    })
}

/// What is said of a job in which the program breaks: whoever waits for it has an answer of its kind.
pub fn broken(job: &Job) -> Outcome {
    let sentence = |what: &str| {
        format!("could not {what}: the program made a mistake; save the scene and start again")
    };
    match job {
        Job::Open(path) => Outcome::NotOpened(sentence(&format!("open {}", quote_path(path)))),
        Job::OpenDropped(file) => {
            let path = quote_path(file.path());
            Outcome::NotOpened(sentence(&format!("open {path}")))
        }
        Job::Choose(kind) => Outcome::NotOpened(sentence(&kind.title().to_lowercase())),
        Job::Save(export) => {
            let path = quote_path(&export.path);
            Outcome::NotSaved(sentence(&format!("save {path}")))
        }
        Job::Copy(_) => Outcome::NotCopied(sentence("copy the figure")),
        Job::OpenText(_) => Outcome::NotOpened(sentence("open what was pasted")),
        Job::OpenColumns(source, _) => {
            let path = quote_path(&source.path);
            Outcome::NotOpened(sentence(&format!("open {path}")))
        }
        Job::Keep(..) => Outcome::NotKept(sentence("keep the settings for the next start")),
        Job::ChooseWidth(_) => {
            Outcome::NotOpened(sentence("choose the kernel width from the data"))
        }
        Job::ReadLessons(_) => Outcome::Lessons(Err(sentence("read the lessons"))),
        Job::Fit(_) => Outcome::NotOpened(sentence("fit Gaussians to the points")),
    }
}

/// Looks at a table, whose columns are asked for; an array is opened.
fn open_table(path: PathBuf) -> Outcome {
    match files::preview_table(&path) {
        Ok(Some(preview)) => Outcome::Table(Box::new(FoundTable {
            source: TableSource { path, bytes: None },
            preview,
        })),
        Ok(None) => opened(files::open_file(&path)),
        Err(error) => Outcome::NotOpened(error.to_string()),
    }
}

fn opened(read: Result<Opened, ReadError>) -> Outcome {
    match read {
        Ok(opened) => Outcome::Opened(Box::new(opened)),
        Err(error) => Outcome::NotOpened(error.to_string()),
    }
}

fn open_model(path: &Path) -> Result<OpenedModel, String> {
    let network = files::read_model(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(OpenedModel::new(&name, network))
}

/// Makes the bytes and writes them; what was written.
fn save(export: &Export) -> Result<String, String> {
    let lost = if export.what == What::Trajectories {
        save_paths(export)?;
        None
    } else {
        let (bytes, lost) = saving::bytes(export)?;
        write(&export.path, &bytes)?;
        lost
    };
    let beside = export.model_beside();
    if let Some(beside) = &beside {
        write(beside, &saving::model_bytes(export)?)?;
    }
    let beside = beside.map(|path| path.display().to_string());
    let name = export.path.display().to_string();
    Ok(saving::saved(&name, beside.as_deref(), lost.as_deref()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    files::write_whole(path, bytes).map_err(|error| error.to_string())
}

/// Records the particles and writes them as they stand, without a second copy in memory.
fn save_paths(export: &Export) -> Result<(), String> {
    let (trajectory, format, made) = saving::paths(export)?;
    files::write_streamed(&export.path, |file| {
        export::write_trajectory(&trajectory, format, Some(&made), file)
    })
    .map_err(|error| match error {
        StreamError::Save(error) => error.to_string(),
        StreamError::Content(error) => error.to_string(),
    })
}
