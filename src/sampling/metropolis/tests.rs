//! Langevin steps that are judged: no bias, and honest rates.

use super::*;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use crate::sampling::{Init, Sampler, SamplingSpec};
use crate::score::ExactScore;
use approx::assert_abs_diff_eq;

fn chains(variance: f64, step_size: f64, temperature: f64, particles: usize) -> Metropolis {
    let round = Component::round([0.0, 0.0], f64::sqrt(variance), 1.0);
    let mixture = GaussianMixture::new(vec![round]).unwrap();
    let spec = SamplingSpec {
        sampler: Sampler::Mala,
        particles,
        step_size: Some(step_size),
        temperature,
        sigma: Some(0.0),
        steps: 40,
        init: Init::Data,
        ..SamplingSpec::default()
    };
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let plan = spec.plan(&mixture, range, None).unwrap();
    Metropolis::spawn(plan, &mixture, 7)
}

fn variance_of(x: &Array2<f64>) -> f64 {
    x.iter().map(|v| v * v).sum::<f64>() / x.len() as f64
}

#[test]
fn adjusting_removes_the_bias_of_langevins_step() {
    // Unadjusted, this step widens the variance by a quarter: v / (1 - eps_L / (2 v)).
    let (variance, step_size, particles) = (0.5, 0.2, 20_000);
    let mut chains = chains(variance, step_size, 1.0, particles);
    while chains.step().progress == Progress::Going {}
    let standard_error = variance * (1.0 / particles as f64).sqrt();
    let found = variance_of(chains.positions());
    assert_abs_diff_eq!(found, variance, epsilon = 4.0 * standard_error);
    let biased = variance / (1.0 - step_size / (2.0 * variance));
    assert!(biased - found > 15.0 * standard_error);
}

#[test]
fn a_temperature_scales_the_stationary_variance_without_bias() {
    let particles = 10_000;
    let mut chains = chains(1.0, 0.3, 0.25, particles);
    while chains.step().progress == Progress::Going {}
    let standard_error = 0.25 * (1.0 / particles as f64).sqrt();
    // From variance 1 the chains need time: (1 - 0.3)^2 a step, 40 steps.
    assert_abs_diff_eq!(
        variance_of(chains.positions()),
        0.25,
        epsilon = 4.0 * standard_error
    );
}

#[test]
fn the_acceptance_rate_is_the_share_of_particles_that_moved() {
    let mut wide = chains(1.0, 1.0, 1.0, 5000);
    let before = wide.positions().clone();
    let report = wide.step();
    let moved = (0..5000)
        .filter(|&row| wide.positions().row(row) != before.row(row))
        .count();
    assert_eq!(report.accepted, Some(moved as f64 / 5000.0));
    assert!(
        (0.5..0.95).contains(&report.accepted.unwrap()),
        "{report:?}"
    );
    // One evaluation at the start, one at the proposals.
    assert_eq!((report.step, report.nfe), (1, 2));
    assert_eq!(wide.step().nfe, 3);
    let mut small = chains(1.0, 1e-4, 1.0, 5000);
    assert!(small.step().accepted.unwrap() > 0.999);
}

#[test]
fn a_network_has_no_density_to_accept_by() {
    let round = Component::round([0.0, 0.0], 1.0, 1.0);
    let mixture = GaussianMixture::new(vec![round]).unwrap();
    let spec = SamplingSpec {
        sampler: Sampler::Mala,
        ..SamplingSpec::default()
    };
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let exact = ExactScore::new(mixture.clone());
    assert!(spec.run_for(&mixture, range, &exact).is_ok());

    /// Knows one level, as a network may.
    struct OneLevel(ExactScore);
    impl crate::score::ScoreFn for OneLevel {
        fn score(&self, x: ndarray::ArrayView2<f64>, sigma: f64) -> Array2<f64> {
            self.0.score(x, sigma)
        }
        fn divergence(&self, x: ndarray::ArrayView2<f64>, sigma: f64) -> Array1<f64> {
            self.0.divergence(x, sigma)
        }
        fn trained_range(&self) -> Option<NoiseRange> {
            None
        }
        fn only_level(&self) -> Option<f64> {
            Some(0.5)
        }
    }
    let refused = spec.run_for(&mixture, range, &OneLevel(exact)).unwrap_err();
    assert!(
        refused.to_string().contains("needs the density"),
        "{refused}"
    );
}
