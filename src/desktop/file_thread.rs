//! Threads that work on files while the window goes on.

use super::file_jobs::{broken, work};
use crate::ui::{Job, Outcome};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;

/// A thread and the two channels to it.
pub struct FileThread {
    to_thread: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    outcomes: Receiver<Outcome>,
    waiting: usize,
}

impl FileThread {
    /// Starts the thread of this name; `wake` is called when there is an outcome.
    pub fn start(name: &'static str, wake: impl Fn() + Send + 'static) -> Self {
        let (to_thread, jobs) = unbounded::<Job>();
        let (report, outcomes) = unbounded();
        let spawned = std::thread::Builder::new()
            .name(name.into())
            .spawn(move || {
                for job in jobs {
                    let broken = broken(&job);
                    let done = catch_unwind(AssertUnwindSafe(|| work(job)));
                    if report.send(done.unwrap_or(broken)).is_err() {
                        return;
                    }
                    wake();
                }
            });
        Self {
            // Without a thread nothing can be done; `ask` says so.
            to_thread: spawned.is_ok().then_some(to_thread),
            thread: spawned.ok(),
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
        Err("could not work on files: the machine gives no thread; close other programs and start again".into())
    }

    /// Waits until everything that was asked for is done; nothing can be asked for any more.
    pub fn finish(&mut self) {
        self.to_thread = None;
        if let Some(thread) = self.thread.take() {
            // A job that broke has said so.
            let _ = thread.join();
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Store;
    use crate::ui::Keeper;
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    #[test]
    fn what_is_kept_stands_on_the_disk_when_the_thread_has_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("last.toml");
        let store = Arc::new(Mutex::new(Store::at(path.clone())));
        let mut thread = FileThread::start("errands", || ());
        for i in 0..20 {
            let job = Job::Keep(store.clone(), format!("a = {i}"));
            thread.ask(job).unwrap();
        }
        thread.finish();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a = 19");
        assert_eq!(thread.outcomes().len(), 20);
        assert!(thread.ask(Job::ChooseWidth(Vec::new())).is_err());
    }

    /// A place where nothing can be kept because the program is wrong.
    struct Broken;

    impl Keeper for Broken {
        fn read(&mut self) -> Result<Option<String>, String> {
            Ok(None)
        }

        fn write(&mut self, _: &str) -> Result<(), String> {
            panic!("for a test");
        }

        fn set_aside(&mut self) -> Option<String> {
            None
        }
    }

    #[test]
    fn a_job_that_breaks_says_what_could_not_be_done_and_the_next_is_done() {
        let keeper = Arc::new(Mutex::new(Broken));
        let mut thread = FileThread::start("errands", || ());
        for _ in 0..2 {
            let job = Job::Keep(keeper.clone(), "a = 1".to_owned());
            thread.ask(job).unwrap();
        }
        thread
            .ask(Job::Open("/nowhere/at-all.toml".into()))
            .unwrap();
        thread.finish();
        let said = thread.outcomes();
        let [
            Outcome::NotKept(why),
            Outcome::NotKept(_),
            Outcome::NotOpened(_),
        ] = &said[..]
        else {
            panic!("{} others", said.len());
        };
        assert!(why.contains("could not keep"), "{why}");
        assert!(!thread.busy());
    }

    #[test]
    fn a_store_on_a_full_disk_is_complained_of_and_asking_never_waits() {
        let path = std::path::PathBuf::from("/proc/nothing/last.toml");
        let store = Arc::new(Mutex::new(Store::at(path)));
        let held = store.lock().unwrap();
        let mut thread = FileThread::start("errands", || ());
        let begun = Instant::now();
        thread
            .ask(Job::Keep(store.clone(), "a = 1".to_owned()))
            .unwrap();
        assert!(begun.elapsed() < Duration::from_secs(1));
        drop(held);
        thread.finish();
        let said = thread.outcomes();
        assert!(matches!(&said[..], [Outcome::NotKept(why)] if why.contains("could not save")));
    }
}
