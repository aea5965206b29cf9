//! Which two columns of a table are the points.

use crate::files::number::number;
use crate::wording::quote;

/// Where the numbers of a row stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub x: usize,
    pub y: usize,
    /// Of a run: where rows share a step, those of its last step are its result.
    pub step: Option<usize>,
    /// Of every row.
    pub count: usize,
    /// Which two were taken, of how many, where there was a choice.
    pub notice: Option<String>,
}

/// Names that two columns of points have.
const PAIRS: [[&str; 2]; 11] = [
    ["x", "y"],
    ["x1", "x2"],
    ["x_1", "x_2"],
    ["x0", "x1"],
    ["lon", "lat"],
    ["longitude", "latitude"],
    ["lng", "lat"],
    ["x_pos", "y_pos"],
    ["xpos", "ypos"],
    ["pos_x", "pos_y"],
    ["easting", "northing"],
];

/// Names of columns that count rows.
const INDICES: [&str; 9] = ["", "#", "id", "idx", "index", "n", "no", "row", "unnamed:0"];

/// The name of a column without case, spaces and unit: "X [mm]" is "x".
pub fn plain_name(name: &str) -> String {
    let name = name.trim().trim_matches(['\'', '"']);
    let end = name.find(['(', '[']).filter(|&end| end > 0);
    let name = &name[..end.unwrap_or(name.len())];
    let letters = name.chars().filter(|c| !c.is_whitespace());
    letters.collect::<String>().to_lowercase()
}

/// Where a pair of known names stands among `names`, all plain.
pub fn named_pair(names: &[String]) -> Option<[usize; 2]> {
    let place = |name: &str| names.iter().position(|found| found == name);
    PAIRS.iter().find_map(|[x, y]| Some([place(x)?, place(y)?]))
}

/// Whether a table's first row names its columns.
pub fn is_header(row: &[String], thousands: bool) -> bool {
    let names: Vec<String> = row.iter().map(|name| plain_name(name)).collect();
    let numbers = |fields: &[String]| fields.iter().any(|f| number(f, thousands).is_ok());
    // Data frames without names count their columns behind an empty corner.
    let counted = row.len() > 2
        && names[0].is_empty()
        && (names[1..].iter().enumerate()).all(|(index, name)| *name == index.to_string());
    !numbers(row) || counted || named_pair(&names).is_some()
}

