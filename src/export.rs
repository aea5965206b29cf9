//! Figures, trajectories, fields and training logs as bytes.
//!
//! Exporters are pure: same input, same bytes. No clock, no locale, no hash order, and no system font
//! unless a title has characters that the bundled one lacks.
//!
//! The SVG is written here and not by a plotting crate. Paths coloured by time, two label columns
//! beside a colour bar, a caption that wraps and a plot with equal axes are what these figures are
//! about; kuva 0.6 has one colour a line series, no caption, fixed margins, and clip ids that count
//! up within a process, so that the second figure of a session differs from the first.

mod csv;
mod font;
mod format;
mod npz;
mod raster;
mod size;
mod svg;
mod table;

pub use self::csv::{field_csv, likelihood_csv, loss_csv, noising_csv, trajectory_csv};
pub use format::{Format, FormatError};
pub use npz::{field_npz, likelihood_npz, noising_npz, trajectory_npz};
pub use raster::{missing_characters, pdf, png};
pub use size::{Size, SizeError};
pub use svg::svg;
pub use table::{FieldTable, LikelihoodTable, LogRow};

use crate::figure::Figure;
use crate::sampling::{NoisingPaths, Trajectory};

/// Bytes that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("a {0} file cannot hold this; use {1}")]
    WrongFormat(Format, &'static str),
    #[error("could not draw the figure: {0}; save it as .svg and report what is odd in it")]
    Drawing(String),
    #[error("could not pack the arrays: {0}; save fewer frames or particles")]
    Packing(String),
}

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

#[cfg(test)]
mod tests;
