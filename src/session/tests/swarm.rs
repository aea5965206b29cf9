//! Particles: at which level of which ladder they are, and how they are shared among the modes.

use super::{Live, scene};
use crate::mixture::{Component, GaussianMixture};
use crate::plane::{Bounds, Point};
use crate::sampling::{Dynamics, Sampler};
use crate::scene::{Scene, Target};
use crate::session::{Command, FieldRequest, Motion, SwarmFrame};
use std::sync::Arc;

/// An experiment on `scene` whose network rests: only particles move.
fn resting<L: Live>(scene: &Scene) -> L {
    L::start_with(scene, vec![Command::Train(Motion::Pause)])
}

/// The mean over the particles of p(component | x) under round Gaussians (mean, std, weight), by hand.
fn expected_share(swarm: &SwarmFrame, target: [(Point, f64, f64); 2]) -> f64 {
    let density = |x: Point, (mean, std, weight): (Point, f64, f64)| {
        let variance = std * std + swarm.sigma * swarm.sigma;
        let squared = (x[0] - mean[0]).powi(2) + (x[1] - mean[1]).powi(2);
        weight * (-0.5 * squared / variance).exp() / variance
    };
    let ends = swarm
        .trails
        .chunks(swarm.trail_len)
        .map(|trail| trail[trail.len() - 1]);
    let shares = ends.map(|x| {
        let [first, second] = target.map(|component| density(x, component));
        first / (first + second)
    });
    shares.sum::<f64>() / swarm.len() as f64
}

pub fn shares_are_the_mean_posterior_of_the_particles_at_their_own_level<L: Live>() {
    let mut session = resting::<L>(&scene());
    session.wait_for(|s| s.swarm.as_ref().is_some_and(|swarm| swarm.step > 20));
    session.send(Command::Particles(Motion::Pause));
    let target = [([-1.5, 0.0], 0.5, 0.6), ([1.5, 0.0], 0.5, 0.4)];
    let counted = |swarm: &SwarmFrame| {
        let expected = expected_share(swarm, target);
        swarm.shares.as_ref().is_some_and(|shares| {
            (shares.found[0].weight.value - expected).abs() < 1e-9
                && (shares.truth[0] - 0.6).abs() < 1e-12
                && shares.found[0].interval[0] < expected
                && expected < shares.found[0].interval[1]
                && shares.of_components
        })
    };
    // The last count comes after the last step.
    session.wait_for(|s| s.swarm.as_deref().is_some_and(counted));
    session.send(Command::Particles(Motion::Step));
    let step = session.snapshot().swarm.as_ref().unwrap().step;
    session.wait_for(|s| {
        let swarm = s.swarm.as_deref();
        swarm.is_some_and(|swarm| swarm.step > step && counted(swarm))
    });
}

pub fn a_lone_mode_has_no_shares<L: Live>() {
    let mut scene = scene();
    scene.target = Target::Components(vec![Component::round([0.0, 0.0], 1.0, 1.0)]);
    let mut session = resting::<L>(&scene);
    let snapshot = session.wait_for(|s| s.swarm.as_ref().is_some_and(|swarm| swarm.step > 40));
    assert_eq!(snapshot.swarm.as_ref().unwrap().shares, None);
}

/// Two Gaussians far apart, Langevin dynamics at one level, and steps enough to be done soon.
fn far_pair() -> Scene {
    let mut scene = scene();
    scene.target = Target::Components(vec![
        Component::round([-6.0, 0.0], 0.5, 0.5),
        Component::round([6.0, 0.0], 0.5, 0.5),
    ]);
    scene.sampling.sampler = Sampler::Langevin;
    scene.sampling.steps = 3;
    scene
}

