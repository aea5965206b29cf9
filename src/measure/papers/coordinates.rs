//! Where the papers' samplers start.

use crate::noise::{Center, PriorKind, Scale};
use crate::sampling::SamplingSpec;

/// The processes of the papers run around the origin in data units, from the plain prior: what that costs
/// is a part of their figures.
pub fn of_the_papers() -> SamplingSpec {
    SamplingSpec {
        center: Center::At([0.0, 0.0]),
        scale: Some(Scale::Of(1.0)),
        prior: PriorKind::Plain,
        ..SamplingSpec::default()
    }
}
