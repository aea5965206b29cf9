//! Points from files: tables of comma-separated values and numpy's arrays.

mod array;
mod limits;
mod table;

use super::error::ReadError;
use crate::measure::QualityReference;
use ndarray::Array2;
use std::fs::File;
use std::io;
use std::path::Path;
use table::Layout;

/// Points of a table that is not a sample: as many as a field may have.
const MOST_ROWS: usize = 9_000_000;

/// The points of a table x,y, `[n, 2]`, one at least.
///
/// # Errors
/// When the file cannot be read, has another header, or a row is no pair of finite numbers.
pub fn read_table(path: &Path) -> Result<Array2<f64>, ReadError> {
    let file = open(path)?;
    let rows = table::read(file, Layout::Pairs, MOST_ROWS).map_err(|fault| at(path, &fault))?;
    if rows.is_empty() {
        return Err(at(path, "there is no point; give at least one row x,y"));
    }
    Ok(Array2::from(rows))
}

/// The last frame of a sample, `[n, 2]`: the rows of the last step of a .csv, the end of member x of
/// an .npz, or a .npy. Whether it can be measured is not checked here.
///
/// # Errors
/// When the name ends otherwise, or the file cannot be read or holds something else.
pub fn read_sample(path: &Path) -> Result<Array2<f64>, ReadError> {
    let most = QualityReference::MOST_POINTS;
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let points = match ending.to_ascii_lowercase().as_str() {
        "csv" => table::read(open(path)?, Layout::Frames, most),
        "npz" => array::read_npz(open(path)?, most),
        "npy" => array::read_npy(open(path)?, most),
        _ => {
            return Err(ReadError::Ending {
                path: path.to_owned(),
            });
        }
    };
    Ok(Array2::from(points.map_err(|fault| at(path, &fault))?))
}

/// What is wrong in a file.
fn at(path: &Path, fault: &str) -> ReadError {
    ReadError::Points {
        path: path.to_owned(),
        fault: fault.to_owned(),
    }
}

fn open(path: &Path) -> Result<File, ReadError> {
    let file = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(file)
    });
    file.map_err(|source| ReadError::Read {
        path: path.to_owned(),
        source,
    })
}
