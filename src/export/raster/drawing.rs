//! A figure's SVG as resvg and krilla draw it.

use super::fonts::{BOX, database, undrawable};
use crate::export::error::ExportError;
use crate::export::font::FAMILY;
use crate::export::svg::Paper;
use crate::export::svg::svg;
use crate::figure::Figure;
use resvg::usvg;

/// The document with a box for every character that no font of this machine has.
///
/// # Errors
/// When the document cannot be read.
pub fn tree(figure: &Figure, paper: Paper) -> Result<usvg::Tree, ExportError> {
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: database(&words(figure)),
        ..usvg::Options::default()
    };
    // The search for fonts ends at the first character that no font has.
    let lost = undrawable(&words(figure)).into_iter();
    let text = lost.fold(svg(figure, paper), |text, lost| text.replace(lost, BOX));
    usvg::Tree::from_str(&text, &options).map_err(|error| ExportError::Drawing(error.to_string()))
}

/// Everything that is written on the page of `figure` besides numbers.
pub fn words(figure: &Figure) -> String {
    let labels = [&figure.title, &figure.x_label, &figure.y_label];
    let words = labels.into_iter().chain(&figure.caption);
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}
