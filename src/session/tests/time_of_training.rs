//! Looking at earlier networks, and going on from them.

use super::running::request;
use super::ticked::experiment;
use super::{Live, maps, scene};
use crate::measure::{Quantity, Truth, quantity_values, score_errors};
use crate::mixture::{Component, GaussianMixture};
use crate::score::{Objective, ScoreFn, TrainingSpec};
use crate::session::{Budget, Command, Experiment, Motion, Phase, Snapshot};
use ndarray::Array2;
use std::sync::Arc;

fn is_back_at(snapshot: &Snapshot, step: u64) -> bool {
    (snapshot.recall.as_ref()).is_some_and(|recall| recall.train_step == step)
}

/// Whether the map on show is that of the network on show.
fn has_its_map(snapshot: &Snapshot) -> bool {
    let Some(map) = snapshot.maps.first().filter(|map| map.grid.nx == 70) else {
        return false;
    };
    let (points, p) = (map.grid.points(), snapshot.mixture.smoothed(0.5));
    let truth = Truth::at(points.view(), &p);
    let of = (&p, &truth);
    let expected = quantity_values(Quantity::Error, points.view(), 0.5, of, &*snapshot.network);
    let mut pairs = map.values.iter().zip(expected);
    pairs.all(|(found, expected)| (f64::from(*found) - expected).abs() < 1e-5 * (1.0 + expected))
}

pub fn an_earlier_network_is_shown_measured_and_left_again<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Frame(request(0.5)));
    session.wait_for(|s| s.train_step > 200);
    session.send(Command::Train(Motion::Pause));
    let newest = session.wait_for(|s| s.phase == Phase::Paused && s.field.is_some());
    assert_eq!(newest.network.train_steps(), Some(newest.train_step));
    // The youth is kept whole, then sixteen steps an octave.
    assert_eq!(newest.checkpoints[..33], *(0..33).collect::<Vec<u64>>());
    assert!(newest.checkpoints.contains(&136) && !newest.checkpoints.contains(&137));

    session.send(Command::Maps(vec![maps::request(Quantity::Error, 0.5)]));
    session.wait_for(has_its_map);
    session.send(Command::Recall(Some(17)));
    let back = session.wait_for(|s| is_back_at(s, 17) && has_its_map(s));
    assert_eq!(back.network.train_steps(), Some(17));
    assert_eq!(
        (back.train_step, back.shown_step()),
        (newest.train_step, 17)
    );
    let field = back.field.as_ref().unwrap();
    let arrows = field.arrows.points();
    let expected = back.network.score(arrows.view(), 0.5);
    let found: Vec<f64> = field.learned.iter().flatten().copied().collect();
    assert_eq!(found, expected.iter().copied().collect::<Vec<f64>>());
    assert_ne!(field.learned, newest.field.as_ref().unwrap().learned);
    // Measured anew on draws of its own, within the errors of both.
    let recall = back.recall.as_ref().unwrap();
    assert!(!recall.is_of_another_target);
    let expected = score_errors(&*back.network, &back.mixture, &back.history.sigmas, 4096, 3);
    for (found, expected) in recall.error_per_sigma.iter().zip(&expected) {
        let ratio = found / expected.score_error;
        assert!((ratio - 1.0).abs() < 0.3, "{found} {expected:?}");
    }
    let mean = recall.error_per_sigma.iter().sum::<f64>() / expected.len() as f64;
    assert!((recall.error - mean).abs() < 1e-12);
    // Far from what it has become; how far the training came until it paused, the machine decides.
    let now = score_errors(
        &*newest.network,
        &back.mixture,
        &back.history.sigmas,
        4096,
        3,
    );
    let now = now.iter().map(|level| level.score_error).sum::<f64>() / now.len() as f64;
    assert!(recall.error > 2.0 * now, "{} {now}", recall.error);

    // The nearest of the checkpoints; after the last edit it says so.
    session.send(Command::Recall(Some(137)));
    session.wait_for(|s| is_back_at(s, 136));
    let moved = GaussianMixture::new(vec![Component::round([4.0, 0.0], 0.3, 1.0)]).unwrap();
    session.send(Command::Retarget(Arc::new(moved)));
    let is_other = |s: &Snapshot| s.recall.as_ref().is_some_and(|r| r.is_of_another_target);
    let other = session.wait_for(|s| is_other(s) && s.mixture.components().len() == 1);
    assert!(other.recall.as_ref().unwrap().error > back.recall.as_ref().unwrap().error);

    session.send(Command::Recall(None));
    let again = session.wait_for(|s| s.recall.is_none());
    assert_eq!(again.network.train_steps(), Some(newest.train_step));
}

