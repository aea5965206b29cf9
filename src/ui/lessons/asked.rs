//! What is asked for in a lesson.

use super::turn::Turn;

/// What was asked for in the rail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    /// A turn of the course.
    Turn(Turn),
    /// This lesson and step, both counted from 0.
    GoTo(usize, usize),
    /// To measure what the question asks for.
    Measure,
    /// To answer anew.
    AnswerAnew,
}
