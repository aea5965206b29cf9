//! How a page is laid out: the plot takes the room that title, labels, colour bar, legend and caption
//! leave; its sides have the ratio of the figure's bounds exactly.

use super::layout::Layout;
use super::measures::SMALLEST_PLOT;
use super::page::{Arrangement, Page};
use crate::figure::Figure;

/// A page is at least this wide; a wide, low page is widened until everything has room.
pub const PAGE_WIDTH: f64 = 400.0;
/// The widest page that is tried, in steps by this factor.
const WIDEN: f64 = 1.03;
const WIDEST: f64 = 1e6;
/// A natural page is at most this many times higher than wide.
const TALLEST: f64 = 2.0;

impl Layout {
    /// A page whose height is `aspect` times its width, arranged so that the plot is largest.
    pub fn new(figure: &Figure, aspect: f64) -> Self {
        let below = Self::arranged(figure, aspect, Arrangement::Below);
        let beside = Self::arranged(figure, aspect, Arrangement::Beside);
        let share = |layout: &Self| layout.plot.width / layout.width;
        if share(&below) >= share(&beside) {
            below
        } else {
            beside
        }
    }

    fn arranged(figure: &Figure, aspect: f64, arrangement: Arrangement) -> Self {
        let mut width = PAGE_WIDTH;
        loop {
            let page = Page::new(figure, width, arrangement);
            let height = width * aspect;
            let plot = page.plot_for(height);
            let roomy = page.is_filled_by(plot) || plot[0].max(plot[1]) >= SMALLEST_PLOT;
            if roomy && page.holds(plot, height) || width > WIDEST {
                return page.placed(plot, height);
            }
            width *= WIDEN;
        }
    }

    /// The page that the figure fills.
    pub fn natural(figure: &Figure) -> Self {
        let page = Page::new(figure, PAGE_WIDTH, Arrangement::Below);
        let plot = page.widest();
        let height = page.height_around(plot) + plot[1];
        if height > TALLEST * PAGE_WIDTH {
            return Self::new(figure, TALLEST);
        }
        page.placed(plot, height)
    }
}
