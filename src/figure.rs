//! What is drawn, as layers in data units: no pixels, no file format, no window.
//!
//! A [`Figure`] comes from a recorded run ([`trajectory_figure`]) or from the live particles
//! ([`live_figure`]), a [`Plate`] of several panels from any view of a target ([`plate()`]); `export` turns both into
//! SVG, PNG or PDF.

mod arrows;
mod caption;
mod contour;
mod extent;
mod field;
mod live;
mod live_particles;
mod number;
mod panels;
mod paths;
mod plate;
pub mod recording;
mod trajectory;
mod view;

pub use arrows::{Arrow, Arrows};
pub(crate) use contour::joined_sides;
pub use contour::{ContourLevel, Contours};
pub use field::{FieldKind, FieldStyle};
pub use live::live_figure;
pub use live_particles::LiveParticles;
pub use panels::{
    Factor, FactorError, FactorKind, MOST_PANELS, PlateError, PlateRequest, PlateSubject,
    ScoreChoice, Source, Value, Way, plate,
};
pub use paths::{DASHES, Paths, Spacing, Stretch};
pub use plate::{
    Band, Bands, Ink, Key, KeySign, Label, Lines, Mark, Panel, PanelAxis, Plate, PlateBar, Stroke,
    Tint,
};
pub use trajectory::trajectory_figure;
pub use view::PictureView;

use crate::mixture::GaussianMixture;
use crate::plane::Bounds;
use crate::score::ScoreFn;
use crate::wording::{Number, Within, count};
use serde::Serialize;

/// A picture of particles following a score, complete and independent of its size on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Above the plot; empty for none.
    pub title: String,
    /// Below the plot, a paragraph an entry.
    pub caption: Vec<String>,
    /// What stands under the plot.
    pub x_label: String,
    /// What stands at the left of the plot, upright.
    pub y_label: String,
    /// The visible rectangle; both axes have the same scale.
    pub bounds: Bounds,
    /// The lowest first.
    pub layers: Vec<Layer>,
    /// What the colours of the paths mean.
    pub colour_bar: Option<ColourBar>,
    /// The colours of paper and ink.
    pub theme: Theme,
    /// What lines must stand up to.
    pub medium: Medium,
    /// What made it, as JSON, for the description of the file; see `provenance`.
    pub made_by: Option<String>,
}

/// One sheet of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    /// The density.
    Contours(Contours),
    /// The score.
    Arrows(Arrows),
    /// The particles.
    Paths(Paths),
}

/// The scale beside the plot: 0 is where paths begin, 1 where they end.
#[derive(Clone, Debug, PartialEq)]
pub struct ColourBar {
    /// Heads of the columns of labels: the quantity, then the noise level if it changes.
    pub heads: Vec<String>,
    /// Rows of labels, the lowest first.
    pub ticks: Vec<BarTick>,
}

/// One row of labels beside the colour bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarTick {
    /// Where it stands, 0 to 1.
    pub fraction: f64,
    /// One label a head.
    pub labels: Vec<String>,
}

/// The ground a figure is drawn on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Theme {
    /// Dark ink on white, for print.
    #[default]
    Light,
    /// Light ink on near-black, for slides.
    Dark,
}

/// What a figure is looked at on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Medium {
    /// A screen: paths grow out of the ground, and long leaps are faint.
    #[default]
    Screen,
    /// Paper or a wall: no line is fainter than half as bright or dark as its ground, and long leaps are dashed.
    Print,
}

/// What the figure is about: a target, and the score its particles follow.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The scene's title.
    pub title: &'a str,
    /// The target.
    pub mixture: &'a GaussianMixture,
    /// The score that particles follow, whose field is drawn.
    pub score: &'a dyn ScoreFn,
    /// For the caption: "exact", or "learned, 2,000 steps".
    pub score_name: &'a str,
    /// The seed of the run.
    pub seed: u64,
}

