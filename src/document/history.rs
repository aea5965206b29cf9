//! What can be undone and redone.

use super::version::Version;

/// Steps that can be undone.
const MAX_UNDO: usize = 200;

/// The versions before and after the one at which edits last came to rest.
pub struct History {
    settled: Version,
    past: Vec<Version>,
    future: Vec<Version>,
}

impl History {
    /// A history that begins with `first`.
    pub fn new(first: Version) -> Self {
        Self {
            settled: first,
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    /// Ends the present step: the next change begins another.
    pub fn settle(&mut self, now: &Version) {
        if *now != self.settled {
            let before = std::mem::replace(&mut self.settled, now.clone());
            self.past.push(before);
            self.future.clear();
            if self.past.len() > MAX_UNDO {
                self.past.remove(0);
            }
        }
    }

    /// Whether there is a step back from `now`.
    pub fn can_undo(&self, now: &Version) -> bool {
        !self.past.is_empty() || *now != self.settled
    }

    /// Whether there is a step forward from `now`.
    pub fn can_redo(&self, now: &Version) -> bool {
        !self.future.is_empty() && *now == self.settled
    }

    /// The version one step before `now`.
    pub fn undo(&mut self, now: &Version) -> Option<Version> {
        self.settle(now);
        let before = self.past.pop()?;
        let after = std::mem::replace(&mut self.settled, before.clone());
        self.future.push(after);
        Some(before)
    }

    /// The version one step after `now`.
    pub fn redo(&mut self, now: &Version) -> Option<Version> {
        self.settle(now);
        let after = self.future.pop()?;
        let before = std::mem::replace(&mut self.settled, after.clone());
        self.past.push(before);
        Some(after)
    }
}
