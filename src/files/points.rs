//! Points from files, read in one way wherever they are used: tables as people have them and numpy's
//! arrays.

mod array;
mod found;
mod limits;
mod picture;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use picture::silhouette;
pub use table::TablePreview;

use super::error::ReadError;
use crate::wording::count;
use found::Found;
use ndarray::Array2;
use rand::SeedableRng;
use rand::seq::index;
use rand_chacha::ChaCha8Rng;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

/// More than these are not drawn from.
const MOST_ROWS: usize = 9_000_000;
/// Of a table so much is looked at to find out how it is written.
const HEAD: u64 = 65_536;
/// The stream of random numbers that thins a table.
const THINNING: u64 = 0x7000;

/// The points of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct PointFile {
    /// `[n, 2]`, in the order of the file, finite.
    pub x: Array2<f64>,
    /// What was taken and what was left out, a sentence each without its end.
    pub notices: Vec<String>,
}

/// The points of a file, at most `most` of them: a table, or an array of numpy. Of a run with several
/// frames (rows with a step, an array `[frames, n, 2]`) they are those of the last one.
///
/// # Errors
/// When the file cannot be read, or holds no point, something else, or more points.
pub fn read_points(path: &Path, most: usize) -> Result<PointFile, ReadError> {
    let Found { points, notices } = read(path, most)?;
    let x = Array2::from(points);
    Ok(PointFile { x, notices })
}

/// As [`read_points`], but of more points `most` are drawn without replacement from `seed`.
///
/// # Errors
/// As [`read_points`], without a limit that a file of points meets.
pub fn draw_points(path: &Path, most: usize, seed: u64) -> Result<PointFile, ReadError> {
    Ok(drawn(read(path, MOST_ROWS)?, most, seed))
}

/// As [`draw_points`] for a file with this content.
///
/// # Errors
/// As [`draw_points`].
pub fn draw_points_from(
    path: &Path,
    bytes: &[u8],
    most: usize,
    seed: u64,
) -> Result<PointFile, ReadError> {
    let found = read_from(path, MOST_ROWS, || Ok(Cursor::new(bytes)))?;
    Ok(drawn(found, most, seed))
}

/// As [`draw_points`] of a table, with these columns as x and y.
///
/// # Errors
/// As [`draw_points`].
pub fn draw_columns(
    path: &Path,
    columns: [usize; 2],
    most: usize,
    seed: u64,
) -> Result<PointFile, ReadError> {
    let found = read_with(path, MOST_ROWS, Some(columns), || open(path))?;
    Ok(drawn(found, most, seed))
}

/// As [`draw_columns`] for a table with this content.
///
/// # Errors
/// As [`draw_columns`].
pub fn draw_columns_from(
    path: &Path,
    bytes: &[u8],
    columns: [usize; 2],
    most: usize,
    seed: u64,
) -> Result<PointFile, ReadError> {
    let found = read_with(path, MOST_ROWS, Some(columns), || Ok(Cursor::new(bytes)))?;
    Ok(drawn(found, most, seed))
}

/// How a table begins; `None` of an array, which has no columns to choose.
///
/// # Errors
/// When the file cannot be read or has no two columns of numbers.
pub fn preview_table(path: &Path) -> Result<Option<TablePreview>, ReadError> {
    preview(path, open(path)?)
}

/// As [`preview_table`] for a file with this content.
///
/// # Errors
/// As [`preview_table`].
pub fn preview_table_from(path: &Path, bytes: &[u8]) -> Result<Option<TablePreview>, ReadError> {
    preview(path, bytes)
}

