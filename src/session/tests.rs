mod on_request;

use super::*;
use crate::measure::{mean_score_error, score_errors};
use crate::mixture::{Component, GaussianMixture};
use crate::plane::Bounds;
use crate::sampling::{Init, SamplingSpec};
use crate::scene::Target;
use crate::score::{Objective, TrainingSpec};
use std::time::{Duration, Instant};

fn scene() -> Scene {
    let mut scene = Scene::new(
        "Two blobs",
        Target::Components(vec![
            Component::round([-1.5, 0.0], 0.5, 0.6),
            Component::round([1.5, 0.0], 0.5, 0.4),
        ]),
    );
    scene.training.batch = 64;
    scene.network.width = 32;
    scene.network.depth = 2;
    scene.sampling.particles = 50;
    scene
}

fn start(scene: &Scene) -> Session {
    Session::start(scene, 1, || {}).unwrap()
}

/// Waits until a snapshot satisfies `wanted`. The limit only ends a hopeless test.
fn wait_for(session: &Session, wanted: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let begun = Instant::now();
    loop {
        let snapshot = session.snapshot();
        if wanted(&snapshot) {
            return snapshot;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "never came: {:?} at step {}",
            snapshot.phase,
            snapshot.train_step
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn request(sigma: f64) -> FieldRequest {
    FieldRequest {
        alpha: 1.0,
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma,
        arrows: [8, 6],
        density: [10, 10],
    }
}

#[test]
fn a_session_trains_and_its_error_falls() {
    let mut scene = scene();
    scene.network = crate::score::NetworkSpec::default();
    scene.training = TrainingSpec::default();
    let session = start(&scene);
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Restart);
    let untrained = wait_for(&session, |s| {
        s.run == RunId(2) && !s.history.error.is_empty()
    });
    assert_eq!(untrained.history.error[0].train_step, 0);
    session.send(Command::Train(Motion::Run));
    let trained = wait_for(&session, |s| {
        s.history.error.last().is_some_and(|e| e.train_step > 600)
    });
    let errors = &trained.history.error;
    let (first, last) = (errors[0].mean, errors[errors.len() - 1].mean);
    assert!(last < 0.3 * first, "from {first} to {last}");
    assert!(!trained.history.loss.is_empty());
}

#[test]
fn the_loss_and_its_floor_are_those_of_the_objective_that_trains() {
    let session = start(&scene());
    let known = |s: &Snapshot, objective: Objective| {
        let history = &s.history;
        let last = history.loss.last();
        history.objective == objective && last.is_some_and(|point| point.floor.is_some())
    };
    let before = wait_for(&session, |s| known(s, Objective::Denoising));
    assert!(before.history.loss.iter().all(|point| point.loss > 0.0));
    let training = TrainingSpec {
        objective: Objective::Implicit,
        ..scene().training
    };
    session.send(Command::Tune(training));
    let after = wait_for(&session, |s| known(s, Objective::Implicit));
    assert_eq!(after.run, before.run, "the weights stay");
    // No point of the denoising curve is left, whose losses were near its floor above zero.
    assert!(after.history.loss[0].train_step > before.history.loss[0].train_step);
    let noise = after.noise;
    let expected = (0..12)
        .map(|i| {
            let sigma = noise.at((f64::from(i) + 0.5) / 12.0);
            let smoothed = after.mixture.smoothed(sigma);
            -0.5 * sigma * sigma * crate::measure::fisher_information(&smoothed, 200_000)
        })
        .sum::<f64>()
        / 12.0;
    let floor = after
        .history
        .loss
        .last()
        .and_then(|point| point.floor)
        .unwrap();
    assert!((floor - expected).abs() < 1e-9, "{floor} {expected}");
}

#[test]
fn pausing_stops_the_steps_and_one_step_takes_exactly_one() {
    let session = start(&scene());
    wait_for(&session, |s| s.train_step > 10);
    session.send(Command::Train(Motion::Pause));
    let paused = wait_for(&session, |s| s.phase == Phase::Paused);
    session.send(Command::Train(Motion::Step));
    let stepped = wait_for(&session, |s| s.train_step != paused.train_step);
    assert_eq!(stepped.train_step, paused.train_step + 1);
    assert_eq!(stepped.phase, Phase::Paused);
}

#[test]
fn a_restart_begins_another_run_from_step_zero() {
    let session = start(&scene());
    let before = wait_for(&session, |s| s.train_step > 100);
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Restart);
    let after = wait_for(&session, |s| s.run > before.run);
    assert_eq!(after.train_step, 0);
}

#[test]
fn a_burst_of_drags_ends_on_the_newest_target() {
    let session = start(&scene());
    let moved = |x: f64| {
        let components = vec![Component::round([x, 1.0], 0.5, 1.0)];
        Arc::new(GaussianMixture::new(components).unwrap())
    };
    for i in 0..500 {
        session.send(Command::Retarget(moved(i as f64 / 100.0)));
    }
    let snapshot = wait_for(&session, |s| s.mixture.components()[0].mean[0] == 4.99);
    assert_eq!(snapshot.run, RunId(1), "a drag is not a restart");
}

#[test]
fn fields_come_on_the_requested_grid_and_the_exact_one_is_exact() {
    let session = start(&scene());
    session.send(Command::Frame(request(0.5)));
    let snapshot = wait_for(&session, |s| s.field.is_some());
    let field = snapshot.field.as_ref().unwrap();
    assert_eq!(field.learned.len(), 48);
    let truth = scene().mixture().unwrap().smoothed(0.5);
    for (index, score) in field.exact.iter().enumerate() {
        let x = field.arrows.at(index % 8, index / 8);
        let expected = truth.score(x);
        assert!((score[0] - expected[0]).abs() + (score[1] - expected[1]).abs() < 1e-12);
    }
}

#[test]
fn a_level_outside_the_trained_range_has_no_learned_field() {
    let session = start(&scene());
    session.send(Command::Frame(request(1e4)));
    let snapshot = wait_for(&session, |s| s.field.is_some());
    let field = snapshot.field.as_ref().unwrap();
    assert!(field.learned.is_empty() && field.exact.len() == 48);
}

#[test]
fn particles_move_pause_and_follow_their_number() {
    let session = start(&scene());
    wait_for(&session, |s| s.swarm.as_ref().is_some_and(|w| w.step > 5));
    session.send(Command::Particles(Motion::Pause));
    session.send(Command::Sampling(SamplingSpec {
        particles: 7,
        init: Init::Data,
        ..scene().sampling
    }));
    let snapshot = wait_for(&session, |s| s.swarm.as_ref().is_some_and(|w| w.len() == 7));
    let step = snapshot.swarm.as_ref().unwrap().step;
    session.send(Command::Particles(Motion::Step));
    wait_for(&session, |s| {
        s.swarm.as_ref().is_some_and(|w| w.step == step + 1)
    });
    session.send(Command::ShowParticles(false));
    wait_for(&session, |s| s.swarm.is_none());
}

#[test]
fn switching_particles_off_does_not_change_the_training() {
    let weights_after = |particles: bool| {
        let session = start(&scene());
        session.send(Command::ShowParticles(particles));
        session.send(Command::Train(Motion::Pause));
        wait_for(&session, |s| s.phase == Phase::Paused);
        session.send(Command::Restart);
        let mut step = 0;
        wait_for(&session, |s| s.run == RunId(2));
        while step < 20 {
            session.send(Command::Train(Motion::Step));
            step += 1;
            wait_for(&session, |s| s.train_step == step);
        }
        session.snapshot().network.to_bytes()
    };
    assert_eq!(weights_after(true), weights_after(false));
}

#[test]
fn a_divergence_is_a_state_with_advice_that_a_restart_leaves() {
    let session = start(&scene());
    session.send(Command::Tune(TrainingSpec {
        learning_rate: 100.0,
        ..scene().training
    }));
    let snapshot = wait_for(&session, |s| matches!(s.phase, Phase::Diverged { .. }));
    let Phase::Diverged { advice, .. } = &snapshot.phase else {
        unreachable!()
    };
    assert!(advice.contains("learning rate"), "{advice}");
    session.send(Command::Tune(scene().training));
    session.send(Command::Restart);
    wait_for(&session, |s| {
        s.phase == Phase::Training && s.train_step > 50
    });
}

#[test]
fn loading_another_scene_replaces_target_and_particles() {
    let session = start(&scene());
    wait_for(&session, |s| s.train_step > 10);
    let mut other = scene();
    other.target = Target::Components(vec![Component::round([40.0, 0.0], 1.0, 1.0)]);
    other.sampling.particles = 9;
    session.send(Command::Load(Box::new(other)));
    let snapshot = wait_for(&session, |s| {
        s.run == RunId(2) && s.swarm.as_ref().is_some_and(|w| w.len() == 9)
    });
    assert_eq!(snapshot.mixture.components()[0].mean[0], 40.0);
}

#[test]
fn a_particle_step_that_explodes_is_said_and_not_shown() {
    let session = start(&scene());
    session.send(Command::FollowExact(true));
    session.send(Command::Sampling(SamplingSpec {
        step_size: Some(1e9),
        ..scene().sampling
    }));
    let snapshot = wait_for(&session, |s| s.particle_notice.is_some());
    assert!(snapshot.swarm.is_none());
    session.send(Command::Sampling(scene().sampling));
    session.send(Command::Respawn);
    wait_for(&session, |s| {
        s.swarm.is_some() && s.particle_notice.is_none()
    });
}

#[test]
fn while_training_rests_the_error_is_that_of_the_target_as_it_is_now() {
    let session = start(&scene());
    wait_for(&session, |s| s.train_step > 400);
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Particles(Motion::Pause));
    let rested = wait_for(&session, |s| s.phase == Phase::Paused);
    let moved = |by: f64| {
        let mut components = rested.mixture.components().to_vec();
        components[0].mean[1] += by;
        Arc::new(GaussianMixture::new(components).unwrap())
    };
    // Several moves in a row, as of a hand, and back again.
    for last in [2.0, 0.0] {
        for by in [0.3, 1.1] {
            session.send(Command::Retarget(moved(by)));
        }
        let now = moved(last);
        session.send(Command::Retarget(now.clone()));
        wait_for(&session, |s| {
            let levels = score_errors(&*s.network, &now, &s.history.sigmas, 4096, 9);
            // 512 points a level in the window: a few percent.
            let off = s
                .history
                .error
                .last()
                .map(|e| e.mean / mean_score_error(&levels) - 1.0);
            Arc::ptr_eq(&s.mixture, &now) && off.is_some_and(|off| off.abs() < 0.2)
        });
    }
}

#[test]
fn dropping_a_session_at_once_joins_its_threads() {
    for _ in 0..5 {
        drop(start(&scene()));
    }
}
