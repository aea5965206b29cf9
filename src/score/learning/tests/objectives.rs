//! Whole trainings by every objective.

use crate::mixture::{Component, GaussianMixture};
use crate::noise::NoiseRange;
use crate::score::tests::{ring, score_error, workers};
use crate::score::{
    NetworkSpec, NoiseLevels, Objective, SpecError, TrainReport, Trainer, TrainingSpec,
};

fn range() -> NoiseRange {
    NoiseRange::new(0.1, 4.0).unwrap()
}

fn trainer(mixture: &GaussianMixture, training: TrainingSpec, threads: usize) -> Trainer {
    let network = NetworkSpec::default();
    Trainer::new(mixture, range(), &network, &training, 11, workers(threads)).unwrap()
}

fn train(trainer: &mut Trainer, steps: usize) -> TrainReport {
    (0..steps).map(|_| trainer.step()).last().unwrap()
}

fn of(objective: Objective, noise_levels: NoiseLevels) -> TrainingSpec {
    TrainingSpec {
        objective,
        noise_levels,
        ..TrainingSpec::default()
    }
}

/// Two blobs of different size and mass.
fn blobs() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([-1.0, 0.3], 0.4, 2.0),
        Component::from_axes([1.2, -0.4], [0.7, 0.35], 0.5, 1.0),
    ])
    .unwrap()
}

#[test]
fn every_objective_learns_all_levels() {
    for (objective, bound) in [
        (Objective::Denoising, 0.02),
        (Objective::Explicit, 0.01),
        (Objective::Implicit, 0.05),
        (Objective::SlicedVr, 0.05),
        (Objective::Sliced, 0.1),
        (Objective::StableTarget, 0.02),
    ] {
        let mut trainer = trainer(&blobs(), of(objective, NoiseLevels::All), 2);
        let report = train(&mut trainer, 1500);
        let error = score_error(&trainer.frozen(), &blobs(), &range().ladder(8), 1024);
        assert!(error < bound && report.finite, "{objective:?}: {error}");
    }
}

#[test]
fn every_objective_learns_one_level_and_those_without_noise_the_clean_density() {
    for objective in Objective::ALL {
        for sigma in [0.3, 0.0] {
            let training = of(objective, NoiseLevels::Fixed(sigma));
            if sigma == 0.0 && objective.needs_noise() {
                let expected = if objective == Objective::Denoising {
                    SpecError::DenoisingWithoutNoise
                } else {
                    SpecError::StableTargetWithoutNoise
                };
                assert_eq!(training.validate(), Err(expected.clone()));
                let text = expected.to_string();
                assert!(
                    text.contains("sigma 0") && text.contains("implicit"),
                    "{text}"
                );
                continue;
            }
            let mut trainer = trainer(&blobs(), training, 2);
            train(&mut trainer, 1500);
            let error = score_error(&trainer.frozen(), &blobs(), &[sigma], 4096);
            assert!(error < 0.05, "{objective:?} at {sigma}: {error}");
        }
    }
}

#[test]
fn every_objective_has_the_same_bits_for_every_number_of_threads() {
    for objective in Objective::ALL {
        let bytes = |threads: usize| {
            let training = TrainingSpec {
                batch: 202,
                ..of(objective, NoiseLevels::All)
            };
            let mut trainer = trainer(&blobs(), training, threads);
            train(&mut trainer, 10);
            trainer.retarget(&ring(0.0));
            train(&mut trainer, 10);
            trainer.frozen().to_bytes()
        };
        let alone = bytes(1);
        for threads in [2, 3, 16] {
            assert!(bytes(threads) == alone, "{objective:?}: {threads} threads");
        }
    }
}

#[test]
fn a_loss_far_below_zero_is_no_divergence_and_one_far_above_is() {
    // Narrow components: the implicit loss goes to -E|s*|^2/2 = -1/std^2 and far below minus what a
    // zero network scores.
    let narrow = GaussianMixture::new(vec![
        Component::round([-0.02, 0.0], 0.01, 1.0),
        Component::round([0.02, 0.01], 0.01, 1.0),
    ])
    .unwrap();
    let clean = of(Objective::Implicit, NoiseLevels::Fixed(0.0));
    let mut fine = trainer(&narrow, clean, 2);
    let report = train(&mut fine, 1000);
    assert!(report.finite && report.loss < -5_000.0, "{report:?}");
    let error = score_error(&fine.frozen(), &narrow, &[0.0], 2048);
    assert!(error < 0.1, "{error}");

    for objective in [Objective::Implicit, Objective::Sliced, Objective::SlicedVr] {
        let wild = TrainingSpec {
            learning_rate: 30.0,
            ..of(objective, NoiseLevels::All)
        };
        let mut trainer = trainer(&blobs(), wild, 2);
        let report = train(&mut trainer, 500);
        assert!(!report.finite, "{objective:?}: {report:?}");
        trainer.tune(&of(objective, NoiseLevels::All)).unwrap();
        let recovered = train(&mut trainer, 800);
        let error = score_error(&trainer.frozen(), &blobs(), &range().ladder(4), 512);
        assert!(
            recovered.finite && error < 0.3,
            "{objective:?}: {recovered:?} {error}"
        );
    }
}

#[test]
fn the_objective_changes_while_a_network_trains() {
    let mut trainer = trainer(&blobs(), of(Objective::Denoising, NoiseLevels::All), 2);
    train(&mut trainer, 800);
    for objective in [
        Objective::Implicit,
        Objective::StableTarget,
        Objective::Sliced,
    ] {
        trainer.tune(&of(objective, NoiseLevels::All)).unwrap();
        let report = train(&mut trainer, 200);
        let net = trainer.frozen();
        assert_eq!(net.objective(), Some(objective));
        let error = score_error(&net, &blobs(), &range().ladder(8), 512);
        assert!(report.finite && error < 0.1, "{objective:?}: {error}");
    }
}

#[test]
fn stable_targets_follow_a_target_that_jumps() {
    // Samples of the old target in the reference batch would pull the field back.
    let mut trainer = trainer(&ring(0.0), of(Objective::StableTarget, NoiseLevels::All), 2);
    train(&mut trainer, 500);
    trainer.retarget(&blobs());
    train(&mut trainer, 800);
    let error = score_error(&trainer.frozen(), &blobs(), &range().ladder(8), 1024);
    assert!(error < 0.03, "{error}");
}
