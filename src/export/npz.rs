//! Arrays for numpy: uncompressed NPZ, every member f64, no dates.

use super::error::ExportError;
use super::table::{FieldTable, LikelihoodTable};
use crate::plane::Point;
use crate::sampling::{NoisingPaths, Trajectory};
use ndarray::{Array1, ArrayView1, arr0, arr1};
use ndarray_npy::{NpzWriter, WriteNpyError, WriteNpyExt, WriteNpzError};
use std::io::{Seek, Write};

/// Members `x` `[frames, particles, 2]`, `step`, `sigma`, `t` and `nfe`, each `[frames]`, and `center`
/// `[2]` and `scale` `[]` of the process.
///
/// # Errors
/// When a member is larger than the 4 GiB that the file's directory can count, or `out` takes no more.
pub fn trajectory_npz(
    trajectory: &Trajectory,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    let counts = |of: &[u64]| {
        of.iter()
            .map(|count| *count as f64)
            .collect::<Array1<f64>>()
    };
    packed(out, made_by, |npz| {
        npz.add_array("x", &trajectory.x)?;
        npz.add_array("step", &counts(&trajectory.step))?;
        npz.add_array("sigma", &ArrayView1::from(&trajectory.sigma))?;
        npz.add_array("t", &ArrayView1::from(&trajectory.t))?;
        npz.add_array("nfe", &counts(&trajectory.nfe))?;
        place(npz, trajectory.center, trajectory.scale)
    })
}

/// Members `x` `[frames, particles, 2]`, `t`, `alpha` and `sigma`, each `[frames]`, and `center` `[2]` and
/// `scale` `[]`: x_t = center + alpha (x0 - center) + sigma scale eps.
///
/// # Errors
/// When a member is larger than the 4 GiB that the file's directory can count, or `out` takes no more.
pub fn noising_npz(
    paths: &NoisingPaths,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    packed(out, made_by, |npz| {
        npz.add_array("x", &paths.x)?;
        npz.add_array("t", &ArrayView1::from(&paths.t))?;
        npz.add_array("alpha", &ArrayView1::from(&paths.alpha))?;
        npz.add_array("sigma", &ArrayView1::from(&paths.sigma))?;
        place(npz, paths.center, paths.scale)
    })
}

/// Members `x` `[n, 2]`, `score` `[n, 2]`, `log_density` `[n]`, `denoised` `[n, 2]`, `sigma` `[]`, and
/// of a field along a process `t` `[]`, `alpha` `[]`, `center` `[2]` and `scale` `[]`.
///
/// # Errors
/// When a member is larger than the 4 GiB that the file's directory can count, or `out` takes no more.
pub fn field_npz(
    field: &FieldTable,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    packed(out, made_by, |npz| {
        npz.add_array("x", &field.x)?;
        npz.add_array("score", &field.score)?;
        npz.add_array("log_density", &field.log_density)?;
        npz.add_array("denoised", &field.denoised)?;
        npz.add_array("sigma", &arr0(field.sigma))?;
        if let Some(moment) = field.moment {
            npz.add_array("t", &arr0(moment.t))?;
            npz.add_array("alpha", &arr0(moment.alpha))?;
            place(npz, moment.center, moment.scale)?;
        }
        Ok(())
    })
}

/// Members `x` `[n, 2]`, `log_density` `[n]` and `exact` `[n]`, and `center` `[2]` and `scale` `[]` of the
/// process.
///
/// # Errors
/// When a member is larger than the 4 GiB that the file's directory can count, or `out` takes no more.
pub fn likelihood_npz(
    table: &LikelihoodTable,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    packed(out, made_by, |npz| {
        npz.add_array("x", &table.x)?;
        npz.add_array("log_density", &table.log_density)?;
        npz.add_array("exact", &table.exact)?;
        place(npz, table.center, table.scale)
    })
}

/// c and s of a process.
fn place<W: Write + Seek>(
    npz: &mut NpzWriter<W>,
    center: Point,
    scale: f64,
) -> Result<(), WriteNpzError> {
    npz.add_array("center", &arr1(&center))?;
    npz.add_array("scale", &arr0(scale))
}

/// The members of an archive, and `provenance`: what made it, as JSON.
fn packed<W: Write + Seek>(
    out: W,
    made_by: Option<&str>,
    fill: impl FnOnce(&mut NpzWriter<W>) -> Result<(), WriteNpzError>,
) -> Result<(), ExportError> {
    let mut npz = NpzWriter::new(out);
    let filled = fill(&mut npz)
        .and_then(|()| made_by.map_or(Ok(()), |json| npz.add_array("provenance", &Text(json))));
    filled
        .and_then(|()| npz.finish())
        .map(|_| ())
        .map_err(|error| ExportError::Packing(error.to_string()))
}

/// A text as numpy has it: an array without axes of as many code points, four bytes each.
struct Text<'a>(&'a str);

impl WriteNpyExt for Text<'_> {
    fn write_npy<W: Write>(&self, mut writer: W) -> Result<(), WriteNpyError> {
        // As long as numpy writes it: magic, version, length, and the whole a multiple of 64 bytes.
        let mut header = format!(
            "{{'descr': '<U{}', 'fortran_order': False, 'shape': (), }}",
            self.0.chars().count()
        );
        let before = 10;
        let missing = (before + header.len() + 1).next_multiple_of(64) - before - header.len() - 1;
        header.push_str(&" ".repeat(missing));
        header.push('\n');
        writer.write_all(b"\x93NUMPY\x01\x00")?;
        writer.write_all(&(header.len() as u16).to_le_bytes())?;
        writer.write_all(header.as_bytes())?;
        for letter in self.0.chars() {
            writer.write_all(&u32::from(letter).to_le_bytes())?;
        }
        Ok(writer.flush()?)
    }
}
