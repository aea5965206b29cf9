//! Lists of a fixed length. The parser would drop what stands behind the second number.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys that hold two numbers.
const PAIRS: [&str; 4] = ["mean", "center", "axes", "box"];
/// Keys that hold lists of two numbers.
const LISTS_OF_PAIRS: [&str; 2] = ["cov", "at"];

/// The place of the first list that should hold two numbers and does not.
pub(super) fn wrong_pair(table: &DeTable) -> Option<Range<usize>> {
    table.iter().find_map(|(key, value)| {
        let key = key.get_ref().as_ref();
        if key == "center" && value.get_ref().is_str() {
            // The center of a process may be a word.
            None
        } else if PAIRS.contains(&key) {
            wrong_length(value)
        } else if LISTS_OF_PAIRS.contains(&key) {
            let rows = value.get_ref().as_array()?;
            let square = key != "cov" || rows.len() == 2;
            rows.iter()
                .find_map(wrong_length)
                .or_else(|| (!square).then(|| value.span()))
        } else {
            match value.get_ref() {
                DeValue::Table(inner) => wrong_pair(inner),
                DeValue::Array(items) => items
                    .iter()
                    .find_map(|item| wrong_pair(item.get_ref().as_table()?)),
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_) => None,
            }
        }
    })
}

fn wrong_length(value: &Spanned<DeValue>) -> Option<Range<usize>> {
    let pair = value.get_ref().as_array().is_some_and(|a| a.len() == 2);
    (!pair).then(|| value.span())
}
