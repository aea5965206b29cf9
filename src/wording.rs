//! What stands in a sentence: something that somebody wrote, on one line and short enough to read, and
//! numbers, and what is chosen by its name.

mod axis;
mod choice;
mod number;

pub use axis::{Tick, Ticks};
pub use choice::{Choice, either, read_choice};
pub(crate) use choice::{choices, every};
pub use number::{Number, Within, count, four_digits, three_figures, with_minus};

/// Letters of the longest piece that is shown.
const LONGEST: usize = 60;

/// `text` on one line, without control characters, cut after 60 letters.
pub fn quote(text: &str) -> String {
    // Of a file of megabytes only the beginning is looked at.
    let mut letters = text.chars();
    let head: String = letters
        .by_ref()
        .take(4 * LONGEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() || letters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_one_short_line() {
        assert_eq!(quote("[1, 2]"), "[1, 2]");
        assert_eq!(quote("[1,\n 2,\r\n\t3]"), "[1, 2, 3]");
        assert_eq!(quote("a\u{1b}[31m\0b"), "a [31m b");
        for long in ["9".repeat(1_000_000), "é, ".repeat(100)] {
            let short = quote(&long);
            assert_eq!(short.chars().count(), LONGEST + 1, "{short}");
            assert!(short.ends_with('…') && long.starts_with(&short[..10]));
        }
        let full = "x".repeat(LONGEST);
        assert_eq!(quote(&full), full);
    }
}
