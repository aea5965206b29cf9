//! The shell of the window on a desktop: a live session, and a thread for files.

use super::file_thread::FileThread;
use super::live_session::LiveSession;
use crate::scene::Scene;
use crate::session::{Command, Journey, PapersReport, Snapshot};
use crate::ui::{App, Job, Outcome, Shell, Wake};
use std::sync::Arc;

/// What works behind the window.
struct DesktopShell {
    session: LiveSession,
    files: FileThread,
}

/// The window on `scene`, else on the last scene, else on the first preset, with a session that trains
/// on `threads` compute threads behind it.
///
/// # Errors
/// One sentence when no scene can be run or the machine gives no threads.
pub fn app(
    cc: &eframe::CreationContext<'_>,
    scene: Option<Scene>,
    threads: usize,
) -> Result<App, String> {
    App::new(cc, scene, |scene, wake| {
        let Wake { snapshot, outcome } = wake;
        let session =
            LiveSession::start(scene, threads, snapshot).map_err(|error| error.to_string())?;
        let files = FileThread::start(outcome);
        Ok(Box::new(DesktopShell { session, files }))
    })
}

impl Shell for DesktopShell {
    fn send(&mut self, command: Command) {
        self.session.send(command);
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.session.snapshot()
    }

    fn journey(&self) -> Option<Arc<Journey>> {
        self.session.journey()
    }

    fn papers(&self) -> Option<Arc<PapersReport>> {
        self.session.papers()
    }

    fn ask(&mut self, job: Job) -> Result<(), String> {
        self.files.ask(job)
    }

    fn outcomes(&mut self) -> Vec<Outcome> {
        self.files.outcomes()
    }

    fn busy(&self) -> bool {
        self.files.busy()
    }
}
