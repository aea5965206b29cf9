//! What is exported, in the format that a file's ending asks for.

use super::csv::{field_csv, likelihood_csv, noising_csv, trajectory_csv};
use super::drawing::Drawing;
use super::error::ExportError;
use super::format::Format;
use super::npz::{field_npz, likelihood_npz, noising_npz, trajectory_npz};
use super::raster::{pdf, png};
use super::svg::Paper;
use super::table::{FieldTable, LikelihoodTable};
use crate::sampling::{NoisingPaths, Trajectory};
use std::io::{Seek, Write};

/// `figure`, or a page of panels, as an SVG, PNG or PDF file; a PNG has `dpi` pixels an inch, or those of a screen.
///
/// # Errors
/// When the format is not one of [`Format::FIGURE`], or a picture does not fit into memory.
pub fn figure_bytes(
    figure: &dyn Drawing,
    format: Format,
    paper: impl Into<Paper>,
    dpi: Option<u32>,
) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Svg => Ok(figure.svg(paper.into()).into_bytes()),
        Format::Png => png(figure, paper, dpi),
        Format::Pdf => pdf(figure, paper),
        Format::Csv | Format::Npz => Err(ExportError::WrongFormat(format, ".svg, .png or .pdf")),
    }
}

/// `trajectory` into `out`, as a CSV file, or as an NPZ file that says what made it.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], the arrays do not fit into the file, or `out` takes no more.
pub fn write_trajectory(
    trajectory: &Trajectory,
    format: Format,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    match format {
        Format::Csv => trajectory_csv(trajectory, out),
        Format::Npz => trajectory_npz(trajectory, made_by, out),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}

/// `paths` into `out`, as a CSV file, or as an NPZ file that says what made it.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], the arrays do not fit into the file, or `out` takes no more.
pub fn write_noising(
    paths: &NoisingPaths,
    format: Format,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    match format {
        Format::Csv => noising_csv(paths, out),
        Format::Npz => noising_npz(paths, made_by, out),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}

/// `field` into `out`, as a CSV file, or as an NPZ file that says what made it.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], the arrays do not fit into the file, or `out` takes no more.
pub fn write_field(
    field: &FieldTable,
    format: Format,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    match format {
        Format::Csv => field_csv(field, out),
        Format::Npz => field_npz(field, made_by, out),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}

/// `table` into `out`, as a CSV file, or as an NPZ file that says what made it.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], the arrays do not fit into the file, or `out` takes no more.
pub fn write_likelihood(
    table: &LikelihoodTable,
    format: Format,
    made_by: Option<&str>,
    out: impl Write + Seek,
) -> Result<(), ExportError> {
    match format {
        Format::Csv => likelihood_csv(table, out),
        Format::Npz => likelihood_npz(table, made_by, out),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}
