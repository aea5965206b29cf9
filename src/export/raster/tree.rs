//! The SVG of a picture as resvg and krilla draw it.

use super::fonts::{BOX, database, undrawable};
use crate::export::drawing::Drawing;
use crate::export::error::ExportError;
use crate::export::font::FAMILY;
use crate::export::svg::Paper;
use resvg::usvg;

/// The document with a box for every character that no font of this machine has.
///
/// # Errors
/// When the document cannot be read.
pub fn tree(figure: &dyn Drawing, paper: Paper) -> Result<usvg::Tree, ExportError> {
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: database(&figure.words()),
        ..usvg::Options::default()
    };
    // The search for fonts ends at the first character that no font has.
    let lost = undrawable(&figure.words()).into_iter();
    let text = lost.fold(figure.svg(paper), |text, lost| text.replace(lost, BOX));
    usvg::Tree::from_str(&text, &options).map_err(|error| ExportError::Drawing(error.to_string()))
}
