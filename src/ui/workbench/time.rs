//! Going through the time of the training, and comparing it with a run that is pinned.

use super::outbox::Outbox;
use super::state::Workbench;
use crate::session::{Command, Snapshot};
use crate::ui::messages::{Cause, Tone};
use crate::wording::count;

/// Said when there is nothing to go on from but the newest network.
const NO_PAST: &str =
    "The newest network is on show: look at an earlier one first, on the bar of training steps";

/// Said when a pinned run is asked for and there is none.
const NO_PIN: &str = "No run is pinned: pin this one first, with Pin this run in Learn";

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

    /// Pins the run on show, or lets the pinned one go.
    pub(super) fn toggle_pin(&mut self, snapshot: &Snapshot, outbox: &mut Outbox) {
        let pin = snapshot.pinned.is_none();
        if !pin && self.view.is_beside_pinned() {
            self.view.toggle_beside_pinned();
        }
        outbox.commands.push(Command::Pin(pin));
    }

    /// Shows the pinned network in a second view, or no second view.
    pub(super) fn compare_pinned(&mut self, snapshot: &Snapshot) {
        if snapshot.pinned.is_some() {
            self.view.toggle_beside_pinned();
        } else {
            self.messages.hint(Cause::Training, NO_PIN);
        }
    }

    /// Starts over with the seed of the pinned run.
    pub(super) fn take_pinned_seed(&mut self, snapshot: &Snapshot) {
        match &snapshot.pinned {
            Some(pinned) => self.document.scene_mut().seed = pinned.seed,
            None => self.messages.hint(Cause::Training, NO_PIN),
        }
    }
}
