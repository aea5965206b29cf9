//! Reported standard errors against the scatter over independent repetitions.

use super::*;
use crate::measure::quality::estimate::variance;
use crate::measure::quality::mode_weights::mode_weights;
use crate::mixture::Modes;
use std::f64::consts::PI;
use std::ops::RangeInclusive;

/// Points of a sample and samples of a comparison; the scatter is known to 1/sqrt(2 * 149) = 6 %.
const POINTS: usize = 200;
const REPEATS: u64 = 150;

/// What is compared of each sample.
type Pick = fn(&Quality) -> Estimate;

const SLICED: Pick = |quality| quality.sliced_w2;
const MMD: Pick = |quality| quality.mmd2;
const ENERGY: Pick = |quality| quality.energy_distance;
const CHAMFER2: Pick = |quality| quality.chamfer.squared;
const CHAMFER: Pick = |quality| quality.chamfer.unsquared;
const NLL: Pick = |quality| quality.nll;
const FIRST_WEIGHT: Pick = |quality| quality.mode_weights[0].weight;

/// Samples of `q` measured against `p`, each with draws of its own.
fn repeated(q: &GaussianMixture, p: &GaussianMixture) -> Vec<Quality> {
    (0..REPEATS)
        .map(|seed| {
            let x = draw(q, POINTS, 1000 + seed);
            let reference = QualityReference::new(p, POINTS, seed).unwrap();
            reference.measure(x.view()).unwrap()
        })
        .collect()
}

/// The mean reported standard error over the scatter of the values lies in `allowed`.
#[track_caller]
fn calibrated(samples: &[Quality], pick: Pick, allowed: RangeInclusive<f64>) {
    let values: Vec<f64> = samples.iter().map(|q| pick(q).value).collect();
    let reported = samples.iter().map(|q| pick(q).se).sum::<f64>() / samples.len() as f64;
    let ratio = reported / variance(&values).sqrt();
    assert!(allowed.contains(&ratio), "{ratio} is not in {allowed:?}");
}

/// The mean of the values is 0 within four standard errors.
#[track_caller]
fn without_bias(samples: &[Quality], pick: Pick) {
    let values: Vec<f64> = samples.iter().map(|q| pick(q).value).collect();
    let mean = Estimate::mean_of(&values);
    assert!(mean.value.abs() < 4.0 * mean.se, "{mean:?}");
}

#[test]
fn the_errors_of_an_exact_sample_of_one_gaussian_are_true() {
    let p = gaussian([1.0, 0.0], 1.0);
    let samples = repeated(&p, &p);
    for pick in [MMD, ENERGY] {
        without_bias(&samples, pick);
        calibrated(&samples, pick, 0.85..=1.3);
    }
    calibrated(&samples, NLL, 0.85..=1.15);
    calibrated(&samples, SLICED, 0.9..=1.6);
    // The jackknife's are on the safe side.
    for pick in [CHAMFER2, CHAMFER] {
        calibrated(&samples, pick, 0.85..=1.6);
    }
}

#[test]
fn the_errors_of_an_exact_sample_of_far_modes_are_true() {
    let p = song_ermon();
    let samples = repeated(&p, &p);
    for pick in [MMD, ENERGY] {
        without_bias(&samples, pick);
        calibrated(&samples, pick, 0.85..=1.3);
    }
    calibrated(&samples, FIRST_WEIGHT, 0.85..=1.15);
    calibrated(&samples, SLICED, 0.9..=1.6);
}

#[test]
fn the_errors_of_a_sample_with_wrong_weights_are_true() {
    let samples = repeated(&weighted(0.5), &song_ermon());
    for pick in [MMD, ENERGY, NLL, FIRST_WEIGHT] {
        calibrated(&samples, pick, 0.85..=1.15);
    }
    calibrated(&samples, SLICED, 0.85..=1.2);
}

#[test]
fn the_errors_of_a_sample_a_little_off_are_true() {
    // The offset is as large as the noise: neither term of the variance may be left out.
    let samples = repeated(&gaussian([0.15, 0.0], 1.05), &gaussian([0.0, 0.0], 1.0));
    for pick in [MMD, ENERGY] {
        calibrated(&samples, pick, 0.85..=1.3);
    }
    calibrated(&samples, SLICED, 0.85..=1.6);
}

#[test]
fn the_interval_of_a_weight_holds_the_truth_in_95_of_100_samples() {
    // Separate modes, one of them hit five times, modes that overlap, and a ring of forty.
    let near = GaussianMixture::new(vec![
        Component::round([0.0, 0.0], 1.0, 0.7),
        Component::round([1.5, 0.0], 1.0, 0.3),
    ])
    .unwrap();
    let around = |k: usize| {
        let (sin, cos) = (k as f64 * PI / 20.0).sin_cos();
        Component::round([3.0 * cos, 3.0 * sin], 0.3, 1.0)
    };
    let ring = GaussianMixture::new((0..40).map(around).collect()).unwrap();
    for (mixture, repeats) in [
        (song_ermon(), 1500),
        (near, 1500),
        (weighted(0.025), 1500),
        (ring, 150),
    ] {
        let truths = mixture.components();
        let mut held = 0;
        for seed in 0..repeats {
            let x = draw(&mixture, POINTS, seed);
            let modes = mode_weights(&mixture, &Modes::one_each(&mixture), x.view());
            held += modes
                .iter()
                .zip(truths)
                .filter(|(mode, truth)| {
                    let [low, high] = mode.interval;
                    low <= truth.weight && truth.weight <= high
                })
                .count();
        }
        let share = held as f64 / (repeats as usize * truths.len()) as f64;
        assert!(
            (0.935..=0.975).contains(&share),
            "{}: {share}",
            truths.len()
        );
    }
}

#[test]
fn a_mode_that_no_point_hit_is_not_certainly_empty() {
    let x = draw(&gaussian([-5.0, -5.0], 1.0), 100, 1);
    let mixture = weighted(0.01);
    let mode = mode_weights(&mixture, &Modes::one_each(&mixture), x.view())[0];
    assert!(mode.weight.value < 1e-6 && mode.weight.se < 1e-6);
    let [low, high] = mode.interval;
    assert!(low == 0.0 && (0.03..0.06).contains(&high), "{high}");
}
