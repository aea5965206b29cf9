//! The thread that trains, flat out or at a pace.

use super::thread::panic_message;
use crate::session::{Learned, Learner, LearnerCommand, RunId, Snapshot};
use arc_swap::{ArcSwap, ArcSwapOption};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Steps are taken for this long between two looks at the commands; at a pace, this long apart.
const PUBLISH_EVERY: Duration = Duration::from_millis(12);

/// A new run waits until its first network is on show, this long at most.
const SHOWN_WITHIN: Duration = Duration::from_secs(2);

/// Works until the window's channel closes. `slot` takes the newest state; `nudge` says that there is
/// one.
pub fn run(
    mut learner: Learner,
    commands: &Receiver<LearnerCommand>,
    slot: &ArcSwapOption<Learned>,
    nudge: &Sender<()>,
    newest: &ArcSwap<Snapshot>,
) {
    let mut looked = Instant::now();
    let mut begun = (learner.run(), looked);
    let mut shown = |run: RunId| {
        if begun.0 != run {
            begun = (run, Instant::now());
        }
        newest.load().run >= run || begun.1.elapsed() > SHOWN_WITHIN
    };
    loop {
        let rested = !learner.trains();
        let hidden = !shown(learner.run());
        if !receive(&mut learner, commands, looked, hidden) {
            return;
        }
        // What passed while nothing was to be trained is no time of training.
        let now = Instant::now();
        let passed = if rested { Duration::ZERO } else { now - looked };
        looked = now;
        let done = catch_unwind(AssertUnwindSafe(|| burst(&mut learner, passed, &mut shown)));
        match done {
            Ok(false) => continue,
            Ok(true) => {}
            Err(payload) => {
                let reason = panic_message(&*payload);
                learner.fail(format!("training stopped ({reason}); press Restart"));
            }
        }
        slot.store(Some(Arc::new(learner.learned())));
        // A full channel already holds the nudge.
        let _ = nudge.try_send(());
    }
}

/// Hands on the commands that have come; waits for one while there is nothing to train, and at a pace
/// until the next step after `looked` is due; while its run is `hidden`, until it is time to look again.
/// `false` when the window has gone.
fn receive(
    learner: &mut Learner,
    commands: &Receiver<LearnerCommand>,
    looked: Instant,
    hidden: bool,
) -> bool {
    let rest = Duration::try_from_secs_f64(learner.rest()).unwrap_or(Duration::MAX);
    if !learner.trains() {
        match commands.recv() {
            Ok(command) => learner.command(command),
            Err(_) => return false,
        }
    } else if hidden || !rest.is_zero() {
        match commands.recv_deadline(looked + rest.max(PUBLISH_EVERY)) {
            Ok(command) => learner.command(command),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
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

/// Obeys, and takes the steps that are due until it is time to publish; whether there is something new.
fn burst(learner: &mut Learner, passed: Duration, shown: &mut dyn FnMut(RunId) -> bool) -> bool {
    let obeyed = learner.obey();
    if !shown(learner.run()) {
        return obeyed;
    }
    learner.pass(passed.as_secs_f64());
    let due = learner.due();
    let begun = Instant::now();
    let mut taken = 0;
    while taken < due && begun.elapsed() < PUBLISH_EVERY && learner.trains() {
        learner.step();
        taken += 1;
    }
    learner.trained_for(begun.elapsed().as_secs_f64());
    obeyed || taken > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Workers;
    use crate::session::Motion;
    use crate::session::tests::scene;
    use crossbeam_channel::unbounded;

    #[test]
    fn a_hidden_run_is_waited_for_and_a_shown_one_trains_flat_out() {
        let mut learner = Learner::new(scene(), RunId(1), Workers::one()).unwrap();
        // Its first networks are seen one by one; then no pace lets it rest.
        learner.pass(10.0);
        assert_eq!(learner.rest(), 0.0);
        let (sender, commands) = unbounded();
        let looked = Instant::now();
        assert!(receive(&mut learner, &commands, looked, true));
        assert!(looked.elapsed() >= PUBLISH_EVERY);
        // What is due in an hour is not waited for by a run that is on show.
        let later = Instant::now() + Duration::from_secs(3600);
        assert!(receive(&mut learner, &commands, later, false));
        sender.send(LearnerCommand::Train(Motion::Pause)).unwrap();
        assert!(receive(&mut learner, &commands, later, true));
        assert!(learner.obey());
        drop(sender);
        assert!(!receive(&mut learner, &commands, later, true));
    }

    #[test]
    fn no_step_of_a_hidden_run_is_taken() {
        let mut learner = Learner::new(scene(), RunId(1), Workers::one()).unwrap();
        learner.pass(10.0);
        assert!(!burst(&mut learner, Duration::ZERO, &mut |_| false));
        assert_eq!(learner.learned().train_step, 0);
        assert!(burst(&mut learner, Duration::ZERO, &mut |_| true));
        assert!(learner.learned().train_step > 0);
    }
}
