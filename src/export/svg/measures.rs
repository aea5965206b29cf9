//! Sizes of text, lines and gaps, in page units with y down.

/// The longer side of the smallest plot.
pub const SMALLEST_PLOT: f64 = 180.0;

/// Sizes of text.
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
