//! Ways from data to noise, against the marginals they must pass.

use super::*;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use ndarray::{Axis, s};

const PARTICLES: usize = 20_000;
const STEPS: usize = 6;

fn blobs() -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::from_axes([-1.0, 0.5], [0.8, 0.2], 0.4, 0.7),
        Component::round([2.0, -1.0], 0.3, 0.3),
    ])
    .unwrap()
}

/// Mean and covariance of a mixture.
fn moments(mixture: &GaussianMixture) -> ([f64; 2], [[f64; 2]; 2]) {
    let mean = mixture.mean();
    let mut cov = [[0.0; 2]; 2];
    for c in mixture.components() {
        let d = [c.mean[0] - mean[0], c.mean[1] - mean[1]];
        for i in 0..2 {
            for j in 0..2 {
                cov[i][j] += c.weight * (c.cov[i][j] + d[i] * d[j]);
            }
        }
    }
    (mean, cov)
}

fn processes() -> [Process; 5] {
    let range = NoiseRange::new(0.05, 8.0).unwrap();
    [
        Process::ve(range),
        Process::ve_rho(range, 7.0).unwrap(),
        Process::vp_linear(),
        Process::vp_cosine(),
        Process::ddpm(1000).unwrap(),
    ]
}

fn paths(process: &Process) -> NoisingPaths {
    Forward::start(process.clone(), STEPS, PARTICLES, &blobs(), 5)
        .unwrap()
        .record()
}

#[test]
fn every_frame_has_the_moments_of_its_marginal() {
    let n = PARTICLES as f64;
    for process in processes() {
        let paths = paths(&process);
        assert_eq!(paths.x.dim(), (STEPS + 1, PARTICLES, 2));
        for (frame, &t) in paths.t.iter().enumerate() {
            let x = paths.x.index_axis(Axis(0), frame);
            let (mean, cov) = moments(&process.marginal(&blobs(), t));
            for i in 0..2 {
                let values = x.column(i);
                let found = values.mean().unwrap();
                assert!((found - mean[i]).abs() < 4.0 * (cov[i][i] / n).sqrt());
                for j in 0..2 {
                    let products = values
                        .iter()
                        .zip(x.column(j))
                        .map(|(a, b)| (a - mean[i]) * (b - mean[j]))
                        .collect::<Vec<f64>>();
                    let found = products.iter().sum::<f64>() / n;
                    let spread = products.iter().map(|p| (p - found).powi(2)).sum::<f64>() / n;
                    assert!(
                        (found - cov[i][j]).abs() < 4.5 * (spread / n).sqrt(),
                        "{:?} at {t}: {found} is not {}",
                        process.kind(),
                        cov[i][j]
                    );
                }
            }
        }
    }
}

#[test]
fn frames_are_correlated_as_points_of_one_path_are() {
    // x_t = a x_s + b z with z independent of x_s: cov(x_t, x_s) = a var(x_s), and the remainder
    // (x_t - a x_s)/b is standard normal and new at every step.
    let n = PARTICLES as f64;
    for process in processes() {
        let paths = paths(&process);
        let mut before: Option<Vec<f64>> = None;
        for frame in 1..=STEPS {
            let (s, t) = (paths.t[frame - 1], paths.t[frame]);
            let (a, b) = process.transition(s, t);
            let (earlier, later) = (
                paths.x.slice(s![frame - 1, .., 0]),
                paths.x.slice(s![frame, .., 0]),
            );
            let z: Vec<f64> = later
                .iter()
                .zip(earlier)
                .map(|(later, earlier)| (later - a * earlier) / b)
                .collect();
            let mean_of = |f: &dyn Fn(usize) -> f64| (0..PARTICLES).map(f).sum::<f64>() / n;
            let (_, cov) = moments(&process.marginal(&blobs(), s));
            let deviation = cov[0][0].sqrt();
            assert!(mean_of(&|i| z[i]).abs() < 4.0 / n.sqrt());
            assert!((mean_of(&|i| z[i] * z[i]) - 1.0).abs() < 4.0 * (2.0 / n).sqrt());
            let mean = earlier.mean().unwrap();
            let with_past = mean_of(&|i| z[i] * (earlier[i] - mean) / deviation);
            assert!(
                with_past.abs() < 4.0 / n.sqrt(),
                "{:?} at {t}",
                process.kind()
            );
            if let Some(before) = before {
                assert!(mean_of(&|i| z[i] * before[i]).abs() < 4.0 / n.sqrt());
            }
            before = Some(z);
        }
    }
}

#[test]
fn paths_begin_at_the_data_and_end_at_the_prior() {
    let data = Init::Data.draw(
        3,
        &Prior::round([0.0; 2], 0.0),
        &blobs(),
        &mut stream(7, STARTS),
    );
    for process in processes() {
        let forward = Forward::start(process.clone(), 4, 3, &blobs(), 7).unwrap();
        if process.sigma(0.0) == 0.0 {
            assert_eq!(forward.positions(), data);
        }
        let again = Forward::start(process.clone(), 4, 3, &blobs(), 7).unwrap();
        let (paths, same) = (forward.record(), again.record());
        assert_eq!(paths, same);
        let last = paths.sigma[4] / process.prior(&blobs()).std();
        assert!((last - 1.0).abs() < 1e-3, "{last}");
        assert_eq!((paths.t[0], paths.alpha[0]), (0.0, 1.0));
    }
}

#[test]
fn a_grid_that_cannot_be_is_refused() {
    assert!(Forward::start(Process::vp_linear(), 0, 3, &blobs(), 1).is_err());
    assert!(Forward::start(Process::ddpm(10).unwrap(), 11, 3, &blobs(), 1).is_err());
}
