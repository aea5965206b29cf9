//! What is exported, in the format that a file's ending asks for.

use super::csv::{field_csv, likelihood_csv, noising_csv, trajectory_csv};
use super::error::ExportError;
use super::format::Format;
use super::npz::{field_npz, likelihood_npz, noising_npz, trajectory_npz};
use super::raster::{pdf, png};
use super::size::Size;
use super::svg::svg;
use super::table::{FieldTable, LikelihoodTable};
use crate::figure::Figure;
use crate::sampling::{NoisingPaths, Trajectory};

/// `figure` as an SVG, PNG or PDF file.
///
/// # Errors
/// When the format is not one of [`Format::FIGURE`], or a picture does not fit into memory.
pub fn figure_bytes(figure: &Figure, format: Format, size: Size) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Svg => Ok(svg(figure, size).into_bytes()),
        Format::Png => png(figure, size),
        Format::Pdf => pdf(figure, size),
        Format::Csv | Format::Npz => Err(ExportError::WrongFormat(format, ".svg, .png or .pdf")),
    }
}

/// `trajectory` as a CSV or NPZ file.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], or the arrays do not fit into the file.
pub fn trajectory_bytes(trajectory: &Trajectory, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => trajectory_csv(trajectory),
        Format::Npz => trajectory_npz(trajectory),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}

/// `paths` as a CSV or NPZ file.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], or the arrays do not fit into the file.
pub fn noising_bytes(paths: &NoisingPaths, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => noising_csv(paths),
        Format::Npz => noising_npz(paths),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}

/// `field` as a CSV or NPZ file.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], or the arrays do not fit into the file.
pub fn field_bytes(field: &FieldTable, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => field_csv(field),
        Format::Npz => field_npz(field),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}

/// `table` as a CSV or NPZ file.
///
/// # Errors
/// When the format is not one of [`Format::DATA`], or the arrays do not fit into the file.
pub fn likelihood_bytes(table: &LikelihoodTable, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => likelihood_csv(table),
        Format::Npz => likelihood_npz(table),
        Format::Svg | Format::Png | Format::Pdf => {
            Err(ExportError::WrongFormat(format, ".csv or .npz"))
        }
    }
}
