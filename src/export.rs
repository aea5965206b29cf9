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
mod drawing;
mod error;
mod font;
mod format;
#[cfg(feature = "app")]
mod in_format;
mod length;
#[cfg(feature = "app")]
mod made_by;
#[cfg(feature = "app")]
mod npz;
#[cfg(feature = "app")]
mod raster;
mod size;
mod svg;
mod table;
mod tex;

pub use self::csv::{field_csv, likelihood_csv, loss_csv, noising_csv, trajectory_csv};
pub use drawing::Drawing;
pub use error::ExportError;
pub use font::letters;
pub use format::{Format, FormatError};
#[cfg(feature = "app")]
pub use in_format::{figure_bytes, write_field, write_likelihood, write_noising, write_trajectory};
pub use length::{Length, LengthError};
#[cfg(feature = "app")]
pub use made_by::made_by;
#[cfg(feature = "app")]
pub use npz::{field_npz, likelihood_npz, noising_npz, trajectory_npz};
#[cfg(feature = "app")]
pub use raster::{missing_characters, pdf, pixels, png, png_of};
pub use size::{Size, SizeError};
pub use svg::{CaptionPlace, FittedSheet, PageStyle, Paper, Sheet, SheetError, plate_svg, svg};
pub use table::{FieldTable, LikelihoodTable, LogRow};
pub use tex::caption_tex;

#[cfg(all(test, feature = "app"))]
mod tests;
