//! Figures as pictures: the SVG drawn by resvg (PNG) and krilla (PDF).

pub(super) mod fonts;
mod pdf;
mod png;
mod tree;

use super::drawing::Drawing;
use super::format::Format;
use fonts::undrawable;
pub use pdf::pdf;
pub use png::{KEYWORD, pixels, png, png_of};

/// What is missing in `figure` as a file of this format: characters that no font of this machine has.
/// An SVG leaves them to the machine that shows it.
pub fn missing_characters(figure: &dyn Drawing, format: Format) -> Option<String> {
    if format == Format::Svg {
        return None;
    }
    let lost = undrawable(&figure.words());
    (!lost.is_empty()).then(|| lost.iter().collect())
}
