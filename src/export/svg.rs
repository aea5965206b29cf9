//! Figures as SVG: one self-contained document, text as text, coordinates to a hundredth.
//!
//! The page is laid out in a unit of its own (a page is at least [`fitting::PAGE_WIDTH`] wide) and
//! then scaled to the asked size, so every size shows the same picture.

mod axis_letters;
mod contrast;
mod document;
mod fitting;
mod inks;
mod layers;
mod layout;
mod legend;
mod measures;
mod page;
mod page_style;
mod palette;
mod paper;
mod pen;
mod plate;
mod sheet;
mod signs;
mod surroundings;
mod ticks;
mod trim;

use super::font::style_sheet;
use super::size::Size;
use crate::figure::Figure;
use document::{Document, clipped, fingerprint};
#[cfg(test)]
pub(super) use layout::Axis;
pub(super) use layout::Layout;
pub use page_style::PageStyle;
use palette::Palette;
pub use paper::Paper;
pub use plate::plate_svg;
pub use sheet::{FittedSheet, Sheet, SheetError};
pub use trim::CaptionPlace;

/// `figure` as the text of an SVG file.
pub fn svg(figure: &Figure, paper: impl Into<Paper>) -> String {
    let paper = paper.into();
    let layout = paper.layout(figure);
    let palette = Palette::new(figure.theme, figure.medium);
    let layers = layers::drawn(figure, &layout, &palette, paper.thinnest());
    let around = surroundings::drawn(figure, &layout, &palette, paper.thinnest());

    let name = format!("plot-{:016x}", fingerprint(&layers));
    let [clips, marks] = clipped(&name, layout.plot, &layers);
    let document = Document {
        paper,
        sides: [layout.width, layout.height],
        title: &figure.title,
        caption: &figure.caption,
        made_by: figure.made_by.as_deref(),
        style: &style_sheet(&around),
        clips: &clips,
        drawn: &(marks + &around),
    };
    document.text(&palette)
}

impl Size {
    /// The size in which `figure` fills the page: [`Size::DEFAULT_WIDTH`] wide, as high as needed.
    pub fn for_figure(figure: &Figure) -> Self {
        Self::with_width(figure, Self::DEFAULT_WIDTH)
    }

    /// As wide as asked (within the allowed sides), as high as `figure` needs.
    pub fn with_width(figure: &Figure, width: u32) -> Self {
        let page = Layout::natural(figure);
        Self::with_ratio(width, page.height / page.width)
    }
}
