//! How good a set of points is as a sample of a known mixture.
//!
//! Every measure comes with its standard error, and once more for an exact sample of the same size:
//! as good as it can look. Both are compared with a third sample, the reference, drawn exactly.

mod blocks;
mod chamfer;
mod estimate;
mod mode_weights;
mod pairs;
mod reference;
mod sliced;
mod two_sample;

pub use chamfer::Chamfer;
pub use estimate::Estimate;
pub use mode_weights::{ModeWeight, likeliest_modes, mode_weights};
pub use reference::QualityReference;
pub use sliced::PROJECTIONS;

use crate::mixture::GaussianMixture;
use crate::wording::{Number, count};
use ndarray::ArrayView2;

/// What is measured of one sample. Standard errors count its points as independent draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// One for every component, in the mixture's order.
    pub mode_weights: Vec<ModeWeight>,
    /// The square root of the mean squared Wasserstein-2 distance to the reference over
    /// [`PROJECTIONS`] directions, data units.
    pub sliced_w2: Estimate,
    /// The squared maximum mean discrepancy to the reference (Gretton et al. 2012), unbiased, so that
    /// it may fall below 0, with the kernel exp(-|x - y|^2 / (2 h^2)), h the reference's median
    /// distance.
    pub mmd2: Estimate,
    /// 2 E|x - y| - E|x - x'| - E|y - y'| to the reference (Székely & Rizzo 2013), unbiased, data
    /// units.
    pub energy_distance: Estimate,
    /// The Chamfer distance to the reference, of an exact sample too above 0.
    pub chamfer: Chamfer,
    /// -E log p(x) under the true density, nats; of the truth itself it is the entropy.
    pub nll: Estimate,
}

/// A sample beside an exact one.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityReport {
    /// The sample that was given.
    pub sample: Quality,
    /// A sample of the target of the same size, for comparison.
    pub exact_sample: Quality,
    /// Points of either.
    pub points: usize,
    /// Points behind MMD, energy and Chamfer distance.
    pub pair_points: usize,
    /// Points behind the sliced Wasserstein-2 distance.
    pub sliced_points: usize,
    /// h of the kernel, data units.
    pub bandwidth: f64,
}

/// Points that cannot be measured.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QualityError {
    /// How many points there are, too few or too many.
    #[error("{} points cannot be measured; give 2 to {}", count(*.0 as u64), count(QualityReference::MOST_POINTS as u64))]
    Count(usize),
    /// Points that were given, and points that the reference is made for.
    #[error("{} points cannot be measured against {most}; give {most} points", count(*.0 as u64), most = count(*.1 as u64))]
    OtherCount(usize, usize),
    /// A point that is far away or not finite.
    #[error(
        "point {number} is [{}, {}], out of range; give finite numbers of at most {max:e} in size",
        Number(at[0]), Number(at[1]), max = QualityReference::REACH
    )]
    OutOfRange {
        /// Counted from 1.
        number: usize,
        /// The point, data units.
        at: [f64; 2],
    },
}

/// [`Quality`] of `x` `[n, 2]` and of an exact sample as large; `seed` fixes every draw.
///
/// # Errors
/// When there are fewer than two points or more than [`QualityReference::MOST_POINTS`], or one is not
/// finite or beyond [`QualityReference::REACH`].
pub fn sample_quality(
    x: ArrayView2<f64>,
    mixture: &GaussianMixture,
    seed: u64,
) -> Result<QualityReport, QualityError> {
    let reference = QualityReference::new(mixture, x.nrows(), seed)?;
    Ok(QualityReport {
        sample: reference.measure(x)?,
        exact_sample: reference.exact_sample(),
        points: x.nrows(),
        pair_points: reference.pair_points(),
        sliced_points: reference.sliced_points(),
        bandwidth: reference.bandwidth(),
    })
}

#[cfg(test)]
mod tests;
