//! Ctrl-C, and being told to end.

use crate::files;
use std::sync::atomic::{AtomicBool, Ordering};

/// The number of the signal that Ctrl-C sends.
const INTERRUPT: i32 = 2;
/// What a shell adds to the number of a signal that ended a program.
const ENDED_BY_SIGNAL: i32 = 128;
/// The exit code after Ctrl-C.
pub const INTERRUPTED: u8 = (ENDED_BY_SIGNAL + INTERRUPT) as u8;

/// Whether the work under way ends by itself when it is asked to.
static CAN_FINISH: AtomicBool = AtomicBool::new(false);
/// Whether it has been asked to.
static ASKED: AtomicBool = AtomicBool::new(false);

/// What a signal does: the first Ctrl-C of work that can finish early asks it to; else nothing half
/// written stays on the disk, and the program is to end with the exit code that is returned.
pub fn stopped_by(signal: i32) -> Option<i32> {
    if signal == INTERRUPT && CAN_FINISH.swap(false, Ordering::SeqCst) {
        ASKED.store(true, Ordering::SeqCst);
        return None;
    }
    files::abandon_drafts();
    Some(ENDED_BY_SIGNAL + signal)
}

/// From now on Ctrl-C asks first: whoever says so looks at [`asked_to_finish`] often.
pub fn finish_early() {
    CAN_FINISH.store(true, Ordering::SeqCst);
}

/// Whether Ctrl-C has asked the work under way to finish.
pub fn asked_to_finish() -> bool {
    ASKED.load(Ordering::SeqCst)
}