fn preview(path: &Path, file: impl Read) -> Result<Option<TablePreview>, ReadError> {
    let mut head = Vec::new();
    let size = file.take(HEAD).read_to_end(&mut head);
    let size = size.map_err(|source| unread(path, source))?;
    let is_named = |name: &str| {
        let ending = path.extension().unwrap_or_default();
        ending.eq_ignore_ascii_case(name)
    };
    // What is no table is said when it is opened.
    if ["npz", "npy"].into_iter().any(is_named)
        || head.starts_with(b"\x93NUMPY")
        || other_kind(&head).is_some()
    {
        return Ok(None);
    }
    let found = TablePreview::of(&head, (size as u64) < HEAD);
    found.map(Some).map_err(|fault| ReadError::Points {
        path: path.to_owned(),
        fault,
    })
}

fn drawn(found: Found, most: usize, seed: u64) -> PointFile {
    let Found {
        mut points,
        mut notices,
    } = found;
    let rows = points.len();
    if rows > most {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(THINNING);
        let mut kept = index::sample(&mut rng, rows, most).into_vec();
        kept.sort_unstable();
        points = kept.into_iter().map(|row| points[row]).collect();
        let [kept, rows] = [most, rows].map(|number| count(number as u64));
        notices.push(format!(
            "kept {kept} of {rows} points, drawn at random: a target holds at most {kept} points"
        ));
    }
    let x = Array2::from(points);
    PointFile { x, notices }
}

fn read(path: &Path, most: usize) -> Result<Found, ReadError> {
    read_from(path, most, || open(path))
}

/// Reads what `open` opens, an archive from its beginning again.
fn read_from<R: Read + Seek>(
    path: &Path,
    most: usize,
    open: impl Fn() -> Result<R, ReadError>,
) -> Result<Found, ReadError> {
    read_with(path, most, None, open)
}

/// The same with the columns of a table that were chosen.
fn read_with<R: Read + Seek>(
    path: &Path,
    most: usize,
    columns: Option<[usize; 2]>,
    open: impl Fn() -> Result<R, ReadError>,
) -> Result<Found, ReadError> {
    let mut file = open()?;
    let mut head = Vec::new();
    let size = file.by_ref().take(HEAD).read_to_end(&mut head);
    let size = size.map_err(|source| unread(path, source))?;
    let ending = path.extension().unwrap_or_default();
    let is_named = |name: &str| ending.eq_ignore_ascii_case(name);
    let found = if is_named("npz") {
        array::read_npz(open()?, most)
    } else if is_named("npy") || head.starts_with(b"\x93NUMPY") {
        array::read_npy(head.chain(file), most)
    } else if let Some(fault) = other_kind(&head) {
        Err(fault.to_owned())
    } else {
        let whole = (size as u64) < HEAD;
        match columns {
            Some(columns) => table::read_columns(&head, file, whole, most, columns),
            None => table::read(&head, file, whole, most),
        }
    };
    let found = found.and_then(|found| {
        if found.points.is_empty() {
            return Err("there is no point; give at least one row x,y".to_owned());
        }
        Ok(found)
    });
    found.map_err(|fault| ReadError::Points {
        path: path.to_owned(),
        fault,
    })
}

/// What a file is that begins so, where it is no table.
fn other_kind(head: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 5] = [
        (
            b"PK\x03\x04",
            "this is an archive (.npz or .xlsx), not a table; name it .npz, or save the sheet as .csv",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "this is a workbook (.xls), not a table; save the sheet as .csv",
        ),
        (b"\x1f\x8b", "this is compressed (.gz); unpack it"),
        (
            b"\x89HDF",
            "this is an HDF5 file; save the points as .csv or .npy",
        ),
        (
            b"PAR1",
            "this is a Parquet file; save the points as .csv or .npy",
        ),
    ];
    let found = kinds.iter().find(|(start, _)| head.starts_with(start));
    found.map(|&(_, fault)| fault)
}

fn open(path: &Path) -> Result<File, ReadError> {
    let file = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(file)
    });
    file.map_err(|source| unread(path, source))
}

fn unread(path: &Path, source: io::Error) -> ReadError {
    ReadError::Read {
        path: path.to_owned(),
        source,
    }
}
