//! The thread that shows, at display rate.

use super::thread::panic_message;
use crate::session::{Learned, Simulation, SimulationCommand, Snapshot};
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::{Receiver, TryRecvError, after, never, select};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One frame at 60 Hz.
const FRAME: Duration = Duration::from_micros(16_667);
/// Time between two measurements of the score error.
const MEASURE_EVERY: Duration = Duration::from_millis(100);

/// What the thread hears and where its snapshots go.
pub struct SimulationThread {
    pub commands: Receiver<SimulationCommand>,
    /// Says that `slot` holds something newer.
    pub nudged: Receiver<()>,
    pub slot: Arc<ArcSwapOption<Learned>>,
    pub newest: Arc<ArcSwap<Snapshot>>,
    pub wake: Arc<dyn Fn() + Send + Sync>,
}

impl SimulationThread {
    /// Works until the window's channel closes.
    pub fn run(mut self, mut simulation: Simulation) {
        let mut next_frame = Instant::now();
        let mut measured: Option<Instant> = None;
        while self.receive(&mut simulation, next_frame) {
            let now = Instant::now();
            let frame = now >= next_frame;
            if frame {
                next_frame = now + FRAME;
            }
            let measure = measured.is_none_or(|at| at.elapsed() >= MEASURE_EVERY);
            let done = catch_unwind(AssertUnwindSafe(|| {
                simulation.turn(self.slot.load_full().as_ref(), frame, measure)
            }));
            match done {
                Ok(turn) => {
                    if turn.measured {
                        measured = Some(Instant::now());
                    }
                    if let Some(snapshot) = turn.snapshot {
                        self.publish(snapshot);
                    }
                }
                Err(payload) => {
                    let reason = panic_message(&*payload);
                    let notice = format!("the particles stopped ({reason}); press Respawn");
                    self.publish(simulation.fail(notice));
                }
            }
        }
    }

    /// Waits for a command, a newer network or, while something moves, the next frame, and hands on the
    /// commands that have come. `false` when the window has gone.
    fn receive(&mut self, simulation: &mut Simulation, next_frame: Instant) -> bool {
        let newest = self.slot.load_full();
        let behind = newest.is_some_and(|newest| simulation.is_behind(&newest));
        let due = if simulation.is_busy() || behind {
            after(next_frame.saturating_duration_since(Instant::now()))
        } else {
            never()
        };
        let mut learner_has_ended = false;
        select! {
            recv(self.commands) -> command => match command {
                Ok(command) => simulation.command(command),
                Err(_) => return false,
            },
            recv(self.nudged) -> signal => learner_has_ended = signal.is_err(),
            recv(due) -> _ => {}
        }
        if learner_has_ended {
            // Its last network stays on show.
            self.nudged = never();
        }
        loop {
            match self.commands.try_recv() {
                Ok(command) => simulation.command(command),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }

    fn publish(&self, snapshot: Arc<Snapshot>) {
        self.newest.store(snapshot);
        (self.wake)();
    }
}
