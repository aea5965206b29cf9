//! The objectives of score matching of a given score, each from the same noisy draws.

use super::Estimate;
use super::draws::NoisyDraws;
use super::floor::{FloorBudget, objective_floor};
use crate::mixture::Component;
use crate::mixture::{GaussianMixture, MixtureError};
use crate::score::{Objective, ScoreFn};
use ndarray::{Array1, Array2, Axis};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

/// Differences of objectives that are the same for every score, per unit of score: no sigma^2 before
/// them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchingGaps {
    /// E|s + eps/sigma|^2 - E|s - s*|^2, in expectation 2/sigma^2 - E|s*|^2 (Vincent 2011); not a
    /// number at level 0.
    pub denoising: Estimate,
    /// E\[|s|^2/2 + div s\] - E|s - s*|^2/2, in expectation -E|s*|^2/2 (Hyvärinen 2005).
    pub implicit: Estimate,
    /// E\[|s|^2/2 + div s\] itself.
    pub implicit_objective: Estimate,
    /// sigma^2 E|s + eps/sigma|^2, the `dsm_loss` itself.
    pub dsm_loss: Estimate,
}

/// Draws of a target at one level with the truth there: any number of scores is measured on the same ones.
pub struct MatchingProbe {
    draws: NoisyDraws,
    truth: Array2<f64>,
    denoising_constant: Estimate,
    implicit_constant: Estimate,
}

/// The three objectives of a score on the same draws, their differences and what these must be, per unit of score:
/// no sigma^2 before them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matching {
    /// DSM = E|s + eps/sigma|^2.
    pub denoising: Estimate,
    /// ESM = E|s - s*|^2.
    pub explicit: Estimate,
    /// ISM = E\[|s|^2/2 + div s\].
    pub implicit: Estimate,
    /// DSM - ESM, draw by draw: surer than either of them.
    pub denoising_gap: Estimate,
    /// ISM - ESM/2, draw by draw.
    pub implicit_gap: Estimate,
    /// C = E|eps/sigma|^2 - E|s*|^2 = 2/sigma^2 - E|s*|^2, which the first is for every score (Vincent 2011).
    pub denoising_constant: Estimate,
    /// -E|s*|^2/2, which the second is for every score (Hyvärinen 2005).
    pub implicit_constant: Estimate,
}

impl MatchingProbe {
    /// `points` draws of `mixture` at level `sigma` above 0, fixed by `seed`. The constants are worked out within
    /// `budget`: exactly, but for targets of very many components.
    pub fn new(
        mixture: &GaussianMixture,
        sigma: f64,
        points: usize,
        seed: u64,
        budget: FloorBudget,
    ) -> Self {
        let draws = NoisyDraws::new(mixture, sigma, points, seed, 0);
        let truth = mixture.smoothed(sigma).score_batch(draws.x_noisy.view());
        let floor = |objective| objective_floor(objective, mixture, sigma, budget);
        let per_score = sigma.powi(-2);
        Self {
            draws,
            truth,
            denoising_constant: floor(Objective::Denoising).map(0.0, per_score),
            implicit_constant: floor(Objective::Implicit).map(0.0, per_score),
        }
    }

    /// The objectives of `score`.
    pub fn measure(&self, score: &dyn ScoreFn) -> Matching {
        let [explicit, denoising, implicit] = objectives(score, &self.draws, &self.truth);
        let mean = |values: Array1<f64>| Estimate::mean_of(&values.to_vec());
        Matching {
            denoising_gap: mean(&denoising - &explicit),
            implicit_gap: mean(&implicit - &(0.5 * &explicit)),
            denoising: mean(denoising),
            explicit: mean(explicit),
            implicit: mean(implicit),
            denoising_constant: self.denoising_constant,
            implicit_constant: self.implicit_constant,
        }
    }
}

/// |s - s*|^2, |s + eps/sigma|^2 and |s|^2/2 + div s at every draw; the second is not a number at level 0.
fn objectives(score: &dyn ScoreFn, draws: &NoisyDraws, truth: &Array2<f64>) -> [Array1<f64>; 3] {
    let (found, divergence) = score.score_and_divergence(draws.x_noisy.view(), draws.sigma);
    let square = |v: &Array2<f64>| (v * v).sum_axis(Axis(1));
    let explicit = square(&(&found - truth));
    let denoising = square(&(&found + &(&draws.eps / draws.sigma)));
    let implicit = 0.5 * square(&found) + divergence;
    [explicit, denoising, implicit]
}

/// The gaps of `score` at level `sigma`, from `points` draws fixed by `seed`.
pub fn matching_gaps(
    score: &dyn ScoreFn,
    mixture: &GaussianMixture,
    sigma: f64,
    points: usize,
    seed: u64,
) -> MatchingGaps {
    let draws = NoisyDraws::new(mixture, sigma, points, seed, 0);
    let truth = mixture.smoothed(sigma).score_batch(draws.x_noisy.view());
    let [explicit, denoising, implicit] = objectives(score, &draws, &truth);
    let mean = |values: Array1<f64>| Estimate::mean_of(&values.to_vec());
    MatchingGaps {
        denoising: mean(&denoising - &explicit),
        implicit: mean(&implicit - &(0.5 * &explicit)),
        implicit_objective: mean(implicit),
        dsm_loss: mean(sigma * sigma * denoising),
    }
}

