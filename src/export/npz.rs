//! Arrays for numpy: uncompressed NPZ, every member f64, no dates.

use super::ExportError;
use super::table::FieldTable;
use crate::sampling::Trajectory;
use ndarray::{Array1, arr0};
use ndarray_npy::{NpzWriter, WriteNpzError};
use std::io::Cursor;

/// Members `x` `[frames, particles, 2]`, `step` `[frames]`, `sigma` `[frames]`.
///
/// # Errors
/// When a member is larger than the 4 GiB that the file's directory can count.
pub fn trajectory_npz(trajectory: &Trajectory) -> Result<Vec<u8>, ExportError> {
    let step: Array1<f64> = trajectory.step.iter().map(|step| *step as f64).collect();
    let sigma = Array1::from_vec(trajectory.sigma.clone());
    packed(|npz| {
        npz.add_array("x", &trajectory.x)?;
        npz.add_array("step", &step)?;
        npz.add_array("sigma", &sigma)
    })
}

/// Members `x` `[n, 2]`, `score` `[n, 2]`, `log_density` `[n]`, `denoised` `[n, 2]`, `sigma` `[]`.
///
/// # Errors
/// When a member is larger than the 4 GiB that the file's directory can count.
pub fn field_npz(field: &FieldTable) -> Result<Vec<u8>, ExportError> {
    packed(|npz| {
        npz.add_array("x", &field.x)?;
        npz.add_array("score", &field.score)?;
        npz.add_array("log_density", &field.log_density)?;
        npz.add_array("denoised", &field.denoised)?;
        npz.add_array("sigma", &arr0(field.sigma))
    })
}

fn packed(
    fill: impl FnOnce(&mut NpzWriter<Cursor<Vec<u8>>>) -> Result<(), WriteNpzError>,
) -> Result<Vec<u8>, ExportError> {
    let mut npz = NpzWriter::new(Cursor::new(Vec::new()));
    fill(&mut npz)
        .and_then(|()| npz.finish())
        .map(Cursor::into_inner)
        .map_err(|error| ExportError::Packing(error.to_string()))
}
