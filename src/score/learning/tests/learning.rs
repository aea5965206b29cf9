//! Whole trainings against the exact score.

use crate::mixture::{Component, GaussianMixture};
use crate::noise::NoiseRange;
use crate::score::tests::{ring, score_error, workers};
use crate::score::{
    NetworkSpec, NoiseLevels, Objective, ScoreNet, SpecError, TrainReport, Trainer, TrainingSpec,
};

fn trainer(mixture: &GaussianMixture, training: TrainingSpec, threads: usize) -> Trainer {
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let network = NetworkSpec::default();
    Trainer::new(mixture, range, &network, &training, 11, workers(threads)).unwrap()
}

/// Takes `steps` steps and returns the last report.
fn train(trainer: &mut Trainer, steps: usize) -> TrainReport {
    let reports = (0..steps).map(|_| trainer.step());
    reports.last().unwrap()
}

fn levels() -> Vec<f64> {
    NoiseRange::new(0.1, 4.0).unwrap().ladder(8)
}

/// Four tilted ellipses of different mass.
fn ellipses() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::from_axes([-1.8, 1.2], [0.7, 0.2], 0.6, 0.4),
        Component::from_axes([1.4, 1.6], [0.5, 0.25], -0.9, 0.3),
        Component::from_axes([0.3, -1.7], [0.9, 0.3], 0.1, 0.2),
        Component::from_axes([2.4, -0.6], [0.3, 0.3], 0.0, 0.1),
    ])
    .unwrap()
}

/// Four round blobs, two of them overlapping, away from the origin.
fn blobs() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([4.0, 3.0], 0.4, 1.0),
        Component::round([4.6, 3.3], 0.25, 2.0),
        Component::round([1.5, 4.5], 0.2, 1.0),
        Component::round([2.0, 1.0], 0.5, 1.0),
    ])
    .unwrap()
}

#[test]
fn two_thousand_default_steps_bring_the_error_below_two_percent() {
    for mixture in [ellipses(), blobs()] {
        let mut trainer = trainer(&mixture, TrainingSpec::default(), 2);
        train(&mut trainer, 2000);
        let error = score_error(&trainer.frozen(), &mixture, &levels(), 2048);
        assert!(error < 0.02, "{error}");
    }
}

#[test]
fn training_has_the_same_bits_for_every_number_of_threads() {
    let bytes = |threads: usize| {
        let mut trainer = trainer(&ellipses(), TrainingSpec::default(), threads);
        train(&mut trainer, 25);
        trainer.retarget(&blobs());
        train(&mut trainer, 25);
        trainer.frozen().to_bytes()
    };
    let alone = bytes(1);
    for threads in [2, 3, 4, 16] {
        assert!(bytes(threads) == alone, "{threads} threads");
    }
}

#[test]
fn the_loss_of_the_first_step_is_that_of_almost_one_gaussian() {
    // F is nearly 0 at first, so s = -(x - center) / (sigma^2 + sd^2) and the loss is the mean over
    // levels of E sigma^2 |s + eps/sigma|^2 = 2 sd^2 / (sigma^2 + sd^2).
    let spec = TrainingSpec {
        objective: Objective::Denoising,
        batch: 4096,
        ..TrainingSpec::default()
    };
    let loss = trainer(&ellipses(), spec, 2).step().loss;
    let range = NoiseRange::new(0.1, 4.0).unwrap();
    let variance = ellipses().std().powi(2);
    let floor: f64 = (0..1000)
        .map(|i| 2.0 * variance / (range.at((f64::from(i) + 0.5) / 1000.0).powi(2) + variance))
        .sum::<f64>()
        / 1000.0;
    // The standard error of the batch mean is below 2 / sqrt(4096) = 0.03.
    assert!((loss - floor).abs() < 0.12, "{loss} against {floor}");
}

#[test]
fn a_far_too_large_learning_rate_is_reported_and_the_last_finite_weights_stay() {
    for learning_rate in [10.0, 100.0] {
        let wild = TrainingSpec {
            learning_rate,
            ..TrainingSpec::default()
        };
        let mut trainer = trainer(&ellipses(), wild, 2);
        let report = train(&mut trainer, 500);
        assert!(!report.finite, "{report:?}");
        assert_eq!(trainer.step(), report, "a diverged trainer stands still");
        let error = score_error(&trainer.frozen(), &ellipses(), &levels(), 64);
        assert!(error < 100.0, "{error}");

        trainer.tune(&TrainingSpec::default()).unwrap();
        let recovered = train(&mut trainer, 500);
        assert!(recovered.finite && recovered.loss < 2.0, "{recovered:?}");
    }
}

