//! Threads of a pool that stay awake between two training steps.
//!
//! A step takes a tenth of a millisecond, and waking a sleeping thread a good part of that. Helpers
//! therefore look for the next round of work for a while before they give their thread back to the
//! pool.

mod rounds;
mod sync;

use super::workers::Workers;
use rounds::{Rounds, Work};

/// Shares rounds of work with the threads of a pool.
pub(crate) struct ForkJoin {
    workers: Workers,
    rounds: Rounds,
}

impl ForkJoin {
    pub fn new(workers: Workers) -> Self {
        Self {
            workers,
            rounds: Rounds::new(),
        }
    }

    /// Those who can work at the same time, see [`ThreadNumbers::own`].
    pub fn thread_numbers(&self) -> ThreadNumbers {
        ThreadNumbers(self.workers.clone())
    }

    /// Calls `work(part)` once for every part below `parts` (at most 65,535), on this thread and as
    /// many others as the workers have to offer; returns when all are done.
    ///
    /// # Panics
    /// When `work` panics.
    pub fn run(&mut self, parts: usize, work: Work<'_>) {
        let threads = self.workers.count().min(parts);
        match self.workers.pool() {
            Some(pool) if threads >= 2 => {
                let start = |helper: rounds::Helper| pool.spawn(move || helper.help());
                self.rounds.run(parts, threads - 1, work, start);
            }
            Some(_) | None => (0..parts).for_each(work),
        }
    }
}

/// Numbers for the threads that share rounds.
pub(crate) struct ThreadNumbers(Workers);

impl ThreadNumbers {
    pub fn count(&self) -> usize {
        self.0
            .pool()
            .map_or(1, |pool| pool.current_num_threads() + 1)
    }

    /// The number of this thread, below [`ThreadNumbers::count`]; no two threads in a round have the
    /// same.
    pub fn own(&self) -> usize {
        // Only the caller of a round can be from outside the pool.
        let index = self.0.pool().and_then(|pool| pool.current_thread_index());
        index.map_or(0, |index| index + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_part_of_every_round_is_worked_on_exactly_once() {
        for threads in [1, 2, 3, 8] {
            let mut fork_join = ForkJoin::new(Workers::start(threads).unwrap());
            for round in 0..2_000usize {
                let parts = 1 + round % 17;
                let counts: Vec<AtomicUsize> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
                fork_join.run(parts, &|part| {
                    counts[part].fetch_add(round + 1, Ordering::Relaxed);
                });
                let found: Vec<usize> = counts.iter().map(|c| c.load(Ordering::Relaxed)).collect();
                assert_eq!(found, vec![round + 1; parts], "{threads} threads");
            }
        }
    }

    #[test]
    fn helpers_that_have_left_are_called_again() {
        let mut fork_join = ForkJoin::new(Workers::start(2).unwrap());
        for _ in 0..3 {
            let sum = AtomicUsize::new(0);
            fork_join.run(4, &|part| {
                sum.fetch_add(part, Ordering::Relaxed);
            });
            assert_eq!(sum.into_inner(), 6);
            while fork_join.rounds.helpers() > 0 {
                std::hint::spin_loop();
            }
        }
    }

    #[test]
    fn a_part_that_panics_ends_the_round_and_not_the_threads() {
        let mut fork_join = ForkJoin::new(Workers::start(2).unwrap());
        let round = AssertUnwindSafe(|| fork_join.run(8, &|part| assert_ne!(part, 5)));
        assert!(catch_unwind(round).is_err());
        let done = AtomicUsize::new(0);
        fork_join.run(8, &|_| {
            done.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!(done.into_inner(), 8);
    }
}
