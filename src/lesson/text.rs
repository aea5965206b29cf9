//! Running text: words, strong and slanted ones, and small formulas.

use super::fault::LessonFault;
use super::formula::Formula;

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// Between `**`.
    Strong(String),
    /// Between `*`.
    Slanted(String),
    /// Between `$`.
    Formula(Formula),
}

/// What opens a span also closes it.
const MARKS: [&str; 3] = ["$", "**", "*"];

impl Span {
    /// The words of it; a formula counts as one.
    pub fn words(&self) -> usize {
        match self {
            Self::Plain(text) | Self::Strong(text) | Self::Slanted(text) => {
                text.split_whitespace().count()
            }
            Self::Formula(_) => 1,
        }
    }

    /// The spans of a line that begins at `column` (counted from 1) of line number `line`.
    ///
    /// # Errors
    /// A mark that is not closed, or a formula that cannot be read.
    pub(super) fn read(text: &str, line: usize, column: usize) -> Result<Vec<Self>, LessonFault> {
        let mut spans = Vec::new();
        let mut rest = text;
        let place = |rest: &str| column + text[..text.len() - rest.len()].chars().count();
        while !rest.is_empty() {
            let next = MARKS
                .iter()
                .filter_map(|mark| Some((rest.find(mark)?, *mark)));
            // Of ** and *, which begin at the same place, the longer one.
            let next = next.min_by_key(|(at, mark)| (*at, 3 - mark.len()));
            let Some((at, mark)) = next else {
                spans.push(Self::Plain(rest.to_owned()));
                break;
            };
            if at > 0 {
                spans.push(Self::Plain(rest[..at].to_owned()));
            }
            let opened = place(&rest[at..]);
            let inside = &rest[at + mark.len()..];
            let Some(end) = inside.find(mark) else {
                let message =
                    format!("this {mark} is never closed; add another one behind its end");
                return Err(LessonFault::at(line, opened, message));
            };
            let words = inside[..end].to_owned();
            spans.push(match mark {
                "$" => Self::Formula(small(&words, line, opened + 1)?),
                "**" => Self::Strong(words),
                _ => Self::Slanted(words),
            });
            rest = &inside[end + mark.len()..];
        }
        Ok(spans)
    }
}

/// A formula that can stand in a line.
fn small(tex: &str, line: usize, column: usize) -> Result<Formula, LessonFault> {
    let formula = Formula::read(tex, line, column)?;
    if formula.piece.has_accent() {
        let message = "there is no room for an accent in a line of text; set the formula on a line of its own";
        return Err(LessonFault::at(line, column, message));
    }
    Ok(formula)
}
