//! Rounds of work whose parts are claimed one by one, and how their caller waits for them.
//!
//! A helper that is late, because something else has its core, leaves its share to the others instead
//! of holding up the round. The caller claims from the front and helpers from the back, so that a part
//! mostly stays with the core whose cache holds what it wrote in the round before.

#![allow(
    unsafe_code,
    reason = "the work of a round is borrowed for the round alone, which no lifetime of a thread says"
)]

use super::sync::{
    Arc, AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Condvar, IDLE_LOOKS, Mutex, Ordering,
    UnsafeCell, WAITING_LOOKS, spin_loop,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;

/// What a round does with each of its parts.
pub(super) type Work<'a> = &'a (dyn Fn(usize) + Sync);

/// One round after the other.
pub(super) struct Rounds {
    board: Arc<Board>,
    round: u32,
}

/// What another thread needs to take part in rounds.
pub(super) struct Helper(Arc<Board>);

/// What the threads see of a round.
struct Board {
    /// Written only between two rounds; read only by those who claimed a part of the round.
    work: UnsafeCell<Option<Work<'static>>>,
    /// Number of the round, and the parts that nobody has claimed.
    ticket: AtomicU64,
    /// Parts that are done, and [`CALLER_SLEEPS`].
    progress: AtomicU32,
    panicked: AtomicBool,
    /// Helpers that run or are about to.
    helpers: AtomicUsize,
    sleep: Mutex<()>,
    all_done: Condvar,
}

/// The bit of the progress that asks whoever is done with a part to wake the caller.
const CALLER_SLEEPS: u32 = 1 << 31;

// SAFETY: `work` is the only field that is not Sync by itself. `Rounds::run` writes it while no part is
// claimed, and publishes it with the ticket; a thread reads it between claiming a part and counting
// it as done, and `run` does not return before all parts are done.
unsafe impl Sync for Board {}
// SAFETY: as above; what `work` points to is Sync.
unsafe impl Send for Board {}

impl Rounds {
    pub fn new() -> Self {
        Self {
            board: Arc::new(Board {
                work: UnsafeCell::new(None),
                ticket: AtomicU64::new(0),
                progress: AtomicU32::new(0),
                panicked: AtomicBool::new(false),
                helpers: AtomicUsize::new(0),
                sleep: Mutex::new(()),
                all_done: Condvar::new(),
            }),
            round: 0,
        }
    }

    /// Calls `work(part)` once for every part below `parts` (at most 65,535), on this thread and those
    /// of up to `wanted` helpers; returns when all are done. `start` lets a helper loose on another
    /// thread, now or later.
    ///
    /// # Panics
    /// When `work` panics.
    pub fn run(&mut self, parts: usize, wanted: usize, work: Work<'_>, start: impl Fn(Helper)) {
        let back = u16::try_from(parts).expect("fewer parts than a ticket can count");
        let board = &*self.board;
        board.work.with_mut(|place| {
            // SAFETY: no part is claimed now, so nobody reads `work`. Only the lifetime is changed: the
            // reference is not used after this call, which waits until every part is done.
            unsafe { *place = Some(std::mem::transmute::<Work<'_>, Work<'static>>(work)) }
        });
        board.progress.store(0, Ordering::Relaxed);
        self.round = self.round.wrapping_add(1);
        let ticket = Ticket {
            round: self.round,
            front: 0,
            back,
        };
        // Whoever claims a part sees the work and the progress from before.
        board.ticket.store(ticket.packed(), Ordering::Release);
        while self.helpers() < wanted {
            board.helpers.fetch_add(1, Ordering::Relaxed);
            start(Helper(Arc::clone(&self.board)));
        }
        while let Some(part) = board.claim(Ticket::first) {
            board.work_on(part);
        }
        board.wait_for(u32::from(back));
        if board.panicked.swap(false, Ordering::Relaxed) {
            panic!("a part of the training step failed");
        }
    }

    /// Helpers that look for work or are about to.
    pub fn helpers(&self) -> usize {
        self.board.helpers.load(Ordering::Relaxed)
    }
}

impl Helper {
    /// Takes part in rounds until none has come for a while.
    pub fn help(self) {
        let Self(board) = self;
        let mut looks = 0;
        while looks < IDLE_LOOKS {
            if let Some(part) = board.claim(Ticket::last) {
                board.work_on(part);
                looks = 0;
            } else {
                spin_loop();
                looks += 1;
            }
        }
        board.helpers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Board {
    /// A part of the present round that nobody else has, as `choose` takes it from the ticket.
    fn claim(&self, choose: fn(&mut Ticket) -> u16) -> Option<usize> {
        let mut packed = self.ticket.load(Ordering::Relaxed);
        loop {
            let mut ticket = Ticket::unpacked(packed);
            if ticket.front == ticket.back {
                return None;
            }
            let part = choose(&mut ticket);
            let taken = self.ticket.compare_exchange_weak(
                packed,
                ticket.packed(),
                Ordering::Acquire,
                Ordering::Relaxed,
            );
            match taken {
                Ok(_) => return Some(usize::from(part)),
                Err(newer) => packed = newer,
            }
        }
    }

    /// Does a claimed part and counts it as done, whatever comes of it.
    fn work_on(&self, part: usize) {
        let work = self.work.with(|place| {
            // SAFETY: the part is claimed and not yet counted as done, so this is the work of the round.
            unsafe { *place }
        });
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if let Some(work) = work {
                work(part);
            }
        }));
        if outcome.is_err() {
            self.panicked.store(true, Ordering::Relaxed);
        }
        // What the part has written is there for whoever sees it counted.
        let before = self.progress.fetch_add(1, Ordering::Release);
        if before & CALLER_SLEEPS != 0 {
            // The caller holds the lock from saying that it sleeps until it does.
            drop(self.sleep.lock().unwrap_or_else(PoisonError::into_inner));
            self.all_done.notify_one();
        }
    }

    /// Waits until `parts` parts are done.
    fn wait_for(&self, parts: u32) {
        let all_done = |progress: u32| progress & !CALLER_SLEEPS >= parts;
        for _ in 0..WAITING_LOOKS {
            if all_done(self.progress.load(Ordering::Acquire)) {
                return;
            }
            spin_loop();
        }
        let mut guard = self.sleep.lock().unwrap_or_else(PoisonError::into_inner);
        let mut progress = self.progress.fetch_or(CALLER_SLEEPS, Ordering::Acquire);
        while !all_done(progress) {
            guard = self
                .all_done
                .wait(guard)
                .unwrap_or_else(PoisonError::into_inner);
            progress = self.progress.load(Ordering::Acquire);
        }
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
