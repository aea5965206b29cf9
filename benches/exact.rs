//! The exact score of 10,000 points under mixtures of 8, 100 and 1,000 components.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use scorefield::mixture::{Component, GaussianMixture};
use std::hint::black_box;

fn spiral(components: usize) -> GaussianMixture {
    let component = |k: usize| {
        let angle = 0.05 * k as f64;
        let radius = 3.0 * (k + 1) as f64 / components as f64;
        Component::round([radius * angle.cos(), radius * angle.sin()], 0.1, 1.0)
    };
    GaussianMixture::new((0..components).map(component).collect()).expect("valid components")
}

fn exact_score(criterion: &mut Criterion) {
    let points = 10_000;
    let mut group = criterion.benchmark_group("exact score of 10,000 points");
    for components in [8, 100, 1000] {
        let mixture = spiral(components);
        let x = mixture
            .smoothed(0.5)
            .sample(points, &mut ChaCha8Rng::seed_from_u64(1));
        group.throughput(Throughput::Elements((points * components) as u64));
        group.bench_function(format!("{components} components"), |bencher| {
            bencher.iter(|| black_box(mixture.score_batch(x.view())));
        });
    }
    group.finish();
}

criterion_group!(benches, exact_score);
criterion_main!(benches);
