//! Threads of a pool that stay awake between two training steps.
//!
//! A step takes a tenth of a millisecond, and waking a sleeping thread a good part of that. Its
//! helpers therefore look for the next round of work for a while before they give their thread back
//! to the pool. The parts of a round are claimed one by one, so a helper that is late, because
//! something else has its core, leaves its share to the others instead of holding up the round. The
//! caller claims from the front and helpers from the back, so that a part mostly stays with the core
//! whose cache holds what it wrote in the round before.

use super::workers::Workers;
use rayon::ThreadPool;
use std::cell::UnsafeCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Looks of an idle helper for another round, 20 to 50 nanoseconds each: longer than what a step does
/// alone, short enough that a paused training frees the core at once.
const IDLE_LOOKS: usize = 2_000;
/// Looks of the caller for the last part to be done before it sleeps.
const WAITING_LOOKS: usize = 2_000;

/// What a round does with each of its parts.
type Work<'a> = &'a (dyn Fn(usize) + Sync);

/// Shares rounds of work with the threads of a pool.
pub(crate) struct ForkJoin {
    workers: Workers,
    board: Arc<Board>,
    round: u32,
}

/// What the threads see of a round.
struct Board {
    /// Written only between two rounds; read only by those who claimed a part of the round.
    work: UnsafeCell<Option<Work<'static>>>,
    /// Number of the round, and the parts that nobody has claimed.
    ticket: AtomicU64,
    /// Parts that are done.
    done: AtomicU32,
    panicked: AtomicBool,
    /// Helpers that run or wait in the pool's queue.
    helpers: AtomicUsize,
    caller_sleeps: AtomicBool,
    sleep: Mutex<()>,
    all_done: Condvar,
}

// SAFETY: `work` is the only field that is not Sync by itself. `ForkJoin::run` writes it while no part is
// claimed, and publishes it with the ticket; a thread reads it between claiming a part and counting
// it as done, and `run` does not return before all parts are done.
unsafe impl Sync for Board {}
// SAFETY: as above; what `work` points to is Sync.
unsafe impl Send for Board {}

impl ForkJoin {
    pub fn new(workers: Workers) -> Self {
        Self {
            workers,
            board: Arc::new(Board {
                work: UnsafeCell::new(None),
                ticket: AtomicU64::new(0),
                done: AtomicU32::new(0),
                panicked: AtomicBool::new(false),
                helpers: AtomicUsize::new(0),
                caller_sleeps: AtomicBool::new(false),
                sleep: Mutex::new(()),
                all_done: Condvar::new(),
            }),
            round: 0,
        }
    }

    /// Those who can work at the same time, see [`ThreadNumbers::own`].
    pub fn thread_numbers(&self) -> ThreadNumbers {
        ThreadNumbers(self.workers.clone())
    }

    /// Calls `work(part)` once for every part below `parts` (at most 65,535), on this thread and as
    /// many others as the pool has to offer; returns when all are done.
    ///
    /// # Panics
    /// When `work` panics.
    pub fn run(&mut self, parts: usize, work: Work<'_>) {
        let threads = self.workers.count().min(parts);
        let pool = match self.workers.pool() {
            Some(pool) if threads >= 2 => Arc::clone(pool),
            Some(_) | None => {
                (0..parts).for_each(work);
                return;
            }
        };
        let board = &*self.board;
        // SAFETY: only the lifetime is changed. No part is claimed now, so nobody reads `work`; and
        // the reference is not used after this call, which waits until every part is done.
        unsafe {
            *board.work.get() = Some(std::mem::transmute::<Work<'_>, Work<'static>>(work));
        }
        board.done.store(0, Ordering::SeqCst);
        self.round = self.round.wrapping_add(1);
        let ticket = Ticket {
            round: self.round,
            front: 0,
            back: u16::try_from(parts).expect("fewer parts than a ticket can count"),
        };
        board.ticket.store(ticket.packed(), Ordering::SeqCst);
        self.call_helpers(&pool, threads - 1);
        while let Some(part) = board.claim(Ticket::first) {
            board.work_on(part);
        }
        board.wait_for(u32::from(ticket.back));
        if board.panicked.swap(false, Ordering::SeqCst) {
            panic!("a part of the training step failed");
        }
    }

