//! Figures as one vector page with selectable text.

use super::tree::tree;
use crate::export::drawing::Drawing;
use crate::export::error::ExportError;
use crate::export::svg::Paper;
use krilla::Document;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

/// `figure` as a PDF with one page as large as `paper`: of pixels, 3/4 as many points.
///
/// # Errors
/// When the page cannot be drawn.
pub fn pdf(figure: &dyn Drawing, paper: impl Into<Paper>) -> Result<Vec<u8>, ExportError> {
    let drawing = |cause: &str| ExportError::Drawing(cause.to_owned());
    let paper = paper.into();
    let tree = tree(figure, paper)?;
    let [width, height] = paper.points().map(|side| side as f32);
    let page_size = krilla::geom::Size::from_wh(width, height)
        .ok_or_else(|| drawing("the page has no area"))?;

    let mut document = Document::new();
    // No dates: the same figure gives the same bytes.
    let metadata = Metadata::new()
        .title(figure.title().to_owned())
        .creator("scorefield".to_owned())
        .description(figure.made_by().unwrap_or_default().to_owned())
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
