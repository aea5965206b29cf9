//! The page's end of the running experiment: commands go to its worker, the newest snapshot comes from it, and
//! another worker takes over when one breaks.

use super::bytes::{packed, unpacked};
use super::remembered::Remembered;
use super::wire::{FromLive, Order, ToLive};
use super::worker::Worker;
use crate::scene::Scene;
use crate::score::Workers;
use crate::session::{Command, Experiment, Phase, RunId, Snapshot};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// What the worker has said since the last look.
#[derive(Default)]
struct Heard {
    /// One at most is on its way at a time.
    snapshot: Option<Vec<u8>>,
    broke: Option<String>,
}

/// A running experiment, as the page knows it.
pub struct Live {
    worker: Option<Worker>,
    heard: Rc<RefCell<Heard>>,
    /// The newest as its worker counts runs, to which the next one adds its changes.
    known: Arc<Snapshot>,
    /// The newest as the window sees it.
    newest: Arc<Snapshot>,
    remembered: Remembered,
    /// Runs and scenes of the workers before this one.
    runs_before: u64,
    loads_before: u64,
    /// Scenes that were sent since the first.
    loads_sent: u64,
    wake: Rc<dyn Fn()>,
}

impl Live {
    /// Starts an experiment on `scene`; `wake` is called when there is news.
    ///
    /// # Errors
    /// One sentence when the scene cannot run, or the browser allows no worker.
    pub fn start(scene: &Scene, wake: Rc<dyn Fn()>) -> Result<Self, String> {
        let first = Experiment::new(scene, Workers::one()).map_err(|error| error.to_string())?;
        let first = first.snapshot();
        let mut live = Self {
            worker: None,
            heard: Rc::default(),
            known: first.clone(),
            newest: first,
            remembered: Remembered::of(scene),
            runs_before: 0,
            loads_before: 0,
            loads_sent: 0,
            wake,
        };
        live.begin()?;
        Ok(live)
    }

    /// Starts the worker, and tells it what the one before had been told.
    fn begin(&mut self) -> Result<(), String> {
        self.heard = Rc::default();
        let (heard, wake) = (self.heard.clone(), self.wake.clone());
        let (failed, also_wake) = (self.heard.clone(), self.wake.clone());
        let order = Order::Live(Box::new(self.remembered.scene().clone()));
        let worker = Worker::start(
            &order,
            move |bytes| {
                heard.borrow_mut().snapshot = Some(bytes);
                wake();
            },
            move |why| {
                failed.borrow_mut().broke = Some(why.to_owned());
                also_wake();
            },
        )?;
        for command in self.remembered.lasting() {
            worker.post(&packed(&ToLive::Command(command.clone())));
        }
        self.worker = Some(worker);
        Ok(())
    }

    /// Hands a command to the experiment; after it broke, those that begin something begin another worker.
    pub fn send(&mut self, command: Command) {
        self.remembered.hear(&command);
        self.loads_sent += u64::from(matches!(command, Command::Load(_)));
        if let Some(worker) = &self.worker {
            worker.post(&packed(&ToLive::Command(command)));
            return;
        }
        let begins = matches!(
            command,
            Command::Load(_) | Command::Restart | Command::Adopt(_) | Command::Respawn
        );
        if !begins {
            return;
        }
        self.runs_before = self.newest.run.0;
        // The new worker is begun with the last of them.
        self.loads_before = self.loads_sent;
        if let Err(why) = self.begin() {
            self.broke(&why);
        } else if let (Command::Adopt(_), Some(worker)) = (&command, &self.worker) {
            worker.post(&packed(&ToLive::Command(command)));
        }
    }

    /// The newest snapshot; the worker is told that it is on show.
    pub fn snapshot(&mut self) -> Arc<Snapshot> {
        let heard = std::mem::take(&mut *self.heard.borrow_mut());
        if let Some(bytes) = heard.snapshot {
            match unpacked(&bytes) {
                Ok(FromLive::Snapshot(news)) => {
                    self.known = Arc::new(news.after(&self.known));
                    self.newest = self.numbered();
                    if let Some(worker) = &self.worker {
                        worker.post(&packed(&ToLive::Shown));
                    }
                }
                Ok(FromLive::Broke(why)) | Err(why) => self.broke(&why),
            }
        }
        if let Some(why) = heard.broke
            && self.worker.is_some()
        {
            self.broke(&why);
        }
        self.newest.clone()
    }

    /// The snapshot with the runs and scenes of earlier workers counted.
    fn numbered(&self) -> Arc<Snapshot> {
        if self.runs_before == 0 && self.loads_before == 0 {
            return self.known.clone();
        }
        let mut snapshot = (*self.known).clone();
        snapshot.run = RunId(snapshot.run.0 + self.runs_before);
        snapshot.loads += self.loads_before;
        Arc::new(snapshot)
    }

    /// The worker is gone: what was learned stays on show, with a sentence.
    fn broke(&mut self, why: &str) {
        self.worker = None;
        let reason = why.lines().next().unwrap_or("no reason given");
        let mut snapshot = (*self.newest).clone();
        snapshot.phase = Phase::Failed {
            message: format!(
                "the computation ended ({reason}); if the memory did not suffice, ask for fewer particles or a smaller network; press Restart"
            ),
        };
        snapshot.loads = self.loads_sent;
        snapshot.swarm = None;
        self.newest = Arc::new(snapshot);
    }
}
