//! Figures as pictures: the SVG drawn by resvg (PNG) and krilla (PDF).

mod drawing;
pub(super) mod fonts;
mod pdf;
mod png;

use super::format::Format;
use crate::figure::Figure;
use drawing::words;
use fonts::undrawable;
pub use pdf::pdf;
pub use png::{KEYWORD, pixels, png};

/// What is missing in `figure` as a file of this format: characters that no font of this machine has.
/// An SVG leaves them to the machine that shows it.
pub fn missing_characters(figure: &Figure, format: Format) -> Option<String> {
    if format == Format::Svg {
        return None;
    }
    let lost = undrawable(&words(figure));
    (!lost.is_empty()).then(|| lost.iter().collect())
}
