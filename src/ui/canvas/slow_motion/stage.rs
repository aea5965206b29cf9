//! The stages in which a step is shown.

use crate::wording::every;

/// What of a step is on show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepStage {
    /// The clean samples.
    #[default]
    Clean,
    /// The noise that is added to each.
    Noisy,
    /// What is asked of the network there, and its answer.
    Asked,
    /// How far the answer is off, and the mean of that: the loss.
    Missed,
    /// How the step has changed the field.
    Taken,
}

every!(StepStage: Clean, Noisy, Asked, Missed, Taken);

impl StepStage {
    /// Counted from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The one after; none after the last.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.index() + 1).copied()
    }

    /// The one before; the first stays.
    pub fn previous(self) -> Self {
        Self::ALL[self.index().saturating_sub(1)]
    }
}
