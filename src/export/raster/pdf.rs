//! Figures as one vector page with selectable text.

use super::drawing::tree;
use crate::export::error::ExportError;
use crate::export::size::Size;
use crate::figure::Figure;
use krilla::Document;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

/// Points (1/72 inch) in a CSS pixel (1/96 inch).
const POINTS_PER_PIXEL: f32 = 0.75;

/// `figure` as a PDF with one page, `size` times 3/4 points large.
///
/// # Errors
/// When the page cannot be drawn.
pub fn pdf(figure: &Figure, size: Size) -> Result<Vec<u8>, ExportError> {
    let drawing = |cause: &str| ExportError::Drawing(cause.to_owned());
    let tree = tree(figure, size)?;
    let side = |pixels: u32| POINTS_PER_PIXEL * pixels as f32;
    let page_size = krilla::geom::Size::from_wh(side(size.width()), side(size.height()))
        .ok_or_else(|| drawing("the page has no area"))?;

    let mut document = Document::new();
    // No dates: the same figure gives the same bytes.
    let metadata = Metadata::new()
        .title(figure.title.clone())
        .creator("scorefield".to_owned())
        .language("en".to_owned());
    document.set_metadata(metadata);
    let mut page = document.start_page_with(PageSettings::new(page_size));
    let mut surface = page.surface();
    surface
        .draw_svg(&tree, page_size, SvgSettings::default())
        .ok_or_else(|| drawing("the page could not be filled"))?;
    surface.finish();
    page.finish();
    document
        .finish()
        .map_err(|error| drawing(&format!("{error:?}")))
}
