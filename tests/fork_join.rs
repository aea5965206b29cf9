//! The rounds of work that threads share in a training step, in every order in which their steps can
//! come (with a few changes of thread that nothing forces).

/// Loom's parts in the place of the standard library's.
mod sync {
    pub(super) use loom::cell::UnsafeCell;
    pub(super) use loom::hint::spin_loop;
    pub(super) use loom::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
    pub(super) use loom::sync::{Arc, Condvar, Mutex};

    /// One, so that helpers leave in some orders.
    pub(super) const IDLE_LOOKS: usize = 1;
    /// None: to loom a look hands over to the others until they are done, and the caller would never
    /// be seen to sleep.
    pub(super) const WAITING_LOOKS: usize = 0;
}

#[path = "../src/score/engine/fork_join/rounds.rs"]
#[allow(
    clippy::reversed_empty_ranges,
    reason = "here the caller looks no time before it sleeps"
)]
mod rounds;

use loom::cell::UnsafeCell;
use rounds::{Helper, Rounds};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A number that a part of a round writes without asking whether others do.
struct Written(UnsafeCell<usize>);

#[allow(
    unsafe_code,
    reason = "loom reports every access that another one may meet"
)]
impl Written {
    fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    fn add(&self, more: usize) {
        self.0.with_mut(|number| {
            // SAFETY: loom ends the test where two threads come here without an order between them.
            unsafe { *number += more }
        });
    }

    fn read(&self) -> usize {
        self.0.with(|number| {
            // SAFETY: as above.
            unsafe { *number }
        })
    }
}

#[allow(
    unsafe_code,
    reason = "loom reports every access that another one may meet"
)]
// SAFETY: loom reports every access that another one may meet.
unsafe impl Sync for Written {}

fn on_a_thread(helper: Helper) {
    loom::thread::spawn(move || helper.help());
}

/// Every order with at most so many changes of thread that nothing forces.
fn in_every_order(changes: usize, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(changes);
    builder.check(model);
}

#[test]
fn every_part_is_worked_on_once_and_is_there_when_the_round_is_over() {
    in_every_order(3, || {
        let mut rounds = Rounds::new();
        let parts = [Written::new(), Written::new()];
        for round in 1..=2 {
            rounds.run(
                parts.len(),
                1,
                &|part| parts[part].add(10 * round + part),
                on_a_thread,
            );
            // Read and written by the caller between two rounds, and seen by the next.
            let sums = [0, 1].map(|part: usize| parts[part].read());
            let expected = [0, 1].map(|part| (1..=round).map(|r| 10 * r + part).sum::<usize>());
            assert_eq!(sums, expected);
        }
    });
}

#[test]
fn the_caller_is_woken_by_the_last_of_two_helpers() {
    in_every_order(2, || {
        let mut rounds = Rounds::new();
        let parts = [Written::new(), Written::new(), Written::new()];
        rounds.run(parts.len(), 2, &|part| parts[part].add(1), on_a_thread);
        assert!(parts.iter().all(|part| part.read() == 1));
    });
}

#[test]
fn a_part_that_panics_ends_the_round_and_the_next_one_works() {
    in_every_order(2, || {
        let mut rounds = Rounds::new();
        let round = AssertUnwindSafe(|| rounds.run(2, 1, &|part| assert_ne!(part, 1), on_a_thread));
        assert!(catch_unwind(round).is_err());
        let parts = [Written::new(), Written::new()];
        rounds.run(parts.len(), 1, &|part| parts[part].add(1), on_a_thread);
        assert!(parts.iter().all(|part| part.read() == 1));
    });
}
