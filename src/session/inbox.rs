//! Commands that wait for their turn; of a run of equal ones that replace each other the newest stays.

/// A command that may make an earlier one of its kind superfluous.
pub trait Coalesce {
    /// Whether `earlier`, with nothing in between, need not be obeyed before this one.
    fn replaces(&self, earlier: &Self) -> bool;
}

/// The commands since the last turn, in order. A burst of a kind that coalesces takes one place.
pub struct Inbox<C> {
    waiting: Vec<C>,
}

impl<C> Default for Inbox<C> {
    fn default() -> Self {
        Self {
            waiting: Vec::new(),
        }
    }
}

impl<C: Coalesce> Inbox<C> {
    pub fn push(&mut self, command: C) {
        match self.waiting.last_mut() {
            Some(last) if command.replaces(last) => *last = command,
            Some(_) | None => self.waiting.push(command),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Empties the inbox, oldest first.
    pub fn take(&mut self) -> Vec<C> {
        std::mem::take(&mut self.waiting)
    }
}
