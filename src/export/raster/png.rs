//! Figures as pixels.

use super::tree::tree;
use crate::export::drawing::Drawing;
use crate::export::error::ExportError;
use crate::export::svg::Paper;
use resvg::tiny_skia::{Pixmap, Transform};

/// What the chunk is called that says what made the picture.
pub const KEYWORD: &str = "scorefield";

/// Pixels an inch of a page that is given in pixels.
const SCREEN_DPI: f64 = 96.0;
const METRES_PER_INCH: f64 = 0.0254;

/// `figure` as a PNG: of exactly the pixels of a screen, or of a sheet with `dpi` pixels an inch, which it says.
///
/// # Errors
/// When the picture does not fit into memory.
pub fn png(
    figure: &dyn Drawing,
    paper: impl Into<Paper>,
    dpi: Option<u32>,
) -> Result<Vec<u8>, ExportError> {
    let dpi_used = dpi.map_or(SCREEN_DPI, f64::from);
    let pixels = drawn(figure, paper.into(), dpi_used)?;
    let size = [pixels.width(), pixels.height()].map(|side| side as usize);
    png_of(size, &pixels.take_demultiplied(), dpi, figure.made_by())
}

/// A PNG of pixels: how many in a row and how many rows, and row by row from the top red, green, blue and opacity, a byte
/// each; with how many of them an inch has, and what made it, where that is to be said.
///
/// # Errors
/// When there are too few bytes, or too many pixels.
pub fn png_of(
    size: [usize; 2],
    rgba: &[u8],
    dpi: Option<u32>,
    made_by: Option<&str>,
) -> Result<Vec<u8>, ExportError> {
    let failed = |error: &dyn std::fmt::Display| ExportError::Drawing(error.to_string());
    let [width, height] = size.map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(dpi) = dpi {
        let per_metre = (f64::from(dpi) / METRES_PER_INCH).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }));
    }
    if let Some(json) = made_by {
        let added = encoder.add_itxt_chunk(KEYWORD.to_owned(), json.to_owned());
        added.map_err(|error| failed(&error))?;
    }
    let mut writer = encoder.write_header().map_err(|error| failed(&error))?;
    let written = writer.write_image_data(rgba);
    written.map_err(|error| failed(&error))?;
    writer.finish().map_err(|error| failed(&error))?;
    Ok(bytes)
}

/// The pixels of [`png()`]: how many in a row and how many rows, and row by row from the top red, green, blue and opacity,
/// a byte each.
///
/// # Errors
/// When the picture does not fit into memory.
pub fn pixels(
    figure: &dyn Drawing,
    paper: impl Into<Paper>,
    dpi: Option<u32>,
) -> Result<([usize; 2], Vec<u8>), ExportError> {
    let drawn = drawn(figure, paper.into(), dpi.map_or(SCREEN_DPI, f64::from))?;
    let size = [drawn.width(), drawn.height()].map(|side| side as usize);
    Ok((size, drawn.take_demultiplied()))
}

fn drawn(figure: &dyn Drawing, paper: Paper, dpi: f64) -> Result<Pixmap, ExportError> {
    let tree = tree(figure, paper)?;
    let [width, height] = paper.pixels(dpi);
    let mut pixels = Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| ExportError::Drawing("the picture is too large".to_owned()))?;
    let size = tree.size();
    let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    Ok(pixels)
}
