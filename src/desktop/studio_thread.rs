//! The thread that records journeys: the newest request wins, nothing else waits for it.

use super::thread::panic_message;
use crate::session::{Journey, JourneyRequest, Snapshot, record_journey};
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::Receiver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Where the thread finds its network and leaves its journeys.
pub struct StudioThread {
    pub newest: Arc<ArcSwap<Snapshot>>,
    pub journey: Arc<ArcSwapOption<Journey>>,
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

impl StudioThread {
    /// Works until the window's channel closes.
    pub fn run(&self, requests: &Receiver<Option<Box<JourneyRequest>>>) {
        while let Ok(mut newest) = requests.recv() {
            for newer in requests.try_iter() {
                newest = newer;
            }
            match newest {
                Some(request) => self.record(&request, &|| !requests.is_empty()),
                None => self.journey.store(None),
            }
        }
    }

    /// Records with the network of the newest snapshot.
    fn record(&self, request: &JourneyRequest, interrupted: &dyn Fn() -> bool) {
        let snapshot = self.newest.load_full();
        let earlier = self.journey.load_full();
        let recorded = catch_unwind(AssertUnwindSafe(|| {
            let mut publish = |journey| self.publish(journey);
            record_journey(
                request,
                &snapshot,
                earlier.as_deref(),
                interrupted,
                &mut publish,
            );
        }));
        if let Err(payload) = recorded {
            let reason = panic_message(&*payload);
            let why = format!("The recording stopped ({reason}): choose other samplers or steps.");
            self.publish(Journey::impossible(request, snapshot.run, &why));
        }
    }

    fn publish(&self, journey: Journey) {
        self.journey.store(Some(Arc::new(journey)));
        (self.wake)();
    }
}
