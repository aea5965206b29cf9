//! Pages of panels that cannot be drawn.

use super::factor::MOST_PANELS;
use crate::figure::FigureError;
use crate::measure::QualityError;
use crate::noise::ProcessError;
use crate::sampling::SamplingError;
use crate::wording::count;

/// A plate that cannot be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlateError {
    /// More factors than a page has sides.
    #[error("a page has rows and columns, and there are {0} factors; give one or two")]
    Factors(usize),
    /// The same factor for rows and columns.
    #[error("{0} cannot be both the rows and the columns; give another factor for one of them")]
    Twice(&'static str),
    /// A factor that changes nothing in the view.
    #[error("{factor} changes nothing in the view {view}; its panels can be {known}")]
    Meaningless {
        /// The view's name.
        view: &'static str,
        /// The factor's name.
        factor: &'static str,
        /// What is possible.
        known: String,
    },
    /// How many panels there would be.
    #[error("{} panels are too many to be read; give factors with at most {MOST_PANELS} panels in all", count(*.0 as u64))]
    TooMany(usize),
    /// Something is asked about a network, and there is none.
    #[error(
        "{0} needs a learned score, and there is none; add --model FILE, saved by scorefield train"
    )]
    NoModel(&'static str),
    /// The scene trains on fresh draws.
    #[error(
        "the scene trains on fresh draws and has no empirical score; add train_points to its [data]"
    )]
    NoPoints,
    /// A time that means nothing.
    #[error(transparent)]
    Time(#[from] ProcessError),
    /// A level, arrows or bounds out of range.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// A run that cannot be made or does not arrive.
    #[error("{0}: {1}")]
    Run(String, SamplingError),
    /// A sample that cannot be measured.
    #[error(transparent)]
    Quality(#[from] QualityError),
    /// Exact draws come from nowhere.
    #[error("exact draws have no paths; take the view samples, or a sampler")]
    NoPath,
    /// Dynamics at given levels have no time.
    #[error(
        "{0} has no time to draw densities over; take a way back from noise, such as reverse-sde or ode-heun"
    )]
    NoTime(&'static str),
}
