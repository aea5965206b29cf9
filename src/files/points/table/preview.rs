//! The first rows of a table, for somebody who chooses its columns.

use super::dialect::Dialect;
use crate::files::number::number;
use serde::{Deserialize, Serialize};

/// Rows that are shown.
const ROWS: usize = 8;

/// How a table begins, and which of its columns would be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePreview {
    /// What the columns are called, "column 1" and so on where they have no names.
    pub names: Vec<String>,
    /// The first rows, each with as many fields as there are columns.
    pub rows: Vec<Vec<String>>,
    /// Which columns hold numbers, from 0; two at least.
    pub numbers: Vec<usize>,
    /// Which of these are x and y unless others are chosen.
    pub columns: [usize; 2],
}

impl TablePreview {
    /// Of a table that begins with `head`, and ends there where it is `whole`.
    ///
    /// # Errors
    /// A sentence when there are no two columns of numbers.
    pub fn of(head: &[u8], whole: bool) -> Result<Self, String> {
        let dialect = Dialect::with_columns(head, whole, None)?;
        let (columns, rows) = (&dialect.columns, &dialect.rows);
        // A name is missing where some programs leave out that of the rows' names.
        let shift = columns.count.saturating_sub(dialect.names.len());
        let name = |column: usize| {
            let name = column
                .checked_sub(shift)
                .and_then(|at| dialect.names.get(at));
            let name = name.map_or("", |name| name.trim());
            if name.is_empty() {
                format!("column {}", column + 1)
            } else {
                name.to_owned()
            }
        };
        let field = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
        let is_number = |column: &usize| {
            let good = |row: &&Vec<String>| number(&field(row, *column), dialect.thousands).is_ok();
            2 * rows.iter().filter(good).count() > rows.len()
        };
        let mut numbers: Vec<usize> = (0..columns.count).filter(is_number).collect();
        for taken in [columns.x, columns.y] {
            if !numbers.contains(&taken) {
                numbers.push(taken);
            }
        }
        numbers.sort_unstable();
        let shown = rows.iter().take(ROWS);
        let fields = |row| {
            (0..columns.count)
                .map(|column| field(row, column))
                .collect()
        };
        Ok(Self {
            names: (0..columns.count).map(name).collect(),
            rows: shown.map(fields).collect(),
            numbers,
            columns: [columns.x, columns.y],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(text: &str) -> Result<TablePreview, String> {
        TablePreview::of(text.as_bytes(), true)
    }

    #[test]
    fn the_columns_are_named_and_those_of_numbers_can_be_chosen() {
        let found = preview("label;a;b;c\none;1;2;3\ntwo;4;5,5;6\n").unwrap();
        assert_eq!(found.names, ["label", "a", "b", "c"]);
        assert_eq!(found.rows[1], ["two", "4", "5,5", "6"]);
        assert_eq!((found.numbers, found.columns), (vec![1, 2, 3], [1, 2]));
        let unnamed = preview("1 2\n3 4\n").unwrap();
        assert_eq!(unnamed.names, ["column 1", "column 2"]);
        assert_eq!(unnamed.columns, [0, 1]);
        let long = "x,y\n".to_owned() + &"1,2\n".repeat(50);
        assert_eq!(preview(&long).unwrap().rows.len(), 8);
    }

    #[test]
    fn a_header_that_names_no_pair_is_left_to_the_one_who_chooses() {
        // By itself this is refused: x has no y.
        let found = preview("x,height\n1,2\n3,4\n").unwrap();
        assert_eq!(found.columns, [0, 1]);
        let found = preview("x,x,w\n1,2,9\n3,4,9\n").unwrap();
        assert_eq!((found.numbers, found.columns), (vec![0, 1, 2], [0, 1]));
    }

    #[test]
    fn without_two_columns_of_numbers_there_is_nothing_to_choose() {
        for text in [
            "name,x\na,1\nb,2\n",
            "name,word,z\na,b,1\nc,d,2\n",
            "a,b,c\nd,e,f\n",
        ] {
            let refused = preview(text).unwrap_err();
            assert!(
                refused.contains("two") || refused.contains(" y"),
                "{refused}"
            );
        }
    }
}
