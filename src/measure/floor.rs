//! E|s*|^2 and the losses of the exact score, which no network can beat.

mod sampled;

use super::Estimate;
use super::draws::NoisyDraws;
use crate::mixture::GaussianMixture;
use crate::score::{Objective, STABLE_REFERENCE, stable_targets};
use ndarray::{Array2, s};
use sampled::{LEAST_DRAWS, sampled_information};

/// Nodes reach this many standard deviations from each component's mean.
const REACH: f64 = 8.0;
/// Nodes along one axis of one component: enough for a Gaussian, and a limit for lone components.
const NODES: (usize, usize) = (15, 201);

/// The Fisher information of location, E|s*(x)|^2 under the mixture itself, in 1/unit^2.
///
/// By E f = sum_k pi_k E_k f, with each component's expectation by the trapezoid rule on a square
/// grid of its own standardised coordinates, which converges exponentially for smooth f.
/// `evaluations` bounds the work (nodes times components) and so the fineness of the grid.
pub fn fisher_information(mixture: &GaussianMixture, evaluations: usize) -> f64 {
    let components = mixture.components();
    let per_component = evaluations as f64 / (components.len() as f64).powi(2);
    let nodes = (per_component.sqrt() as usize).clamp(NODES.0, NODES.1) | 1;
    let half = (nodes / 2) as f64;
    let marginal: Vec<(f64, f64)> = (0..nodes)
        .map(|i| {
            let z = REACH * (i as f64 - half) / half;
            (z, (-0.5 * z * z).exp())
        })
        .collect();
    let total: f64 = marginal.iter().map(|(_, w)| w).sum();
    let mut information = 0.0;
    for component in components {
        let points = Array2::from_shape_fn((nodes * nodes, 2), |(row, axis)| {
            component.place([marginal[row % nodes].0, marginal[row / nodes].0])[axis]
        });
        let expectation: f64 = mixture
            .score_batch(points.view())
            .rows()
            .into_iter()
            .enumerate()
            .map(|(row, score)| {
                let weight = marginal[row % nodes].1 * marginal[row / nodes].1;
                weight * (score[0] * score[0] + score[1] * score[1])
            })
            .sum();
        information += component.weight * expectation / (total * total);
    }
    information
}

/// `dsm_floor` = 2 - sigma^2 E|s*|^2: what even the exact score scores in denoising score matching
/// at level `sigma` (Vincent 2011: the two objectives differ by this constant).
/// `evaluations` as in [`fisher_information`].
pub fn dsm_floor(mixture: &GaussianMixture, sigma: f64, evaluations: usize) -> f64 {
    2.0 - sigma * sigma * fisher_information(&mixture.smoothed(sigma), evaluations)
}

/// How much work a floor may be.
///
/// The integral over a grid is exact, and its cost grows with the square of the number of components.
/// Where even the coarsest grid is too dear (above 133 components) the floor is an estimate from draws,
/// whose cost grows with their number alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloorBudget {
    /// Evaluations of a component on a grid: its fineness, see [`fisher_information`].
    pub grid: usize,
    /// Evaluations of a component at draws.
    pub draws: usize,
    /// Which draws: estimates of two rounds are independent.
    pub round: u64,
}

impl FloorBudget {
    /// A slice of a frame: a millisecond or two.
    pub const FRAME: Self = Self {
        grid: 200_000,
        draws: 1_000_000,
        round: 0,
    };

    /// For a report that averages over many levels.
    pub const REPORT: Self = Self {
        grid: 200_000,
        draws: 10_000_000,
        round: 0,
    };
}

/// Evaluations of a component on the coarsest grid that are not too many.
const DEAREST_GRID: usize = 4_000_000;

