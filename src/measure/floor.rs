//! E|s*|^2 and the loss that no network can beat.

use crate::mixture::GaussianMixture;
use ndarray::Array2;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use approx::assert_abs_diff_eq;

    const EVALUATIONS: usize = 4_000_000;

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
