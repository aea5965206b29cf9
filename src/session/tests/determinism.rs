//! Same scene, seed, commands and ticks: same snapshots.

use super::scene;
use crate::mixture::{Component, GaussianMixture};
use crate::plane::Bounds;
use crate::sampling::SamplingSpec;
use crate::score::Workers;
use crate::session::{Budget, Command, Experiment, FieldRequest, Motion};
use std::sync::Arc;

/// The bytes of every snapshot of an eventful life.
fn life(threads: usize) -> Vec<Vec<u8>> {
    let mut experiment = Experiment::new(&scene(), Workers::start(threads).unwrap()).unwrap();
    let components = vec![Component::round([0.5, 1.0], 0.4, 1.0)];
    let moved = Arc::new(GaussianMixture::new(components).unwrap());
    let frame = FieldRequest {
        alpha: 1.0,
        center: [0.0, 0.0],
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma: 0.4,
        arrows: [6, 6],
        density: [8, 8],
        empirical: false,
    };
    let more = SamplingSpec {
        particles: 70,
        ..scene().sampling
    };
    let script = [
        (2, Command::Frame(frame)),
        (5, Command::Retarget(moved)),
        (8, Command::Sampling(more)),
        (9, Command::FollowExact(true)),
        (11, Command::Train(Motion::Step)),
        (14, Command::Train(Motion::Run)),
        (15, Command::Launch(vec![[0.0, 0.0]])),
        (16, Command::Recall(Some(4))),
        (17, Command::GoOnFrom(6)),
        (21, Command::Restart),
    ];
    let mut script = script.into_iter().peekable();
    let mut snapshots = Vec::new();
    for tick in 0..25u64 {
        while let Some((_, command)) = script.next_if(|(at, _)| *at == tick) {
            assert_eq!(experiment.command(command), None);
        }
        let ticked = experiment.tick(&Budget {
            seconds: 0.1,
            train_steps: tick % 4,
            frame: tick % 3 != 1,
            measure: tick % 5 == 0,
        });
        experiment.trained_for(0.001 * (1 + tick) as f64);
        let snapshot = ticked.snapshot;
        snapshots.extend(snapshot.map(|snapshot| postcard::to_allocvec(&*snapshot).unwrap()));
    }
    snapshots
}

#[test]
fn the_same_commands_and_ticks_give_the_same_snapshots_whatever_the_threads() {
    let once = life(1);
    assert!(once.len() > 15);
    assert_ne!(once[0], once[once.len() - 1]);
    assert!(once == life(1), "again");
    assert!(once == life(2), "on two threads");
}
