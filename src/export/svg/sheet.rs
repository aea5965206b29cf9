//! A figure for print: a page in real units, on which text keeps its size whatever the page's.

use super::layout::Layout;
use super::measures::TICK;
use super::plate::layout::{PlateLayout, PlateTrim};
use super::trim::{CaptionPlace, Trim};
use crate::export::length::Length;
use crate::export::size::Size;
use crate::figure::{Figure, FigureOptions, Plate};
use crate::plane::Bounds;
use crate::wording::Number;

/// What is asked of a printed page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// From left to right.
    pub width: Length,
    /// From top to bottom; `None` is as high as the figure needs.
    pub height: Option<Length>,
    /// The size of the numbers on the axes; titles are a quarter larger, captions a tenth smaller.
    pub font: Length,
    /// Where the caption stands.
    pub caption: CaptionPlace,
    /// Whether the ground is left blank for what lies below the figure.
    pub transparent: bool,
}

/// A page that does not bear its figure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SheetError {
    /// Text that nobody reads.
    #[error("letters of {font} are too small to read; use at least {least}")]
    SmallText {
        /// The size that was asked for.
        font: Length,
        /// The smallest that is read.
        least: Length,
    },
    /// No room for a plot beside letters of this size.
    #[error(
        "a page of {page} has no room for a plot beside letters of {font}; make it at least {least} {side}, or take smaller letters"
    )]
    NoRoom {
        /// The page that was asked for.
        page: String,
        /// The size of the letters.
        font: Length,
        /// The smallest side that works.
        least: Length,
        /// Which side.
        side: &'static str,
    },
    /// A plot as small as that has no numbers.
    #[error("a figure of this shape does not fit on any page of {0}; leave out the height")]
    Shape(Length),
}

impl From<SheetError> for String {
    fn from(error: SheetError) -> Self {
        error.to_string()
    }
}

/// The smallest letters that are read on paper, points; captions are a tenth smaller.
const SMALLEST_FONT: f64 = 5.5;
/// The thinnest line that printers keep, points.
const THINNEST_LINE: f64 = 0.5;
/// Page units of the layout that the numbers on the axes are high.
const FONT_UNITS: f64 = TICK;
/// A page that is tried is larger by this factor than the last one.
const LARGER: f64 = 1.02;
const TRIES: usize = 300;
/// The letters of a page of pixels as wide as figures usually are, pixels, and points in one of them.
const LETTERS: f64 = 14.0;
const POINTS_PER_PIXEL: f64 = 0.75;

/// A sheet with everything in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittedSheet {
    sheet: Sheet,
    /// Width and height, page units.
    page: [f64; 2],
    /// Points of a page unit.
    unit: f64,
}

impl Sheet {
    /// A page of pixels for panels, of `size` or as wide as figures usually are: letters grow with it.
    pub fn of_pixels(size: Option<Size>, caption: CaptionPlace) -> Self {
        let pixels = |count: u32| Length::points(POINTS_PER_PIXEL * f64::from(count));
        let width = size.map_or(Size::DEFAULT_WIDTH, |size| size.width());
        let letters = LETTERS * f64::from(width) / f64::from(Size::DEFAULT_WIDTH);
        Self {
            width: pixels(width),
            height: size.map(|size| pixels(size.height())),
            font: Length::points(POINTS_PER_PIXEL * letters),
            caption,
            transparent: false,
        }
    }

    /// The sheet with the height that `figure` needs.
    ///
    /// # Errors
    /// When letters are too small to read, or leave no room for the plot; with the smallest size that works.
    pub fn fitted(&self, figure: &Figure) -> Result<FittedSheet, SheetError> {
        let unit = self.unit()?;
        let (width, height) = self.sides(unit);
        if let Some(layout) = Layout::printed(figure, width, height, self.trim()) {
            return Ok(FittedSheet {
                sheet: *self,
                page: [layout.width, layout.height],
                unit,
            });
        }
        let bears = |width, height| Layout::printed(figure, width, height, self.trim()).is_some();
        Err(self.no_room(&bears, unit))
    }

    /// The sheet with the height that `plate` needs. A caption beside a page of panels stands below it.
    ///
    /// # Errors
    /// As [`Sheet::fitted`].
    pub fn fitted_plate(&self, plate: &Plate) -> Result<FittedSheet, SheetError> {
        let unit = self.unit()?;
        let (width, height) = self.sides(unit);
        let trim = self.plate_trim();
        if let Some(layout) = PlateLayout::printed(plate, width, height, trim) {
            return Ok(FittedSheet {
                sheet: *self,
                page: [layout.width, layout.height],
                unit,
            });
        }
        let bears = |width, height| PlateLayout::printed(plate, width, height, trim).is_some();
        Err(self.no_room(&bears, unit))
    }

    fn plate_trim(&self) -> PlateTrim {
        PlateTrim {
            margin: self.trim().margin,
            caption: self.trim().caption,
        }
    }

    /// Points of a page unit.
    fn unit(&self) -> Result<f64, SheetError> {
        if self.font.in_points() < SMALLEST_FONT {
            return Err(SheetError::SmallText {
                font: self.font,
                least: self.font.of_points(SMALLEST_FONT),
            });
        }
        Ok(self.font.in_points() / FONT_UNITS)
    }

