//! Where everything stands on the page, in page units with y down.

use super::axis_letters::AxisLetter;
use super::legend::Item;
use super::measures::{LEADING, Rect};
use crate::wording::{Tick, Ticks};

/// A line of text and the start of its baseline.
pub struct TextLine {
    pub at: [f64; 2],
    pub text: String,
}

impl TextLine {
    /// Lines of text of `size` below each other, the first with its top at `top`.
    pub fn stacked(texts: Vec<String>, [left, top]: [f64; 2], size: f64) -> Vec<Self> {
        let line = |(index, text): (usize, String)| Self {
            at: [left, top + (index as f64 * LEADING + 1.0) * size],
            text,
        };
        texts.into_iter().enumerate().map(line).collect()
    }
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

/// The places of one page.
pub struct Layout {
    pub width: f64,
    pub height: f64,
    pub plot: Rect,
    pub bar: Option<Bar>,
    pub title: Vec<TextLine>,
    pub caption: Vec<TextLine>,
    pub legend: Vec<(Item, [f64; 2])>,
    /// The names of the axes.
    pub letters: [AxisLetter; 2],
    /// Page units a data unit.
    pub scale: f64,
    /// The lower left corner of the plot, data units.
    pub min: [f64; 2],
    pub ticks: [Ticks; 2],
    /// The baselines of the offsets under the x axis and above the y axis.
    pub x_offset_base: f64,
    pub offset_base: f64,
}

impl Layout {
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
        &self.ticks[axis as usize].ticks
    }

    /// What is added to the numbers of an axis.
    pub fn offset(&self, axis: Axis) -> Option<&str> {
        self.ticks[axis as usize].offset.as_deref()
    }
}
