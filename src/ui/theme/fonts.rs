//! The fonts of the window: those of egui, in an order in which every family has every sign.

use egui::{Context, FontDefinitions, FontFamily};

/// Lets each family fall back on the fonts of the others: the text font has no nabla and no arrow to the
/// left, which the monospaced one has.
pub fn install_fonts(ctx: &Context) {
    ctx.set_fonts(fonts());
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let names: Vec<String> = [FontFamily::Proportional, FontFamily::Monospace]
        .iter()
        .filter_map(|family| fonts.families.get(family))
        .flatten()
        .cloned()
        .collect();
    for family in fonts.families.values_mut() {
        for name in &names {
            if !family.contains(name) {
                family.push(name.clone());
            }
        }
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::FontId;
    use egui::epaint::text::{Fonts, TextOptions};
    use proc_macro2::{Delimiter, TokenStream, TokenTree};
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    /// Every file below `folder` with this ending, and its text.
    fn files(folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, ending, found);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string().replace('\\', "/"), text));
            }
        }
    }

    /// What the literals among `tokens` say, without documentation.
    fn literals(tokens: TokenStream, said: &mut String) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let first = group.stream().into_iter().next();
                    let is_doc = group.delimiter() == Delimiter::Bracket
                        && first.is_some_and(|first| first.to_string() == "doc");
                    if !is_doc {
                        literals(group.stream(), said);
                    }
                }
                TokenTree::Literal(literal) => said.push_str(&decoded(&literal.to_string())),
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }

    /// A literal with its escapes of letters that are not ASCII resolved.
    fn decoded(literal: &str) -> String {
        let mut parts = literal.split("\\u{");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('}').unwrap_or((part, ""));
            let code = u32::from_str_radix(&code.replace('_', ""), 16);
            text.extend(code.ok().and_then(char::from_u32));
            text.push_str(rest);
        }
        text
    }

    /// Letters that are not ASCII in what the program and its presets say, and where.
    fn letters() -> BTreeMap<char, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut sources, mut said) = (Vec::new(), Vec::new());
        files(&root.join("src"), "rs", &mut sources);
        files(&root.join("presets"), "toml", &mut said);
        files(&root.join("presets"), "md", &mut said);
        assert!(sources.len() > 100 && said.len() > 5);
        for (path, text) in sources {
            // What only tests say, what goes to a terminal or into a figure with a font of its own, and
            // the list of signs that nobody can see.
            let elsewhere = ["/tests/", "/src/cli", "/src/export", "wording/quoted.rs"];
            if path.ends_with("tests.rs") || elsewhere.iter().any(|place| path.contains(place)) {
                continue;
            }
            let code = text.split("#[cfg(test)]\nmod tests").next();
            let tokens = code.unwrap_or_default().parse();
            let mut literal = String::new();
            literals(
                tokens.unwrap_or_else(|e| panic!("{path}: {e}")),
                &mut literal,
            );
            said.push((path, literal));
        }
        let mut letters = BTreeMap::new();
        for (path, text) in said {
            for letter in text.chars().filter(|c| !c.is_ascii()) {
                letters.entry(letter).or_insert_with(|| path.clone());
            }
        }
        letters
    }

    /// Which of `letters` a family of `fonts` draws as a box.
    fn boxes(fonts: FontDefinitions, letters: &BTreeMap<char, String>) -> Vec<String> {
        let mut fonts = Fonts::new(TextOptions::default(), fonts);
        let mut fonts = fonts.with_pixels_per_point(1.0);
        let mut found = Vec::new();
        // Body, headings, small letters, buttons and tooltips share one family, and strong text is the
        // same font in another colour.
        for family in [FontFamily::Proportional, FontFamily::Monospace] {
            let font = FontId::new(13.0, family.clone());
            for (letter, path) in letters {
                if !fonts.has_glyph(&font, *letter) {
                    found.push(format!("{family:?} has no {letter:?}, which {path} says"));
                }
            }
        }
        found
    }

    #[test]
    fn every_family_has_every_letter_that_the_program_and_its_presets_say() {
        let letters = letters();
        for letter in ['∇', '←', 'σ', '²', '✖'] {
            assert!(
                letters.contains_key(&letter),
                "{letter} is not found in the sources"
            );
        }
        assert_eq!(boxes(fonts(), &letters), Vec::<String>::new());
        let usual = boxes(FontDefinitions::default(), &letters);
        assert!(!usual.is_empty(), "egui's own order has everything by now");
    }

    #[test]
    fn literals_are_decoded_and_documentation_is_left_out() {
        let code =
            "/// doc \u{2202}\n#[error(\"a \\u{2207}\")] fn f() { g('\u{2190}', r#\"\u{3c3}\"#) }";
        let mut said = String::new();
        literals(code.parse().unwrap(), &mut said);
        for letter in ['∇', '←', 'σ'] {
            assert!(said.contains(letter), "{letter} is not in {said}");
        }
        assert!(!said.contains('∂'), "{said}");
    }
}
