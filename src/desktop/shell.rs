//! The shell of the window on a desktop: a live session, a thread for files and one for what is done in a
//! moment.

use super::file_thread::FileThread;
use super::keeper::keeper;
use super::live_session::LiveSession;
use crate::session::{Command, Journey, PapersReport, Snapshot};
use crate::ui::{App, Job, Opening, Outcome, Page, Shell, Wake};
use std::sync::Arc;

/// What works behind the window.
struct DesktopShell {
    session: LiveSession,
    files: FileThread,
    errands: FileThread,
}

impl Drop for DesktopShell {
    /// What the next start begins with is written before the program ends.
    fn drop(&mut self) {
        self.errands.finish();
    }
}

/// The window on what `opening` asks for, else on the last scene, else on the first preset, with a session that trains
/// on `threads` compute threads behind it.
///
/// # Errors
/// One sentence when no scene can be run or the machine gives no threads.
pub fn app(
    cc: &eframe::CreationContext<'_>,
    opening: impl Into<Opening>,
    threads: usize,
) -> Result<App, String> {
    App::new(
        cc,
        opening.into(),
        keeper(cc.storage),
        |scene, playback, wake| {
            let Wake { snapshot, outcome } = wake;
            let session = LiveSession::start_as(scene, threads, playback, snapshot)
                .map_err(|error| error.to_string())?;
            let outcome: Arc<dyn Fn() + Send + Sync> = outcome.into();
            let also = outcome.clone();
            Ok(Box::new(DesktopShell {
                session,
                files: FileThread::start("files", move || outcome()),
                errands: FileThread::start("errands", move || also()),
            }))
        },
    )
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
        if job.is_short() {
            return self.errands.ask(job);
        }
        self.files.ask(job)
    }

    fn outcomes(&mut self) -> Vec<Outcome> {
        let mut outcomes = self.files.outcomes();
        outcomes.extend(self.errands.outcomes());
        outcomes
    }

    fn busy(&self) -> bool {
        self.files.busy()
    }

    fn page(&self) -> Option<Page> {
        None
    }
}
