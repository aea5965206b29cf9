//! Faults of a scene file: one sentence with the place, the value and what to write instead.

use crate::wording::quote;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct SceneFileError {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in letters.
    pub column: usize,
    /// What is wrong there and what to do.
    pub message: String,
}

/// One step from the top of a file to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Name(&'static str),
    Index(usize),
}

impl SceneFileError {
    pub(super) fn at(text: &str, span: Range<usize>, message: String) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message,
        }
    }

    pub(crate) fn from_toml(text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or(0..0);
        let value = quote(text.get(span.clone()).unwrap_or_default());
        let advice = advise(error.message(), &value);
        let mut fault = Self::at(text, span, String::new());
        fault.message = advice.unwrap_or_else(|| {
            let line = text.lines().nth(fault.line - 1).unwrap_or_default();
            let message = error.message().trim().replace('\n', ", ");
            format!(
                "`{}` cannot be read, {message}; correct this line",
                quote(line)
            )
        });
        fault
    }
}

/// The place of the value at the end of `path`, or of the nearest table on the way to it.
pub(super) fn locate(document: DeTable, path: &[Key]) -> Range<usize> {
    let mut place = 0..0;
    let mut value = &DeValue::Table(document);
    for key in path {
        let next = match key {
            Key::Name(name) => value.get(*name),
            Key::Index(index) => value.get(*index),
        };
        let Some(next) = next else {
            break;
        };
        place = next.span();
        value = next.get_ref();
    }
    place
}

/// The parser's message in the words of someone who writes a scene, with the next step; `None` when
/// the text is not even TOML.
fn advise(message: &str, value: &str) -> Option<String> {
    for (prefix, what) in [("unknown field ", "key"), ("unknown variant ", "value")] {
        // What was written stands in the message too, whole: the names allowed come behind it.
        if let Some(rest) = message.strip_prefix(prefix)
            && let Some((found, names)) = rest.rsplit_once("`, expected ")
        {
            let found = quote(found.trim_start_matches('`'));
            return Some(format!("unknown {what} `{found}`; use {names}"));
        }
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return Some(format!("{key} is missing; add it"));
    }
    if message.starts_with("duplicate key") {
        return Some(format!("`{value}` is given twice; keep one of them"));
    }
    for prefix in ["invalid type: ", "invalid value: ", "invalid length "] {
        if let Some(rest) = message.strip_prefix(prefix)
            && let Some((found, expected)) = rest.split_once(", expected ")
        {
            let found = if value.is_empty() { found } else { value };
            let expected = plain(expected);
            return Some(format!("{found} does not fit here; give {expected}"));
        }
    }
    if message.contains("recurs") {
        return Some("lists or tables are nested too deep; a scene needs three levels".to_owned());
    }
    // The sentence of a checked value already holds the value and the advice.
    message.contains("; ").then(|| message.to_owned())
}

/// What serde expects, without the names of Rust's types.
fn plain(expected: &str) -> &str {
    match expected {
        "f64" => "a number",
        "u64" | "usize" => "a whole number, 0 or more",
        "a string" => "a text in quotes",
        "an array of length 2" => "a list of two",
        "a sequence" => "a list in square brackets",
        _ => expected,
    }
}
