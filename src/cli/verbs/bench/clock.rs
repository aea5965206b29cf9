//! Durations of work that is done again and again.

use std::time::Instant;

/// Rounds of every timing.
const ROUNDS: usize = 7;

/// Milliseconds of one call.
pub struct Timing {
    /// Median over rounds of their means.
    pub median: f64,
    /// The fastest single call: the figure least disturbed by other programs.
    pub least: f64,
}

/// How long `work` takes, over rounds of `repeats` calls each.
pub fn time(repeats: usize, mut work: impl FnMut()) -> Timing {
    work();
    let mut least = f64::INFINITY;
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let mut spent = 0.0;
            for _ in 0..repeats {
                let begin = Instant::now();
                work();
                let call = begin.elapsed().as_secs_f64() * 1e3;
                least = least.min(call);
                spent += call;
            }
            spent / repeats as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    Timing {
        median: rounds[ROUNDS / 2],
        least,
    }
}
