//! How a page is laid out: the plot takes the room that title, labels, colour bar, legend and caption
//! leave; its sides have the ratio of the figure's bounds exactly.

use super::layout::Layout;
use super::measures::SMALLEST_PLOT;
use super::page::Page;
use super::trim::{Arrangement, Trim};
use crate::figure::Figure;

/// A page is at least this wide; a wide, low page is widened until everything has room.
pub const PAGE_WIDTH: f64 = 400.0;
/// The widest page that is tried, in steps by this factor.
const WIDEN: f64 = 1.03;
const WIDEST: f64 = 1e6;
/// The shorter side of the smallest plot in print.
const SMALLEST_PRINT: f64 = 60.0;
/// A plot that is too large is tried again smaller by this factor.
const SHRINK: f64 = 0.99;
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
            let page = Page::new(figure, width, arrangement, Trim::AIRY);
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
        let page = Page::new(figure, PAGE_WIDTH, Arrangement::Below, Trim::AIRY);
        let plot = page.widest();
        let height = page.height_around(plot) + plot[1];
        if height > TALLEST * PAGE_WIDTH {
            return Self::new(figure, TALLEST);
        }
        page.placed(plot, height)
    }

    /// A page of exactly this width, and of this height where one is given, page units, arranged so that the plot is
    /// largest; `None` where letters leave too little room for it.
    pub fn printed(figure: &Figure, width: f64, height: Option<f64>, trim: Trim) -> Option<Self> {
        let arranged = trim.arrangements.iter().filter_map(|arrangement| {
            let page = Page::new(figure, width, *arrangement, trim);
            let (plot, height) = match height {
                Some(height) => {
                    let mut plot = page.plot_for(height);
                    // Text is wrapped to the plot: a smaller plot may need one line more.
                    while !page.holds(plot, height) && plot[0].min(plot[1]) >= SMALLEST_PRINT {
                        plot = plot.map(|side| SHRINK * side);
                    }
                    (plot, height)
                }
                None => {
                    let plot = page.widest();
                    (plot, page.height_with(plot))
                }
            };
            let roomy = plot[0].min(plot[1]) >= SMALLEST_PRINT;
            (roomy && page.holds(plot, height)).then(|| page.placed(plot, height))
        });
        let share =
            |layout: &Self| layout.plot.width * layout.plot.height / (layout.width * layout.height);
        arranged.max_by(|a, b| share(a).total_cmp(&share(b)))
    }

    /// The width and height that a plot can have on a page like that, whatever its shape, page units.
    pub fn room(figure: &Figure, width: f64, height: f64, trim: Trim) -> Option<[f64; 2]> {
        let rooms = trim.arrangements.iter().map(|arrangement| {
            let page = Page::new(figure, width, *arrangement, trim);
            let [across, _] = page.widest();
            [across, height - page.height_around([across, height])]
        });
        let rooms = rooms.filter(|[across, up]| *across > 1.0 && *up > 1.0);
        rooms.max_by(|a, b| (a[0] * a[1]).total_cmp(&(b[0] * b[1])))
    }
}
