//! Training, fields and particles.

use super::{Live, scene};
use crate::measure::{mean_score_error, score_errors};
use crate::mixture::{Component, GaussianMixture};
use crate::plane::Bounds;
use crate::sampling::{Init, SamplingSpec};
use crate::scene::Target;
use crate::score::{Objective, TrainingSpec};
use crate::session::{Command, FieldRequest, Motion, Phase, RunId, Snapshot};
use std::sync::Arc;

pub(super) fn request(sigma: f64) -> FieldRequest {
    FieldRequest {
        alpha: 1.0,
        center: [0.0, 0.0],
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma,
        arrows: [8, 6],
        density: [10, 10],
        empirical: false,
    }
}

pub fn a_session_trains_and_its_error_falls<L: Live>() {
    let mut scene = scene();
    scene.network = crate::score::NetworkSpec::default();
    scene.training = TrainingSpec::default();
    let mut session = L::start(&scene);
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Restart);
    let untrained = session.wait_for(|s| s.run == RunId(2) && !s.history.error.is_empty());
    assert_eq!(untrained.history.error[0].since, 0);
    session.send(Command::Train(Motion::Run));
    let trained = session.wait_for(|s| s.history.error.last().is_some_and(|e| e.train_step > 600));
    let errors = &trained.history.error;
    let (first, last) = (errors[0].mean, errors[errors.len() - 1].mean);
    assert!(last < 0.3 * first, "from {first} to {last}");
    assert!(!trained.history.loss.is_empty());
}

pub fn the_loss_and_its_floor_are_those_of_the_objective_that_trains<L: Live>() {
    let mut session = L::start(&scene());
    let known = |s: &Snapshot, objective: Objective| {
        let history = &s.history;
        let last = history.loss.last();
        history.objective == objective && last.is_some_and(|point| point.floor.is_some())
    };
    let before = session.wait_for(|s| known(s, Objective::Denoising));
    assert!(before.history.loss.iter().all(|point| point.bin.low > 0.0));
    let training = TrainingSpec {
        objective: Objective::Implicit,
        ..scene().training
    };
    session.send(Command::Tune(training));
    let after = session.wait_for(|s| known(s, Objective::Implicit));
    assert_eq!(after.run, before.run, "the weights stay");
    // No point of the denoising curve is left, whose losses were near its floor above zero.
    assert!(after.history.loss[0].bin.since > before.history.loss[0].bin.since);
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

pub fn pausing_stops_the_steps_and_one_step_takes_exactly_one<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 10);
    session.send(Command::Train(Motion::Pause));
    let paused = session.wait_for(|s| s.phase == Phase::Paused);
    session.send(Command::Train(Motion::Step));
    let stepped = session.wait_for(|s| s.train_step != paused.train_step);
    assert_eq!(stepped.train_step, paused.train_step + 1);
    assert_eq!(stepped.phase, Phase::Paused);
}

pub fn a_restart_begins_another_run_from_step_zero<L: Live>() {
    let mut session = L::start(&scene());
    let before = session.wait_for(|s| s.train_step > 100);
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Restart);
    let after = session.wait_for(|s| s.run > before.run);
    assert_eq!(after.train_step, 0);
}

pub fn a_burst_of_drags_ends_on_the_newest_target<L: Live>() {
    let mut session = L::start(&scene());
    let moved = |x: f64| {
        let components = vec![Component::round([x, 1.0], 0.5, 1.0)];
        Arc::new(GaussianMixture::new(components).unwrap())
    };
    for i in 0..500 {
        session.send(Command::Retarget(moved(i as f64 / 100.0)));
    }
    let snapshot = session.wait_for(|s| s.mixture.components()[0].mean[0] == 4.99);
    assert_eq!(snapshot.run, RunId(1), "a drag is not a restart");
}

pub fn fields_come_on_the_requested_grid_and_the_exact_one_is_exact<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Frame(request(0.5)));
    let snapshot = session.wait_for(|s| s.field.is_some());
    let field = snapshot.field.as_ref().unwrap();
    assert_eq!(field.learned.len(), 48);
    let truth = scene().mixture().unwrap().smoothed(0.5);
    for (index, score) in field.exact.iter().enumerate() {
        let x = field.arrows.at(index % 8, index / 8);
        let expected = truth.score(x);
        assert!((score[0] - expected[0]).abs() + (score[1] - expected[1]).abs() < 1e-12);
    }
}