/// What the exact score scores by `objective` at level `sigma`; like the loss times sigma^2, but on the
/// clean density. With standard error 0 where it is exact.
///
/// - denoising: [`dsm_floor`]; explicit: 0;
/// - implicit, sliced and sliced-vr: -sigma^2 E|s*|^2/2 (Hyvärinen 2005; E v v^T = I);
/// - stable-target: [`stable_target_floor`], an estimate.
pub fn objective_floor(
    objective: Objective,
    mixture: &GaussianMixture,
    sigma: f64,
    budget: FloorBudget,
) -> Estimate {
    match objective {
        Objective::Denoising => information(mixture, sigma, budget).map(2.0, -sigma * sigma),
        Objective::Explicit => Estimate::exact(0.0),
        Objective::Implicit | Objective::Sliced | Objective::SlicedVr => {
            information(mixture, sigma, budget).map(0.0, -0.5 * loss_weight(sigma))
        }
        Objective::StableTarget => stable_target_floor(mixture, sigma, budget.grid, budget.round),
    }
}

/// E|s*|^2 of the smoothed mixture, exactly or from draws.
fn information(mixture: &GaussianMixture, sigma: f64, budget: FloorBudget) -> Estimate {
    let smoothed = mixture.smoothed(sigma);
    let components = mixture.components().len();
    if (NODES.0 * components).pow(2) <= DEAREST_GRID {
        return Estimate::exact(fisher_information(&smoothed, budget.grid));
    }
    let draws = (budget.draws / components).max(LEAST_DRAWS);
    // Draws of its own for every level: then the errors of several levels cancel in their mean.
    sampled_information(&smoothed, draws, SEED ^ sigma.to_bits(), budget.round)
}

/// The factor of every loss: sigma^2, or 1 on the clean density.
pub(super) fn loss_weight(sigma: f64) -> f64 {
    if sigma > 0.0 { sigma * sigma } else { 1.0 }
}

/// Points whose targets share one reference batch.
const SHARING: usize = 16;
/// Sums of as many samples as one target has cost about as much as so many components.
const TARGET_COST: usize = 80;
/// Fewer reference batches say too little, however many components there are.
const LEAST_BATCHES: usize = 8;
/// The seed of the floor; any will do, a fixed one keeps it still.
const SEED: u64 = 0xF100;

