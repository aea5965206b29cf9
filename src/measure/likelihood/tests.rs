//! Likelihoods along the flow, against densities that are known.

use super::*;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use crate::score::ExactScore;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use ndarray::array;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn processes() -> [Process; 4] {
    let range = NoiseRange::new(0.05, 8.0).unwrap();
    [
        Process::ve(range),
        Process::ve_rho(range, 7.0).unwrap(),
        Process::vp_linear(),
        Process::vp_cosine(),
    ]
}

fn measured(mixture: &GaussianMixture, process: &Process, x: Array2<f64>, tol: f64) -> Likelihood {
    let exact = ExactScore::new(mixture.clone());
    Likelihood::measure(x, process, &exact, mixture, tol).unwrap()
}

#[test]
fn of_one_gaussian_the_flow_and_its_density_are_the_closed_form() {
    // The flow scales by m = std_T/std_0, so that log p(x) = log prior(m x) + 2 log m.
    let variance = 0.3;
    let round = Component::round([0.0, 0.0], f64::sqrt(variance), 1.0);
    let mixture = GaussianMixture::new(vec![round]).unwrap();
    let x = array![[0.2, -0.4], [1.5, 0.3], [-4.0, 6.0]];
    for process in processes() {
        let spread = |t: f64| process.alpha(t).powi(2) * variance + process.sigma(t).powi(2);
        let (first, last) = (process.first_noisy(), process.last());
        let map = (spread(last) / spread(first)).sqrt();
        let found = measured(&mixture, &process, x.clone(), 1e-9);
        let prior = process.prior(&mixture).std().powi(2);
        for row in 0..3 {
            let squared = x[[row, 0]].powi(2) + x[[row, 1]].powi(2);
            let log_prior =
                -0.5 * map * map * squared / prior - (std::f64::consts::TAU * prior).ln();
            let expected = log_prior + 2.0 * map.ln();
            assert_relative_eq!(found.log_density[row], expected, max_relative = 1e-7);
            assert_relative_eq!(
                found.latent[[row, 0]],
                map * x[[row, 0]],
                max_relative = 1e-7
            );
        }
    }
}

#[test]
fn the_only_difference_from_the_true_density_is_the_prior() {
    let mixture = GaussianMixture::new(vec![
        Component::from_axes([-1.0, 0.5], [0.8, 0.2], 0.4, 0.7),
        Component::round([2.0, -1.0], 0.3, 0.3),
    ])
    .unwrap();
    let x = mixture.sample(40, &mut ChaCha8Rng::seed_from_u64(3));
    for process in processes() {
        let found = measured(&mixture, &process, x.clone(), 1e-8);
        let reached = process.marginal(&mixture, process.last());
        let std = process.prior(&mixture).std();
        let prior = Component::round([0.0, 0.0], std, 1.0);
        let prior = GaussianMixture::new(vec![prior]).unwrap();
        let expected = process.marginal(&mixture, process.first_noisy());
        for row in 0..40 {
            let end = [found.latent[[row, 0]], found.latent[[row, 1]]];
            let missing = reached.log_density(end) - prior.log_density(end);
            let truth = expected.log_density([x[[row, 0]], x[[row, 1]]]);
            assert_abs_diff_eq!(found.log_density[row] + missing, truth, epsilon = 2e-5);
            assert_abs_diff_eq!(found.exact[row], truth, epsilon = 1e-11);
        }
    }
}

#[test]
fn the_mean_nll_of_song_and_ermons_mixture_is_its_entropy() {
    let mixture = GaussianMixture::new(vec![
        Component::round([5.0, 5.0], 1.0, 0.8),
        Component::round([-5.0, -5.0], 1.0, 0.2),
    ])
    .unwrap();
    let x = mixture.sample(1000, &mut ChaCha8Rng::seed_from_u64(4));
    let found = measured(&mixture, &Process::vp_linear(), x, 1e-5);
    let nll = found.nll();
    let standard_error = nll.standard_error.unwrap();
    assert!(standard_error < 0.05, "{standard_error}");
    assert_abs_diff_eq!(nll.value, 3.338279, epsilon = 4.0 * standard_error);
    // On the same points nothing is left but the prior: 0.0066 of data at distance 7 in noise of 1.
    let same = (nll.value - found.exact_nll().value).abs();
    assert!(same < 0.01, "{same}");
    assert!(found.mean_absolute_difference() < 0.1);
    assert!(found.nfe > 20 && found.nfe < 1000, "{}", found.nfe);
}

#[test]
fn one_point_has_no_standard_error() {
    let mixture = GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap();
    let found = measured(&mixture, &Process::vp_linear(), array![[0.1, 0.2]], 1e-4);
    assert_eq!(found.nll().standard_error, None);
    assert_eq!(found.nll().value, -found.log_density[0]);
}
