//! The fonts that pictures are drawn with: the bundled one, and the system's for characters it lacks.

use crate::export::font::{FAMILY, REGULAR, is_lacking};
use resvg::usvg::fontdb;
use std::sync::{Arc, OnceLock};
use ttf_parser::Face;

/// Stands for a character that no font has.
pub const BOX: &str = "□";

/// The bundled font and no other, as long as it has every character of `text`: pictures do not depend
/// on the machine. For what it lacks the system's fonts stand behind it.
pub fn database(text: &str) -> Arc<fontdb::Database> {
    static BUNDLED: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    if !lacks(text) {
        return BUNDLED.get_or_init(|| Arc::new(bundled())).clone();
    }
    with_the_systems()
}

fn bundled() -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    fonts
}

fn with_the_systems() -> Arc<fontdb::Database> {
    static ALL: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = bundled();
        fonts.load_system_fonts();
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    ALL.get_or_init(load).clone()
}

/// The characters of `text` that no font of this machine has, each once.
pub fn undrawable(text: &str) -> Vec<char> {
    let mut lost: Vec<char> = text.chars().filter(|c| is_lacking(*c)).collect();
    lost.sort_unstable();
    lost.dedup();
    if !lost.is_empty() {
        let fonts = with_the_systems();
        for font in fonts.faces() {
            fonts.with_face_data(font.id, |data, index| {
                if let Ok(face) = Face::parse(data, index) {
                    lost.retain(|c| face.glyph_index(*c).is_none());
                }
            });
        }
    }
    lost
}

fn lacks(text: &str) -> bool {
    text.chars().any(is_lacking)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_text_with_strange_characters_asks_the_system_for_fonts() {
        assert_eq!(database("σ = 0.05\n\u{a0}Ж").len(), 1);
        assert!(undrawable("σ = 0.05, Ж").is_empty());
        // No font has what Unicode leaves to private use up there.
        assert_eq!(undrawable("a\u{10fff0}b\u{10fff0}"), ['\u{10fff0}']);
    }
}
