//! The shell of the window on a page: an experiment in a worker, tasks in others, files by way of the browser.

use super::address;
use super::live::Live;
use super::picking::{pick, require_size};
use super::task::Task;
use super::task_list::TaskList;
use crate::scene::Scene;
use crate::session::{Command, Journey, PapersReport, Snapshot};
use crate::ui::{Job, Outcome, Page, Shell, TableSource, Wake};
use crate::wording::quote;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, PoisonError};
use wasm_bindgen_futures::spawn_local;

/// Outcomes, and files whose content has come, since the last look.
#[derive(Clone, Default)]
pub struct Arrivals(Rc<RefCell<Vec<Arrival>>>);

enum Arrival {
    Outcome(Outcome),
    File(PathBuf, Vec<u8>),
}

impl Arrivals {
    /// Something has become of something.
    pub fn outcome(&self, outcome: Outcome) {
        self.0.borrow_mut().push(Arrival::Outcome(outcome));
    }

    /// The content of the file of this name has come, or not.
    fn file(&self, name: PathBuf, read: Result<Vec<u8>, String>) {
        let arrival = match read {
            Ok(bytes) => Arrival::File(name, bytes),
            Err(why) => Arrival::Outcome(Outcome::NotOpened(format!(
                "could not open {}: {why}; choose it again, or another file",
                quote(&name.to_string_lossy())
            ))),
        };
        self.0.borrow_mut().push(arrival);
    }
}

/// What works behind the window.
pub struct PageShell {
    live: RefCell<Live>,
    tasks: TaskList,
    arrivals: Arrivals,
    wake: Rc<dyn Fn()>,
}

impl PageShell {
    /// Starts an experiment on `scene`.
    ///
    /// # Errors
    /// One sentence when the scene cannot run, or the browser allows no worker.
    pub fn start(scene: &Scene, wake: Wake, arrivals: Arrivals) -> Result<Self, String> {
        let outcome: Rc<dyn Fn()> = Rc::from(wake.outcome as Box<dyn Fn()>);
        Ok(Self {
            live: RefCell::new(Live::start(
                scene,
                Rc::from(wake.snapshot as Box<dyn Fn()>),
            )?),
            tasks: TaskList::new(outcome.clone()),
            arrivals,
            wake: outcome,
        })
    }
}

impl Shell for PageShell {
    fn send(&mut self, command: Command) {
        let snapshot = self.snapshot();
        if let Some(command) = self.tasks.take(command, &snapshot) {
            self.live.borrow_mut().send(command);
        }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.live.borrow_mut().snapshot()
    }

    fn journey(&self) -> Option<Arc<Journey>> {
        self.tasks.journey()
    }

    fn papers(&self) -> Option<Arc<PapersReport>> {
        self.tasks.papers()
    }

    fn ask(&mut self, job: Job) -> Result<(), String> {
        match job {
            Job::Save(export) => self.tasks.work_on_files(Task::Save(export)),
            Job::Copy(export) => self.tasks.work_on_files(Task::Copy(export)),
            Job::OpenText(text) => {
                let name = PathBuf::from(Job::PASTED);
                self.tasks
                    .work_on_files(Task::Open(name, text.into_bytes()))
            }
            Job::ChooseWidth(of) => self.tasks.work_on_files(Task::ChooseWidth(of)),
            Job::Fit(of) => self.tasks.work_on_files(Task::Fit(of)),
            Job::OpenColumns(TableSource { path, bytes }, columns) => match bytes {
                Some(bytes) => {
                    let task = Task::OpenColumns(path, bytes, columns);
                    self.tasks.work_on_files(task)
                }
                None => self.ask(Job::Open(path)),
            },
            Job::Open(path) => Err(format!(
                "could not open {}: a page sees no files by their path; choose it in the menu",
                quote(&path.to_string_lossy())
            )),
            Job::Choose(kind) => {
                let (arrivals, wake) = (self.arrivals.clone(), self.wake.clone());
                pick(kind.accepted(), move |name, read| {
                    arrivals.file(name.into(), read);
                    wake();
                })
            }
            Job::OpenDropped(file) => {
                let (arrivals, wake) = (self.arrivals.clone(), self.wake.clone());
                spawn_local(async move {
                    let read = match file.web_file().map_or(Ok(()), require_size) {
                        Ok(()) => file.bytes_async().await,
                        Err(why) => Err(why),
                    };
                    arrivals.file(file.path().to_owned(), read);
                    wake();
                });
                Ok(())
            }
            Job::ReadLessons(_) => Err(
                "could not open the lesson: a page sees no folders; open it in the program"
                    .to_owned(),
            ),
            Job::Keep(store, text) => {
                let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
                self.arrivals.outcome(match store.write(&text) {
                    Ok(()) => Outcome::Kept,
                    Err(why) => Outcome::NotKept(why),
                });
                Ok(())
            }
        }
    }

    fn outcomes(&mut self) -> Vec<Outcome> {
        let mut outcomes = self.tasks.hear();
        for arrival in self.arrivals.0.take() {
            match arrival {
                Arrival::Outcome(outcome) => outcomes.push(outcome),
                Arrival::File(name, bytes) => {
                    if let Err(why) = self.tasks.work_on_files(Task::Open(name, bytes)) {
                        outcomes.push(Outcome::NotOpened(why));
                    }
                }
            }
        }
        outcomes
    }

    fn busy(&self) -> bool {
        self.tasks.has_files()
    }

    fn page(&self) -> Option<Page> {
        let window = web_sys::window();
        Some(Page {
            address: address::of_page(),
            copies: window.is_some_and(|window| window.is_secure_context()),
        })
    }
}
