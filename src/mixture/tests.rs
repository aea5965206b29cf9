//! Mixtures against integrals, differences and averages of their own samples.

mod reference;

use super::*;
use approx::assert_abs_diff_eq;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Weights, means and full covariances that no axis or component shares.
fn three_gaussians() -> GaussianMixture {
    let component = |weight, mean, cov| Component {
        mean,
        cov: Covariance::from(cov),
        weight,
    };
    GaussianMixture::new(vec![
        component(0.5, [-1.5, -1.0], [[0.3, 0.2], [0.2, 0.3]]),
        component(0.3, [1.5, 0.8], [[0.1, 0.0], [0.0, 0.4]]),
        component(0.2, [0.0, 2.0], [[0.15, -0.05], [-0.05, 0.1]]),
    ])
    .unwrap()
}

#[test]
fn the_density_integrates_to_one() {
    let mixture = three_gaussians();
    let bounds = mixture.bounds(9.0);
    let (nx, ny) = (1200, 1200);
    let (dx, dy) = (bounds.width() / nx as f64, bounds.height() / ny as f64);
    let mut mass = 0.0;
    for j in 0..ny {
        for i in 0..nx {
            let x = bounds.min[0] + (i as f64 + 0.5) * dx;
            let y = bounds.min[1] + (j as f64 + 0.5) * dy;
            mass += mixture.log_density([x, y]).exp() * dx * dy;
        }
    }
    assert_abs_diff_eq!(mass, 1.0, epsilon = 1e-9);
}

#[test]
fn the_score_is_the_gradient_of_the_log_density() {
    let mixture = three_gaussians().smoothed(0.3);
    let step = 1e-5;
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for row in mixture.smoothed(1.0).sample(500, &mut rng).rows() {
        let x = [row[0], row[1]];
        let score = mixture.score(x);
        for axis in 0..2 {
            let (mut up, mut down) = (x, x);
            up[axis] += step;
            down[axis] -= step;
            let slope = (mixture.log_density(up) - mixture.log_density(down)) / (2.0 * step);
            assert_abs_diff_eq!(score[axis], slope, epsilon = 1e-7);
        }
    }
}

#[test]
fn everything_stays_finite_at_fifty_standard_deviations() {
    let mixture = GaussianMixture::new(vec![
        Component::round([0.0, 0.0], 0.1, 1.0),
        Component::round([1.0, 0.0], 0.1, 1.0),
    ])
    .unwrap();
    let far = [-5.0, 5.0];
    let score = mixture.score(far);
    // Out there the nearer component holds all the posterior.
    assert_abs_diff_eq!(score[0], 500.0, epsilon = 1e-9);
    assert_abs_diff_eq!(score[1], -500.0, epsilon = 1e-9);
    assert!(mixture.log_density(far).is_finite());
    assert_eq!(mixture.posterior(far).iter().sum::<f64>(), 1.0);
}

#[test]
fn denoising_moves_a_lone_gaussian_by_the_closed_form() {
    let lone = GaussianMixture::new(vec![Component::round([1.0, -2.0], 0.5, 3.0)]).unwrap();
    let (sigma, x) = (1.2, [4.0, 0.5]);
    let keep = 0.25 / (0.25 + sigma * sigma);
    let denoised = lone.denoised(x, sigma);
    assert_abs_diff_eq!(denoised[0], 1.0 + keep * 3.0, epsilon = 1e-12);
    assert_abs_diff_eq!(denoised[1], -2.0 + keep * 2.5, epsilon = 1e-12);
}

#[test]
fn denoised_is_the_posterior_average_of_the_clean_samples() {
    // Monte Carlo by importance: E[x0 given x] = E[x0 N(x; x0, sigma^2)] / E[N(x; x0, sigma^2)].
    let mixture = three_gaussians();
    let (sigma, x) = (0.8, [0.4, 0.7]);
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let clean = mixture.sample(200_000, &mut rng);
    let weights: Vec<f64> = clean
        .rows()
        .into_iter()
        .map(|r| {
            let squared = (r[0] - x[0]).powi(2) + (r[1] - x[1]).powi(2);
            (-0.5 * squared / (sigma * sigma)).exp()
        })
        .collect();
    let total: f64 = weights.iter().sum();
    let denoised = mixture.denoised(x, sigma);
    for (axis, found) in denoised.into_iter().enumerate() {
        let column = clean.column(axis);
        let mean = column.iter().zip(&weights).map(|(v, w)| v * w).sum::<f64>() / total;
        let variance: f64 = column
            .iter()
            .zip(&weights)
            .map(|(v, w)| (w * (v - mean)).powi(2))
            .sum::<f64>()
            / (total * total);
        assert_abs_diff_eq!(found, mean, epsilon = 4.0 * variance.sqrt());
    }
}

