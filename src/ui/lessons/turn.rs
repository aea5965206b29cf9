//! What can be asked of the lessons.

use crate::wording::every;

/// A turn of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// To open the lessons, or to go back to one's own work.
    Open,
    /// To the next step.
    Next,
    /// To the step before.
    Back,
    /// To set the present step again.
    Reset,
}

every!(Turn: Open, Next, Back, Reset);

impl Turn {
    /// What menus call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "Lessons",
            Self::Next => "Next step of the lesson",
            Self::Back => "Step of the lesson before",
            Self::Reset => "Set this step of the lesson again",
        }
    }
}
