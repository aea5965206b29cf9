//! What a figure is drawn on: so many pixels, or a page in real units.

use super::layout::Layout;
use super::plate::layout::{PlateLayout, PlateTrim};
use super::sheet::{FittedSheet, in_svg};
use crate::export::size::Size;
use crate::figure::{Figure, Plate};

/// The ground of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paper {
    /// Pixels of 1/96 inch; text grows with the page.
    Screen(Size),
    /// A page of its own; text has the size that was asked for.
    Print(FittedSheet),
}

impl From<Size> for Paper {
    fn from(size: Size) -> Self {
        Self::Screen(size)
    }
}

impl From<FittedSheet> for Paper {
    fn from(sheet: FittedSheet) -> Self {
        Self::Print(sheet)
    }
}

/// Points (1/72 inch) in a CSS pixel (1/96 inch).
const POINTS_PER_PIXEL: f64 = 0.75;

/// A page that is too small is tried so much larger, and again.
const GROWN: f64 = 1.1;
const TRIES: i32 = 60;

impl Paper {
    /// Width and height, points (1/72 inch).
    pub fn points(&self) -> [f64; 2] {
        match self {
            Self::Screen(size) => {
                [size.width(), size.height()].map(|side| POINTS_PER_PIXEL * f64::from(side))
            }
            Self::Print(sheet) => sheet.points(),
        }
    }

    /// Width and height in pixels at `dpi` of them an inch.
    pub fn pixels(&self, dpi: f64) -> [f64; 2] {
        self.points()
            .map(|side| (side / 72.0 * dpi).round().max(1.0))
    }

    /// Width and height as SVG has them.
    pub(super) fn sides_in_svg(&self) -> [String; 2] {
        match self {
            Self::Screen(size) => [size.width(), size.height()].map(|side| side.to_string()),
            Self::Print(sheet) => sheet.points().map(in_svg),
        }
    }

    pub(super) fn layout(&self, figure: &Figure) -> Layout {
        match self {
            Self::Screen(size) => {
                let aspect = f64::from(size.height()) / f64::from(size.width());
                Layout::new(figure, aspect)
            }
            Self::Print(sheet) => sheet.layout(figure),
        }
    }

    /// Where the panels of `plate` stand; of a page too small for them on a larger one, which is shrunk.
    pub(super) fn plate_layout(&self, plate: &Plate) -> PlateLayout {
        let [width, height] = self.points();
        let fitted = match self {
            Self::Screen(_) => None,
            Self::Print(sheet) => sheet.plate_layout(plate),
        };
        let trim = PlateTrim {
            margin: 1.5,
            caption: true,
        };
        let grown = |by: i32| {
            let by = GROWN.powi(by);
            PlateLayout::printed(plate, by * width, Some(by * height), trim)
        };
        fitted
            .or_else(|| (0..TRIES).find_map(grown))
            .unwrap_or_else(|| PlateLayout::empty(width, height))
    }

    /// The thinnest line, page units.
    pub(super) fn thinnest(&self) -> f64 {
        match self {
            Self::Screen(_) => 0.0,
            Self::Print(sheet) => sheet.thinnest(),
        }
    }

    pub(super) fn is_transparent(&self) -> bool {
        match self {
            Self::Screen(_) => false,
            Self::Print(sheet) => sheet.is_transparent(),
        }
    }
}
