//! Tables of comma-separated values.

use super::limits::{finite, too_many};
use crate::plane::Point;
use crate::wording::quote;
use csv::{Position, ReaderBuilder, StringRecord, Trim};
use std::io::Read;

/// Which columns a table may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// x,y and nothing else.
    Pairs,
    /// x and y among others; with a column step only the rows of the last step count.
    Frames,
}

/// Where the numbers of a row stand.
struct Columns {
    x: usize,
    y: usize,
    step: Option<usize>,
    count: usize,
}

/// The points of a table in the order of its rows. Without a header the columns are x,y.
///
/// # Errors
/// A sentence with the line that is wrong, or without one when there are more than `most` points.
pub fn read(table: impl Read, layout: Layout, most: usize) -> Result<Vec<Point>, String> {
    let mut table = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .comment(Some(b'#'))
        .from_reader(table);
    let mut columns = None;
    let mut step = f64::NEG_INFINITY;
    // Each with its line.
    let mut points: Vec<(u64, Point)> = Vec::new();
    let mut record = StringRecord::new();
    loop {
        match table.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(0, Position::line);
                return Err(format!(
                    "line {line} is no text; give a table x,y of comma-separated values"
                ));
            }
        }
        let line = record.position().map_or(0, Position::line);
        let columns = match &columns {
            Some(columns) => columns,
            None => {
                let (found, is_header) = Columns::of(&record, layout)
                    .map_err(|fault| format!("line {line}: {fault}"))?;
                let found = columns.insert(found);
                if is_header {
                    continue;
                }
                found
            }
        };
        let Some((row_step, point)) = columns.row(&record) else {
            let row = quote(&record.iter().collect::<Vec<_>>().join(","));
            return Err(format!(
                "line {line}: {row:?} is not {}; write numbers with a point for decimals",
                columns.in_words()
            ));
        };
        if row_step > step {
            step = row_step;
            points.clear();
        }
        if row_step == step {
            points.push((line, point));
        }
        if points.len() > most {
            return Err(too_many(most));
        }
    }
    let checked = |(line, point)| finite(point, || format!("line {line}"));
    points.into_iter().map(checked).collect()
}

impl Columns {
    const PAIR: Self = Self {
        x: 0,
        y: 1,
        step: None,
        count: 2,
    };

    /// The columns of a table that begins with `record`, and whether that is a header.
    fn of(record: &StringRecord, layout: Layout) -> Result<(Self, bool), String> {
        let is_number = |field: &str| field.parse::<f64>().is_ok();
        if record.iter().any(is_number) {
            return Ok((Self::PAIR, false));
        }
        let names: Vec<String> = record.iter().map(str::to_lowercase).collect();
        let named = |name: &str| names.iter().position(|found| found == name);
        let header = quote(&record.iter().collect::<Vec<_>>().join(","));
        match (named("x"), named("y"), layout) {
            (Some(x), Some(y), Layout::Frames) => {
                let columns = Self {
                    x,
                    y,
                    step: named("step"),
                    count: names.len(),
                };
                Ok((columns, true))
            }
            (Some(0), Some(1), Layout::Pairs) if names.len() == 2 => Ok((Self::PAIR, true)),
            (_, _, Layout::Frames) => Err(format!(
                "the header {header:?} has no columns x and y; name them so"
            )),
            (_, _, Layout::Pairs) => Err(format!(
                "the header {header:?} is not x,y; give these two columns"
            )),
        }
    }

    /// The step (0 without such a column) and the point of a row.
    fn row(&self, record: &StringRecord) -> Option<(f64, Point)> {
        let number = |column: usize| record.get(column)?.parse::<f64>().ok();
        if record.len() != self.count {
            return None;
        }
        let step = match self.step {
            Some(column) => number(column).filter(|step| step.is_finite())?,
            None => 0.0,
        };
        Some((step, [number(self.x)?, number(self.y)?]))
    }

    fn in_words(&self) -> String {
        if self.count == 2 {
            "a pair of numbers".to_owned()
        } else {
            format!("a row of {} columns with numbers in x and y", self.count)
        }
    }
}
