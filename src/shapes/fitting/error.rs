//! Why points have no fit.

use crate::wording::{Number, count, counted};

/// More components than this are no description of points, but a copy.
pub const MOST_COMPONENTS: usize = 100;

/// Points, or a number of components, that cannot be fitted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// There is no point.
    #[error("there is no point to fit Gaussians to; give at least one pair x,y")]
    Empty,
    /// A point far away or not finite.
    #[error("point [{}, {}] is out of range; give finite numbers of at most 1e5 in size", Number(*.0), Number(*.1))]
    OutOfRange(f64, f64),
    /// How many components were asked for.
    #[error("{} is no number of Gaussians for a fit; use 1 to {}", count(*.0 as u64), count(MOST_COMPONENTS as u64))]
    Components(usize),
    /// More components than different points.
    #[error(
        "could not fit {}: there {} only {}; use at most as many Gaussians, or more points",
        counted(*.components as u64, "Gaussian"),
        if *.places == 1 { "is" } else { "are" },
        counted(*.places as u64, "different point")
    )]
    TooFew {
        /// Components asked for.
        components: usize,
        /// Different points.
        places: usize,
    },
}
