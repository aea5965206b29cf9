//! How many threads a verb computes on.

use super::number;
use crate::cli::Failure;
use crate::score::Workers;

/// The threads of one verb.
///
/// # Errors
/// When they cannot be started.
pub fn workers(threads: usize) -> Result<Workers, Failure> {
    Workers::start(threads).map_err(|error| Failure::Failed(format!("{error} with --threads")))
}

/// More threads than this only wait for each other.
const MOST_THREADS: usize = 256;

/// The variable of the environment that stands for `--threads`.
const THREADS_VARIABLE: &str = "SCOREFIELD_THREADS";

/// One thread for every core.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// As many as the window trains with: one core is left to drawing and to the particles, since a
/// training thread that shares its core with them slows both.
pub fn cores_beside_the_window() -> usize {
    cores().saturating_sub(1).max(1)
}

/// The threads asked for by `--threads` or, without it, by the environment.
///
/// # Errors
/// When that is no number of threads.
pub fn asked_threads(option: Option<usize>) -> Result<Option<usize>, Failure> {
    let threads = match option {
        Some(threads) => threads,
        None => match std::env::var_os(THREADS_VARIABLE) {
            Some(text) if !text.is_empty() => {
                number::whole(&text.to_string_lossy()).map_err(|fault| {
                    Failure::Usage(format!("{THREADS_VARIABLE} is set, but {fault}"))
                })?
            }
            _ => return Ok(None),
        },
    };
    if (1..=MOST_THREADS).contains(&threads) {
        return Ok(Some(threads));
    }
    Err(Failure::Usage(format!(
        "{threads} threads cannot compute; use 1 to {MOST_THREADS}"
    )))
}
