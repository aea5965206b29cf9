//! What made a file, read out of it again: the JSON that SVG, PNG, PDF, NPZ and networks carry.

use crate::score::ScoreNet;
use std::io::{Cursor, Read};

/// Letters of the longest one that is read: the largest scene with its signs escaped.
const LONGEST: usize = 32_000_000;

/// The JSON that a file of any format says of what made it; `None` where it says nothing.
pub fn made_by(bytes: &[u8]) -> Option<String> {
    let json = match bytes {
        [0x89, b'P', b'N', b'G', ..] => of_png(bytes),
        [b'%', b'P', b'D', b'F', ..] => of_pdf(bytes),
        [b'P', b'K', ..] => of_npz(bytes),
        _ if bytes.trim_ascii_start().starts_with(b"<svg") => of_svg(bytes),
        _ => ScoreNet::from_bytes(bytes)
            .ok()
            .and_then(|network| network.made_by().map(str::to_owned)),
    };
    json.filter(|json| json.len() <= LONGEST)
}

fn of_svg(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, behind) = text.split_once("<metadata>")?;
    let (escaped, _) = behind.split_once("</metadata>")?;
    let mut plain = escaped.to_owned();
    for (name, sign) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(name, sign);
    }
    Some(plain)
}

fn of_png(bytes: &[u8]) -> Option<String> {
    let reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let texts = &reader.info().utf8_text;
    let text = texts
        .iter()
        .find(|text| text.keyword == super::raster::KEYWORD)?;
    text.get_text().ok()
}

/// The subject in the document's information, a literal string of ASCII.
fn of_pdf(bytes: &[u8]) -> Option<String> {
    const NAME: &[u8] = b"/Subject";
    let at = bytes
        .windows(NAME.len())
        .rposition(|window| window == NAME)?;
    let mut letters = bytes[at + NAME.len()..].trim_ascii_start().iter();
    if letters.next() != Some(&b'(') {
        return None;
    }
    let (mut text, mut open) = (String::new(), 1);
    while let Some(&letter) = letters.next() {
        match letter {
            b'\\' => {
                text.push(char::from(*letters.next()?));
                continue;
            }
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(text);
        }
        text.push(char::from(letter));
    }
    None
}

fn of_npz(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let member = archive.by_name("provenance.npy").ok()?;
    let mut array = Vec::new();
    member
        .take(4 * LONGEST as u64)
        .read_to_end(&mut array)
        .ok()?;
    let header = usize::from(u16::from_le_bytes(*array.get(8..)?.first_chunk()?));
    let (letters, _) = array.get(10 + header..)?.as_chunks::<4>();
    let letters = letters
        .iter()
        .map(|letter| char::from_u32(u32::from_le_bytes(*letter)));
    letters.collect()
}
