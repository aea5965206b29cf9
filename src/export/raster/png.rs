//! Figures as pixels.

use super::drawing::tree;
use crate::export::error::ExportError;
use crate::export::size::Size;
use crate::figure::Figure;
use resvg::tiny_skia::{Pixmap, Transform};

/// `figure` as a PNG of exactly `size` pixels.
///
/// # Errors
/// When the picture does not fit into memory.
pub fn png(figure: &Figure, size: Size) -> Result<Vec<u8>, ExportError> {
    drawn(figure, size)?
        .encode_png()
        .map_err(|error| ExportError::Drawing(error.to_string()))
}

/// `figure` as exactly `size` pixels, row by row from the top: red, green, blue and opacity, a byte each.
///
/// # Errors
/// When the picture does not fit into memory.
pub fn pixels(figure: &Figure, size: Size) -> Result<Vec<u8>, ExportError> {
    Ok(drawn(figure, size)?.take_demultiplied())
}

fn drawn(figure: &Figure, size: Size) -> Result<Pixmap, ExportError> {
    let tree = tree(figure, size)?;
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| ExportError::Drawing("the picture is too large".to_owned()))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(pixels)
}