    /// The figure that `draw` makes of `options` and that fills this page: without bounds of its own it shows as much
    /// of the plane as there is room for.
    ///
    /// # Errors
    /// When the figure cannot be drawn, or as [`Sheet::fitted`].
    pub fn drawn<E: From<SheetError>>(
        &self,
        mut options: FigureOptions,
        draw: impl Fn(&FigureOptions) -> Result<Figure, E>,
    ) -> Result<(Figure, FittedSheet), E> {
        let mut figure = draw(&options)?;
        if options.bounds.is_none() {
            // The numbers at the axes change with the part of the plane, and with them the room: twice is enough.
            for _ in 0..2 {
                options.bounds = self.filled(&figure).or(options.bounds);
                figure = draw(&options)?;
            }
        }
        let fitted = self.fitted(&figure)?;
        Ok((figure, fitted))
    }

    /// Page units from left to right and from top to bottom.
    fn sides(&self, unit: f64) -> (f64, Option<f64>) {
        let units = |length: Length| length.in_points() / unit;
        (units(self.width), self.height.map(units))
    }

    /// Which side is to grow, and how far.
    fn no_room(&self, bears: &dyn Fn(f64, Option<f64>) -> bool, unit: f64) -> SheetError {
        let (width, height) = self.sides(unit);
        let larger = |by: usize| LARGER.powi(by as i32);
        let wider = (1..TRIES).find(|by| bears(width * larger(*by), height));
        let higher = height
            .and_then(|height| (1..TRIES).find(|by| bears(width, Some(height * larger(*by)))));
        let page = match self.height {
            Some(height) => format!("{} x {height}", self.width),
            None => format!("{} width", self.width),
        };
        let (side, length, by) = match (wider, higher, self.height) {
            (Some(wider), Some(higher), Some(length)) if higher < wider => ("high", length, higher),
            (None, Some(higher), Some(length)) => ("high", length, higher),
            (Some(wider), _, _) => ("wide", self.width, wider),
            (None, _, _) => return SheetError::Shape(self.width),
        };
        SheetError::NoRoom {
            page,
            font: self.font,
            least: length.of_points(length.in_points() * larger(by)),
            side,
        }
    }

    fn trim(&self) -> Trim {
        Trim::printed(self.caption)
    }

    /// The rectangle of the plane that fills the page: that of `figure`, grown along one side; where the height
    /// follows from the figure, to a square at least, as a low plot spends the page on what stands around it.
    pub fn filled(&self, figure: &Figure) -> Option<Bounds> {
        let unit = self.font.in_points() / FONT_UNITS;
        let bounds = figure.bounds;
        let (mut width, mut height) = (bounds.width(), bounds.height());
        match self.sides(unit) {
            (across, Some(up)) => {
                let room = Layout::room(figure, across, up, self.trim())?;
                let aspect = room[1] / room[0];
                if height < aspect * width {
                    height = aspect * width;
                } else {
                    width = height / aspect;
                }
            }
            (_, None) => height = height.max(width),
        }
        let middle = [0, 1].map(|axis| 0.5 * (bounds.min[axis] + bounds.max[axis]));
        Bounds::new(
            middle[0] - 0.5 * width,
            middle[0] + 0.5 * width,
            middle[1] - 0.5 * height,
            middle[1] + 0.5 * height,
        )
        .ok()
    }
}

impl FittedSheet {
    /// Width and height, points (1/72 inch).
    pub fn points(&self) -> [f64; 2] {
        self.page.map(|side| side * self.unit)
    }

    /// The share of the page that the plot of `figure` takes, 0 to 1.
    pub fn plot_share(&self, figure: &Figure) -> f64 {
        let layout = self.layout(figure);
        layout.plot.width * layout.plot.height / (layout.width * layout.height)
    }

    /// The share of the page that the panels of `plate` take, 0 to 1.
    pub fn panels_share(&self, plate: &Plate) -> f64 {
        self.plate_layout(plate)
            .map_or(0.0, |layout| layout.plot_share())
    }

    /// `None` for another plate than the one it was fitted to, where that finds no room.
    pub(super) fn plate_layout(&self, plate: &Plate) -> Option<PlateLayout> {
        let [width, height] = self.page;
        PlateLayout::printed(plate, width, Some(height), self.sheet.plate_trim())
    }

    /// Whether the caption is on the page.
    pub fn has_caption(&self) -> bool {
        self.sheet.caption != CaptionPlace::None
    }

    /// Whether the page has no ground of its own.
    pub(super) fn is_transparent(&self) -> bool {
        self.sheet.transparent
    }

    /// The thinnest line, page units.
    pub(super) fn thinnest(&self) -> f64 {
        THINNEST_LINE / self.unit
    }

    pub(super) fn layout(&self, figure: &Figure) -> Layout {
        let [width, height] = self.page;
        let trim = self.sheet.trim();
        // A figure other than the one it was fitted to may find too little room: then the usual page.
        Layout::printed(figure, width, Some(height), trim)
            .unwrap_or_else(|| Layout::new(figure, height / width))
    }
}

/// A length in points as SVG writes it.
pub(super) fn in_svg(points: f64) -> String {
    format!("{}pt", Number((1000.0 * points).round() / 1000.0))
}
