//! Arrays of numpy, read as far as the points of their last frame: a whole run may be larger than
//! memory, and one made elsewhere may hold other numbers, in Fortran's order or compressed.

mod header;

use super::found::Found;
use super::limits::{finite, too_many};
use crate::plane::Point;
use crate::wording::{count, quote};
use header::{Header, Number};
use std::io::{self, BufReader, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// Members that are points, and pairs of members that are their coordinates.
const POINTS: [&str; 4] = ["x", "X", "points", UNNAMED];
const PAIRS: [[&str; 2]; 3] = [["x", "y"], ["X", "Y"], [UNNAMED, "arr_1"]];
/// What numpy.savez calls the first array that was given without a name.
const UNNAMED: &str = "arr_0";

/// The points of an archive: member x `[n, 2]` or `[frames, particles, 2]`, or points, or the one that
/// numpy.savez was given without a name; or members x and y `[n]`.
///
/// # Errors
/// A sentence when this is no archive, there is no such member, or more than `most` points.
pub fn read_npz(file: impl Read + Seek, most: usize) -> Result<Found, String> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| {
        format!("this is no whole .npz file ({error}); save it again with numpy.savez")
    })?;
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.sort();
    let named = |wanted: &str| names.iter().find(|name| bare(name) == wanted);
    for [x, y] in PAIRS {
        if let (Some(x), Some(y)) = (named(x), named(y))
            && is_line(&mut archive, x)?
        {
            return pair(&mut archive, [x, y], most);
        }
    }
    let only = || names.first().filter(|_| names.len() == 1);
    let Some(x) = POINTS.iter().find_map(|name| named(name)).or_else(only) else {
        let bare: Vec<String> = names.iter().map(|name| quote(bare(name))).collect();
        let found = match bare.len() {
            0 => "nothing".to_owned(),
            1..=8 => format!("only {}", bare.join(", ")),
            others => format!("only {} others", count(others as u64)),
        };
        return Err(format!(
            "there is no array x, {found}; save the points as x, numpy.savez(FILE, x=points)"
        ));
    };
    let mut found = last_frame(member(&mut archive, x)?, most)?;
    let is_named = POINTS.contains(&bare(x)) && (bare(x) != UNNAMED || names.len() == 1);
    if !is_named {
        let of = match names.len() {
            1 => ", the only one".to_owned(),
            number => format!(" of {}", count(number as u64)),
        };
        let notice = format!("took array {}{of}", quote(bare(x)));
        found.notices.insert(0, notice);
    }
    Ok(found)
}

/// The name of a member as numpy.load gives it.
fn bare(name: &str) -> &str {
    name.strip_suffix(".npy").unwrap_or(name)
}

type Archive<R> = ZipArchive<BufReader<R>>;

fn member<'a, R: Read + Seek>(
    archive: &'a mut Archive<R>,
    name: &str,
) -> Result<impl Read + use<'a, R>, String> {
    let shown = quote(bare(name));
    archive.by_name(name).map_err(|error| {
        if let ZipError::UnsupportedArchive(cause) = error {
            return format!(
                "array {shown} is packed in a way not known here ({cause}); save it with numpy.savez"
            );
        }
        format!("array {shown} cannot be unpacked ({error}); save it again with numpy.savez")
    })
}

/// Whether a member has one index.
fn is_line(archive: &mut Archive<impl Read + Seek>, name: &str) -> Result<bool, String> {
    let header = Header::read(&mut BufReader::new(member(archive, name)?))?;
    Ok(header.shape.len() == 1)
}

/// The points whose coordinates are these two members.
fn pair(
    archive: &mut Archive<impl Read + Seek>,
    names: [&str; 2],
    most: usize,
) -> Result<Found, String> {
    let (x, of_x) = line(member(archive, names[0])?, most)?;
    let (y, of_y) = line(member(archive, names[1])?, most)?;
    let notices = of_x.into_iter().chain(of_y).collect();
    if x.len() != y.len() {
        let [x, y] = [x.len(), y.len()].map(|length| count(length as u64));
        let [one, other] = names.map(|name| quote(bare(name)));
        return Err(format!(
            "array {one} has {x} numbers and {other} {y}; give as many of both"
        ));
    }
    let points = x.into_iter().zip(y).map(|(x, y)| [x, y]).collect();
    Ok(Found {
        points: all_finite(points, "point")?,
        notices,
    })
}

