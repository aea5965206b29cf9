//! The page's end of the tasks: which are under way, and what has come of them.

use super::bytes::unpacked;
use super::picking::download;
use super::task::{Done, Task};
use super::wire::Order;
use super::worker::Worker;
use crate::session::{
    Command, Journey, JourneyRequest, PapersOrder, PapersReport, RunId, Snapshot, Standing,
};
use crate::ui::{FoundTable, Outcome, TableSource};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// What workers have said since the last look.
type Said = Rc<RefCell<VecDeque<Result<Vec<u8>, String>>>>;

/// A task under way. Dropping it ends it.
struct Running {
    _worker: Worker,
    said: Said,
}

impl Running {
    fn start(task: Task, wake: &Rc<dyn Fn()>) -> Result<Self, String> {
        let said = Said::default();
        let (heard, failed) = (said.clone(), said.clone());
        let (wake, also_wake) = (wake.clone(), wake.clone());
        let worker = Worker::start(
            &Order::Task(task),
            move |bytes| {
                heard.borrow_mut().push_back(Ok(bytes));
                wake();
            },
            move |why| {
                failed.borrow_mut().push_back(Err(why.to_owned()));
                also_wake();
            },
        )?;
        Ok(Self {
            _worker: worker,
            said,
        })
    }

    /// What was said since the last time.
    fn news(&self) -> Vec<Done> {
        let said: Vec<_> = self.said.borrow_mut().drain(..).collect();
        said.into_iter()
            .map(|said| {
                said.and_then(|bytes| unpacked(&bytes))
                    .unwrap_or_else(Done::Broke)
            })
            .collect()
    }
}

/// At most one journey, one measurement of claims, and any number of files.
pub struct TaskList {
    wake: Rc<dyn Fn()>,
    journey: Option<(Running, Box<JourneyRequest>)>,
    recorded: Option<Arc<Journey>>,
    papers: Option<Running>,
    report: Option<Arc<PapersReport>>,
    /// With what the window hears when one breaks.
    files: Vec<(Running, fn(String) -> Outcome)>,
}

impl TaskList {
    /// Nothing is under way; `wake` is called when there is news.
    pub fn new(wake: Rc<dyn Fn()>) -> Self {
        Self {
            wake,
            journey: None,
            recorded: None,
            papers: None,
            report: None,
            files: Vec::new(),
        }
    }

    /// Takes on the command if it is too long for the experiment; else it comes back.
    pub fn take(&mut self, command: Command, snapshot: &Arc<Snapshot>) -> Option<Command> {
        match command {
            Command::Journey(request) => self.record(request, snapshot),
            Command::Papers(order) => self.measure(order),
            other => return Some(other),
        }
        None
    }

    /// The newest journey.
    pub fn journey(&self) -> Option<Arc<Journey>> {
        self.recorded.clone()
    }

    /// The claims as far as they are measured.
    pub fn papers(&self) -> Option<Arc<PapersReport>> {
        self.report.clone()
    }

    /// Whether a file is being read or made.
    pub fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// Takes on something to do with files.
    ///
    /// # Errors
    /// One sentence when the browser allows no worker.
    pub fn work_on_files(&mut self, task: Task) -> Result<(), String> {
        let broken = match &task {
            Task::Save(_) => Outcome::NotSaved,
            Task::Copy(_) => Outcome::NotCopied,
            Task::Open(..)
            | Task::OpenColumns(..)
            | Task::ChooseWidth(_)
            | Task::Fit(_)
            | Task::Journey(..)
            | Task::Papers(_) => Outcome::NotOpened,
        };
        self.files.push((Running::start(task, &self.wake)?, broken));
        Ok(())
    }

    /// Records what is asked for in place of what is being recorded.
    fn record(&mut self, request: Option<Box<JourneyRequest>>, snapshot: &Arc<Snapshot>) {
        self.journey = None;
        let Some(request) = request else {
            self.recorded = None;
            return;
        };
        let earlier = self.recorded.as_deref().map(without_films);
        let task = Task::Journey(request.clone(), snapshot.clone(), earlier);
        match Running::start(task, &self.wake) {
            Ok(running) => self.journey = Some((running, request)),
            Err(why) => {
                let impossible = Journey::impossible(&request, snapshot.run, &why);
                self.recorded = Some(Arc::new(impossible));
            }
        }
    }

