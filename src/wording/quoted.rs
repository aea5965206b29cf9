//! What somebody else wrote, inside a sentence of ours: on one line, short enough to read, and without
//! signs that a terminal obeys or that turn the letters around.

use std::path::Path;

/// Letters of the longest piece that is shown.
const LONGEST: usize = 60;
/// Letters of a path that are shown: its end says more than its middle.
const PATH_BEGINNING: usize = 80;
const PATH_END: usize = 120;

/// Whether `sign` is no letter to read: a control character, one that changes the direction of the text
/// behind it, one that breaks the line or has no width.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` with a mark for everything that cannot be seen.
pub fn visible(text: &str) -> String {
    let seen = |sign| {
        if is_unseen(sign) { '\u{fffd}' } else { sign }
    };
    text.chars().map(seen).collect()
}

/// `text` on one line, without what cannot be seen, cut after 60 letters.
pub fn quote(text: &str) -> String {
    // Of a file of megabytes only the beginning is looked at.
    let mut letters = text.chars();
    let head: String = letters
        .by_ref()
        .take(4 * LONGEST)
        .map(|sign| if is_unseen(sign) { ' ' } else { sign })
        .collect();
    let line = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() || letters.next().is_some() {
        short.push('…');
    }
    short
}

/// A path for people: what is no text or cannot be seen is marked, and of a long one the middle left out.
pub fn quote_path(path: &Path) -> String {
    let letters: Vec<char> = visible(&path.to_string_lossy()).chars().collect();
    shortened(&letters, PATH_BEGINNING, PATH_END)
}

/// The first and the last of `letters`, with an ellipsis between where some are left out.
pub fn shortened(letters: &[char], beginning: usize, end: usize) -> String {
    if letters.len() <= beginning + end {
        return letters.iter().collect();
    }
    let (head, tail) = (&letters[..beginning], &letters[letters.len() - end..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_one_short_line() {
        assert_eq!(quote("[1, 2]"), "[1, 2]");
        assert_eq!(quote("[1,\n 2,\r\n\t3]"), "[1, 2, 3]");
        assert_eq!(quote("a\u{1b}[31m\0b"), "a [31m b");
        assert_eq!(quote("a\u{7f}\u{202e}txt\u{2028}b"), "a txt b");
        for long in ["9".repeat(1_000_000), "é, ".repeat(100)] {
            let short = quote(&long);
            assert_eq!(short.chars().count(), LONGEST + 1, "{short}");
            assert!(short.ends_with('…') && long.starts_with(&short[..10]));
        }
        let full = "x".repeat(LONGEST);
        assert_eq!(quote(&full), full);
    }

    #[test]
    fn a_path_keeps_its_ends_and_shows_what_cannot_be_seen() {
        let shown = |text: &str| quote_path(Path::new(text));
        assert_eq!(shown("a b/ü.csv"), "a b/ü.csv");
        assert_eq!(
            shown("a\nb\u{202e}\u{7f}.csv"),
            "a\u{fffd}b\u{fffd}\u{fffd}.csv"
        );
        let long = shown(&format!("{}/end.csv", "7".repeat(5000)));
        assert_eq!(long.chars().count(), PATH_BEGINNING + 1 + PATH_END);
        assert!(
            long.starts_with("777") && long.ends_with("/end.csv"),
            "{long}"
        );
    }
}
