//! How much a scene lists, counted before any of it is understood: a value takes a hundred times the
//! memory of the letters that it is written in.

use crate::mixture::MAX_COMPONENTS;
use crate::wording::count;
use std::ops::Range;

/// Values in all: the largest target needs a third of them.
const MOST_VALUES: u64 = 200_000;
/// The head of a component.
const COMPONENT: &str = "[[component]]";

/// The place in `text` where it lists more than a scene can hold, and a sentence that says so.
pub(super) fn too_much(text: &str) -> Option<(Range<usize>, String)> {
    let mut counted = Counted::default();
    let mut beyond = None;
    let mut written = Written::Plain;
    for (at, letter) in text.bytes().enumerate() {
        written = written.after(letter);
        if written != Written::Plain {
            continue;
        }
        match letter {
            b'[' if text[at..].starts_with(COMPONENT) => counted.components += 1,
            b',' | b'=' => counted.values += 1,
            _ => continue,
        }
        if beyond.is_none() && counted.fault().is_some() {
            beyond = Some(at..at + 1);
        }
    }
    Some((beyond?, counted.fault()?))
}

/// What stands in a scene.
#[derive(Default)]
struct Counted {
    components: u64,
    /// Separators of lists and of keys: never fewer than half the values.
    values: u64,
}

impl Counted {
    fn fault(&self) -> Option<String> {
        let most = MAX_COMPONENTS as u64;
        if self.components > most {
            let [found, most] = [self.components, most].map(count);
            return Some(format!("there are {found} components; give at most {most}"));
        }
        let [found, most] = [self.values, MOST_VALUES].map(count);
        (self.values > MOST_VALUES).then(|| {
            format!(
                "the scene lists {found} values; give at most {most}, or put points into a table"
            )
        })
    }
}

/// What a letter belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Plain,
    Comment,
    /// Between quotes of this kind.
    Quoted(u8),
    /// Behind a backslash between double quotes.
    Escaped,
}

impl Written {
    fn after(self, letter: u8) -> Self {
        match (self, letter) {
            (Self::Plain, b'#') => Self::Comment,
            (Self::Plain, b'"' | b'\'') => Self::Quoted(letter),
            (Self::Comment, b'\n') => Self::Plain,
            (Self::Quoted(b'"'), b'\\') => Self::Escaped,
            (Self::Quoted(end), _) if letter == end => Self::Plain,
            (Self::Escaped, _) => Self::Quoted(b'"'),
            (written, _) => written,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;

    #[test]
    fn components_and_values_are_counted_before_they_are_read() {
        let components = "[[component]]\nmean = [0, 0]\n".repeat(5000);
        let error = Scene::from_toml(&format!("title = \"a\"\n{components}")).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("5,000 components; give at most 4,096"),
            "{error}"
        );
        assert_eq!(error.line, 2 * 4096 + 2);
        let points = "[0, 1], ".repeat(250_000);
        let error = Scene::from_toml(&format!("[points]\nat = [{points}]\n")).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("500,001 values; give at most 200,000"),
            "{error}"
        );
        assert_eq!(error.line, 2);
    }

    #[test]
    fn what_stands_in_words_and_comments_is_not_counted() {
        let commas = ",=".repeat(300_000);
        let text =
            format!("why = \"{commas} \\\" {commas}\" # {commas}\nother = '{commas}'\nat = [1]\n");
        assert_eq!(too_much(&text), None);
    }
}