pub fn a_mode_that_comes_back_stays_empty_until_a_respawn<L: Live>() {
    let mut session = resting::<L>(&far_pair());
    session.send(Command::FollowExact(true));
    let both = Arc::new(far_pair().mixture().unwrap());
    let left = GaussianMixture::new(vec![Component::round([-6.0, 0.0], 0.5, 1.0)]).unwrap();
    session.send(Command::Retarget(Arc::new(left)));
    session.send(Command::Respawn);
    session.wait_for(|s| {
        let swarm = s.swarm.as_ref();
        let ends = |swarm: &SwarmFrame| {
            let mut paths = swarm.trails.chunks(swarm.trail_len);
            paths.all(|path| path[path.len() - 1][0] < -3.0)
        };
        swarm.is_some_and(|swarm| swarm.step > 100 && ends(swarm))
    });
    session.send(Command::Retarget(both));
    let empty = |swarm: &SwarmFrame| {
        let shares = swarm.shares.as_ref();
        shares.is_some_and(|shares| {
            shares.found.len() == 2 && shares.found[1].interval[1] < 0.1 && !shares.is_true(1)
        })
    };
    session.wait_for(|s| {
        let swarm = s.swarm.as_deref();
        swarm.is_some_and(|swarm| swarm.target_changed && empty(swarm))
    });
    session.send(Command::Respawn);
    let fresh = session.wait_for(|s| {
        let swarm = s.swarm.as_deref();
        swarm.is_some_and(|swarm| !swarm.target_changed && swarm.shares.is_some() && !empty(swarm))
    });
    assert!(
        fresh.swarm.as_ref().unwrap().shares.as_ref().unwrap().found[1]
            .weight
            .value
            > 0.2
    );
}

pub fn only_a_ladder_has_an_end_and_the_level_is_one_of_its_levels<L: Live>() {
    let mut session = resting::<L>(&far_pair());
    let langevin = session.wait_for(|s| s.swarm.as_ref().is_some_and(|swarm| swarm.step > 20));
    let swarm = langevin.swarm.as_ref().unwrap();
    assert_eq!(swarm.dynamics, Dynamics::Unadjusted);
    assert!(!swarm.finished && swarm.step > far_pair().sampling.steps as u64);
    assert_eq!(&swarm.ladder[..], [swarm.sigma]);

    let mut sampling = far_pair().sampling;
    sampling.sampler = Sampler::Annealed;
    sampling.levels = 6;
    session.send(Command::Sampling(sampling));
    let walking = session.wait_for(|s| {
        let swarm = s.swarm.as_ref();
        swarm.is_some_and(|swarm| swarm.dynamics == Dynamics::Annealed && swarm.rung == 2)
    });
    let swarm = walking.swarm.as_ref().unwrap();
    assert_eq!((swarm.ladder.len(), swarm.finished), (6, false));
    assert_eq!(swarm.sigma, swarm.ladder[2]);
    let done = session.wait_for(|s| s.swarm.as_ref().is_some_and(|swarm| swarm.finished));
    let swarm = done.swarm.as_ref().unwrap();
    assert_eq!((swarm.rung, swarm.sigma), (5, swarm.ladder[5]));
}

pub fn a_snapshot_counts_the_scenes_before_and_has_no_field_of_theirs<L: Live>() {
    let mut session = resting::<L>(&scene());
    let request = FieldRequest {
        bounds: Bounds::square([0.0, 0.0], 8.0),
        alpha: 1.0,
        center: [0.0, 0.0],
        sigma: 0.5,
        arrows: [8, 6],
        density: [10, 10],
        empirical: false,
    };
    session.send(Command::Frame(request));
    let before = session.wait_for(|s| s.field.is_some());
    assert_eq!(before.loads, 0);
    session.send(Command::Load(Box::new(far_pair())));
    let after = session.wait_for(|s| s.loads == 1);
    let truth = far_pair().mixture().unwrap();
    assert_eq!(*after.mixture, truth);
    let smoothed = truth.smoothed(0.5);
    if let Some(field) = &after.field {
        for (index, score) in field.exact.iter().enumerate() {
            let expected = smoothed.score(field.arrows.at(index % 8, index / 8));
            assert!((score[0] - expected[0]).abs() + (score[1] - expected[1]).abs() < 1e-9);
        }
    }
}
