//! The score error again and again, on the same points, cheaply.

use super::draws::NoisyDraws;
use crate::mixture::GaussianMixture;
use crate::score::ScoreFn;
use ndarray::Array2;

/// Fixed noisy samples at several levels with the exact score at each: measuring a network against
/// them costs one evaluation of the network.
#[derive(Clone, Debug)]
pub struct ErrorProbe {
    levels: Vec<Level>,
}

#[derive(Clone, Debug)]
struct Level {
    sigma: f64,
    x_noisy: Array2<f64>,
    truth: Array2<f64>,
    /// Sum of |s*|^2.
    size: f64,
}

impl ErrorProbe {
    /// `points` samples of p_sigma at each of `sigmas`, fixed by `seed`.
    pub fn new(mixture: &GaussianMixture, sigmas: &[f64], points: usize, seed: u64) -> Self {
        let levels = sigmas
            .iter()
            .enumerate()
            .map(|(level, &sigma)| {
                let x_noisy = NoisyDraws::new(mixture, sigma, points, seed, level as u64).x_noisy;
                let truth = mixture.smoothed(sigma).score_batch(x_noisy.view());
                let size = truth.iter().map(|t| t * t).sum();
                Level {
                    sigma,
                    x_noisy,
                    truth,
                    size,
                }
            })
            .collect();
        Self { levels }
    }

    /// The levels, in the order given.
    pub fn sigmas(&self) -> impl Iterator<Item = f64> + '_ {
        self.levels.iter().map(|level| level.sigma)
    }

    /// E|s - s*|^2 / E|s*|^2 at each level.
    pub fn score_errors(&self, score: &dyn ScoreFn) -> Vec<f64> {
        self.levels
            .iter()
            .map(|level| {
                let mut found = score.score(level.x_noisy.view(), level.sigma);
                found -= &level.truth;
                found.iter().map(|d| d * d).sum::<f64>() / level.size
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::score_errors;
    use crate::mixture::Component;
    use crate::score::ExactScore;

    #[test]
    fn the_probe_agrees_with_the_full_measurement_on_the_same_draws() {
        let unit =
            |x: f64| GaussianMixture::new(vec![Component::round([x, 0.0], 1.0, 1.0)]).unwrap();
        let (target, other) = (unit(0.0), ExactScore::new(unit(0.5)));
        let sigmas = [0.1, 1.0, 4.0];
        let probe = ErrorProbe::new(&target, &sigmas, 300, 5);
        assert!(probe.sigmas().eq(sigmas));
        let full = score_errors(&other, &target, &sigmas, 300, 5);
        for (quick, level) in probe.score_errors(&other).iter().zip(full) {
            assert!((quick - level.score_error).abs() < 1e-12);
        }
        let exact = probe.score_errors(&ExactScore::new(target));
        assert_eq!(exact, [0.0; 3]);
    }
}
