//! The speed of the learner: one training step, and the score of a swarm of particles.
//!
//! Run with `cargo bench --bench step`. Throughput is counted in rows (points) a second; a step does
//! 6 (3H + 2H^2 + 2H) floating-point operations a row for width H and three hidden layers.
//!
//! Own kernels against the `gemm` 0.19 crate, one thread, AVX2, 66 rows, GFLOP/s of processor time in
//! interleaved rounds, where a loop of fused multiply-adds alone reaches 103:
//!
//! | product | width 64: own / gemm | width 128: own / gemm |
//! | --- | --- | --- |
//! | activations times weights | 96 / 78 = 1.23 | 99 / 90 = 1.10 |
//! | activations times gradients | 85 to 93 / 55 to 58 = 1.56 | 97 / 83 = 1.17 |

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use scorefield::mixture::{Component, GaussianMixture};
use scorefield::noise::NoiseRange;
use scorefield::score::{
    Features, NetworkSpec, Objective, ScoreFn, Trainer, TrainingSpec, Workers,
};
use std::hint::black_box;

fn workers() -> Workers {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Workers::start(cores).expect("threads for the benchmark")
}

fn ring() -> GaussianMixture {
    let component = |k: usize| {
        let angle = k as f64 * std::f64::consts::FRAC_PI_4;
        Component::round([2.0 * angle.cos(), 2.0 * angle.sin()], 0.15, 1.0)
    };
    GaussianMixture::new((0..8).map(component).collect()).expect("eight Gaussians")
}

fn trainer(width: usize, batch: usize, workers: &Workers) -> Trainer {
    let range = NoiseRange::new(0.05, 5.0).expect("a range");
    // The network that benches/peers has too.
    let network = NetworkSpec {
        width,
        features: Features::Plain,
        ..NetworkSpec::default()
    };
    let training = TrainingSpec {
        objective: Objective::Denoising,
        batch,
        ..TrainingSpec::default()
    };
    Trainer::new(&ring(), range, &network, &training, 1, workers.clone()).expect("a trainer")
}

/// Sampling, forward and backward pass, Adam and averaging.
fn training_step(criterion: &mut Criterion) {
    let workers = workers();
    let mut group = criterion.benchmark_group("training step");
    for width in [64, 128] {
        for batch in [256, 512, 1024] {
            let mut trainer = trainer(width, batch, &workers);
            group.throughput(Throughput::Elements(batch as u64));
            group.bench_function(BenchmarkId::new(format!("width {width}"), batch), |bench| {
                workers.install(|| bench.iter(|| black_box(trainer.step())));
            });
        }
    }
    group.finish();
}

/// The learned score at the points of a swarm, and at as many as a 40 x 40 grid has.
fn score_of_particles(criterion: &mut Criterion) {
    let workers = workers();
    let mut group = criterion.benchmark_group("score");
    for width in [64, 128] {
        let net = trainer(width, 256, &workers).frozen();
        for points in [1_600, 2_000, 10_000] {
            let x = ndarray::Array2::from_shape_fn((points, 2), |(i, j)| {
                4.0 * (0.37 * i as f64 + j as f64).sin()
            });
            group.throughput(Throughput::Elements(points as u64));
            group.bench_function(
                BenchmarkId::new(format!("width {width}"), points),
                |bench| {
                    workers.install(|| bench.iter(|| black_box(net.score(x.view(), 0.5))));
                },
            );
        }
    }
    group.finish();
}

criterion_group!(benches, training_step, score_of_particles);
criterion_main!(benches);
