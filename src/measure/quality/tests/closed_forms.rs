//! Every measure against a formula or a plain double loop.

use super::*;
use crate::measure::quality::pairs::{Cloud, KernelSums, between, within};
use crate::measure::quality::sliced::{Resamples, sliced_w2};
use crate::measure::quality::two_sample::kernel_distance;
use approx::assert_abs_diff_eq;
use std::f64::consts::PI;

/// Points of the large samples behind Monte Carlo comparisons.
const MANY: usize = 8000;

#[track_caller]
fn agrees(estimate: Estimate, truth: f64) {
    let distance = (estimate.value - truth).abs();
    assert!(
        estimate.se > 0.0 && distance < 4.0 * estimate.se,
        "{estimate:?} is not {truth}"
    );
}

fn sliced(x: &Array2<f64>, y: &Array2<f64>) -> Estimate {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let resamples = [0, 1].map(|_| Resamples::new(x.nrows(), &mut rng));
    sliced_w2(x.view(), y.view(), resamples.each_ref())
}

#[test]
fn the_sliced_distance_to_a_shifted_copy_is_the_shift_over_root_two() {
    // Along u every sorted point moves by m.u, and the mean of (m.u)^2 over even angles is |m|^2/2.
    let x = draw(&song_ermon(), 400, 1);
    let shifted = Array2::from_shape_fn((400, 2), |(i, axis)| x[[i, axis]] + [3.0, -4.0][axis]);
    assert_abs_diff_eq!(
        sliced(&x, &shifted).value,
        5.0 / 2f64.sqrt(),
        epsilon = 1e-12
    );
}

#[test]
fn the_sliced_distance_to_a_larger_copy_is_the_mean_square_of_the_growth() {
    // Along u every sorted point moves by 0.5 x.u.
    let x = draw(&song_ermon(), 400, 2);
    let square = x.iter().map(|v| v * v).sum::<f64>() / 400.0;
    let expected = 0.5 * (0.5 * square).sqrt();
    assert_abs_diff_eq!(sliced(&x, &(1.5 * &x)).value, expected, epsilon = 1e-12);
}

#[test]
fn the_sliced_distance_of_two_gaussians_is_the_closed_form() {
    // W2^2 along u is (m.u)^2 + (s - 1)^2.
    let x = draw(&gaussian([1.0, -0.5], 1.5), MANY, 3);
    let y = draw(&gaussian([0.0, 0.0], 1.0), MANY, 4);
    agrees(sliced(&x, &y), (1.25 / 2.0 + 0.25f64).sqrt());
}

#[test]
fn the_energy_distance_of_two_gaussians_is_the_closed_form() {
    // For x - y ~ N(0, v I) in the plane E|x - y| = sqrt(pi v / 2).
    let (s, mixture) = (1.3f64, gaussian([2.0, 2.0], 1.0));
    let x = draw(&gaussian([2.0, 2.0], s), MANY, 5);
    let quality = sample_quality(x.view(), &mixture, 1).unwrap().sample;
    let mean = |v: f64| (PI * v / 2.0).sqrt();
    let truth = 2.0 * mean(1.0 + s * s) - mean(2.0 * s * s) - mean(2.0);
    agrees(quality.energy_distance, truth);
}

#[test]
fn the_mmd_of_two_gaussians_is_the_closed_form() {
    // For x - y ~ N(m, v I) in the plane E k = h^2/(h^2 + v) exp(-|m|^2 / (2 (h^2 + v))).
    let (s, shift) = (0.7f64, [0.4, -0.2]);
    let x = draw(&gaussian(shift, s), MANY, 6);
    let report = sample_quality(x.view(), &gaussian([0.0, 0.0], 1.0), 2).unwrap();
    // Of the distance |z|, z ~ N(0, 2 I), the median is 2 sqrt(ln 2).
    let h = report.bandwidth;
    assert_abs_diff_eq!(h, 2.0 * 2f64.ln().sqrt(), epsilon = 0.05);
    let kernel = |square: f64, v: f64| {
        let wide = h * h + v;
        h * h / wide * (-square / (2.0 * wide)).exp()
    };
    let truth = kernel(0.0, 2.0 * s * s) + kernel(0.0, 2.0) - 2.0 * kernel(0.2, 1.0 + s * s);
    agrees(report.sample.mmd2, truth);
}

#[test]
fn the_nll_of_an_exact_sample_is_the_entropy() {
    let x = draw(&song_ermon(), MANY, 7);
    let report = sample_quality(x.view(), &song_ermon(), 3).unwrap();
    agrees(report.sample.nll, 3.338279);
    agrees(report.exact_sample.nll, 3.338279);
    // The squared deviations of two coordinates, halved, have variance 1.
    assert_abs_diff_eq!(
        report.sample.nll.se,
        (1.25 / MANY as f64).sqrt(),
        epsilon = 2e-3
    );
}

