//! Arrays of numpy, read as far as the points of their last frame: a whole run may be larger than
//! memory, and one made elsewhere may hold other numbers, in Fortran's order or compressed.

mod header;

use super::found::Found;
use super::limits::{finite, too_many};
use crate::wording::{count, quote};
use header::{Header, Number};
use std::fs::File;
use std::io::{self, BufReader, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The last frame of member x `[n, 2]` or `[frames, particles, 2]`, or of the array that numpy.savez
/// was given without a name.
///
/// # Errors
/// A sentence when this is no archive, there is no such member, or more than `most` points.
pub fn read_npz(file: File, most: usize) -> Result<Found, String> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| {
        format!("this is no whole .npz file ({error}); save it again with numpy.savez")
    })?;
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.sort();
    let named = |wanted: &str| names.iter().find(|name| bare(name) == wanted);
    let unnamed = || names.first().filter(|_| names.len() == 1);
    let Some(x) = named("x")
        .or_else(|| named("X"))
        .or_else(|| unnamed().filter(|name| bare(name) == "arr_0"))
    else {
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
    match archive.by_name(x) {
        Ok(member) => last_frame(member, most),
        Err(ZipError::UnsupportedArchive(cause)) => Err(format!(
            "array x is packed in a way not known here ({cause}); save it with numpy.savez"
        )),
        Err(error) => Err(format!(
            "array x cannot be unpacked ({error}); save it again with numpy.savez"
        )),
    }
}

/// The name of a member as numpy.load gives it.
fn bare(name: &str) -> &str {
    name.strip_suffix(".npy").unwrap_or(name)
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
    let (frames, particles) = match header.shape[..] {
        [particles, 2] => (1, particles),
        [frames, particles, 2] if frames > 0 => (frames, particles),
        _ => {
            return Err(format!(
                "the array has shape {}; give [n, 2] or [frames, particles, 2]",
                quote(&format!("{:?}", header.shape))
            ));
        }
    };
    let particles = usize::try_from(particles)
        .ok()
        .filter(|particles| *particles <= most)
        .ok_or_else(|| too_many(most))?;

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
    } else {
        items.skip(frames - 1, 2 * particles as u64)?;
        for point in &mut points {
            *point = [items.next()?, items.next()?];
        }
    }
    items.finish()?;
    let checked = |(row, point)| finite(point, || format!("row {} of the last frame", row + 1));
    let points: Result<_, String> = points.into_iter().enumerate().map(checked).collect();
    Ok(Found {
        points: points?,
        notices: Vec::new(),
    })
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

    /// Reads to the end, where an archive finds out whether its bytes are as they were written.
    fn finish(mut self) -> Result<(), String> {
        let rest = io::copy(&mut self.array, &mut io::sink());
        rest.map(|_| ()).map_err(|error| cut(&error))
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
