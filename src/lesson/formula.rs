//! Formulas of lessons: a small part of TeX, read into pieces that know what they stand for. Who lives here:
//! the pieces, what letters stand for, the words of the language, and its reader.

mod lookup;
mod meaning;
mod piece;
mod reader;
mod words;

pub use meaning::Meaning;
pub use piece::{Class, Piece, Sign};

use super::fault::LessonFault;

/// A formula with the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The TeX, for who cannot see it.
    pub tex: String,
    /// What is set.
    pub piece: Piece,
}

impl Formula {
    /// Reads TeX that begins at `column` (counted from 1) of `line`.
    ///
    /// # Errors
    /// The first thing that cannot be read, with its place.
    pub fn read(tex: &str, line: usize, column: usize) -> Result<Self, LessonFault> {
        Ok(Self {
            tex: tex.trim().to_owned(),
            piece: reader::read(tex, line, column)?,
        })
    }

    /// What it speaks of, each once, in reading order.
    pub fn meanings(&self) -> Vec<Meaning> {
        let mut found = Vec::new();
        self.piece.collect(&mut found);
        found
    }
}

#[cfg(test)]
mod tests;
