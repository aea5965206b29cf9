//! The letters of one figure as a font of their own, for an SVG to carry along.

use std::borrow::Cow;
use std::collections::BTreeSet;
use subsetter::GlyphRemapper;
use ttf_parser::{Face, RawFace, Tag};

type Table<'a> = (Tag, Cow<'a, [u8]>);

/// `font` (TrueType) with nothing but the characters of `text` that it has; `None` when it has none of
/// them or is broken.
pub fn of_text(font: &[u8], text: &str) -> Option<Vec<u8>> {
    let face = Face::parse(font, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let wanted: BTreeSet<char> = text.chars().collect();
    let letters: Vec<(u16, u16)> = wanted
        .into_iter()
        .filter_map(|letter| {
            let glyph = face.glyph_index(letter)?;
            let code = u16::try_from(u32::from(letter)).ok()?;
            Some((code, glyphs.remap(glyph.0)))
        })
        .collect();
    if letters.is_empty() {
        return None;
    }
    let bare = subsetter::subset(font, 0, &glyphs).ok()?;
    let (bare, whole) = (
        RawFace::parse(&bare, 0).ok()?,
        RawFace::parse(font, 0).ok()?,
    );
    let kept = bare.table_records.into_iter().map(|record| record.tag);
    let mut tables: Vec<Table<'_>> = kept
        .filter_map(|tag| Some((tag, Cow::Borrowed(bare.table(tag)?))))
        .collect();
    // Two tables that a font needs outside of a PDF.
    let metrics = Tag::from_bytes(b"OS/2");
    tables.push((metrics, Cow::Borrowed(whole.table(metrics)?)));
    tables.push((
        Tag::from_bytes(b"cmap"),
        Cow::Owned(character_map(&letters)),
    ));
    Some(assembled(tables))
}

/// A `cmap` table of format 4 with a segment a letter; `letters` are (code, glyph) by rising code.
fn character_map(letters: &[(u16, u16)]) -> Vec<u8> {
    // A last segment of its own is asked for by the format.
    let segments = letters.iter().copied().chain([(0xffff, 0)]);
    let count = letters.len() as u16 + 1;
    let (range, selector) = search(count, 2);
    let mut map = Vec::new();
    let mut put = |values: &[u16]| map.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    // Version, one table: Windows, Unicode, 12 bytes from here.
    put(&[0, 1, 3, 1, 0, 12]);
    put(&[4, 16 + 8 * count, 0, 2 * count]);
    put(&[range, selector, 2 * count - range]);
    put(&segments.clone().map(|(code, _)| code).collect::<Vec<_>>());
    put(&[0]);
    put(&segments.clone().map(|(code, _)| code).collect::<Vec<_>>());
    put(&segments
        .map(|(code, glyph)| glyph.wrapping_sub(code))
        .collect::<Vec<_>>());
    put(&vec![0; count.into()]);
    map
}

/// A font file of these tables (OpenType 1.9, "Organization of an OpenType font").
fn assembled(mut tables: Vec<Table<'_>>) -> Vec<u8> {
    tables.sort_by_key(|(tag, _)| *tag);
    let count = tables.len() as u16;
    let (range, selector) = search(count, 16);
    let mut font = 0x0001_0000u32.to_be_bytes().to_vec();
    for value in [count, range, selector, 16 * count - range] {
        font.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut adjustment = None;
    for (tag, table) in &mut tables {
        if tag.to_bytes() == *b"head" && table.len() >= 12 {
            table.to_mut()[8..12].fill(0);
            adjustment = Some(offset + 8);
        }
        font.extend(tag.to_bytes());
        for value in [sum(table), offset as u32, table.len() as u32] {
            font.extend(value.to_be_bytes());
        }
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        font.extend(&**table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    if let Some(at) = adjustment {
        let whole = 0xb1b0_afba_u32.wrapping_sub(sum(&font));
        font[at..at + 4].copy_from_slice(&whole.to_be_bytes());
    }
    font
}

/// The largest power of two that is not above `count`, times `size`, and its logarithm.
fn search(count: u16, size: u16) -> (u16, u16) {
    let selector = count.ilog2() as u16;
    (size << selector, selector)
}

/// The sum of big-endian words, the last one filled with zeros.
fn sum(bytes: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::font::REGULAR;
    use ttf_parser::OutlineBuilder;

    /// A drawn outline, in words.
    #[derive(Default)]
    struct Outline(String);

    impl OutlineBuilder for Outline {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("M{x},{y}");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("L{x},{y}");
        }
        fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
            self.0 += &format!("Q{a},{b},{x},{y}");
        }
        fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
            self.0 += &format!("C{a},{b},{c},{d},{x},{y}");
        }
        fn close(&mut self) {
            self.0 += "Z";
        }
    }

    fn outline(face: &Face<'_>, letter: char) -> (String, Option<u16>) {
        let glyph = face.glyph_index(letter).unwrap();
        let mut outline = Outline::default();
        face.outline_glyph(glyph, &mut outline);
        (outline.0, face.glyph_hor_advance(glyph))
    }

    #[test]
    fn a_subset_draws_its_letters_as_the_whole_font_does_and_has_no_others() {
        let text = "Ein Ärger: σ = 0.05 ← √|s|² … é";
        let bytes = of_text(REGULAR, text).unwrap();
        assert!(bytes.len() < REGULAR.len() / 8, "{} bytes", bytes.len());
        let (small, whole) = (
            Face::parse(&bytes, 0).unwrap(),
            Face::parse(REGULAR, 0).unwrap(),
        );
        for letter in text.chars() {
            assert_eq!(outline(&small, letter), outline(&whole, letter), "{letter}");
        }
        assert_eq!(small.glyph_index('Q'), None);
        assert_eq!(small.ascender(), whole.ascender());
        // The sum of a whole font file is known.
        assert_eq!(sum(&bytes), 0xb1b0_afba);
    }

    #[test]
    fn text_that_the_font_lacks_makes_no_font() {
        assert_eq!(of_text(REGULAR, "漢字"), None);
        assert_eq!(of_text(&REGULAR[..1000], "abc"), None);
    }
}
