//! The pieces that a formula is set from.

use super::meaning::Meaning;

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

impl Piece {
    /// Whether something of it stands under a hat, a tilde or a bar.
    pub fn has_accent(&self) -> bool {
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

    /// Adds what it speaks of to `found`, each once, in reading order.
    pub(super) fn collect(&self, found: &mut Vec<Meaning>) {
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
