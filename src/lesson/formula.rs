//! Formulas of lessons: a small part of TeX, read into pieces that know what they stand for. Who lives here:
//! the pieces, the words of the language, and its reader.

mod meaning;
mod reader;
mod words;

pub use meaning::Meaning;

use super::LessonFault;

/// How a sign stands among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Close to what is beside it: letters, numbers, brackets.
    Ordinary,
    /// With space on both sides: =, +, ←.
    Relation,
    /// With space behind it: a comma, log.
    Spaced,
}

/// Letters that are set as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What is written.
    pub text: String,
    /// Whether it is slanted, as letters are that stand for something.
    pub slanted: bool,
    /// How it stands among its neighbours.
    pub class: Class,
    /// How large it is beside ordinary letters: sums and integrals are larger.
    pub is_large: bool,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Letters.
    Sign(Sign),
    /// Pieces from left to right.
    Row(Vec<Piece>),
    /// One over the other.
    Fraction(Box<Piece>, Box<Piece>),
    /// With indices.
    Script {
        /// What the indices belong to.
        base: Box<Piece>,
        /// Lowered.
        below: Option<Box<Piece>>,
        /// Raised.
        above: Option<Box<Piece>>,
    },
    /// Under a root.
    Root(Box<Piece>),
    /// Under a hat, a tilde or a bar.
    Accent(char, Box<Piece>),
    /// Something that lights up what it stands for.
    Marked(Meaning, Box<Piece>),
    /// Blank, in parts of a letter's size out of 18.
    Space(u8),
}

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

impl Piece {
    /// Whether something of it stands under a hat, a tilde or a bar.
    pub(super) fn has_accent(&self) -> bool {
        match self {
            Self::Sign(_) | Self::Space(_) => false,
            Self::Accent(..) => true,
            Self::Row(pieces) => pieces.iter().any(Self::has_accent),
            Self::Fraction(above, below) => above.has_accent() || below.has_accent(),
            Self::Script { base, below, above } => {
                let indices = [below, above].into_iter().flatten();
                base.has_accent() || indices.into_iter().any(|index| index.has_accent())
            }
            Self::Root(inside) | Self::Marked(_, inside) => inside.has_accent(),
        }
    }

    fn collect(&self, found: &mut Vec<Meaning>) {
        match self {
            Self::Sign(_) | Self::Space(_) => {}
            Self::Row(pieces) => pieces.iter().for_each(|piece| piece.collect(found)),
            Self::Fraction(above, below) => {
                above.collect(found);
                below.collect(found);
            }
            Self::Script { base, below, above } => {
                base.collect(found);
                for index in [below, above].into_iter().flatten() {
                    index.collect(found);
                }
            }
            Self::Root(inside) | Self::Accent(_, inside) => inside.collect(found),
            Self::Marked(meaning, inside) => {
                if !found.contains(meaning) {
                    found.push(*meaning);
                }
                // An index such as the σ of p_σ speaks of something of its own.
                if let Self::Script { below, above, .. } = &**inside {
                    for index in [below, above].into_iter().flatten() {
                        index.collect(found);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
