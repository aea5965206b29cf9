//! What a walk says of each of its steps.

/// Where a walk stands after some steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    /// Steps taken so far.
    pub step: u64,
    /// The time of the process that the particles have come to. Langevin dynamics stay at the time
    /// of the level of their last step; without a ladder this time is the level itself.
    pub t: f64,
    /// The noise level there, sigma(t).
    pub sigma: f64,
    /// Evaluations of the score, or of the density with its score, so far: one a batch of points.
    pub nfe: u64,
    /// The share of all proposals so far that were accepted; only `mala` proposes.
    pub accepted: Option<f64>,
    /// Whether there is more to do.
    pub progress: Progress,
}

/// Whether there is a next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There are steps left.
    Going,
    /// Done. Langevin dynamics may go on at their last level; others stay where they are.
    Finished,
    /// No step is short enough for the tolerance, or the most steps are used up.
    Stuck,
}