/// The numbers of an array `[n]`.
fn line(array: impl Read, most: usize) -> Result<(Vec<f64>, Option<String>), String> {
    let mut array = BufReader::new(array);
    let header = Header::read(&mut array)?;
    let [length] = header.shape[..] else {
        return Err(shaped(&header, "[n] as that of the other coordinate"));
    };
    let length = within(length, most)?;
    let mut items = Items {
        array,
        number: header.number,
    };
    let numbers = (0..length)
        .map(|_| items.next())
        .collect::<Result<_, _>>()?;
    Ok((numbers, items.finish()?))
}

/// The last frame of a lone array.
///
/// # Errors
/// As [`read_npz`].
pub fn read_npy(file: impl Read, most: usize) -> Result<Found, String> {
    last_frame(file, most)
}

fn last_frame(array: impl Read, most: usize) -> Result<Found, String> {
    let mut array = BufReader::new(array);
    let header = Header::read(&mut array)?;
    let (frames, particles, columns) = match header.shape[..] {
        [2, columns] if columns > 3 => {
            return Err(shaped(&header, "[n, 2], points.T if this is x and then y"));
        }
        [particles, columns] if columns >= 2 => (1, particles, columns),
        [frames, particles, 2] if frames > 0 => (frames, particles, 2),
        _ => return Err(shaped(&header, "[n, 2] or [frames, particles, 2]")),
    };
    let particles = within(particles, most)?;

    let mut items = Items {
        array,
        number: header.number,
    };
    let mut points = vec![[0.0; 2]; particles];
    if header.fortran_order {
        // The frame runs fastest, then the particle, then the axis.
        for axis in 0..2 {
            for point in &mut points {
                items.skip(frames - 1, 1)?;
                point[axis] = items.next()?;
            }
        }
        items.skip(columns - 2, particles as u64)?;
    } else {
        items.skip(frames - 1, 2 * particles as u64)?;
        for point in &mut points {
            *point = [items.next()?, items.next()?];
            items.skip(columns - 2, 1)?;
        }
    }
    let mut notices = Vec::new();
    if columns > 2 {
        let columns = count(columns);
        notices.push(format!(
            "took column 1 as x and column 2 as y of {columns} columns"
        ));
    }
    notices.extend(items.finish()?);
    Ok(Found {
        points: all_finite(
            points,
            if frames > 1 {
                "row of the last frame"
            } else {
                "row"
            },
        )?,
        notices,
    })
}

fn shaped(header: &Header, wanted: &str) -> String {
    let shape = quote(&format!("{:?}", header.shape));
    format!("the array has shape {shape}; give {wanted}")
}

fn within(length: u64, most: usize) -> Result<usize, String> {
    let length = usize::try_from(length).ok();
    let length = length.filter(|length| *length <= most);
    length.ok_or_else(|| too_many(most))
}

fn all_finite(points: Vec<Point>, called: &str) -> Result<Vec<Point>, String> {
    let checked = |(row, point)| finite(point, || format!("{called} {}", row + 1));
    points.into_iter().enumerate().map(checked).collect()
}

/// The numbers of an array, one after the other.
struct Items<R> {
    array: R,
    number: Number,
}

impl<R: Read> Items<R> {
    fn next(&mut self) -> Result<f64, String> {
        let mut bytes = [0; 8];
        let bytes = &mut bytes[..self.number.size()];
        self.array.read_exact(bytes).map_err(|error| cut(&error))?;
        Ok(self.number.decode(bytes))
    }

    /// Leaves out `count` runs of `length` numbers.
    fn skip(&mut self, count: u64, length: u64) -> Result<(), String> {
        let size = self.number.size() as u64;
        let bytes = count.checked_mul(length).and_then(|n| n.checked_mul(size));
        let bytes = bytes.ok_or("the array is larger than any file; save it again")?;
        let skipped = io::copy(&mut self.array.by_ref().take(bytes), &mut io::sink())
            .map_err(|error| cut(&error))?;
        if skipped < bytes {
            return Err(cut(&io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(())
    }

    /// Reads to the end, where an archive finds out whether its bytes are as they were written; what there
    /// is to say of bytes behind the last number.
    fn finish(mut self) -> Result<Option<String>, String> {
        let rest = io::copy(&mut self.array, &mut io::sink()).map_err(|error| cut(&error))?;
        Ok((rest > 0).then(|| format!("left out {} bytes behind the array", count(rest))))
    }
}

fn cut(error: &io::Error) -> String {
    let cause = if error.kind() == io::ErrorKind::UnexpectedEof {
        "it ends before its last point".to_owned()
    } else {
        error.to_string()
    };
    format!("the array cannot be read to its end: {cause}; save it again")
}