impl Columns {
    /// The columns of a table with these `names` (none without a header) and first `rows`; `thousands`
    /// is that of [`number`].
    ///
    /// # Errors
    /// A sentence when the names fit no points, or there are no two columns of numbers.
    pub fn choose(names: &[String], rows: &[Vec<String>], thousands: bool) -> Result<Self, String> {
        let found: Vec<String> = names.iter().map(|name| plain_name(name)).collect();
        let header = || quote(&names.join(","));
        for name in ["x", "y"] {
            if found.iter().filter(|other| *other == name).count() > 1 {
                return Err(format!(
                    "the header {:?} names two columns {name}; name one so",
                    header()
                ));
            }
        }
        let width = rows.first().map_or(found.len(), Vec::len);
        // Some programs leave out the name of the column of rows' names.
        let shift = usize::from(
            !names.is_empty() && width == names.len() + 1 && {
                let first =
                    |row: &Vec<String>| row.first().is_some_and(|f| number(f, thousands).is_ok());
                rows.iter().all(|row| row.len() == width)
                    && (!rows.iter().all(first) || counts_rows(rows, 0, thousands))
            },
        );
        let count = if names.is_empty() {
            width
        } else {
            names.len() + shift
        };
        let count = count.max(2);
        let columns = |[x, y]: [usize; 2], step| Self {
            x,
            y,
            step,
            count,
            notice: None,
        };
        if let Some([x, y]) = named_pair(&found) {
            let step = found.iter().position(|name| name == "step");
            let taken = columns([x + shift, y + shift], step.map(|step| step + shift));
            return Ok(if count == 2 && found == ["x", "y"] || step.is_some() {
                taken
            } else {
                taken.noticed(names, shift)
            });
        }
        for [one, other] in [["x", "y"], ["y", "x"]] {
            if found.iter().any(|name| name == one) {
                return Err(format!(
                    "the header {:?} names {one} but no {other}; name two columns x and y",
                    header()
                ));
            }
        }
        let numbers_in = |column: usize| {
            let good = |row: &&Vec<String>| {
                row.get(column)
                    .is_some_and(|f| number(f, thousands).is_ok())
            };
            rows.iter().filter(good).count()
        };
        let is_index = |column: usize| {
            column < shift
                || found
                    .get(column - shift)
                    .is_some_and(|name| INDICES.contains(&name.as_str()))
        };
        let columns_of = |is_number: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let taken = |&column: &usize| is_number(column) && !is_index(column);
            (0..width).filter(taken).collect()
        };
        let mut numbers = columns_of(&|column| 2 * numbers_in(column) > rows.len());
        // Of a short table one faulty row is a large part: it is at fault, and not the column.
        if numbers.len() < 2 {
            let any = columns_of(&|column| numbers_in(column) > 0);
            numbers = if any.len() < 2 { numbers } else { any };
        }
        if numbers.len() > 2 && numbers[0] == 0 && counts_rows(rows, 0, thousands) {
            numbers.remove(0);
        }
        match numbers[..] {
            [x, y, ..] if (x, y, count) == (0, 1, 2) && names.is_empty() => {
                Ok(columns([x, y], None))
            }
            [x, y, ..] => Ok(columns([x, y], None).noticed(names, shift)),
            // Whatever stands there is refused with its line and column, nothing as no point.
            [] | [_] if rows.is_empty() || width == 2 => Ok(columns([0, 1], None)),
            [] | [_] if names.is_empty() => Err(
                "there are no two columns of numbers; give one point x,y in every row".to_owned(),
            ),
            [] | [_] => Err(format!(
                "the header {:?} has no columns x and y and below it are no two columns of numbers; name two so",
                header()
            )),
        }
    }

    /// The first two columns of numbers, whatever they are called.
    pub fn first(rows: &[Vec<String>], thousands: bool) -> Option<Self> {
        let count = rows.first().map_or(0, Vec::len);
        let is_number = |column: &usize| {
            let good = |row: &&Vec<String>| {
                row.get(*column)
                    .is_some_and(|f| number(f, thousands).is_ok())
            };
            2 * rows.iter().filter(good).count() > rows.len()
        };
        let mut numbers = (0..count).filter(is_number);
        let (x, y) = (numbers.next()?, numbers.next()?);
        Some(Self {
            x,
            y,
            step: None,
            count,
            notice: None,
        })
    }

    fn noticed(self, names: &[String], shift: usize) -> Self {
        let word = |column: usize| {
            let name = column.checked_sub(shift).and_then(|c| names.get(c));
            let number = format!("column {}", column + 1);
            match name.map(|name| quote(name)) {
                Some(name) if !name.is_empty() => format!("{number} ({name:?})"),
                Some(_) | None => number,
            }
        };
        let notice = format!(
            "took {} as x and {} as y of {} columns",
            word(self.x),
            word(self.y),
            self.count
        );
        Self {
            notice: Some(notice),
            ..self
        }
    }
}

/// Whether `column` counts the rows from 0 or 1.
fn counts_rows(rows: &[Vec<String>], column: usize, thousands: bool) -> bool {
    let values: Option<Vec<f64>> = rows
        .iter()
        .map(|row| Some(number(row.get(column)?, thousands).ok()?.0))
        .collect();
    values.is_some_and(|values| {
        values.len() > 1
            && [0.0, 1.0].contains(&values[0])
            && values.windows(2).all(|pair| pair[1] == pair[0] + 1.0)
    })
}
