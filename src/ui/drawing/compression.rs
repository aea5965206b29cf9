//! How long arrows are for how strong a score: what is usual for a target lies in the middle.

use crate::mixture::GaussianMixture;
use crate::noise::Noising;
use std::sync::Arc;

/// A scale from 0 to infinity: `m / (m + half)`, so that fields with a range of a million stay
/// readable; `half` is the magnitude in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compression {
    pub half: f64,
}

impl Compression {
    #[inline]
    pub fn of(self, magnitude: f64) -> f32 {
        (magnitude / (magnitude + self.half)) as f32
    }
}

/// The middle of the scale of a target's arrows, remembered until target or noise change.
#[derive(Default)]
pub struct TypicalScore {
    known: Option<(Arc<GaussianMixture>, Noising, Compression)>,
}

impl TypicalScore {
    /// Of `mixture` after `noising`.
    pub fn of(&mut self, mixture: &Arc<GaussianMixture>, noising: Noising) -> Compression {
        if let Some((known, at, compression)) = &self.known
            && Arc::ptr_eq(known, mixture)
            && *at == noising
        {
            return *compression;
        }
        let half = typical_score(mixture, noising);
        let compression = Compression { half };
        self.known = Some((mixture.clone(), noising, compression));
        compression
    }
}

/// The root of E|s|^2 of the components taken one by one: the middle of the colour scale. It
/// depends on target and level only, so colours do not change under panning.
fn typical_score(mixture: &GaussianMixture, noising: Noising) -> f64 {
    let variance = noising.std * noising.std;
    let mean: f64 = mixture
        .components()
        .iter()
        .map(|component| {
            let ([large, small], _) = component.axes();
            let precision = |std: f64| {
                let shrunk = noising.alpha * std;
                1.0 / (shrunk * shrunk + variance).max(1e-24)
            };
            component.weight * (precision(large) + precision(small))
        })
        .sum();
    mean.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    #[test]
    fn the_typical_score_of_one_gaussian_is_its_root_mean_square() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, 1.0], 0.6, 1.0)]).unwrap();
        let expected = (2.0 / (0.36 + 0.64_f64)).sqrt();
        assert!((typical_score(&mixture, Noising::exploding(0.8)) - expected).abs() < 1e-12);
        // Of the shrunk data where a process has shrunk them.
        let shrinking = Noising {
            alpha: 0.5,
            ..Noising::exploding(0.8)
        };
        let expected = (2.0 / (0.09 + 0.64_f64)).sqrt();
        assert!((typical_score(&mixture, shrinking) - expected).abs() < 1e-12);
    }

    #[test]
    fn another_level_and_another_target_have_another_middle_and_the_same_ones_the_same() {
        let target = |std| {
            let one = vec![Component::round([3.0, 1.0], std, 1.0)];
            Arc::new(GaussianMixture::new(one).unwrap())
        };
        let (narrow, wide) = (target(0.6), target(1.2));
        let mut typical = TypicalScore::default();
        for (mixture, std, sigma) in [
            (&narrow, 0.6, 0.8),
            (&narrow, 0.6, 0.8),
            (&narrow, 0.6, 0.1),
            (&wide, 1.2, 0.1),
        ] {
            let found = typical.of(mixture, Noising::exploding(sigma)).half;
            let exact = (2.0 / (std * std + sigma * sigma)).sqrt();
            assert!((found / exact - 1.0).abs() < 1e-12, "{found} {exact}");
        }
    }
}
