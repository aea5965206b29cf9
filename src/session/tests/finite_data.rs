//! Training that only ever sees some draws of the target.

use super::scene;
use super::ticked::experiment;
use crate::mixture::{Component, GaussianMixture, TrainingSet};
use crate::plane::Bounds;
use crate::score::Trainer;
use crate::session::{Budget, Change, Command, Experiment, FieldRequest, Snapshot};
use std::sync::Arc;

const FIELD: FieldRequest = FieldRequest {
    bounds: Bounds {
        min: [-2.0, -2.0],
        max: [2.0, 2.0],
    },
    alpha: 1.0,
    center: [0.0; 2],
    sigma: 0.4,
    arrows: [5, 4],
    density: [4, 4],
    empirical: true,
};

/// The snapshot after some frames.
fn after(experiment: &mut Experiment, commands: Vec<Command>) -> Arc<Snapshot> {
    for command in commands {
        assert_eq!(experiment.command(command), None);
    }
    for _ in 0..40 {
        experiment.tick(&Budget {
            seconds: 1.0,
            train_steps: 1,
            frame: true,
            measure: true,
        });
    }
    experiment.snapshot()
}

/// The score of `points` at `x`, each widened by `sigma`.
fn softmax_score(points: &TrainingSet, x: [f64; 2], sigma: f64) -> [f64; 2] {
    let (mut total, mut sum) = (0.0, [0.0; 2]);
    for p in points.points() {
        let square = (p[0] - x[0]).powi(2) + (p[1] - x[1]).powi(2);
        let weight = (-square / (2.0 * sigma * sigma)).exp();
        total += weight;
        sum = [sum[0] + weight * p[0], sum[1] + weight * p[1]];
    }
    [0, 1].map(|axis| (sum[axis] / total - x[axis]) / (sigma * sigma))
}

#[test]
fn on_fresh_draws_nothing_is_told_of_points() {
    let mut experiment = experiment(&scene());
    let snapshot = after(&mut experiment, vec![Command::Frame(FIELD)]);
    assert_eq!(snapshot.training_set, None);
    assert_eq!(snapshot.history.data, None);
    assert_eq!(snapshot.swarm.as_ref().unwrap().memorised, None);
    assert!(snapshot.field.as_ref().unwrap().empirical.is_empty());
}

#[test]
fn points_follow_the_target_with_their_score_and_what_is_measured_on_them() {
    let mut scene = scene();
    scene.data.train_points = Some(20);
    let mut experiment = experiment(&scene);
    let first = after(&mut experiment, vec![Command::Frame(FIELD)]);
    let target = scene.mixture().unwrap();
    let points = first.training_set.clone().unwrap();
    assert_eq!(*points, TrainingSet::new(&target, 20, scene.seed));
    let field = first.field.as_ref().unwrap();
    assert_eq!(field.empirical.len(), field.arrows.len());
    for (index, found) in field.empirical.iter().enumerate() {
        let x = field.arrows.at(index % 5, index / 5);
        let expected = softmax_score(&points, x, 0.4);
        for axis in 0..2 {
            assert!((found[axis] - expected[axis]).abs() < 1e-6 * (1.0 + expected[axis].abs()));
        }
    }
    let data = first.history.data.as_ref().unwrap();
    let last = data.held_out_loss.last().unwrap();
    assert_eq!(last.mean, data.newest.held_out_loss.value);
    assert!(data.newest.train_floor.value < data.newest.held_out_floor.value);
    assert!(first.swarm.as_ref().unwrap().memorised.is_some());
    assert!(first.history.floor_se.is_some());

    // A drag, then other numbers of points.
    let moved = GaussianMixture::new(vec![
        Component::round([-1.5, 1.0], 0.5, 0.6),
        Component::round([1.5, 0.0], 0.5, 0.4),
    ]);
    let moved = Arc::new(moved.unwrap());
    let second = after(&mut experiment, vec![Command::Retarget(moved.clone())]);
    let points = second.training_set.as_ref().unwrap();
    assert_eq!(**points, TrainingSet::new(&moved, 20, scene.seed));
    let more = after(&mut experiment, vec![Command::TrainPoints(Some(300))]);
    assert_eq!(more.run, first.run, "the weights stay");
    assert_eq!(more.training_set.as_ref().unwrap().points().len(), 300);
    assert!(more.train_step > second.train_step);
    let noted = more.history.marks.last().unwrap();
    assert_eq!(noted.change, Change::TrainPoints(Some(300)));
    let fresh = after(&mut experiment, vec![Command::TrainPoints(None)]);
    assert_eq!(fresh.training_set, None);
    assert_eq!(fresh.history.data, None);
    assert_eq!(fresh.swarm.as_ref().unwrap().memorised, None);
}

#[test]
fn the_learner_sees_the_points_and_nothing_else() {
    let mut scene = scene();
    scene.data.train_points = Some(7);
    let mut experiment = experiment(&scene);
    let shown = after(&mut experiment, Vec::new());
    let target = scene.mixture().unwrap();
    let own = TrainingSet::new(&target, 7, scene.seed).empirical();
    let mut trainer = Trainer::new(
        &own,
        scene.noise_range(&target),
        &scene.network,
        &scene.training,
        scene.seed,
        crate::score::Workers::one(),
    )
    .unwrap();
    for _ in 0..shown.train_step {
        trainer.step();
    }
    assert!(shown.train_step > 0);
    assert_eq!(*shown.network, trainer.frozen());
}
