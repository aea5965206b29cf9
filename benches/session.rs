//! Snapshot hand-over: how long the window waits for what it asked.
//!
//! `read`: taking the newest snapshot, which the window does every frame. `answer`: from sending a
//! new noise level to a snapshot with its 40x40 field and 120x90 density, training and particles
//! paused; it holds the evaluation of both fields and the wake-up of the simulation thread.

use criterion::{Criterion, criterion_group, criterion_main};
use scorefield::desktop::LiveSession;
use scorefield::mixture::Component;
use scorefield::plane::Bounds;
use scorefield::scene::{Scene, Target};
use scorefield::session::{Command, FieldRequest, Motion};
use std::hint::black_box;

fn eight_gaussians() -> Scene {
    let component = |k: usize| {
        let angle = std::f64::consts::TAU * k as f64 / 8.0;
        Component::round([2.0 * angle.cos(), 2.0 * angle.sin()], 0.15, 1.0)
    };
    Scene::new(
        "Eight Gaussians",
        Target::Components((0..8).map(component).collect()),
    )
}

fn request(sigma: f64) -> FieldRequest {
    FieldRequest {
        alpha: 1.0,
        center: [0.0, 0.0],
        bounds: Bounds::square([0.0, 0.0], 3.0),
        sigma,
        arrows: [40, 40],
        density: [120, 90],
        empirical: false,
    }
}

fn hand_over(criterion: &mut Criterion) {
    let session = LiveSession::start(&eight_gaussians(), 1, || {}).expect("the scene is valid");
    session.send(Command::Train(Motion::Pause));
    session.send(Command::Particles(Motion::Pause));
    let mut group = criterion.benchmark_group("snapshot");
    group.bench_function("read", |bencher| {
        bencher.iter(|| black_box(session.snapshot().train_step));
    });
    let mut turn = 0u32;
    group.bench_function("answer", |bencher| {
        bencher.iter(|| {
            turn += 1;
            let sigma = 0.1 + f64::from(turn % 1000) * 1e-3;
            session.send(Command::Frame(request(sigma)));
            while session
                .snapshot()
                .field
                .as_ref()
                .is_none_or(|field| field.sigma != sigma)
            {
                std::thread::yield_now();
            }
        });
    });
    group.finish();
}

criterion_group!(benches, hand_over);
criterion_main!(benches);
