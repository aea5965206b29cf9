//! Who shares the work of training steps and of big evaluations.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::Arc;

/// The caller alone, or the threads of a pool. A clone stands for the same threads. Their number
/// changes the speed, never a bit of a result.
#[derive(Clone, Debug)]
pub struct Workers {
    /// None where the caller works alone.
    pool: Option<Arc<ThreadPool>>,
}

/// The machine gives no more threads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("could not start {threads} compute threads: {reason}; ask for fewer")]
pub struct WorkersError {
    /// How many were asked for.
    pub threads: usize,
    /// What the system says.
    pub reason: String,
}

impl Workers {
    /// The caller alone: no thread and no pool is started.
    pub fn one() -> Self {
        Self { pool: None }
    }

    /// So many threads; one is the caller itself, and 0 counts as 1.
    ///
    /// # Errors
    /// When the system does not give them.
    pub fn start(threads: usize) -> Result<Self, WorkersError> {
        if threads <= 1 {
            return Ok(Self::one());
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("compute-{index}"))
            .build()
            .map_err(|error| WorkersError {
                threads,
                reason: error.to_string(),
            })?;
        Ok(Self {
            pool: Some(Arc::new(pool)),
        })
    }

    /// How many can work at the same time, 1 or more.
    pub fn count(&self) -> usize {
        self.pool
            .as_ref()
            .map_or(1, |pool| pool.current_num_threads())
    }

    /// Calls `work` where networks, fields and measures share their work among these threads: on one
    /// of them, while the caller waits. Alone, the caller does it.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// The pool, where there is one.
    pub(crate) fn pool(&self) -> Option<&Arc<ThreadPool>> {
        self.pool.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_the_caller_and_more_are_threads_of_their_own() {
        let caller = std::thread::current().id();
        let started = [0, 1].map(|threads| Workers::start(threads).unwrap());
        for alone in started.into_iter().chain([Workers::one()]) {
            assert_eq!(alone.count(), 1);
            assert_eq!(alone.install(|| std::thread::current().id()), caller);
        }
        let two = Workers::start(2).unwrap();
        assert_eq!(two.count(), 2);
        assert_ne!(two.install(|| std::thread::current().id()), caller);
    }
}