#[test]
fn a_component_that_jumps_is_followed() {
    let mut trainer = trainer(&ring(0.0), TrainingSpec::default(), 2);
    train(&mut trainer, 1000);
    let moved = ring(1.0);
    let stale = score_error(&trainer.frozen(), &moved, &levels(), 1024);
    trainer.retarget(&moved);
    train(&mut trainer, 500);
    let healed = score_error(&trainer.frozen(), &moved, &levels(), 1024);
    assert!(stale > 0.1 && healed < 0.05, "{stale} to {healed}");
}

#[test]
fn a_network_that_rests_keeps_its_function_wherever_the_target_goes() {
    let mut trainer = trainer(&ring(0.0), TrainingSpec::default(), 2);
    train(&mut trainer, 300);
    let rested = trainer.frozen();
    let far = GaussianMixture::new(vec![Component::round([30.0, -20.0], 4.0, 1.0)]).unwrap();
    trainer.retarget(&far);
    assert_eq!(trainer.frozen(), rested);
    trainer.retarget(&ring(0.0));
    trainer.step();
    // One step of Adam moves no weight by more than a few hundredths of its size.
    let error = |net: &ScoreNet| score_error(net, &ring(0.0), &levels(), 1024);
    let (before, after) = (error(&rested), error(&trainer.frozen()));
    assert!((after / before - 1.0).abs() < 0.2, "{before} to {after}");
    // What it reads is scaled anew once it trains on the other.
    trainer.retarget(&far);
    train(&mut trainer, 400);
    let error = score_error(&trainer.frozen(), &far, &levels(), 1024);
    assert!(error < 0.05, "{error}");
}

#[test]
fn a_lone_gaussian_that_becomes_a_pair_is_followed_by_the_shown_network() {
    // The first network is almost exact for one Gaussian, so the loss rises a hundredfold.
    let lone = GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap();
    let training = TrainingSpec {
        objective: Objective::Explicit,
        ..TrainingSpec::default()
    };
    let mut trainer = trainer(&lone, training, 2);
    train(&mut trainer, 200);
    let pair = GaussianMixture::new(vec![
        Component::round([-0.8, 0.0], 0.2, 1.0),
        Component::round([0.8, 0.0], 0.2, 1.0),
    ])
    .unwrap();
    trainer.retarget(&pair);
    train(&mut trainer, 400);
    let error = score_error(&trainer.frozen(), &pair, &levels(), 1024);
    assert!(error < 0.05, "{error}");
}

#[test]
fn one_fixed_level_is_learned_by_a_plain_head() {
    for (objective, sigma, bound) in [
        (Objective::Denoising, 0.5, 0.03),
        (Objective::Explicit, 0.5, 0.01),
        (Objective::Explicit, 0.0, 0.03),
    ] {
        let training = TrainingSpec {
            objective,
            noise_levels: NoiseLevels::Fixed(sigma),
            ..TrainingSpec::default()
        };
        let mut trainer = trainer(&ellipses(), training, 2);
        train(&mut trainer, 2000);
        let error = score_error(&trainer.frozen(), &ellipses(), &[sigma], 4096);
        assert!(error < bound, "{objective:?} at {sigma}: {error}");
    }
}

#[test]
fn the_explicit_objective_approaches_the_exact_score_at_all_levels() {
    let training = TrainingSpec {
        objective: Objective::Explicit,
        ..TrainingSpec::default()
    };
    let mut trainer = trainer(&blobs(), training, 2);
    let report = train(&mut trainer, 1500);
    let error = score_error(&trainer.frozen(), &blobs(), &levels(), 1024);
    assert!(error < 0.01 && report.loss < 0.05, "{error} {report:?}");
}

#[test]
fn other_noise_levels_need_another_network() {
    let mut trainer = trainer(&blobs(), TrainingSpec::default(), 1);
    let fixed = TrainingSpec {
        noise_levels: NoiseLevels::Fixed(0.5),
        ..TrainingSpec::default()
    };
    let quicker = TrainingSpec {
        batch: 64,
        learning_rate: 3e-3,
        objective: Objective::Explicit,
        ..TrainingSpec::default()
    };
    assert!(trainer.needs_restart(&fixed) && !trainer.needs_restart(&quicker));
    assert_eq!(trainer.tune(&fixed), Err(SpecError::NeedsRestart));
    assert_eq!(trainer.tune(&quicker), Ok(()));
    assert_eq!(trainer.step().train_step, 1);
}