    /// Sees to it that `wanted` helpers look for work or are about to.
    fn call_helpers(&self, pool: &ThreadPool, wanted: usize) {
        while self.board.helpers.load(Ordering::SeqCst) < wanted {
            self.board.helpers.fetch_add(1, Ordering::SeqCst);
            let board = Arc::clone(&self.board);
            pool.spawn(move || board.help());
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

    /// The number of this thread, below [`ThreadNumbers::count`]; no two threads in a round have the same.
    pub fn own(&self) -> usize {
        // Only the caller of a round can be from outside the pool.
        let index = self.0.pool().and_then(|pool| pool.current_thread_index());
        index.map_or(0, |index| index + 1)
    }
}

impl Board {
    /// Takes part in rounds until none has come for a while.
    fn help(&self) {
        let mut looks = 0;
        while looks < IDLE_LOOKS {
            if let Some(part) = self.claim(Ticket::last) {
                self.work_on(part);
                looks = 0;
            } else {
                std::hint::spin_loop();
                looks += 1;
            }
        }
        self.helpers.fetch_sub(1, Ordering::SeqCst);
    }

    /// A part of the present round that nobody else has, as `choose` takes it from the ticket.
    fn claim(&self, choose: fn(&mut Ticket) -> u16) -> Option<usize> {
        let mut packed = self.ticket.load(Ordering::SeqCst);
        loop {
            let mut ticket = Ticket::unpacked(packed);
            if ticket.front == ticket.back {
                return None;
            }
            let part = choose(&mut ticket);
            let taken = self.ticket.compare_exchange_weak(
                packed,
                ticket.packed(),
                Ordering::SeqCst,
                Ordering::SeqCst,
            );
            match taken {
                Ok(_) => return Some(usize::from(part)),
                Err(newer) => packed = newer,
            }
        }
    }

    /// Does a claimed part and counts it as done, whatever comes of it.
    fn work_on(&self, part: usize) {
        // SAFETY: the part is claimed and not yet counted as done, so `work` is that of the round.
        let work = unsafe { *self.work.get() };
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if let Some(work) = work {
                work(part);
            }
        }));
        if outcome.is_err() {
            self.panicked.store(true, Ordering::SeqCst);
        }
        self.done.fetch_add(1, Ordering::SeqCst);
        if self.caller_sleeps.load(Ordering::SeqCst) {
            let _guard = self.sleep.lock().unwrap_or_else(PoisonError::into_inner);
            self.all_done.notify_one();
        }
    }

    /// Waits until `parts` parts are done.
    fn wait_for(&self, parts: u32) {
        let all_done = || self.done.load(Ordering::SeqCst) >= parts;
        for _ in 0..WAITING_LOOKS {
            if all_done() {
                return;
            }
            std::hint::spin_loop();
        }
        let mut guard = self.sleep.lock().unwrap_or_else(PoisonError::into_inner);
        self.caller_sleeps.store(true, Ordering::SeqCst);
        while !all_done() {
            guard = self
                .all_done
                .wait(guard)
                .unwrap_or_else(PoisonError::into_inner);
        }
        self.caller_sleeps.store(false, Ordering::SeqCst);
    }
}

/// The state of a round in one word, so that it changes at once.
#[derive(Clone, Copy)]
struct Ticket {
    round: u32,
    /// The first part that nobody has claimed.
    front: u16,
    /// One behind the last.
    back: u16,
}

impl Ticket {
    /// Takes the first part.
    fn first(&mut self) -> u16 {
        self.front += 1;
        self.front - 1
    }

    /// Takes the last part.
    fn last(&mut self) -> u16 {
        self.back -= 1;
        self.back
    }

    fn packed(self) -> u64 {
        u64::from(self.round) << 32 | u64::from(self.back) << 16 | u64::from(self.front)
    }

    fn unpacked(word: u64) -> Self {
        Self {
            round: (word >> 32) as u32,
            back: (word >> 16) as u16,
            front: word as u16,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let board = Arc::clone(&fork_join.board);
        for _ in 0..3 {
            let sum = AtomicUsize::new(0);
            fork_join.run(4, &|part| {
                sum.fetch_add(part, Ordering::Relaxed);
            });
            assert_eq!(sum.into_inner(), 6);
            while board.helpers.load(Ordering::SeqCst) > 0 {
                std::hint::spin_loop();
            }
        }
    }

    #[test]
    fn a_part_that_panics_ends_the_round_and_not_the_crew() {
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
