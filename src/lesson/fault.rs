//! What is wrong with a lesson file, and where.

use crate::scene::SceneFileError;

/// One fault of a lesson file: what is wrong and what to do, and its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct LessonFault {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in letters.
    pub column: usize,
    /// What is wrong there and what to do.
    pub message: String,
}

impl LessonFault {
    /// A fault at a place counted from 1.
    pub(super) fn at(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            column,
            message: message.into(),
        }
    }

    /// A fault of a block of TOML whose first line is number `first` of the lesson.
    pub(super) fn in_block(first: usize, error: SceneFileError) -> Self {
        Self::at(first + error.line - 1, error.column, error.message)
    }
}