    /// Measures anew; without an order what is being measured stops.
    fn measure(&mut self, order: Option<PapersOrder>) {
        let stopped = self.papers.take().is_some();
        let Some(order) = order else {
            if stopped {
                self.end_report(Standing::Stopped);
            }
            return;
        };
        self.report = Some(Arc::new(PapersReport::begun(order)));
        match Running::start(Task::Papers(order), &self.wake) {
            Ok(running) => self.papers = Some(running),
            Err(why) => self.end_report(Standing::Failed(why)),
        }
    }

    fn end_report(&mut self, standing: Standing) {
        if let Some(report) = &mut self.report {
            Arc::make_mut(report).standing = standing;
        }
    }

    /// Hears what the workers have said; what has become of files.
    pub fn hear(&mut self) -> Vec<Outcome> {
        if let Some((running, request)) = self.journey.take() {
            let news = running.news();
            let goes_on = news.into_iter().fold(true, |goes_on, done| {
                self.hear_of_journey(done, &request) && goes_on
            });
            if goes_on {
                self.journey = Some((running, request));
            }
        }
        for done in self.papers.as_ref().map_or_else(Vec::new, Running::news) {
            match done {
                Done::Papers(report) => {
                    let is_last = !matches!(report.standing, Standing::Measuring(_));
                    self.report = Some(Arc::new(report));
                    if is_last {
                        self.papers = None;
                    }
                }
                Done::Broke(why) => {
                    self.papers = None;
                    let why = format!("the measurement stopped ({why}); try another seed");
                    self.end_report(Standing::Failed(why));
                }
                _ => {}
            }
        }
        let mut outcomes = Vec::new();
        self.files.retain(|(running, broken)| {
            let news = running.news();
            let goes_on = news.is_empty();
            // Of a program that breaks both its own words and the browser's may come.
            outcomes.extend(news.into_iter().find_map(|done| outcome(done, *broken)));
            goes_on
        });
        outcomes
    }

    /// What was said of the journey that `request` asks for; whether more is to come.
    fn hear_of_journey(&mut self, done: Done, request: &JourneyRequest) -> bool {
        match (done, &mut self.recorded) {
            (Done::Journey(mut journey), recorded) => {
                // The window knows its target by the very request that it made.
                journey.request.clone_from(request);
                *recorded = Some(Arc::from(journey));
            }
            (Done::Quality(quality, measuring), Some(journey)) => {
                let journey = Arc::make_mut(journey);
                journey.quality = quality;
                journey.measuring = measuring;
            }
            (Done::Broke(why), recorded) => {
                let why = format!(
                    "The recording stopped ({why}): choose other samplers, fewer steps or fewer particles."
                );
                let run = recorded.as_ref().map_or(RunId(0), |journey| journey.run);
                *recorded = Some(Arc::new(Journey::impossible(request, run, &why)));
            }
            _ => {}
        }
        self.recorded
            .as_ref()
            .is_some_and(|journey| journey.measuring)
    }
}

/// What another recording needs of an earlier one: what was measured of it, and no film.
fn without_films(journey: &Journey) -> Arc<Journey> {
    let mut known = Journey::impossible(&journey.request, journey.run, "");
    known.quality.clone_from(&journey.quality);
    Arc::new(known)
}

/// What the window hears of a file.
fn outcome(done: Done, broken: fn(String) -> Outcome) -> Option<Outcome> {
    match done {
        Done::Made(files, message) => {
            let kept = files
                .iter()
                .try_for_each(|(name, bytes)| download(name, bytes));
            Some(match kept {
                Ok(()) => Outcome::Saved(message),
                Err(why) => Outcome::NotSaved(why),
            })
        }
        Done::Picture(picture) => Some(Outcome::Copied(picture)),
        Done::NoPicture(why) => Some(Outcome::NotCopied(why)),
        Done::NotMade(why) => Some(Outcome::NotSaved(why)),
        Done::Opened(opened) => Some(Outcome::Opened(opened)),
        Done::Table(path, bytes, preview) => Some(Outcome::Table(Box::new(FoundTable {
            source: TableSource {
                path,
                bytes: Some(bytes),
            },
            preview,
        }))),
        Done::OpenedModel(model) => Some(Outcome::OpenedModel(model)),
        Done::NotOpened(why) => Some(Outcome::NotOpened(why)),
        Done::Width(of, std) => Some(Outcome::Width { of, std }),
        Done::Fitted(of, fit) => Some(Outcome::Fitted { of, fit }),
        Done::Broke(why) => Some(broken(format!(
            "could not finish: the computation ended ({why}); a smaller file or fewer particles need less memory"
        ))),
        Done::Journey(_) | Done::Quality(..) | Done::Papers(_) => None,
    }
}
