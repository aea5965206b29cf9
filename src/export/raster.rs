//! Figures as pictures: the SVG drawn by resvg (PNG) and krilla (PDF).

pub(super) mod fonts;
mod pdf;
mod png;

use super::font::FAMILY;
use super::svg::svg;
use super::{ExportError, Format, Size};
use crate::figure::Figure;
use fonts::{BOX, database, undrawable};
pub use pdf::pdf;
pub use png::png;
use resvg::usvg;

/// What is missing in `figure` as a file of this format: characters that no font of this machine has.
/// An SVG leaves them to the machine that shows it.
pub fn missing_characters(figure: &Figure, format: Format) -> Option<String> {
    if format == Format::Svg {
        return None;
    }
    let lost = undrawable(&words(figure));
    (!lost.is_empty()).then(|| lost.iter().collect())
}

/// The document as resvg and krilla draw it.
fn tree(figure: &Figure, size: Size) -> Result<usvg::Tree, ExportError> {
    let options = usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: database(&words(figure)),
        ..usvg::Options::default()
    };
    // The search for fonts ends at the first character that no font has.
    let lost = undrawable(&words(figure)).into_iter();
    let text = lost.fold(svg(figure, size), |text, lost| text.replace(lost, BOX));
    usvg::Tree::from_str(&text, &options).map_err(|error| ExportError::Drawing(error.to_string()))
}

/// Everything that is written on the page of `figure` besides numbers.
fn words(figure: &Figure) -> String {
    let labels = [&figure.title, &figure.x_label, &figure.y_label];
    let words = labels.into_iter().chain(&figure.caption);
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}
