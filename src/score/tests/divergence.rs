//! The divergence of scores against finite differences.

use super::{ring, workers};
use crate::noise::NoiseRange;
use crate::score::{
    ExactScore, NetworkSpec, NoiseLevels, Objective, ScaledScore, ScoreFn, ScoreNet, Trainer,
    TrainingSpec,
};
use ndarray::{Array1, Array2, ArrayView2};

/// A network that has learned enough to bend.
fn trained(noise_levels: NoiseLevels) -> ScoreNet {
    let range = NoiseRange::new(0.05, 5.0).unwrap();
    let training = TrainingSpec {
        objective: Objective::Explicit,
        noise_levels,
        ..TrainingSpec::default()
    };
    let network = NetworkSpec::default();
    let mut trainer = Trainer::new(&ring(0.0), range, &network, &training, 5, workers(2)).unwrap();
    for _ in 0..150 {
        trainer.step();
    }
    trainer.frozen()
}

fn points(count: usize) -> Array2<f64> {
    Array2::from_shape_fn((count, 2), |(i, j)| {
        (i as f64 * 0.37 + j as f64).sin() * 3.0
    })
}

/// The trace of central differences of the score.
fn differences(score: &dyn ScoreFn, x: ArrayView2<f64>, sigma: f64, step: f64) -> Array1<f64> {
    let along = |axis: usize| {
        let moved = |by: f64| {
            let mut x = x.to_owned();
            x.column_mut(axis).mapv_inplace(|v| v + by);
            score.score(x.view(), sigma).column(axis).to_owned()
        };
        (moved(step) - moved(-step)) / (2.0 * step)
    };
    along(0) + along(1)
}

#[test]
fn the_divergence_of_the_exact_score_is_the_trace_of_its_differences_at_every_level() {
    let exact = ExactScore::new(ring(0.0));
    let x = points(100);
    for sigma in [0.0, 0.1, 1.0, 10.0] {
        let (score, divergence) = exact.score_and_divergence(x.view(), sigma);
        assert_eq!(divergence, exact.divergence(x.view(), sigma));
        let expected = differences(&exact, x.view(), sigma, 1e-5);
        for (found, expected) in divergence.iter().zip(&expected) {
            let miss = (found - expected).abs();
            assert!(miss < 1e-5 * (1.0 + expected.abs()), "{found} {expected}");
        }
        let miss = (&score - &exact.score(x.view(), sigma)).mapv(f64::abs);
        assert!(miss.iter().all(|m| *m < 1e-9), "{miss}");
    }
}

#[test]
fn the_divergence_of_a_network_is_the_trace_of_its_differences() {
    for (levels, sigmas) in [
        (NoiseLevels::All, &[0.05, 0.5, 5.0][..]),
        (NoiseLevels::Fixed(0.4), &[0.4]),
        (NoiseLevels::Fixed(0.0), &[0.0]),
    ] {
        let net = trained(levels);
        let x = points(100);
        for &sigma in sigmas {
            let (score, divergence) = net.score_and_divergence(x.view(), sigma);
            assert_eq!(score, net.score(x.view(), sigma), "the same forward pass");
            assert_eq!(divergence, net.divergence(x.view(), sigma));
            // The step is large enough for f32 networks: rounding makes 1e-7 |s| / step.
            let expected = differences(&net, x.view(), sigma, 1e-3);
            let largest = expected.iter().fold(0f64, |top, d| top.max(d.abs()));
            for (found, expected) in divergence.iter().zip(&expected) {
                let miss = (found - expected).abs();
                assert!(miss < 2e-3 * largest, "{sigma}: {found} {expected}");
            }
        }
    }
}

#[test]
fn the_curl_of_a_network_is_that_of_its_differences_and_the_exact_score_has_none() {
    let net = trained(NoiseLevels::All);
    let (x, sigma, step) = (points(100), 0.5, 1e-3);
    let along = |axis: usize, output: usize| {
        let moved = |by: f64| {
            let mut x = x.clone();
            x.column_mut(axis).mapv_inplace(|v| v + by);
            net.score(x.view(), sigma).column(output).to_owned()
        };
        (moved(step) - moved(-step)) / (2.0 * step)
    };
    let found = net.differentials(x.view(), sigma);
    let (score, divergence) = net.score_and_divergence(x.view(), sigma);
    assert_eq!((found.score, found.divergence), (score, divergence));
    let expected = along(0, 1) - along(1, 0);
    let largest = expected.iter().fold(0f64, |top, c| top.max(c.abs()));
    assert!(largest > 1e-2, "a network has some curl");
    for (found, expected) in found.curl.iter().zip(&expected) {
        let miss = (found - expected).abs();
        assert!(miss < 5e-3 * largest, "{found} {expected}");
    }
    let exact = ExactScore::new(ring(0.0)).differentials(x.view(), sigma);
    assert!(exact.curl.iter().all(|curl| *curl == 0.0));

    // Read at half the scale, a score is twice and its derivatives are four times as large.
    let scaled = ScaledScore::new(&net, 0.5, [0.0, 0.0]).differentials((&x * 0.5).view(), 0.25);
    let doubled = found.curl.mapv(|curl| 4.0 * curl);
    assert_eq!(scaled.curl, doubled);
}

#[test]
fn the_divergence_has_the_same_bits_inside_a_pool_and_outside() {
    let net = trained(NoiseLevels::All);
    let x = points(5003);
    let alone = net.score_and_divergence(x.view(), 0.7);
    let shared = workers(3).install(|| net.score_and_divergence(x.view(), 0.7));
    assert_eq!(alone, shared);
    let single = net.divergence(x.slice(ndarray::s![77..78, ..]), 0.7);
    assert_eq!(single[0], alone.1[77]);
}

#[test]
fn beyond_the_held_inputs_only_the_pull_towards_the_data_is_left() {
    let net = trained(NoiseLevels::All);
    let far = ndarray::arr2(&[[1e9, -1e9]]);
    let (sigma, spread) = (0.5f64, net.preconditioning.spread);
    let expected = -2.0 / (sigma * sigma + spread * spread);
    let found = net.divergence(far.view(), sigma)[0];
    assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
}
