//! Figures as SVG: one self-contained document, text as text, coordinates to a hundredth.
//!
//! The page is laid out in a unit of its own (a page is at least [`fitting::PAGE_WIDTH`] wide) and
//! then scaled to the asked size, so every size shows the same picture.

mod axis_letters;
mod contrast;
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

use super::font::{STACK, style_sheet};
use super::size::Size;
use crate::figure::Figure;
#[cfg(test)]
pub(super) use layout::Axis;
pub(super) use layout::Layout;
pub use page_style::PageStyle;
use palette::Palette;
pub use paper::Paper;
use pen::{escaped, rounded};
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

    let style = style_sheet(&around);
    let made_by = made_by(figure.made_by.as_deref());

    let (width, height) = (rounded(layout.width), rounded(layout.height));
    let plot = layout.plot;
    // The id depends on the content alone: two figures inlined into one page keep their own clip.
    let clip = format!("plot-{:016x}", fingerprint(&layers));
    let (plot_x, plot_y) = (rounded(plot.left), rounded(plot.top));
    let (plot_width, plot_height) = (rounded(plot.width), rounded(plot.height));
    let [page_width, page_height] = paper.sides_in_svg();
    let ground = if paper.is_transparent() {
        String::new()
    } else {
        let colour = &palette.paper;
        format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>\n")
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{page_width}\" height=\"{page_height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{STACK}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n{made_by}{style}\
         <clipPath id=\"{clip}\"><rect x=\"{plot_x}\" y=\"{plot_y}\" width=\"{plot_width}\" \
         height=\"{plot_height}\"/></clipPath>\n\
         {ground}\
         <g clip-path=\"url(#{clip})\">\n{layers}</g>\n{around}</svg>\n",
        escaped(&figure.title),
        escaped(&figure.caption.join(" ")),
    )
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

/// The element that says what made a figure.
fn made_by(json: Option<&str>) -> String {
    json.map_or(String::new(), |json| {
        format!("<metadata>{}</metadata>\n", escaped(json))
    })
}

/// FNV-1a.
fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}
