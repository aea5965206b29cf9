//! The bundled font. Liberation Sans has the widths of Arial and Helvetica, so a figure keeps its
//! layout where only those are installed.

use resvg::usvg::fontdb;
use std::sync::{Arc, OnceLock};
use ttf_parser::Face;

/// Under the SIL Open Font License 1.1, which lies beside it.
static REGULAR: &[u8] = include_bytes!("font/LiberationSans-Regular.ttf");

/// The name of the bundled font.
pub const FAMILY: &str = "Liberation Sans";
/// What an SVG asks for: the bundled font, then fonts of the same widths.
pub const STACK: &str = "Liberation Sans, Arial, Helvetica, sans-serif";
/// The width of a character that the font does not have, in ems.
const MISSING_WIDTH: f64 = 0.6;

/// The bundled font and no other: pictures do not depend on the machine.
pub fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    DATABASE.get_or_init(load).clone()
}

/// How wide `text` is set at `size`, in the unit of `size`, without kerning.
pub fn text_width(text: &str, size: f64) -> f64 {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    let face = FACE.get_or_init(|| Face::parse(REGULAR, 0).ok());
    let ems = |character: char| {
        face.as_ref()
            .and_then(|face| {
                let advance = face.glyph_hor_advance(face.glyph_index(character)?)?;
                Some(f64::from(advance) / f64::from(face.units_per_em()))
            })
            .unwrap_or(MISSING_WIDTH)
    };
    size * text.chars().map(ems).sum::<f64>()
}

/// `text` broken at spaces (no-break spaces hold) into lines at most `width` wide; a word that is
/// wider by itself is broken too.
pub fn wrapped(text: &str, width: f64, size: f64) -> Vec<String> {
    let space = text_width(" ", size);
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in text
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
    {
        for piece in broken(word, width, size) {
            let wide = text_width(&piece, size);
            match lines.last_mut() {
                Some(line) if used + space + wide <= width => {
                    line.push(' ');
                    line.push_str(&piece);
                    used += space + wide;
                }
                _ => {
                    lines.push(piece);
                    used = wide;
                }
            }
        }
    }
    lines
}

/// `word` in pieces at most `width` wide.
fn broken(word: &str, width: f64, size: f64) -> Vec<String> {
    if text_width(word, size) <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for character in word.chars() {
        let wide = text_width(character.encode_utf8(&mut [0; 4]), size);
        match pieces.last_mut() {
            Some(piece) if used + wide <= width || piece.is_empty() => {
                piece.push(character);
                used += wide;
            }
            _ => {
                pieces.push(character.to_string());
                used = wide;
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_every_sign_that_captions_use() {
        let face = Face::parse(REGULAR, 0).unwrap();
        for sign in "σετ²√←−×%,.;()[]|/ αμäéЖ…".chars() {
            assert!(face.glyph_index(sign).is_some(), "{sign} is missing");
        }
    }

    #[test]
    fn wrapped_lines_are_as_wide_as_allowed_and_lose_no_word() {
        let text = "down 10 noise levels to σ = 1 and averyveryverylongwordthatfitsnowhere there";
        let lines = wrapped(text, 60.0, 9.0);
        assert!(lines.len() > 4);
        assert!(lines.iter().all(|line| text_width(line, 9.0) <= 60.0));
        let letters = |text: &str| text.replace(' ', "");
        assert_eq!(letters(&lines.concat()), letters(text));
    }
}