/// sigma^2 E|target - s*|^2 of stable targets (Xu et al. 2023) from [`STABLE_REFERENCE`] samples at
/// level `sigma` above 0, by Monte Carlo, about `evaluations` of a component. Every `round` has draws of
/// its own, always the same.
pub fn stable_target_floor(
    mixture: &GaussianMixture,
    sigma: f64,
    evaluations: usize,
    round: u64,
) -> Estimate {
    let points = evaluations / (TARGET_COST + mixture.components().len());
    let batches = points.div_ceil(SHARING).max(LEAST_BATCHES);
    let smoothed = mixture.smoothed(sigma);
    // Draws of its own for every level: then the errors of several levels cancel in their mean.
    let seed = SEED ^ sigma.to_bits();
    let means: Vec<f64> = (0..batches)
        .map(|batch| {
            let batch = batch as u64 + round * batches as u64;
            let draws = NoisyDraws::new(mixture, sigma, STABLE_REFERENCE, seed, batch);
            let x = draws.x_noisy.slice(s![..SHARING, ..]);
            let targets = stable_targets(draws.x0().view(), x, sigma);
            let miss = targets - smoothed.score_batch(x);
            sigma * sigma * (&miss * &miss).sum() / SHARING as f64
        })
        .collect();
    Estimate::mean_of(&means)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::stable_target_error;
    use crate::mixture::Component;
    use approx::assert_abs_diff_eq;

    fn pair() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([1.0, 1.0], 0.5, 0.8),
            Component::round([-1.0, 0.0], 0.4, 0.2),
        ])
        .unwrap()
    }

    #[test]
    fn the_floor_of_losses_with_a_slope_is_the_closed_form_of_one_gaussian() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, -1.0], 0.7, 1.0)]).unwrap();
        for sigma in [0.0, 0.5, 5.0] {
            let weight = if sigma > 0.0 { sigma * sigma } else { 1.0 };
            let expected = -weight / (0.49 + sigma * sigma);
            for objective in [Objective::Implicit, Objective::Sliced, Objective::SlicedVr] {
                let floor = objective_floor(objective, &mixture, sigma, BUDGET);
                assert_abs_diff_eq!(floor.value, expected, epsilon = 1e-9);
                assert_eq!(floor.se, 0.0);
            }
            let explicit = objective_floor(Objective::Explicit, &mixture, sigma, BUDGET);
            assert_eq!(explicit, Estimate::exact(0.0));
        }
    }

    #[test]
    fn the_floor_of_stable_targets_agrees_with_targets_drawn_one_by_one() {
        for sigma in [0.1, 0.7, 3.0] {
            let floor = stable_target_floor(&pair(), sigma, 1_000_000, 0);
            let slow = stable_target_error(&pair(), sigma, STABLE_REFERENCE, 4_000, 6).unwrap();
            let (value, se) = (sigma * sigma * slow.value, sigma * sigma * slow.se);
            let miss = (floor.value - value).abs();
            assert!(
                miss < 4.0 * se.hypot(floor.se),
                "{sigma}: {floor:?} {value} {se}"
            );
            let denoising = dsm_floor(&pair(), sigma, EVALUATIONS);
            assert!(floor.value < 0.2 * denoising, "{floor:?} {denoising}");
            assert!(floor.se < 0.05 * floor.value, "{floor:?}");
        }
    }

    const EVALUATIONS: usize = 4_000_000;
    const BUDGET: FloorBudget = FloorBudget {
        grid: EVALUATIONS,
        ..FloorBudget::REPORT
    };

    #[test]
    fn the_floor_of_many_components_is_an_estimate_that_says_how_far_it_may_be_off() {
        let component = |i: usize| {
            let (angle, radius) = (i as f64 * 2.399_963, 0.3 * (i as f64).sqrt());
            Component::round([radius * angle.cos(), radius * angle.sin()], 0.1, 1.0)
        };
        let mixture = GaussianMixture::new((0..140).map(component).collect()).unwrap();
        for sigma in [0.05, 0.5, 5.0] {
            let exact = dsm_floor(&mixture, sigma, 20_000_000);
            let rounds: Vec<Estimate> = (0..8)
                .map(|round| {
                    let budget = FloorBudget {
                        round,
                        ..FloorBudget::FRAME
                    };
                    objective_floor(Objective::Denoising, &mixture, sigma, budget)
                })
                .collect();
            assert!(rounds[0].se > 0.0 && rounds[0] != rounds[1], "{rounds:?}");
            let found = Estimate::average(&rounds);
            assert!(found.se < 0.003, "sigma {sigma}: {found:?}");
            let miss = (found.value - exact).abs();
            assert!(miss < 4.0 * found.se, "sigma {sigma}: {found:?}, {exact}");
        }
    }

    #[test]
    fn the_floor_of_one_gaussian_is_the_closed_form() {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, -1.0], 0.7, 1.0)]).unwrap();
        for sigma in [0.1, 1.0, 5.0] {
            let expected = 2.0 * 0.49 / (0.49 + sigma * sigma);
            let floor = dsm_floor(&mixture, sigma, EVALUATIONS);
            assert_abs_diff_eq!(floor, expected, epsilon = 1e-9);
        }
    }

    #[test]
    fn the_floors_of_song_and_ermons_mixture_match_the_tabulated_ones() {
        let mixture = GaussianMixture::new(vec![
            Component::round([5.0, 5.0], 1.0, 0.8),
            Component::round([-5.0, -5.0], 1.0, 0.2),
        ])
        .unwrap();
        let table = [
            (0.1, 1.980198),
            (0.5, 1.600000),
            (1.0, 1.000009),
            (2.0, 0.415129),
            (5.0, 0.412486),
            (10.0, 0.243968),
            (20.0, 0.078280),
        ];
        for (sigma, expected) in table {
            let floor = dsm_floor(&mixture, sigma, EVALUATIONS);
            assert_abs_diff_eq!(floor, expected, epsilon = 6e-7);
        }
    }
}
