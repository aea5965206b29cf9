//! Tables as comma-separated values. Numbers are the shortest that read back to the same f64.

use super::error::ExportError;
use super::table::{FieldTable, LikelihoodTable, LogRow};
use crate::sampling::{NoisingPaths, Trajectory};
use serde::Serialize;
use std::io::Write;

/// `step,particle,x,y,sigma`, a row a particle a frame, frames in order.
///
/// # Errors
/// When `out` takes no more.
pub fn trajectory_csv(trajectory: &Trajectory, out: impl Write) -> Result<(), ExportError> {
    let frames = trajectory.x.outer_iter();
    let moments = trajectory.step.iter().zip(&trajectory.sigma);
    let rows = frames.zip(moments).flat_map(|(frame, (step, sigma))| {
        (0..frame.nrows()).map(move |particle| {
            let (x, y) = (frame[[particle, 0]], frame[[particle, 1]]);
            (*step, particle, x, y, *sigma)
        })
    });
    table(&["step", "particle", "x", "y", "sigma"], rows, out)
}

/// `step,particle,x,y,t,alpha,sigma`, a row a particle a frame, frames in order.
///
/// # Errors
/// When `out` takes no more.
pub fn noising_csv(paths: &NoisingPaths, out: impl Write) -> Result<(), ExportError> {
    let rows = paths.x.outer_iter().enumerate().flat_map(|(step, frame)| {
        let (t, alpha, sigma) = (paths.t[step], paths.alpha[step], paths.sigma[step]);
        (0..frame.nrows()).map(move |particle| {
            let (x, y) = (frame[[particle, 0]], frame[[particle, 1]]);
            (step, particle, x, y, t, alpha, sigma)
        })
    });
    let head = ["step", "particle", "x", "y", "t", "alpha", "sigma"];
    table(&head, rows, out)
}

/// `x,y,score_x,score_y,log_density,denoised_x,denoised_y`, a row a point.
///
/// # Errors
/// When `out` takes no more.
pub fn field_csv(field: &FieldTable, out: impl Write) -> Result<(), ExportError> {
    let head = [
        "x",
        "y",
        "score_x",
        "score_y",
        "log_density",
        "denoised_x",
        "denoised_y",
    ];
    let rows = (0..field.x.nrows()).map(|row| {
        (
            field.x[[row, 0]],
            field.x[[row, 1]],
            field.score[[row, 0]],
            field.score[[row, 1]],
            field.log_density[row],
            field.denoised[[row, 0]],
            field.denoised[[row, 1]],
        )
    });
    table(&head, rows, out)
}

/// `x,y,log_density,exact`, a row a point.
///
/// # Errors
/// When `out` takes no more.
pub fn likelihood_csv(densities: &LikelihoodTable, out: impl Write) -> Result<(), ExportError> {
    let rows = (0..densities.x.nrows()).map(|row| {
        (
            densities.x[[row, 0]],
            densities.x[[row, 1]],
            densities.log_density[row],
            densities.exact[row],
        )
    });
    table(&["x", "y", "log_density", "exact"], rows, out)
}

/// `train_step,loss,floor,score_error`; what was not measured stays empty.
///
/// # Errors
/// When `out` takes no more.
pub fn loss_csv(rows: &[LogRow]) -> Result<Vec<u8>, ExportError> {
    let rows = rows
        .iter()
        .map(|row| (row.train_step, row.loss, row.floor, row.score_error));
    let mut bytes = Vec::new();
    table(
        &["train_step", "loss", "floor", "score_error"],
        rows,
        &mut bytes,
    )?;
    Ok(bytes)
}

/// Rows go out as they are made: a large table never stands in memory.
fn table<R: Serialize>(
    head: &[&str],
    rows: impl Iterator<Item = R>,
    out: impl Write,
) -> Result<(), ExportError> {
    let packing = |error: &dyn std::error::Error| ExportError::Packing(error.to_string());
    let mut writer = ::csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(out);
    writer.write_record(head).map_err(|e| packing(&e))?;
    for row in rows {
        writer.serialize(row).map_err(|e| packing(&e))?;
    }
    writer.flush().map_err(|e| packing(&e))
}