/// What a user chooses about a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FigureOptions {
    /// The visible rectangle; `None` follows the target and the particles.
    pub bounds: Option<Bounds>,
    /// The noise level of contours and field; `None` is the level at which the particles end.
    pub sigma: Option<f64>,
    /// Arrows along the longer side, 2 to [`FigureOptions::MAX_ARROWS`].
    pub arrows: usize,
    /// How many whole paths are drawn, of the other particles only the end; `None` draws as many
    /// as the picture bears.
    pub paths: Option<usize>,
    /// Of annealed particles the recorded frames within a noise level too, as far as the page bears
    /// them, instead of one point a level.
    pub every_frame: bool,
    /// Whether the title stands above the plot.
    pub show_title: bool,
    /// Whether the caption stands below the plot.
    pub show_caption: bool,
    /// Whether the density is drawn.
    pub show_contours: bool,
    /// Whether the score is drawn.
    pub show_field: bool,
    /// Whether the particles are drawn.
    pub show_paths: bool,
    /// The colours of paper and ink.
    pub theme: Theme,
    /// What lines must stand up to.
    pub medium: Medium,
}

impl FigureOptions {
    /// More arrows than this along one side only blacken the page.
    pub const MAX_ARROWS: usize = 200;
    /// A longer strip leaves no room for its labels.
    pub const MAX_ASPECT: f64 = 8.0;
}

impl Default for FigureOptions {
    fn default() -> Self {
        Self {
            bounds: None,
            sigma: None,
            arrows: 24,
            paths: None,
            every_frame: false,
            show_title: true,
            show_caption: true,
            show_contours: true,
            show_field: true,
            show_paths: true,
            theme: Theme::Light,
            medium: Medium::Screen,
        }
    }
}

/// A figure that cannot be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FigureError {
    /// A level that the network was not trained on.
    #[error(
        "cannot draw the field at noise level {}: the network was trained from {}; choose a level in that range",
        Number(*.sigma),
        Within(*.min, *.max)
    )]
    Untrained {
        /// The level, data units.
        sigma: f64,
        /// The smallest trained level.
        min: f64,
        /// The largest trained level.
        max: f64,
    },
    /// The level, negative or not a number.
    #[error("cannot draw the field at noise level {}; use a finite number, 0 or above", Number(*.0))]
    Sigma(f64),
    /// How many were asked for.
    #[error("cannot draw {} arrows along one side; use 2 to {max}", count(*.0 as u64), max = FigureOptions::MAX_ARROWS)]
    Arrows(usize),
    /// Width and height of the rectangle, data units.
    #[error(
        "cannot draw the rectangle {} x {}: both axes have the same scale; use sides at most {max} times apart",
        Number(*.0),
        Number(*.1),
        max = FigureOptions::MAX_ASPECT
    )]
    Strip(f64, f64),
    /// The trajectory is empty.
    #[error("cannot draw paths: the trajectory has no frame; record at least one step")]
    NoFrames,
    /// There are no particles to draw.
    #[error("cannot draw the live particles: they are hidden; show them and save again")]
    NoParticles,
}

impl FigureOptions {
    /// The level at which contours and field are drawn, checked against what the score knows.
    fn level(&self, score: &dyn ScoreFn, default: f64) -> Result<f64, FigureError> {
        let sigma = self.sigma.unwrap_or(default);
        if !(sigma.is_finite() && sigma >= 0.0) {
            return Err(FigureError::Sigma(sigma));
        }
        match score.trained_range() {
            Some(range) if self.show_field && !range.contains(sigma) => {
                Err(FigureError::Untrained {
                    sigma,
                    min: range.min(),
                    max: range.max(),
                })
            }
            _ => Ok(sigma),
        }
    }

    fn validate(&self) -> Result<(), FigureError> {
        if !(2..=Self::MAX_ARROWS).contains(&self.arrows) {
            return Err(FigureError::Arrows(self.arrows));
        }
        match self.bounds.map(|bounds| (bounds.width(), bounds.height())) {
            Some((w, h)) if w.max(h) > Self::MAX_ASPECT * w.min(h) => Err(FigureError::Strip(w, h)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
