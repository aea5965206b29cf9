//! What a chart shows.

use super::pen::Pen;
use egui_plot::PlotPoint;

/// One line of a chart.
pub struct Curve<'a> {
    pub name: &'a str,
    pub points: &'a [PlotPoint],
    pub pen: Pen,
    /// Whether its points are drawn, too.
    pub marks: bool,
}

impl<'a> Curve<'a> {
    pub fn new(name: &'a str, points: &'a [PlotPoint], pen: Pen) -> Self {
        Self {
            name,
            points,
            pen,
            marks: false,
        }
    }

    pub fn with_marks(self) -> Self {
        Self {
            marks: true,
            ..self
        }
    }
}

/// Between which values a line lies: as long as each other, by rising x.
#[derive(Default)]
pub struct Band {
    pub x: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
}

/// What a chart shows; log10 of the values on logarithmic axes.
pub struct Contents<'a> {
    /// From the lowest to the topmost.
    pub curves: &'a [Curve<'a>],
    /// Behind the curves.
    pub band: Option<(&'a Band, Pen)>,
    /// From where to where the x axis goes, without air.
    pub x: (f64, f64),
    /// Where something was changed, by rising x, and what.
    pub marks: &'a [(f64, String)],
    /// A place on the x axis that is marked.
    pub here: Option<f64>,
    /// Whether it is dragged, from anywhere.
    pub is_dragged: bool,
    /// Beyond this place lines are there and not what is on show.
    pub faint_from: Option<f64>,
}
