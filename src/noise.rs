//! Noise levels, x = x0 + sigma eps with eps standard normal, and the forward processes through them.

mod coordinates;
mod noising;
mod prediction;
mod prior;
mod process;
mod process_kind;
mod spec;
mod times;

pub use coordinates::{Center, Scale};
pub use noising::Noising;
pub use prediction::{Conversion, ConversionError, Prediction};
pub use prior::{Prior, PriorKind};
pub use process::{Process, ProcessError, USUAL_DDPM_STEPS, USUAL_RHO};
pub use process_kind::ProcessKind;
pub use spec::{ProcessSpec, ProcessSpecError};

use crate::mixture::GaussianMixture;
use crate::wording::Number;
use serde::{Deserialize, Serialize};

/// The noise levels a network is trained on: every sigma in `[min, max]`, `0 < min < max`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawRange", into = "RawRange")]
pub struct NoiseRange {
    min: f64,
    max: f64,
}

/// The levels of the widest range, data units: those of targets of any size that a mixture may have.
const SMALLEST: f64 = 1e-9;
const LARGEST: f64 = 1e9;

/// The TOML form of a range, before its check.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRange {
    min: f64,
    max: f64,
}

impl TryFrom<RawRange> for NoiseRange {
    type Error = NoiseError;
    fn try_from(raw: RawRange) -> Result<Self, NoiseError> {
        Self::new(raw.min, raw.max)
    }
}

impl From<NoiseRange> for RawRange {
    fn from(range: NoiseRange) -> Self {
        Self {
            min: range.min,
            max: range.max,
        }
    }
}

/// A noise range that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "noise range {} to {} is not usable; give finite levels above 0 with min < max, from 1e-9 to 1e9",
    Number(*.min),
    Number(*.max)
)]
pub struct NoiseError {
    min: f64,
    max: f64,
}

impl NoiseRange {
    /// Every level that there may be, data units.
    pub const WIDEST: Self = Self {
        min: SMALLEST,
        max: LARGEST,
    };

    /// All levels from `min` to `max`.
    ///
    /// # Errors
    /// Unless `1e-9 <= min < max <= 1e9`.
    pub fn new(min: f64, max: f64) -> Result<Self, NoiseError> {
        if min >= SMALLEST && min < max && max <= LARGEST {
            Ok(Self { min, max })
        } else {
            Err(NoiseError { min, max })
        }
    }

    /// The range a target asks for. The largest level is the target's diameter out to two standard
    /// deviations, so that it drowns all structure (Song & Ermon 2020, technique 1); the smallest is
    /// a third of the narrowest component, at most 1/150 and at least 1/1000 of the largest.
    pub fn for_target(mixture: &GaussianMixture) -> Self {
        let bounds = mixture.bounds(2.0);
        let max = bounds.width().hypot(bounds.height());
        let min = (mixture.narrowest_std() / 3.0)
            .min(max / 150.0)
            .max(max / 1000.0);
        let max = max.clamp(1e3 * SMALLEST, LARGEST);
        Self {
            min: min.clamp(SMALLEST, 0.5 * max),
            max,
        }
    }

    /// The smallest level, data units.
    pub fn min(&self) -> f64 {
        self.min
    }

    /// The largest level, data units.
    pub fn max(&self) -> f64 {
        self.max
    }

    /// Whether a network trained on this range has seen `sigma` (to a rounding error).
    pub fn contains(&self, sigma: f64) -> bool {
        self.min * (1.0 - 1e-9) <= sigma && sigma <= self.max * (1.0 + 1e-9)
    }

    /// The level at `fraction` of the way from `min` (0) to `max` (1), geometrically.
    pub fn at(&self, fraction: f64) -> f64 {
        (self.min.ln() + fraction * (self.max / self.min).ln()).exp()
    }

    /// Where `sigma` lies between `min` (0) and `max` (1): the inverse of [`NoiseRange::at`].
    pub fn fraction(&self, sigma: f64) -> f64 {
        (sigma / self.min).ln() / (self.max / self.min).ln()
    }

    /// `levels` geometric levels, decreasing, both ends included exactly; one level is `max`.
    pub fn ladder(&self, levels: usize) -> Vec<f64> {
        let mut ladder: Vec<f64> = (0..levels)
            .map(|i| self.at(1.0 - i as f64 / (levels.max(2) - 1) as f64))
            .collect();
        if let Some(first) = ladder.first_mut() {
            *first = self.max;
        }
        if levels > 1 {
            ladder[levels - 1] = self.min;
        }
        ladder
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use approx::assert_relative_eq;

    #[test]
    fn a_ladder_is_geometric_decreasing_and_includes_both_ends() {
        let ladder = NoiseRange::new(1.0, 20.0).unwrap().ladder(10);
        assert_eq!((ladder[0], ladder[9]), (20.0, 1.0));
        for pair in ladder.windows(2) {
            assert_relative_eq!(pair[1] / pair[0], 20f64.powf(-1.0 / 9.0), epsilon = 1e-12);
        }
        let (min, max) = (0.037, 8.1);
        let odd = NoiseRange::new(min, max).unwrap();
        let ladder = odd.ladder(7);
        assert_eq!((ladder.len(), ladder[0], ladder[6]), (7, max, min));
        assert_eq!((odd.ladder(1), odd.ladder(2)), (vec![max], vec![max, min]));
        assert!(odd.contains(min) && odd.contains(1.0) && odd.contains(max));
        assert!(!odd.contains(0.99 * min) && !odd.contains(1.01 * max));
    }

    #[test]
    fn the_default_range_follows_the_extent() {
        let blob = |scale: f64| {
            GaussianMixture::new(vec![
                Component::round([5.0 * scale, 5.0 * scale], scale, 0.8),
                Component::round([-5.0 * scale, -5.0 * scale], scale, 0.2),
            ])
            .unwrap()
        };
        let unit = NoiseRange::for_target(&blob(1.0));
        assert!(unit.max() > 18.0 && unit.max() < 25.0, "{unit:?}");
        let tenfold = NoiseRange::for_target(&blob(10.0));
        assert_relative_eq!(tenfold.max() / unit.max(), 10.0, epsilon = 1e-9);
        assert_relative_eq!(tenfold.min() / unit.min(), 10.0, epsilon = 1e-9);
    }

    #[test]
    fn the_default_range_of_small_targets_is_that_of_large_ones() {
        let range = |scale: f64| {
            let narrow = |x: f64| Component::round([x * scale, 0.0], 0.02 * scale, 0.5);
            let mixture = GaussianMixture::new(vec![narrow(-1.0), narrow(1.0)]);
            NoiseRange::for_target(&mixture.unwrap())
        };
        for scale in [1e-4, 1e4] {
            let scaled = range(scale);
            assert_relative_eq!(scaled.max() / range(1.0).max(), scale, max_relative = 1e-9);
            assert_relative_eq!(scaled.min() / range(1.0).min(), scale, max_relative = 1e-9);
        }
    }

    #[test]
    fn fraction_undoes_at() {
        let range = NoiseRange::new(0.05, 5.0).unwrap();
        assert_relative_eq!(range.fraction(range.at(0.3)), 0.3, epsilon = 1e-12);
    }

    #[test]
    fn a_range_turned_over_is_refused() {
        assert!(NoiseRange::new(2.0, 1.0).is_err());
        assert!(NoiseRange::new(0.0, 1.0).is_err());
        assert!(NoiseRange::new(f64::NAN, 1.0).is_err());
    }
}
