//! Tables of numbers as programs and people write them: fields between commas, semicolons, tabs or
//! spaces, decimals after a point or a comma, named or unnamed columns.

mod columns;
mod dialect;
mod preview;
#[cfg(test)]
mod tests;

pub use preview::TablePreview;

use super::found::Found;
use super::limits::{finite, too_many};
use super::text::PlainText;
use crate::files::number::{Mark, NoNumber, number};
use crate::plane::Point;
use crate::wording::quote;
use csv::{ByteRecord, Position};
use dialect::{Dialect, lossy, reader};
use std::io::Read;

/// The points of a table that begins with `head` and goes on with `rest`, in the order of its rows.
///
/// # Errors
/// A sentence with the line and the column that are wrong, or without when there are more than `most`.
pub fn read(head: &[u8], rest: impl Read, whole: bool, most: usize) -> Result<Found, String> {
    read_as(&Dialect::of(head, whole)?, head, rest, most)
}

/// As [`read`], with these columns as x and y.
///
/// # Errors
/// As [`read`].
pub fn read_columns(
    head: &[u8],
    rest: impl Read,
    whole: bool,
    most: usize,
    columns: [usize; 2],
) -> Result<Found, String> {
    let dialect = Dialect::with_columns(head, whole, Some(columns))?;
    read_as(&dialect, head, rest, most)
}

fn read_as(dialect: &Dialect, head: &[u8], rest: impl Read, most: usize) -> Result<Found, String> {
    let text = PlainText::new(head, rest, dialect.squeezed);
    let mut rows = Rows::new(dialect);
    let mut table = reader(text, dialect.between);
    let mut record = ByteRecord::new();
    loop {
        match table.read_byte_record(&mut record) {
            Ok(true) => rows.take(&record)?,
            Ok(false) => break,
            Err(error) => {
                let line = table.position().line();
                let cause = if let csv::ErrorKind::Io(cause) = error.kind() {
                    cause.to_string()
                } else {
                    error.to_string()
                };
                return Err(format!(
                    "line {line} cannot be read: {cause}; give a table of points as text"
                ));
            }
        }
        if rows.points.len() > most {
            return Err(too_many(most));
        }
    }
    let checked = |(line, point)| finite(point, || format!("line {line}"));
    Ok(Found {
        points: (rows.points.into_iter())
            .map(checked)
            .collect::<Result<_, _>>()?,
        notices: dialect.columns.notice.iter().cloned().collect(),
    })
}

/// What was read so far.
struct Rows<'d> {
    dialect: &'d Dialect,
    /// Rows seen, those before the first point included.
    seen: usize,
    step: f64,
    /// As long as every row has a step of its own, the steps only count the rows.
    counting: bool,
    /// The line of the first number with each decimal sign.
    point: Option<u64>,
    comma: Option<u64>,
    /// Each with its line.
    points: Vec<(u64, Point)>,
}

impl<'d> Rows<'d> {
    fn new(dialect: &'d Dialect) -> Self {
        Self {
            dialect,
            seen: 0,
            step: f64::NEG_INFINITY,
            counting: true,
            point: None,
            comma: None,
            points: Vec::new(),
        }
    }

    fn take(&mut self, record: &ByteRecord) -> Result<(), String> {
        if record.iter().all(<[u8]>::is_empty) {
            return Ok(());
        }
        let line = record.position().map_or(0, Position::line);
        self.seen += 1;
        if self.seen <= self.dialect.before {
            return Ok(());
        }
        self.require_width(record, line)?;
        let columns = &self.dialect.columns;
        let point = [
            self.number(record, line, columns.x)?,
            self.number(record, line, columns.y)?,
        ];
        let Some(column) = columns.step else {
            self.points.push((line, point));
            return Ok(());
        };
        let step = self.number(record, line, column)?;
        if !step.is_finite() {
            return Err(format!(
                "line {line}, column {}: step {step} is not finite; give numbers",
                column + 1
            ));
        }
        if step <= self.step && self.counting {
            self.counting = false;
            self.points.drain(..self.points.len() - 1);
        }
        if step > self.step {
            self.step = step;
            if !self.counting {
                self.points.clear();
            }
        }
        if step == self.step {
            self.points.push((line, point));
        }
        Ok(())
    }

    /// # Errors
    /// When a row has more or fewer fields than the first one.
    fn require_width(&self, record: &ByteRecord, line: u64) -> Result<(), String> {
        let count = self.dialect.columns.count;
        let found = record.len();
        let beyond = record.iter().skip(count).any(|field| !field.is_empty());
        if found >= count && !beyond {
            return Ok(());
        }
        let hint = if self.dialect.between == b',' && found == 2 * count {
            "; decimals after a comma need semicolons or tabs between the columns"
        } else if found < 2 {
            "; give x and y in every row"
        } else {
            "; give every row the same columns"
        };
        let plural = if found == 1 { "" } else { "s" };
        Err(format!(
            "line {line} has {found} column{plural} instead of {count}: {:?}{hint}",
            quote(&record.iter().map(lossy).collect::<Vec<_>>().join(","))
        ))
    }

    fn number(&mut self, record: &ByteRecord, line: u64, column: usize) -> Result<f64, String> {
        let field = lossy(record.get(column).unwrap_or_default());
        let shown = quote(&field);
        let place = format!("line {line}, column {}", column + 1);
        let (value, mark) = number(&field, self.dialect.thousands).map_err(|why| match why {
            NoNumber::Empty => {
                format!("{place} is empty; give a number or leave the row out")
            }
            NoNumber::Words => {
                format!("{place}: {shown:?} is not a number; write it as 1.5 or 1e-3")
            }
            NoNumber::Thousands => format!(
                "{place}: {shown:?} can be read with thousands or with decimals; write it without the comma"
            ),
        })?;
        let (own, other) = match mark {
            Mark::None => return Ok(value),
            Mark::Point => (&mut self.point, self.comma),
            Mark::Comma => (&mut self.comma, self.point),
        };
        own.get_or_insert(line);
        match other {
            Some(before) => Err(format!(
                "{place}: {shown:?} has another decimal sign than line {before}; use one of them"
            )),
            None => Ok(value),
        }
    }
}