#[test]
fn samples_have_the_moments_and_masses_of_the_components() {
    let mixture = three_gaussians();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let n = 200_000;
    let mut counts = [0.0; 3];
    let mut covariance = [[0.0; 2]; 2];
    for _ in 0..n {
        let (x, k) = mixture.draw(&mut rng);
        counts[k] += 1.0;
        if k == 0 {
            let d = [x[0] + 1.5, x[1] + 1.0];
            for (i, row) in covariance.iter_mut().enumerate() {
                for (j, value) in row.iter_mut().enumerate() {
                    *value += d[i] * d[j];
                }
            }
        }
    }
    for (count, weight) in counts.iter().zip([0.5, 0.3, 0.2]) {
        let standard_error = (weight * (1.0 - weight) / n as f64).sqrt();
        assert_abs_diff_eq!(count / n as f64, weight, epsilon = 4.0 * standard_error);
    }
    // The largest standard error of a second moment here is sqrt(2) 0.3 / sqrt(100,000).
    for (row, expected) in covariance.iter().zip([[0.3, 0.2], [0.2, 0.3]]) {
        for (value, expected) in row.iter().zip(expected) {
            assert_abs_diff_eq!(value / counts[0], expected, epsilon = 4.0 * 1.35e-3);
        }
    }
}

#[test]
fn axes_and_covariance_are_inverse() {
    let tilted = Component::from_axes([0.0, 0.0], [2.0, 0.01], 0.7, 1.0);
    let ([large, small], angle) = tilted.axes();
    assert_abs_diff_eq!(large, 2.0, epsilon = 1e-12);
    assert_abs_diff_eq!(small, 0.01, epsilon = 1e-9);
    assert_abs_diff_eq!(angle, 0.7, epsilon = 1e-12);
}

#[test]
fn weights_are_masses_whatever_their_scale() {
    let huge = GaussianMixture::new(vec![
        Component::round([0.0, 0.0], 1.0, 1.5e308),
        Component::round([1.0, 0.0], 1.0, 0.5e308),
    ])
    .unwrap();
    assert_abs_diff_eq!(huge.components()[0].weight, 0.75, epsilon = 1e-15);
}

#[test]
fn what_is_no_gaussian_is_refused_with_its_number() {
    let good = Component::round([0.0, 0.0], 1.0, 1.0);
    let refused = |change: &dyn Fn(&mut Component)| {
        let mut bad = good.clone();
        change(&mut bad);
        GaussianMixture::new(vec![good.clone(), bad])
            .unwrap_err()
            .to_string()
    };
    assert!(refused(&|c| c.weight = 0.0).contains("component 2: weight 0"));
    assert!(refused(&|c| c.weight = f64::NAN).contains("weight NaN"));
    assert!(refused(&|c| c.mean[0] = f64::INFINITY).contains("mean [inf"));
    assert!(refused(&|c| c.cov = [[1.0, 0.1], [0.0, 1.0]].into()).contains("symmetric"));
    assert!(refused(&|c| c.cov = [[1.0, 1.0], [1.0, 1.0]].into()).contains("singular"));
    assert_eq!(
        GaussianMixture::new(vec![]).unwrap_err(),
        MixtureError::Empty
    );
}

#[test]
fn bounds_and_standard_deviation_are_those_of_the_covariances() {
    let mixture = GaussianMixture::new(vec![
        Component {
            mean: [1.0, -2.0],
            cov: [[4.0, 1.0], [1.0, 1.0]].into(),
            weight: 3.0,
        },
        Component::round([-3.0, 2.0], 0.5, 1.0),
    ])
    .unwrap();
    let bounds = mixture.bounds(3.0);
    // 1 - 6 and -3 - 1.5 along x, -2 - 3 and 2 + 1.5 along y.
    let found = [bounds.min[0], bounds.max[0], bounds.min[1], bounds.max[1]];
    for (found, expected) in found.iter().zip([-5.0, 7.0, -5.0, 3.5]) {
        assert_abs_diff_eq!(*found, expected, epsilon = 1e-12);
    }
    // Mean (0, -1). Variances: 3/4 (4 + 1) + 1/4 (0.25 + 9) along x, 3/4 (1 + 1) + 1/4 (0.25 + 9) along y.
    let squared = 0.5 * (6.0625 + 3.8125);
    assert_abs_diff_eq!(mixture.std(), f64::sqrt(squared), epsilon = 1e-12);
}

#[test]
fn the_squared_distance_in_standard_deviations_is_that_of_the_inverse() {
    // Of [[2, 1], [1, 3]] the inverse is [[3, -1], [-1, 2]] / 5.
    let cov = Covariance::from([[2.0, 1.0], [1.0, 3.0]]);
    for [x, y] in [[1.0, 0.0], [0.0, 1.0], [2.0, -3.0]] {
        let expected = (3.0 * x * x - 2.0 * x * y + 2.0 * y * y) / 5.0;
        assert_abs_diff_eq!(cov.squared_distance([x, y]), expected, epsilon = 1e-12);
    }
}
