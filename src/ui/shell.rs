//! What the window needs of the program around it: an experiment that runs, and files.

use super::files::job::{Job, Outcome};
use crate::session::{Command, Journey, PapersReport, Snapshot};
use std::sync::Arc;

/// The program around the window. Nothing here blocks.
pub trait Shell {
    /// Hands a command to the experiment.
    fn send(&mut self, command: Command);

    /// The newest state of the experiment.
    fn snapshot(&self) -> Arc<Snapshot>;

    /// The newest recorded journey; `None` before one was asked for.
    fn journey(&self) -> Option<Arc<Journey>>;

    /// The claims of the papers as far as they are measured; `None` before they were asked for.
    fn papers(&self) -> Option<Arc<PapersReport>>;

    /// Takes on something to do with files.
    ///
    /// # Errors
    /// One sentence when it cannot be done here.
    fn ask(&mut self, job: Job) -> Result<(), String>;

    /// What has become of jobs since the last call.
    fn outcomes(&mut self) -> Vec<Outcome>;

    /// Whether something is being read or written.
    fn busy(&self) -> bool;

    /// The page that the window stands on; `None` on a desktop. On a page the browser chooses files, and nothing
    /// can be quit.
    fn page(&self) -> Option<Page>;
}

/// A page of a browser.
pub struct Page {
    /// Its address, without a link.
    pub address: String,
    /// Whether the browser lends it the clipboard.
    pub copies: bool,
}

/// How the shell wakes the window, from any thread; both return at once.
pub struct Wake {
    /// There is news of the experiment: it is drawn as soon as the pace allows.
    pub snapshot: Box<dyn Fn() + Send + Sync>,
    /// A job has an outcome.
    pub outcome: Box<dyn Fn() + Send + Sync>,
}
