//! The lines of a hand.

use crate::wording::every;

/// What a hand draws on the plane, to know what holds along it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineTool {
    /// A straight line.
    Cut,
    /// A closed one.
    Loop,
}

every!(LineTool: Cut, Loop);
