//! Work cut into blocks.

use rayon::prelude::*;

/// `task(0), task(1), ...`, in that order. Inside a rayon pool its threads share the tasks; elsewhere
/// the caller does them, since no pool may start by itself.
pub(super) fn in_order<T: Send>(tasks: usize, task: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    if rayon::current_thread_index().is_some() {
        (0..tasks).into_par_iter().map(task).collect()
    } else {
        (0..tasks).map(task).collect()
    }
}
