//! What letters with their indices stand for.

use super::meaning::Meaning;
use super::piece::Piece;

/// What `base` with the index `below` stands for.
pub fn meaning(base: &Piece, below: Option<&Piece>) -> Option<Meaning> {
    let letter = text(base)?;
    let index = below.and_then(text);
    match (letter, index) {
        ("σ", _) => Some(Meaning::NoiseLevel),
        ("ε", _) => Some(Meaning::Noise),
        ("x", Some("0")) => Some(Meaning::Clean),
        ("x", None | Some("t" | "σ")) => Some(Meaning::Point),
        ("s", Some("θ")) => Some(Meaning::Learned),
        ("s", _) => Some(Meaning::Score),
        ("D", _) => Some(Meaning::Denoised),
        ("p", _) => Some(Meaning::Density),
        ("c", None) => Some(Meaning::Constant),
        ("η", _) => Some(Meaning::StepSize),
        ("τ", _) => Some(Meaning::Temperature),
        ("z", None) => Some(Meaning::Kick),
        _ => None,
    }
}

/// What a single sign says.
fn text(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Sign(sign) => Some(&sign.text),
        Piece::Row(pieces) => match &pieces[..] {
            [only] => text(only),
            _ => None,
        },
        Piece::Marked(_, inside) => text(inside),
        Piece::Fraction(..)
        | Piece::Script { .. }
        | Piece::Root(_)
        | Piece::Accent(..)
        | Piece::Space(_) => None,
    }
}
