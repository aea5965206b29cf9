//! Where everything stands on the page.
//!
//! The plot takes the room that title, labels, colour bar, legend and caption leave; its sides have
//! the ratio of the figure's bounds exactly. Page units: y down, text sizes as below.

use super::legend::Item;
use super::page::{Arrangement, Page};
use crate::figure::Figure;

/// A page is at least this wide; a wide, low page is widened until everything has room.
pub const PAGE_WIDTH: f64 = 400.0;
/// The longer side of the smallest plot.
pub const SMALLEST_PLOT: f64 = 180.0;
/// The widest page that is tried, in steps by this factor.
const WIDEN: f64 = 1.03;
const WIDEST: f64 = 1e6;
/// A natural page is at most this many times higher than wide.
const TALLEST: f64 = 2.0;

pub const TITLE: f64 = 12.5;
pub const LABEL: f64 = 11.0;
pub const TICK: f64 = 10.0;
pub const LEGEND: f64 = 9.5;
pub const CAPTION: f64 = 9.0;
/// Baseline below the middle, in text sizes, for figures and capitals centred on a line.
pub const CENTRED: f64 = 0.36;
/// Between baselines, in text sizes.
pub const LEADING: f64 = 1.32;
pub const TICK_LENGTH: f64 = 3.5;
pub const FRAME_LINE: f64 = 0.7;
/// Between a mark and its label.
pub const GAP: f64 = 3.0;
pub const MARGIN: f64 = 9.0;
/// Between the plot and the colour bar, and other blocks.
pub const BLOCK_GAP: f64 = 10.0;
pub const BAR_WIDTH: f64 = 8.0;

/// A rectangle of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// A line of text and the start of its baseline.
pub struct Line {
    pub at: [f64; 2],
    pub text: String,
}

/// The colour bar and the right edges of its columns of labels.
pub struct Bar {
    pub rect: Rect,
    pub columns: Vec<f64>,
    pub head_base: f64,
}

#[derive(Clone, Copy)]
pub enum Axis {
    X = 0,
    Y = 1,
}

/// A round number on an axis.
#[derive(Clone)]
pub struct Tick {
    pub value: f64,
    pub label: String,
}

/// The places of one page.
pub struct Layout {
    pub width: f64,
    pub height: f64,
    pub plot: Rect,
    pub bar: Option<Bar>,
    pub title: Vec<Line>,
    pub caption: Vec<Line>,
    pub legend: Vec<(Item, [f64; 2])>,
    pub x_label_base: f64,
    pub y_label_base: f64,
    /// Page units a data unit.
    pub scale: f64,
    /// The lower left corner of the plot, data units.
    pub min: [f64; 2],
    pub ticks: [Vec<Tick>; 2],
}

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

    pub fn x(&self, x: f64) -> f64 {
        self.plot.left + (x - self.min[0]) * self.scale
    }

    pub fn y(&self, y: f64) -> f64 {
        self.plot.bottom() - (y - self.min[1]) * self.scale
    }

    pub fn point(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.x(x), self.y(y)]
    }

    pub fn ticks(&self, axis: Axis) -> &[Tick] {
        &self.ticks[axis as usize]
    }
}