pub fn a_level_outside_the_trained_range_has_no_learned_field<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Frame(request(1e4)));
    let snapshot = session.wait_for(|s| s.field.is_some());
    let field = snapshot.field.as_ref().unwrap();
    assert!(field.learned.is_empty() && field.exact.len() == 48);
}

pub fn particles_move_pause_and_follow_their_number<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.swarm.as_ref().is_some_and(|w| w.step > 5));
    session.send(Command::Particles(Motion::Pause));
    session.send(Command::Sampling(SamplingSpec {
        particles: 7,
        init: Init::Data,
        ..scene().sampling
    }));
    let snapshot = session.wait_for(|s| s.swarm.as_ref().is_some_and(|w| w.len() == 7));
    let step = snapshot.swarm.as_ref().unwrap().step;
    session.send(Command::Particles(Motion::Step));
    session.wait_for(|s| s.swarm.as_ref().is_some_and(|w| w.step == step + 1));
    session.send(Command::ShowParticles(false));
    session.wait_for(|s| s.swarm.is_none());
}

pub fn switching_particles_off_does_not_change_the_training<L: Live>() {
    let weights_after = |particles: bool| {
        let mut session = L::start(&scene());
        session.send(Command::ShowParticles(particles));
        session.send(Command::Train(Motion::Pause));
        session.wait_for(|s| s.phase == Phase::Paused);
        session.send(Command::Restart);
        let mut step = 0;
        session.wait_for(|s| s.run == RunId(2));
        while step < 20 {
            session.send(Command::Train(Motion::Step));
            step += 1;
            session.wait_for(|s| s.train_step == step);
        }
        session.snapshot().network.to_bytes()
    };
    assert_eq!(weights_after(true), weights_after(false));
}

pub fn a_divergence_is_a_state_with_advice_that_a_restart_leaves<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::Tune(TrainingSpec {
        learning_rate: 100.0,
        ..scene().training
    }));
    let snapshot = session.wait_for(|s| matches!(s.phase, Phase::Diverged { .. }));
    let Phase::Diverged { advice, .. } = &snapshot.phase else {
        unreachable!()
    };
    assert!(advice.contains("learning rate"), "{advice}");
    session.send(Command::Tune(scene().training));
    session.send(Command::Restart);
    session.wait_for(|s| s.phase == Phase::Training && s.train_step > 50);
}

pub fn loading_another_scene_replaces_target_and_particles<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 10);
    let mut other = scene();
    other.target = Target::Components(vec![Component::round([40.0, 0.0], 1.0, 1.0)]);
    other.sampling.particles = 9;
    session.send(Command::Load(Box::new(other)));
    let snapshot =
        session.wait_for(|s| s.run == RunId(2) && s.swarm.as_ref().is_some_and(|w| w.len() == 9));
    assert_eq!(snapshot.mixture.components()[0].mean[0], 40.0);
}

pub fn a_particle_step_that_explodes_is_said_and_the_last_good_picture_stays<L: Live>() {
    let mut session = L::start(&scene());
    session.send(Command::FollowExact(true));
    // Whatever steps they took before: the first from new starting points is the large one.
    session.send(Command::Particles(Motion::Pause));
    session.send(Command::Sampling(SamplingSpec {
        step_size: Some(1e9),
        ..scene().sampling
    }));
    session.send(Command::Respawn);
    session.send(Command::Particles(Motion::Run));
    let snapshot = session.wait_for(|s| s.particle_notice.is_some());
    let notice = snapshot.particle_notice.as_deref().unwrap_or_default();
    assert!(
        notice.contains("flew apart at step 1: the step size 1e9 ("),
        "{notice}"
    );
    let swarm = snapshot.swarm.as_ref().unwrap();
    let sane = swarm.trails.iter().flatten().all(|v| v.abs() < 1e4);
    assert!(sane, "rays are shown");
    session.send(Command::Sampling(scene().sampling));
    session.send(Command::Respawn);
    session.wait_for(|s| s.swarm.is_some() && s.particle_notice.is_none());
}

pub fn while_training_rests_the_error_is_that_of_the_target_as_it_is_now<L: Live>() {
    let mut session = L::start(&scene());
    session.wait_for(|s| s.train_step > 400);
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Particles(Motion::Pause));
    let rested = session.wait_for(|s| s.phase == Phase::Paused);
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
        session.wait_for(|s| {
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
