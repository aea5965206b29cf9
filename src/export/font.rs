//! The bundled font. Liberation Sans has the widths of Arial and Helvetica, so a figure keeps its
//! layout where only those are installed.

mod outlines;
mod subset;

use crate::plane::Point;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::sync::OnceLock;
use ttf_parser::Face;

/// Under the SIL Open Font License 1.1, which lies beside it.
pub static REGULAR: &[u8] = include_bytes!("font/LiberationSans-Regular.ttf");

/// The name of the bundled font.
pub const FAMILY: &str = "Liberation Sans";
/// What an SVG asks for: the bundled font, then fonts of the same widths.
pub const STACK: &str = "Liberation Sans, Arial, Helvetica, sans-serif";
/// The width of a character that the font does not have, in ems: as wide as any.
const MISSING_WIDTH: f64 = 1.0;

/// The characters of `text` as a style sheet that brings their shapes along.
pub fn style_sheet(text: &str) -> String {
    let Some(font) = subset::of_text(REGULAR, text) else {
        return String::new();
    };
    let font = BASE64_STANDARD.encode(font);
    let ranges = ranges(text);
    format!(
        "<style>@font-face{{font-family:\"{FAMILY}\";unicode-range:{ranges};\
         src:url(data:font/ttf;base64,{font})}}</style>\n"
    )
}

/// The characters of `text` that the bundled font has, as `U+41-5A,U+3C3`: two figures on one page each
/// bring letters of the same font.
fn ranges(text: &str) -> String {
    let mut codes: Vec<u32> = text
        .chars()
        .filter(|c| !c.is_control() && !is_lacking(*c))
        .map(u32::from)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let runs = codes.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[u32]| match run {
        [only] => format!("U+{only:X}"),
        _ => format!("U+{:X}-{:X}", run[0], run[run.len() - 1]),
    };
    runs.map(run).collect::<Vec<_>>().join(",")
}

/// Whether the bundled font has no sign for `character`, where one is needed.
pub fn is_lacking(character: char) -> bool {
    let has = |face: &Face<'_>| face.glyph_index(character).is_some();
    !character.is_whitespace() && !character.is_control() && !regular().is_some_and(has)
}

fn regular() -> Option<&'static Face<'static>> {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    FACE.get_or_init(|| Face::parse(REGULAR, 0).ok()).as_ref()
}

/// The closed outlines of the letters of a line of text, in ems with y up.
///
/// # Errors
/// One sentence when there is no letter, or the font lacks one.
pub fn letters(text: &str) -> Result<Vec<Vec<Point>>, String> {
    let face = regular()
        .ok_or("could not draw letters: the font of the program is damaged; install it again")?;
    outlines::of_text(face, text)
}

/// How wide `text` is set at `size`, in the unit of `size`, without kerning.
pub fn text_width(text: &str, size: f64) -> f64 {
    let ems = |character: char| {
        regular()
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
        for sign in "σετ²√←−×%,.;()[]|/ αμäéЖ…□".chars() {
            assert!(face.glyph_index(sign).is_some(), "{sign} is missing");
        }
    }

    #[test]
    fn letters_have_outlines_beside_each_other_and_a_hole_where_they_have_one() {
        let right = |outlines: &[Vec<Point>]| {
            outlines
                .iter()
                .flatten()
                .map(|corner| corner[0])
                .fold(0.0, f64::max)
        };
        let bar = letters("l").unwrap();
        assert_eq!(bar.len(), 1);
        assert_eq!(letters("O").unwrap().len(), 2);
        let both = letters("l l").unwrap();
        let moved = text_width("l ", 1.0);
        assert!((right(&both) - right(&bar) - moved).abs() < 1e-6);
        assert!(letters("\n ").unwrap_err().contains("no letter"));
        assert!(letters("a漢").unwrap_err().contains("'漢'"));
    }

    #[test]
    fn a_style_sheet_names_the_characters_that_it_brings() {
        assert_eq!(ranges("caba σ漢\n"), "U+20,U+61-63,U+3C3");
        let sheet = style_sheet("abc");
        assert!(sheet.contains("unicode-range:U+61-63;src:url(data:font/ttf;base64,AAEAAA"));
        assert_eq!(style_sheet(""), "");
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
