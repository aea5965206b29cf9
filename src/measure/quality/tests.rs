//! What is measured of samples, against mixtures of which it is known.

use super::*;
use crate::mixture::Component;
use ndarray::Array2;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

mod closed_forms;
mod standard_errors;

/// The mixture of Song & Ermon (2019): two far modes of weights 0.8 and 0.2.
fn song_ermon() -> GaussianMixture {
    weighted(0.8)
}

/// Song & Ermon's modes with another weight of the first.
fn weighted(weight: f64) -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([5.0, 5.0], 1.0, weight),
        Component::round([-5.0, -5.0], 1.0, 1.0 - weight),
    ])
    .unwrap()
}

fn gaussian(mean: [f64; 2], std: f64) -> GaussianMixture {
    GaussianMixture::new(vec![Component::round(mean, std, 1.0)]).unwrap()
}

fn draw(mixture: &GaussianMixture, n: usize, seed: u64) -> Array2<f64> {
    mixture.sample(n, &mut ChaCha8Rng::seed_from_u64(seed))
}

#[test]
fn the_same_points_give_the_same_bits_on_any_number_of_threads() {
    let mixture = song_ermon();
    let x = draw(&weighted(0.6), 1000, 1);
    let alone = sample_quality(x.view(), &mixture, 7).unwrap();
    for threads in [1, 2, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let shared = pool
            .build()
            .unwrap()
            .install(|| sample_quality(x.view(), &mixture, 7).unwrap());
        assert_eq!(shared, alone);
    }
    let other = sample_quality(x.view(), &mixture, 8).unwrap();
    assert_eq!(other.sample.nll, alone.sample.nll, "no draw is behind it");
    assert_ne!(other.sample.mmd2, alone.sample.mmd2);
    assert_ne!(other.exact_sample.nll, alone.exact_sample.nll);
}

#[test]
fn two_points_are_enough_and_everything_stays_finite() {
    let mixture = song_ermon();
    for points in [[[0.0, 0.0], [0.0, 0.0]], [[1e9, 0.0], [0.0, -1e9]]] {
        let report = sample_quality(Array2::from(points.to_vec()).view(), &mixture, 1).unwrap();
        for quality in [&report.sample, &report.exact_sample] {
            let mut estimates = vec![
                quality.sliced_w2,
                quality.mmd2,
                quality.energy_distance,
                quality.nll,
            ];
            estimates.extend(quality.mode_weights.iter().map(|mode| mode.weight));
            for estimate in estimates {
                assert!(
                    estimate.value.is_finite() && estimate.se.is_finite(),
                    "{report:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_no_sample_is_refused_in_one_sentence() {
    let measure = |points: Vec<[f64; 2]>| {
        let x = Array2::from(points);
        sample_quality(x.view(), &song_ermon(), 1)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        measure(vec![[1.0, 2.0]]),
        "1 points cannot be measured; give 2 to 1,000,000"
    );
    assert_eq!(
        measure(vec![[1.0, 2.0], [f64::NAN, 1.0]]),
        "point 2 is [NaN, 1], out of range; give finite numbers of at most 1e9 in size"
    );
    assert!(measure(vec![[0.0, 2e9], [0.0, 1.0]]).contains("point 1 is [0, 2000000000]"));
    let reference = QualityReference::new(&song_ermon(), 10, 1).unwrap();
    let fewer = reference.measure(draw(&song_ermon(), 9, 1).view());
    assert_eq!(fewer, Err(QualityError::OtherCount(9, 10)));
}
