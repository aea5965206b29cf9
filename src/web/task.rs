//! One long thing that a worker of its own does: journeys, the papers' claims, files.

use super::bytes::packed;
use super::to_page::ToPage;
use crate::files::{self, Opened, TablePreview};
use crate::plane::Point;
use crate::score::Workers;
use crate::session::saving::{self, Export, Picture};
use crate::session::{
    Journey, JourneyRequest, PapersOrder, PapersReport, QualityPoint, Snapshot, measure_papers,
    record_journey,
};
use crate::shapes::{Fit, FitOrder, bandwidth};
use crate::ui::{Job, OpenedModel};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be done.
#[derive(Serialize, Deserialize)]
pub enum Task {
    /// Records a journey with the network of the snapshot; the last one is what was recorded before.
    Journey(Box<JourneyRequest>, Arc<Snapshot>, Option<Arc<Journey>>),
    /// Measures the claims of the papers.
    Papers(PapersOrder),
    /// Makes the files of an export.
    Save(Box<Export>),
    /// Makes the figure of an export for the clipboard.
    Copy(Box<Export>),
    /// Reads a file of this name and content.
    Open(PathBuf, Vec<u8>),
    /// Reads a table of this name and content with these columns as x and y.
    OpenColumns(PathBuf, Vec<u8>, [usize; 2]),
    /// Finds the width of the kernels that suits these points.
    ChooseWidth(Vec<Point>),
    /// Fits Gaussians to points.
    Fit(FitOrder),
}

/// What comes of it; of journeys and measurements again and again.
#[derive(Serialize, Deserialize)]
pub enum Done {
    Journey(Box<Journey>),
    /// Of the journey before: what is known of its quality by now, and whether more is to come.
    Quality(Vec<QualityPoint>, bool),
    Papers(PapersReport),
    /// Files with their names, and what is said when the browser has them.
    Made(Vec<(String, Vec<u8>)>, String),
    NotMade(String),
    Picture(Picture),
    NoPicture(String),
    Opened(Box<Opened>),
    OpenedModel(Box<OpenedModel>),
    /// The name and content of a table whose columns are to be chosen.
    Table(PathBuf, Vec<u8>, TablePreview),
    NotOpened(String),
    Width(Vec<Point>, f64),
    Fitted(FitOrder, Box<Fit>),
    /// The program broke, and why.
    Broke(String),
}

/// Does `task` to its end and says what comes of it. Nothing can interrupt it but the end of the worker.
pub fn work(task: Task, to_page: &ToPage) {
    let reporter = to_page.clone();
    std::panic::set_hook(Box::new(move |info| {
        reporter.post(&packed(&Done::Broke(info.to_string())));
    }));
    let say = |done: Done| to_page.post(&packed(&done));
    match task {
        Task::Journey(request, snapshot, earlier) => {
            let mut first = true;
            record_journey(
                &request,
                &snapshot,
                earlier.as_deref(),
                &|| false,
                &mut |journey| {
                    // Its films are large and do not change any more.
                    if std::mem::take(&mut first) {
                        say(Done::Journey(Box::new(journey)));
                    } else {
                        say(Done::Quality(journey.quality, journey.measuring));
                    }
                },
            );
        }
        Task::Papers(order) => {
            // What publishes may be on another thread elsewhere, so it finds the page itself.
            measure_papers(order, Workers::one(), &|| false, &mut |report| {
                if let Some(to_page) = ToPage::of_this_worker() {
                    to_page.post(&packed(&Done::Papers(report)));
                }
            });
        }
        Task::Save(export) => say(made(&export).unwrap_or_else(Done::NotMade)),
        Task::Copy(export) => {
            say(saving::picture(&export).map_or_else(Done::NoPicture, Done::Picture));
        }
        Task::OpenColumns(path, bytes, columns) => {
            let read = files::open_columns_of(&path, &bytes, columns);
            say(read.map_or_else(
                |error| Done::NotOpened(error.to_string()),
                |opened| Done::Opened(Box::new(opened)),
            ));
        }
        Task::Open(path, bytes) => say(opened(&path, bytes).unwrap_or_else(Done::NotOpened)),
        Task::ChooseWidth(of) => {
            let std = bandwidth(&of);
            say(Done::Width(of, std));
        }
        Task::Fit(of) => say(match of.fit() {
            Ok(fit) => Done::Fitted(of, Box::new(fit)),
            Err(error) => Done::NotOpened(error.to_string()),
        }),
    }
}

/// The files of an export with their names, and what is said of them.
fn made(export: &Export) -> Result<Done, String> {
    let (bytes, lost) = saving::bytes(export)?;
    let name = file_name(&export.path);
    let mut files = vec![(name.clone(), bytes)];
    let beside = export.model_beside().map(|path| file_name(&path));
    if let Some(beside) = &beside {
        files.push((beside.clone(), saving::model_bytes(export)?));
    }
    let message = saving::saved(&name, beside.as_deref(), lost.as_deref());
    Ok(Done::Made(files, message))
}

fn opened(path: &Path, bytes: Vec<u8>) -> Result<Done, String> {
    if files::is_model(path) {
        let network = files::model_of(path, &bytes).map_err(|error| error.to_string())?;
        let model = OpenedModel::new(&file_name(path), network);
        return Ok(Done::OpenedModel(Box::new(model)));
    }
    // What was pasted is opened as it is.
    if files::is_table(path)
        && path != Path::new(Job::PASTED)
        && let Some(preview) =
            files::preview_table_from(path, &bytes).map_err(|error| error.to_string())?
    {
        return Ok(Done::Table(path.to_owned(), bytes, preview));
    }
    let opened = files::open_bytes(path, bytes).map_err(|error| error.to_string())?;
    Ok(Done::Opened(Box::new(opened)))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
