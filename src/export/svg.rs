//! Figures as SVG: one self-contained document, text as text, coordinates to a hundredth.
//!
//! The page is laid out in a unit of its own (a page is at least [`fitting::PAGE_WIDTH`] wide) and
//! then scaled to the asked size, so every size shows the same picture.

mod fitting;
mod layers;
mod layout;
mod legend;
mod measures;
mod page;
mod palette;
mod pen;
mod signs;
mod surroundings;
mod ticks;

use super::font::{STACK, style_sheet};
use super::size::Size;
use crate::figure::Figure;
#[cfg(test)]
pub(super) use layout::Axis;
pub(super) use layout::Layout;
use palette::Palette;
use pen::{escaped, rounded};

/// `figure` as the text of an SVG file.
pub fn svg(figure: &Figure, size: Size) -> String {
    let aspect = f64::from(size.height()) / f64::from(size.width());
    let layout = Layout::new(figure, aspect);
    let palette = Palette::of(figure.theme);
    let layers = layers::drawn(figure, &layout, &palette);
    let around = surroundings::drawn(figure, &layout, &palette);

    let style = style_sheet(&around);

    let (width, height) = (rounded(layout.width), rounded(layout.height));
    let plot = layout.plot;
    // The id depends on the content alone: two figures inlined into one page keep their own clip.
    let clip = format!("plot-{:016x}", fingerprint(&layers));
    let (plot_x, plot_y) = (rounded(plot.left), rounded(plot.top));
    let (plot_width, plot_height) = (rounded(plot.width), rounded(plot.height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{STACK}\">\n\
         <title>{}</title>\n<desc>{}</desc>\n{style}\
         <clipPath id=\"{clip}\"><rect x=\"{plot_x}\" y=\"{plot_y}\" width=\"{plot_width}\" \
         height=\"{plot_height}\"/></clipPath>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n\
         <g clip-path=\"url(#{clip})\">\n{}</g>\n{around}</svg>\n",
        size.width(),
        size.height(),
        escaped(&figure.title),
        escaped(&figure.caption.join(" ")),
        palette.paper,
        layers,
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

/// FNV-1a.
fn fingerprint(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}
