//! The thread that trains, flat out.

use super::thread::panic_message;
use crate::session::{Learned, Learner, LearnerCommand};
use arc_swap::ArcSwapOption;
use crossbeam_channel::{Receiver, Sender, TryRecvError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Steps are taken for this long between two looks at the commands.
const PUBLISH_EVERY: Duration = Duration::from_millis(12);

/// Works until the window's channel closes. `slot` takes the newest state; `nudge` says that there is
/// one.
pub fn run(
    mut learner: Learner,
    commands: &Receiver<LearnerCommand>,
    slot: &ArcSwapOption<Learned>,
    nudge: &Sender<()>,
) {
    while receive(&mut learner, commands) {
        let done = catch_unwind(AssertUnwindSafe(|| burst(&mut learner)));
        if let Err(payload) = done {
            let reason = panic_message(&*payload);
            learner.fail(format!("training stopped ({reason}); press Restart"));
        }
        slot.store(Some(Arc::new(learner.learned())));
        // A full channel already holds the nudge.
        let _ = nudge.try_send(());
    }
}

/// Hands on the commands that have come; waits for one while there is nothing to train. `false` when
/// the window has gone.
fn receive(learner: &mut Learner, commands: &Receiver<LearnerCommand>) -> bool {
    if !learner.trains() {
        match commands.recv() {
            Ok(command) => learner.command(command),
            Err(_) => return false,
        }
    }
    loop {
        match commands.try_recv() {
            Ok(command) => learner.command(command),
            Err(TryRecvError::Empty) => return true,
            Err(TryRecvError::Disconnected) => return false,
        }
    }
}

/// Obeys, and trains until it is time to publish.
fn burst(learner: &mut Learner) {
    learner.obey();
    let begun = Instant::now();
    while learner.step() && begun.elapsed() < PUBLISH_EVERY {}
    learner.trained_for(begun.elapsed().as_secs_f64());
}