pub fn training_goes_on_from_an_earlier_network_and_its_curves_end_there<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 150);
    session.send(Command::Train(Motion::Pause));
    let before = session.wait_for(|s| s.phase == Phase::Paused);
    session.send(Command::Recall(Some(64)));
    session.send(Command::GoOnFrom(64));
    let back = session
        .wait_for(|s| s.train_step == 64 && s.history.error.last().unwrap().train_step == 64);
    assert_eq!((back.run, &back.phase), (before.run, &Phase::Paused));
    assert!(back.recall.is_none());
    assert_eq!(back.checkpoints.last(), Some(&64));
    assert_eq!(back.history.loss.last().unwrap().bin.train_step, 64);
    // As it was then: finer bins where the longer run had merged them since.
    for merged in before.history.loss.iter().map(|point| point.bin) {
        if merged.train_step > 64 {
            break;
        }
        let within = back.history.loss.iter().map(|point| point.bin);
        let within = within.filter(|bin| bin.since >= merged.since);
        let within: Vec<_> = within
            .filter(|bin| bin.train_step <= merged.train_step)
            .collect();
        assert_eq!(
            within.iter().map(|bin| bin.count).sum::<u64>(),
            merged.count
        );
        let sum: f64 = within.iter().map(|bin| bin.count as f64 * bin.mean).sum();
        assert!((sum / merged.count as f64 - merged.mean).abs() < 1e-9);
        let low = within
            .iter()
            .map(|bin| bin.low)
            .fold(f64::INFINITY, f64::min);
        assert_eq!((low, within[0].first), (merged.low, merged.first));
    }
    session.send(Command::Train(Motion::Run));
    let later = session.wait_for(|s| s.train_step > 90);
    let loss = &later.history.loss;
    assert!(
        loss.windows(2)
            .all(|pair| pair[0].bin.train_step < pair[1].bin.since)
    );
}

pub fn a_restart_and_another_objective_forget_the_past_and_another_rate_does_not<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 40);
    session.send(Command::Train(Motion::Pause));
    let rate = TrainingSpec {
        learning_rate: 0.004,
        ..scene().training
    };
    session.send(Command::Tune(rate));
    session.send(Command::Recall(Some(9)));
    let kept = session.wait_for(|s| is_back_at(s, 9));
    assert!(kept.checkpoints.len() > 40);
    let objective = TrainingSpec {
        objective: Objective::Explicit,
        ..rate
    };
    session.send(Command::Tune(objective));
    let other = session.wait_for(|s| s.recall.is_none());
    assert_eq!(*other.checkpoints, [other.train_step]);
    session.send(Command::Restart);
    let fresh = session.wait_for(|s| s.run > other.run);
    assert_eq!(*fresh.checkpoints, [0]);
    // There is nothing to go back to but the beginning.
    session.send(Command::GoOnFrom(9));
    let begun = session.wait_for(|s| !s.history.marks.is_empty() && s.history.marks.len() == 2);
    assert_eq!(begun.train_step, 0);
}

pub fn a_run_that_diverged_is_gone_on_with_from_before<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 40);
    let wild = TrainingSpec {
        learning_rate: 100.0,
        ..scene().training
    };
    session.send(Command::Tune(wild));
    session.wait_for(|s| matches!(s.phase, Phase::Diverged { .. }));
    session.send(Command::Tune(scene().training));
    session.send(Command::GoOnFrom(32));
    session.wait_for(|s| s.phase == Phase::Training && s.train_step > 40);
}

/// Takes exactly so many steps.
fn steps(experiment: &mut Experiment, train_steps: u64) -> Arc<Snapshot> {
    let ticked = experiment.tick(&Budget {
        seconds: 1.0,
        train_steps,
        frame: true,
        measure: true,
    });
    assert_eq!(ticked.train_steps, train_steps);
    experiment.snapshot()
}

fn send(experiment: &mut Experiment, command: Command) {
    assert_eq!(experiment.command(command), None);
}

/// An experiment that trains flat out.
fn begun() -> Experiment {
    let mut experiment = experiment(&scene());
    steps(&mut experiment, 0);
    experiment
}

#[test]
fn going_on_gives_the_bits_of_a_run_that_never_went_further() {
    let mut straight = begun();
    steps(&mut straight, 32);
    let straight = steps(&mut straight, 25);
    let mut back = begun();
    for train_steps in [20, 12, 70, 3] {
        steps(&mut back, train_steps);
    }
    // Looking elsewhere changes nothing either.
    send(&mut back, Command::Recall(Some(2)));
    steps(&mut back, 9);
    send(&mut back, Command::GoOnFrom(32));
    let back = steps(&mut back, 25);
    assert_eq!((back.train_step, straight.train_step), (57, 57));
    assert_eq!(back.network.to_bytes(), straight.network.to_bytes());
    assert_eq!(back.checkpoints, straight.checkpoints);
    assert_eq!(back.history.loss, straight.history.loss);
    let bins = |snapshot: &Snapshot| snapshot.history.error.last().copied();
    assert_eq!(bins(&back), bins(&straight));
    assert_eq!(
        back.history.error_per_sigma,
        straight.history.error_per_sigma
    );
}

#[test]
fn an_edit_that_came_later_counts_from_where_training_goes_on() {
    let moved = GaussianMixture::new(vec![Component::round([1.0, 2.0], 0.4, 1.0)]).unwrap();
    let moved = || Command::Retarget(Arc::new(moved.clone()));
    let slower = TrainingSpec {
        learning_rate: 0.002,
        ..scene().training
    };
    let mut edited = begun();
    steps(&mut edited, 32);
    send(&mut edited, moved());
    send(&mut edited, Command::Tune(slower));
    let edited = steps(&mut edited, 8);
    let mut back = begun();
    steps(&mut back, 50);
    send(&mut back, moved());
    steps(&mut back, 5);
    send(&mut back, Command::Tune(slower));
    steps(&mut back, 5);
    send(&mut back, Command::GoOnFrom(32));
    let back = steps(&mut back, 8);
    assert_eq!(back.network.to_bytes(), edited.network.to_bytes());
    let x = Array2::zeros((1, 2));
    assert_eq!(
        back.network.score(x.view(), 0.5),
        edited.network.score(x.view(), 0.5)
    );
}