/// E|target - s*|^2 of the stable target field (Xu et al. 2023) at level `sigma`, from `points` draws
/// fixed by `seed`; 1/unit^2.
///
/// The target at x = x0 + sigma eps is the score of the empirical mixture of `reference` clean points
/// smoothed by sigma, x0 among them; of one point alone it is -eps/sigma.
///
/// # Errors
/// When `reference` is 0 or more than a mixture can hold.
pub fn stable_target_error(
    mixture: &GaussianMixture,
    sigma: f64,
    reference: usize,
    points: usize,
    seed: u64,
) -> Result<Estimate, MixtureError> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(STABLE_TARGET);
    let smoothed = mixture.smoothed(sigma);
    let mut errors = Vec::with_capacity(points);
    for _ in 0..points {
        let clean = mixture.sample(reference, &mut rng);
        let spots = clean.rows().into_iter();
        let kernels = spots.map(|p| Component::round([p[0], p[1]], sigma, 1.0));
        let empirical = GaussianMixture::new(kernels.collect())?;
        let own = clean.row(0);
        let x = [0, 1].map(|axis| {
            let eps: f64 = StandardNormal.sample(&mut rng);
            own[axis] + sigma * eps
        });
        let (target, truth) = (empirical.score(x), smoothed.score(x));
        errors.push((target[0] - truth[0]).powi(2) + (target[1] - truth[1]).powi(2));
    }
    Ok(Estimate::mean_of(&errors))
}

/// The stream of a seed behind stable targets.
const STABLE_TARGET: u64 = 1 << 41;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::fisher_information;
    use crate::noise::NoiseRange;
    use crate::score::ExactScore;
    use ndarray::ArrayView2;

    fn pair() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([1.0, 1.0], 0.5, 0.8),
            Component::round([-1.0, 0.0], 0.4, 0.2),
        ])
        .unwrap()
    }

    #[test]
    fn of_the_exact_score_the_gaps_are_what_is_left_of_the_objectives() {
        let (mixture, sigma) = (pair(), 0.7);
        let exact = ExactScore::new(mixture.clone());
        let gaps = matching_gaps(&exact, &mixture, sigma, 40_000, 5);
        let information = fisher_information(&mixture.smoothed(sigma), 1_000_000);
        let constant = 2.0 / (sigma * sigma) - information;
        let near = |found: Estimate, truth: f64| (found.value - truth).abs() < 4.0 * found.se;
        assert!(near(gaps.denoising, constant), "{gaps:?} {constant}");
        assert!(near(gaps.implicit, -0.5 * information), "{gaps:?}");
        assert!(near(gaps.dsm_loss, sigma * sigma * constant), "{gaps:?}");
    }

    /// The score of nothing: it even has a curl.
    struct Bent;

    impl ScoreFn for Bent {
        fn score(&self, x: ArrayView2<f64>, _sigma: f64) -> Array2<f64> {
            let rows = x.rows().into_iter();
            let bent = rows.map(|x| [x[0].sin() - x[1], 0.3 * x[0] * x[0] - 0.5 * x[1]]);
            Array2::from(bent.collect::<Vec<[f64; 2]>>())
        }

        fn divergence(&self, x: ArrayView2<f64>, _sigma: f64) -> Array1<f64> {
            x.column(0).map(|x| x.cos() - 0.5)
        }

        fn trained_range(&self) -> Option<NoiseRange> {
            None
        }
    }

    #[test]
    fn for_every_score_denoising_is_explicit_and_a_constant_and_so_is_implicit() {
        let mixture = pair();
        let exact = ExactScore::new(mixture.clone());
        for sigma in [0.2, 0.7, 3.0] {
            let budget = FloorBudget::FRAME;
            let probe = MatchingProbe::new(&mixture, sigma, 30_000, 7, budget);
            // By the trapezoid rule, independent of the draws.
            let information = fisher_information(&mixture.smoothed(sigma), 1_000_000);
            for score in [&exact as &dyn ScoreFn, &Bent] {
                let found = probe.measure(score);
                let constant = 2.0 / (sigma * sigma) - information;
                assert!((found.denoising_constant.value / constant - 1.0).abs() < 1e-9);
                assert!((found.implicit_constant.value / (-0.5 * information) - 1.0).abs() < 1e-9);
                for (gap, constant) in [
                    (found.denoising_gap, found.denoising_constant),
                    (found.implicit_gap, found.implicit_constant),
                ] {
                    let off = (gap.value - constant.value) / gap.se;
                    assert!(off.abs() < 4.0, "{sigma}: {found:?}");
                }
                let sum = found.explicit.value + found.denoising_gap.value;
                assert!((sum - found.denoising.value).abs() < 1e-9 * sum);
            }
            let exact = probe.measure(&exact);
            assert!(
                exact.explicit.value < 1e-20,
                "the truth has nothing left but C"
            );
        }
    }

    #[test]
    fn a_stable_target_of_one_point_errs_as_denoising_does_and_of_more_less() {
        let (mixture, sigma) = (pair(), 0.7);
        let error = |n| stable_target_error(&mixture, sigma, n, 20_000, 6).unwrap();
        let information = fisher_information(&mixture.smoothed(sigma), 1_000_000);
        let one = error(1);
        let truth = 2.0 / (sigma * sigma) - information;
        assert!((one.value - truth).abs() < 4.0 * one.se, "{one:?} {truth}");
        assert!(error(8).value < 0.5 * truth);
    }
}
