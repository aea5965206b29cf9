//! Going through the time of the training.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::session::Snapshot;
use crate::ui::messages::{Cause, Tone};
use crate::wording::count;

/// Said when there is nothing to go on from but the newest network.
const NO_PAST: &str =
    "The newest network is on show: look at an earlier one first, on the bar of training steps";

impl Workbench {
    /// Shows the network of the checkpoint so many later than the one on show.
    pub(super) fn walk_in_time(&mut self, by: i64, snapshot: &Snapshot, outbox: &mut Outbox) {
        let (view, commands) = (&mut self.view, &mut outbox.commands);
        self.time.walk(by, view, snapshot, commands);
    }

    /// Trains on from the network of the past that is on show.
    pub(super) fn go_on_from_here(&mut self, snapshot: &Snapshot, outbox: &mut Outbox) {
        let (view, commands) = (&mut self.view, &mut outbox.commands);
        match self.time.go_on(view, snapshot, commands) {
            Some(step) => {
                let said = format!("Training goes on from step {}", count(step));
                self.messages.say(Tone::Plain, said);
            }
            None => self.messages.hint(Cause::Training, NO_PAST),
        }
    }
}
