//! Tables as comma-separated values. Numbers are the shortest that read back to the same f64.

use super::error::ExportError;
use super::table::{FieldTable, LikelihoodTable, LogRow};
use crate::sampling::{NoisingPaths, Trajectory};
use serde::Serialize;

/// `step,particle,x,y,sigma`, a row a particle a frame, frames in order.
///
/// # Errors
/// When the table does not fit into memory.
pub fn trajectory_csv(trajectory: &Trajectory) -> Result<Vec<u8>, ExportError> {
    let frames = trajectory.x.outer_iter();
    let moments = trajectory.step.iter().zip(&trajectory.sigma);
    let rows = frames.zip(moments).flat_map(|(frame, (step, sigma))| {
        (0..frame.nrows()).map(move |particle| {
            let (x, y) = (frame[[particle, 0]], frame[[particle, 1]]);
            (*step, particle, x, y, *sigma)
        })
    });
    table(&["step", "particle", "x", "y", "sigma"], rows)
}

/// `step,particle,x,y,t,alpha,sigma`, a row a particle a frame, frames in order.
///
/// # Errors
/// When the table does not fit into memory.
pub fn noising_csv(paths: &NoisingPaths) -> Result<Vec<u8>, ExportError> {
    let rows = paths.x.outer_iter().enumerate().flat_map(|(step, frame)| {
        let (t, alpha, sigma) = (paths.t[step], paths.alpha[step], paths.sigma[step]);
        (0..frame.nrows()).map(move |particle| {
            let (x, y) = (frame[[particle, 0]], frame[[particle, 1]]);
            (step, particle, x, y, t, alpha, sigma)
        })
    });
    let head = ["step", "particle", "x", "y", "t", "alpha", "sigma"];
    table(&head, rows)
}

/// `x,y,score_x,score_y,log_density,denoised_x,denoised_y`, a row a point.
///
/// # Errors
/// When the table does not fit into memory.
pub fn field_csv(field: &FieldTable) -> Result<Vec<u8>, ExportError> {
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
    table(&head, rows)
}

/// `x,y,log_density,exact`, a row a point.
///
/// # Errors
/// When the table does not fit into memory.
pub fn likelihood_csv(densities: &LikelihoodTable) -> Result<Vec<u8>, ExportError> {
    let rows = (0..densities.x.nrows()).map(|row| {
        (
            densities.x[[row, 0]],
            densities.x[[row, 1]],
            densities.log_density[row],
            densities.exact[row],
        )
    });
    table(&["x", "y", "log_density", "exact"], rows)
}

/// `train_step,loss,floor,score_error`; what was not measured stays empty.
///
/// # Errors
/// When the table does not fit into memory.
pub fn loss_csv(rows: &[LogRow]) -> Result<Vec<u8>, ExportError> {
    let rows = rows
        .iter()
        .map(|row| (row.train_step, row.loss, row.floor, row.score_error));
    table(&["train_step", "loss", "floor", "score_error"], rows)
}

fn table<R: Serialize>(
    head: &[&str],
    rows: impl Iterator<Item = R>,
) -> Result<Vec<u8>, ExportError> {
    let packing = |error: &dyn std::error::Error| ExportError::Packing(error.to_string());
    let mut writer = ::csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    writer.write_record(head).map_err(|e| packing(&e))?;
    for row in rows {
        writer.serialize(row).map_err(|e| packing(&e))?;
    }
    writer.into_inner().map_err(|e| packing(&e))
}
