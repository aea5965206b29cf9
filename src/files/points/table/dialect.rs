//! How a table is written: what stands between its fields, and what before its first point.

use super::columns::{Columns, is_header, named_pair, plain_name};
use crate::files::number::{Mark, number};
use crate::files::points::text::PlainText;
use csv::{Reader, ReaderBuilder, Trim};
use std::io;
use std::io::Read;

/// Rows that decide.
const ROWS: usize = 200;

/// What is known of a table from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between two fields, after [`PlainText`] squeezed spaces where `squeezed` says so.
    pub between: u8,
    pub squeezed: bool,
    /// Whether a comma may set thousands apart.
    pub thousands: bool,
    /// Rows before the first point.
    pub before: usize,
    pub columns: Columns,
    /// The names of the columns, none without a header.
    pub names: Vec<String>,
    /// The first rows of points.
    pub rows: Vec<Vec<String>>,
}

impl Dialect {
    /// What the first bytes tell; `whole` when there are no others.
    ///
    /// # Errors
    /// A sentence when there are no columns of points.
    pub fn of(head: &[u8], whole: bool) -> Result<Self, String> {
        Self::choosing(head, whole, Columns::choose)
    }

    /// The same with `chosen` columns as x and y; without a choice those that [`Dialect::of`] takes, or where the
    /// names fit none the first two columns of numbers.
    ///
    /// # Errors
    /// A sentence when there are no two columns of numbers.
    pub fn with_columns(
        head: &[u8],
        whole: bool,
        chosen: Option<[usize; 2]>,
    ) -> Result<Self, String> {
        Self::choosing(head, whole, |names, rows, thousands| {
            let columns = Columns::choose(names, rows, thousands)
                .or_else(|fault| Columns::first(rows, thousands).ok_or(fault))?;
            Ok(match chosen {
                Some([x, y]) => Columns {
                    x,
                    y,
                    notice: None,
                    ..columns
                },
                None => columns,
            })
        })
    }

    /// `choose` says which columns of those with these names, first rows and marks of thousands are taken.
    fn choosing(
        head: &[u8],
        whole: bool,
        choose: impl FnOnce(&[String], &[Vec<String>], bool) -> Result<Columns, String>,
    ) -> Result<Self, String> {
        // In this order where several fit: a comma may be that of decimals.
        let candidates = [(b'\t', false), (b';', false), (b'\t', true), (b',', false)];
        let mut best = (0, candidates[3], Vec::new());
        let mut named = (1, candidates[3], Vec::new());
        for candidate in candidates {
            let rows = rows(head, candidate, whole);
            let numbers = |row: &&Vec<String>| {
                let good = row.iter().filter(|f| number(f, false).is_ok());
                good.count() > 1
            };
            let score = rows.iter().filter(numbers).count();
            let fields = rows.first().map_or(0, Vec::len);
            if score > best.0 {
                best = (score, candidate, rows);
            } else if fields > named.0 {
                named = (fields, candidate, rows);
            }
        }
        let (_, (between, squeezed), mut rows) = if best.0 > 0 { best } else { named };
        // Of tables without semicolons, which leave the comma to decimals, those with one for certain.
        let is_decimal = |f: &String| matches!(number(f, true), Ok((_, Mark::Comma)));
        let thousands = between == b',' && !rows.iter().flatten().any(is_decimal);
        let mut names = Vec::new();
        let mut before = 0;
        // Spreadsheets are told of the separator so.
        if rows.first().is_some_and(|row| row[0].starts_with("sep=")) {
            rows.remove(0);
            before += 1;
        }
        let header = rows.first().is_some_and(|row| is_header(row, thousands));
        if header {
            names = rows.remove(0);
            before += 1;
        } else if let Some(row) = rows.first() {
            names = commented_names(head, (between, squeezed), row.len()).unwrap_or_default();
        }
        while names.len() > 2 && names.last().is_some_and(|name| name.trim().is_empty()) {
            names.pop();
        }
        // A separator at the end of every line makes no column.
        let is_blank =
            |row: &Vec<String>| row.len() > 2 && row.last().is_some_and(String::is_empty);
        while !rows.is_empty() && rows.iter().all(is_blank) {
            rows.iter_mut().for_each(|row| row.truncate(row.len() - 1));
        }
        let columns = choose(&names, &rows, thousands)?;
        Ok(Self {
            between,
            squeezed,
            thousands,
            before,
            columns,
            names,
            rows,
        })
    }
}

/// The first rows of a table if it is written so.
fn rows(head: &[u8], (between, squeezed): (u8, bool), whole: bool) -> Vec<Vec<String>> {
    let text = PlainText::new(head, io::empty(), squeezed);
    let mut rows: Vec<Vec<String>> = reader(text, between)
        .byte_records()
        .map_while(Result::ok)
        .map(|record| record.iter().map(lossy).collect())
        .filter(|row: &Vec<String>| row.iter().any(|field| !field.is_empty()))
        .take(ROWS + 1)
        .collect();
    // The head may end within a row.
    if rows.len() > ROWS || (!whole && rows.len() > 1) {
        rows.pop();
    }
    rows
}

/// The names in the last comment before the first row, as numpy.savetxt writes them.
fn commented_names(
    head: &[u8],
    (between, squeezed): (u8, bool),
    width: usize,
) -> Option<Vec<String>> {
    let mut bytes = Vec::new();
    // What could not be decoded is no name.
    let _ = io::Read::read_to_end(&mut PlainText::new(head, io::empty(), false), &mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let comments = text
        .lines()
        .map(str::trim)
        .take_while(|line| line.is_empty() || line.starts_with('#'));
    let last = comments.filter(|line| !line.is_empty()).last()?;
    let line = last.trim_start_matches('#');
    let names = rows(line.as_bytes(), (between, squeezed), true).pop()?;
    let plain: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
    (names.len() == width && named_pair(&plain).is_some()).then_some(names)
}

/// A field as text.
pub fn lossy(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim().to_owned()
}

/// Rows of fields; lines that begin with # are comments.
pub fn reader<R: Read>(text: R, between: u8) -> Reader<R> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between)
        .trim(Trim::All)
        .comment(Some(b'#'))
        .from_reader(text)
}
