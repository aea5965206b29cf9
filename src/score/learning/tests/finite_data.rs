//! Networks that only ever see some draws of a target.

use crate::mixture::{GaussianMixture, TrainingSet};
use crate::noise::NoiseRange;
use crate::score::tests::{ring, score_error, workers};
use crate::score::{NetworkSpec, Objective, Trainer, TrainingSpec};

/// The errors to the points' own score and to the truth after a short training on `points` of them.
fn errors(points: usize, objective: Objective) -> [f64; 2] {
    let truth = ring(0.0);
    let range = NoiseRange::new(0.05, 4.0).unwrap();
    let training = TrainingSpec {
        objective,
        ..TrainingSpec::default()
    };
    let own = TrainingSet::new(&truth, points, 3).empirical();
    let network = NetworkSpec::default();
    let mut trainer = Trainer::new(&own, range, &network, &training, 11, workers(2)).unwrap();
    for _ in 0..1500 {
        assert!(trainer.step().finite);
    }
    let learned = trainer.frozen();
    // At larger levels many points are as good as the truth.
    let levels = NoiseRange::new(0.05, 0.5).unwrap().ladder(5);
    let error = |of: &GaussianMixture| score_error(&learned, of, &levels, 512);
    [error(&own), error(&truth)]
}

#[test]
fn few_points_are_memorised_and_from_many_the_truth_is_learned() {
    let [own, truth] = errors(5, Objective::Denoising);
    assert!(own < 0.1 * truth && own < 0.1, "{own} {truth}");
    let [own, truth] = errors(5000, Objective::Denoising);
    assert!(truth < 0.7 * own && truth < 0.1, "{own} {truth}");
}

#[test]
fn objectives_that_are_told_a_score_are_told_that_of_the_points() {
    for objective in [Objective::Explicit, Objective::StableTarget] {
        let [own, truth] = errors(5, objective);
        assert!(
            own < 0.1 * truth && own < 0.1,
            "{objective:?}: {own} {truth}"
        );
    }
}
