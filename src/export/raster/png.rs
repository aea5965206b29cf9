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
    let tree = tree(figure, size)?;
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| ExportError::Drawing("the picture is too large".to_owned()))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|error| ExportError::Drawing(error.to_string()))
}
