//! What the window asks of the program.

use crate::session::Command;
use crate::ui::files::job::Job;

/// What one frame asks for.
#[derive(Default)]
pub struct Outbox {
    /// For the workers, in this order.
    pub commands: Vec<Command>,
    /// Files to read and to write.
    pub(crate) jobs: Vec<Job>,
    /// Whether the window is to close.
    pub quit: bool,
}
