//! The solvers on the mixture of Song & Ermon 2019, by the protocol of Karras et al. 2022.

use super::*;

const PARTICLES: usize = 400;

fn song_ermon() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([5.0, 5.0], 1.0, 0.8),
        Component::round([-5.0, -5.0], 1.0, 0.2),
    ])
    .unwrap()
}

fn solved(sampler: Sampler, steps: usize) -> Array2<f64> {
    let spec = SamplingSpec {
        sigma_min: Some(0.002),
        sigma_max: Some(80.0),
        ..spec(sampler, ProcessKind::VeRho, steps, PARTICLES)
    };
    ends(&spec, &song_ermon(), 12).1.positions().clone()
}

fn median_distance(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let apart = a - b;
    let mut distances: Vec<f64> = apart.rows().into_iter().map(|r| r[0].hypot(r[1])).collect();
    distances.sort_by(f64::total_cmp);
    0.5 * (distances[PARTICLES / 2 - 1] + distances[PARTICLES / 2])
}

#[test]
fn the_errors_of_euler_and_heun_are_those_of_the_table() {
    let truth = solved(Sampler::OdeHeun, 512);
    let table = [
        (Sampler::OdeEuler, [0.207, 0.104, 0.052, 0.026]),
        (Sampler::OdeHeun, [0.077, 0.0167, 0.0039, 0.0009]),
    ];
    for (sampler, expected) in table {
        for (steps, expected) in [16, 32, 64, 128].into_iter().zip(expected) {
            let found = median_distance(&solved(sampler, steps), &truth);
            assert_relative_eq!(found, expected, max_relative = 0.2);
        }
    }
}
