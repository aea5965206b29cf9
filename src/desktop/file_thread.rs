//! The thread that works on files while the window goes on.

use super::file_jobs::work;
use crate::ui::{Job, Outcome};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The thread and the two channels to it.
pub struct FileThread {
    to_thread: Option<Sender<Job>>,
    outcomes: Receiver<Outcome>,
    waiting: usize,
}

impl FileThread {
    /// Starts the thread; `wake` is called when there is an outcome.
    pub fn start(wake: impl Fn() + Send + 'static) -> Self {
        let (to_thread, jobs) = unbounded::<Job>();
        let (report, outcomes) = unbounded();
        let spawned = std::thread::Builder::new()
            .name("files".into())
            .spawn(move || {
                for job in jobs {
                    let outcome = catch_unwind(AssertUnwindSafe(|| work(job))).unwrap_or_else(|_| {
                        Outcome::NotSaved("could not save: the program made a mistake; save the scene and start again".into())
                    });
                    if report.send(outcome).is_err() {
                        return;
                    }
                    wake();
                }
            });
        Self {
            // Without a thread nothing can be saved; `ask` says so.
            to_thread: spawned.is_ok().then_some(to_thread),
            outcomes,
            waiting: 0,
        }
    }

    /// Hands over a job; never blocks.
    ///
    /// # Errors
    /// One sentence when the thread is not there.
    pub fn ask(&mut self, job: Job) -> Result<(), String> {
        let sent = self.to_thread.as_ref().map(|sender| sender.send(job));
        if matches!(sent, Some(Ok(()))) {
            self.waiting += 1;
            return Ok(());
        }
        Err("could not start saving: the machine gives no thread; close other programs and start again".into())
    }

    /// Whether something is being read or written.
    pub fn busy(&self) -> bool {
        self.waiting > 0
    }

    /// What has been done since the last call.
    pub fn outcomes(&mut self) -> Vec<Outcome> {
        let outcomes: Vec<Outcome> = self.outcomes.try_iter().collect();
        self.waiting = self.waiting.saturating_sub(outcomes.len());
        outcomes
    }
}
