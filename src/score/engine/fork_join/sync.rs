//! What a round is made of. `tests/fork_join.rs` compiles [`rounds`](super::rounds) with loom's parts in
//! the place of these, and tries every order of their steps.

pub(super) use std::hint::spin_loop;
pub(super) use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
pub(super) use std::sync::{Arc, Condvar, Mutex};

/// Looks of an idle helper for another round, 20 to 50 nanoseconds each: longer than what a step does
/// alone, short enough that a paused training frees the core at once.
pub(super) const IDLE_LOOKS: usize = 2_000;
/// Looks of the caller for the last part to be done before it sleeps.
pub(super) const WAITING_LOOKS: usize = 2_000;

/// A cell that says when it is read and when it is written.
pub(super) struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    #[inline(always)]
    pub fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        read(self.0.get())
    }

    #[inline(always)]
    pub fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}