#[test]
fn mode_weights_are_the_mean_responsibilities() {
    let mixture = GaussianMixture::new(vec![
        Component::round([0.0, 0.0], 1.0, 0.5),
        Component::round([1.0, 0.0], 0.5, 0.3),
        Component::from_axes([0.0, 2.0], [1.0, 0.2], 0.7, 0.2),
    ])
    .unwrap();
    let n = 777;
    let x = draw(&gaussian([0.5, 0.5], 1.0), n, 8);
    let quality = sample_quality(x.view(), &mixture, 1).unwrap().sample;
    for (k, mode) in quality.mode_weights.iter().enumerate() {
        let posterior: Vec<f64> = x
            .rows()
            .into_iter()
            .map(|at| mixture.posterior([at[0], at[1]])[k])
            .collect();
        let mean = posterior.iter().sum::<f64>() / n as f64;
        let squares: f64 = posterior.iter().map(|r| (r - mean).powi(2)).sum();
        assert_abs_diff_eq!(mode.weight.value, mean, epsilon = 1e-12);
        let se = (squares / (n * (n - 1)) as f64).sqrt();
        assert_abs_diff_eq!(mode.weight.se, se, epsilon = 1e-12);
    }
}

/// `kernel` over all pairs, by a plain loop; `same` leaves out i = j.
fn sums(
    a: &Array2<f64>,
    b: &Array2<f64>,
    same: bool,
    kernel: impl Fn(f64) -> f64,
) -> (Vec<f64>, Vec<f64>, f64) {
    let (mut rows, mut columns) = (vec![0.0; a.nrows()], vec![0.0; b.nrows()]);
    let mut squares = 0.0;
    for (i, row) in rows.iter_mut().enumerate() {
        for (j, column) in columns.iter_mut().enumerate() {
            if !(same && i == j) {
                let k = kernel((a[[i, 0]] - b[[j, 0]]).hypot(a[[i, 1]] - b[[j, 1]]));
                *row += k;
                *column += k;
                squares += k * k;
            }
        }
    }
    (rows, columns, squares)
}

#[track_caller]
fn same_sums(found: &KernelSums, expected: (Vec<f64>, Vec<f64>, f64)) {
    assert_eq!(found.rows.len(), expected.0.len());
    assert_eq!(found.columns.len(), expected.1.len());
    let relative = |a: f64, b: f64| (a - b).abs() / (1.0 + b.abs());
    let pairs = found.rows.iter().chain(&found.columns);
    for (a, b) in pairs.zip(expected.0.iter().chain(&expected.1)) {
        assert!(relative(*a, *b) < 1e-12, "{a} is not {b}");
    }
    assert!(relative(found.squares, expected.2) < 1e-12);
}

#[test]
fn the_sums_over_pairs_are_those_of_a_double_loop_at_every_size() {
    let (h, rbf) = (1.7f64, |d: f64| (-d * d / (2.0 * 1.7 * 1.7)).exp());
    for (n, m) in [(2, 3), (8, 5), (127, 130), (300, 257)] {
        let (x, y) = (draw(&song_ermon(), n, 9), draw(&song_ermon(), m, 10));
        let (a, b) = (Cloud::new(x.view()), Cloud::new(y.view()));
        let (own, crossed) = (within(&a, h), between(&a, &b, h));
        same_sums(&own.rbf, sums(&x, &x, true, rbf));
        same_sums(&own.distance, sums(&x, &x, true, |d| d));
        same_sums(&crossed.rbf, sums(&x, &y, false, rbf));
        same_sums(&crossed.distance, sums(&x, &y, false, |d| d));
    }
}

#[test]
fn a_sample_against_itself_is_below_zero_by_its_pairs_of_one_point() {
    // The mean over pairs leaves the n zeros on the diagonal out within, but not between.
    let n = 50;
    let x = draw(&song_ermon(), n, 11);
    let cloud = Cloud::new(x.view());
    let own = within(&cloud, 1.0).distance;
    let crossed = between(&cloud, &cloud, 1.0).distance;
    let all: f64 = sums(&x, &x, true, |d| d).0.iter().sum();
    let n = n as f64;
    let expected = 2.0 * all / (n * (n - 1.0)) - 2.0 * all / (n * n);
    let found = kernel_distance(&own, &own, &crossed);
    assert_abs_diff_eq!(found.value, expected, epsilon = 1e-12);
}
