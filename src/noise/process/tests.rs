//! Processes against the equations that define them.

use super::*;
use crate::mixture::{Component, GaussianMixture};
use crate::noise::{Center, Scale};
use approx::assert_relative_eq;

fn every_continuous() -> [Process; 4] {
    let range = NoiseRange::new(0.05, 8.0).unwrap();
    [
        Process::ve(range),
        Process::ve_rho(range, USUAL_RHO).unwrap(),
        Process::vp_linear(),
        Process::vp_cosine(),
    ]
}

/// A time in the middle of the process.
fn middle(process: &Process, part: f64) -> f64 {
    process.first() + part * (process.last() - process.first())
}

#[test]
fn drift_and_diffusion_are_those_of_alpha_and_sigma() {
    for process in every_continuous() {
        for part in [0.1, 0.5, 0.9] {
            let t = middle(&process, part);
            let h = 1e-6 * process.last();
            let slope = |of: &dyn Fn(f64) -> f64| (of(t + h) - of(t - h)) / (2.0 * h);
            let f = slope(&|t| process.alpha(t).ln());
            assert_relative_eq!(process.drift(t), f, epsilon = 1e-6, max_relative = 1e-6);
            let variance = process.sigma(t).powi(2);
            let g2 = slope(&|t| process.sigma(t).powi(2)) - 2.0 * f * variance;
            assert_relative_eq!(process.diffusion_squared(t), g2, max_relative = 1e-5);
        }
    }
}

#[test]
fn variance_is_preserved_or_alpha_stays_one() {
    for process in every_continuous() {
        let t = middle(&process, 0.4);
        let (alpha, sigma) = (process.alpha(t), process.sigma(t));
        if process.kind().explodes() {
            assert_eq!(alpha, 1.0);
        } else {
            assert_relative_eq!(alpha * alpha + sigma * sigma, 1.0, epsilon = 1e-14);
        }
        assert_relative_eq!(process.level(t), sigma / alpha, max_relative = 1e-12);
        assert_relative_eq!(
            process.time_of_level(process.level(t)),
            t,
            max_relative = 1e-9
        );
    }
}

#[test]
fn a_transition_in_two_parts_is_the_whole_transition() {
    let mut processes = every_continuous().to_vec();
    processes.push(Process::ddpm(100).unwrap());
    for process in processes {
        let [r, s, t] = [0.2, 0.5, 0.8].map(|part| middle(&process, part));
        let (a, u) = process.transition(r, s);
        let (b, v) = process.transition(s, t);
        let (whole, std) = process.transition(r, t);
        assert_relative_eq!(a * b, whole, max_relative = 1e-12);
        assert_relative_eq!((b * u).hypot(v), std, max_relative = 1e-12);
        assert_relative_eq!(
            whole * process.alpha(r),
            process.alpha(t),
            max_relative = 1e-12
        );
        assert_relative_eq!(
            (whole * process.sigma(r)).hypot(std),
            process.sigma(t),
            max_relative = 1e-12
        );
    }
}

#[test]
fn the_continuous_schedules_keep_as_much_of_the_data_as_their_papers_say() {
    // Song et al. 2021, equation 33: alpha = exp(-t^2 (20 - 0.1)/4 - 0.1 t/2).
    let linear = Process::vp_linear();
    for (t, log_alpha) in [(0.001, -5.4975e-5), (0.25, -0.3234375), (1.0, -5.025)] {
        assert_relative_eq!(linear.alpha(t).ln(), log_alpha, max_relative = 1e-9);
    }
    assert_eq!((linear.first(), linear.last()), (0.001, 1.0));
    // Nichol & Dhariwal 2021, equation 17: the root of f(t)/f(0), f = cos^2((t + 0.008)/1.008 pi/2), worked out
    // elsewhere.
    let cosine = Process::vp_cosine();
    for (t, alpha) in [
        (0.001, 0.999_979_357_674_5),
        (0.5, 0.702_740_058_941_2),
        (0.9946, 0.008_415_534_959_4),
    ] {
        assert_relative_eq!(cosine.alpha(t), alpha, max_relative = 1e-9);
    }
    assert_eq!((cosine.first(), cosine.last()), (0.001, 0.9946));
    // Karras et al. 2022, equation 5, with rho = 7: a third of the way from 80 to 0.002 in seventh roots.
    let range = NoiseRange::new(0.002, 80.0).unwrap();
    let rho = Process::ve_rho(range, USUAL_RHO).unwrap();
    assert_relative_eq!(
        rho.times(4).unwrap()[1],
        9.723_201_355_260,
        max_relative = 1e-9
    );
    assert_eq!(USUAL_DDPM_STEPS, 1000);
}

#[test]
fn the_discrete_steps_keep_as_much_of_the_data_as_ho_et_al_say() {
    // Products of 1 - beta_i, worked out elsewhere, to half of their last digit.
    for (steps, alpha_bar, half_digit) in
        [(50, 0.603, 5e-4), (250, 0.080, 5e-4), (1000, 4.0e-5, 5e-7)]
    {
        let process = Process::ddpm(steps).unwrap();
        let found = process.alpha(steps as f64).powi(2);
        assert!((found - alpha_bar).abs() <= half_digit, "{steps}: {found}");
    }
    let one = Process::ddpm(1000).unwrap();
    assert_relative_eq!(one.alpha(1.0).powi(2), 1.0 - 1e-4, max_relative = 1e-12);
    assert_eq!((one.alpha(0.0), one.sigma(0.0)), (1.0, 0.0));
    assert_eq!(one.time_of_level(one.level(400.0)), 400.0);
}

#[test]
fn the_marginal_scales_the_means_and_adds_the_noise() {
    let component = Component {
        mean: [2.0, -1.0],
        cov: [[0.3, 0.1], [0.1, 0.2]].into(),
        weight: 1.0,
    };
    let mixture = GaussianMixture::new(vec![component]).unwrap();
    let process = Process::vp_linear();
    let t = 0.3;
    let (alpha, sigma) = (process.alpha(t), process.sigma(t));
    let marginal = process.marginal(&mixture, t);
    let found = &marginal.components()[0];
    assert_relative_eq!(found.mean[0], 2.0 * alpha, epsilon = 1e-14);
    assert_relative_eq!(
        found.cov[0][0],
        0.3 * alpha * alpha + sigma * sigma,
        epsilon = 1e-14
    );
    assert_relative_eq!(found.cov[0][1], 0.1 * alpha * alpha, epsilon = 1e-14);
}

/// Around (3, -1) in units of 2, where there is a scale.
fn placed(process: Process) -> Process {
    let somewhere = GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap();
    let scale = (!process.kind().explodes()).then_some(Scale::Of(2.0));
    let center = Center::At([3.0, -1.0]);
    let process = process.placed(&somewhere, center, scale, PriorKind::Plain);
    process.unwrap()
}

#[test]
fn a_placed_process_does_to_data_what_it_does_to_those_in_its_own_coordinates() {
    let component = Component {
        mean: [2.0, -1.0],
        cov: [[0.3, 0.1], [0.1, 0.2]].into(),
        weight: 1.0,
    };
    for process in every_continuous() {
        let there = placed(process.clone());
        let s = there.scale();
        assert_eq!(s, if process.kind().explodes() { 1.0 } else { 2.0 });
        let own = Component {
            mean: [(2.0 - 3.0) / s, 0.0],
            cov: component.cov.scaled(1.0 / s),
            weight: 1.0,
        };
        let own = GaussianMixture::new(vec![own]).unwrap();
        let mixture = GaussianMixture::new(vec![component.clone()]).unwrap();
        let t = middle(&process, 0.4);
        let (found, expected) = (there.marginal(&mixture, t), process.marginal(&own, t));
        let (found, expected) = (&found.components()[0], &expected.components()[0]);
        for i in 0..2 {
            let mean = there.center()[i] + s * expected.mean[i];
            assert_relative_eq!(found.mean[i], mean, max_relative = 1e-12);
            for j in 0..2 {
                let cov = s * s * expected.cov[i][j];
                assert_relative_eq!(found.cov[i][j], cov, max_relative = 1e-12);
            }
        }
        assert_relative_eq!(there.level(t), s * process.level(t), max_relative = 1e-12);
        let back = there.time_of_level(there.level(t));
        assert_relative_eq!(back, t, max_relative = 1e-9);
        let g2 = s * s * process.diffusion_squared(t);
        assert_relative_eq!(there.diffusion_squared(t), g2, max_relative = 1e-12);
        let ((keep, std), (own_keep, own_std)) =
            (there.transition(0.5 * t, t), process.transition(0.5 * t, t));
        assert_eq!((keep, std), (own_keep, s * own_std));
        let [low, high] = [process.first() + 0.25 * t, t];
        let part = there.between(low, high).unwrap();
        assert_eq!((part.center(), part.scale()), (there.center(), s));
        let prior = there.prior(&mixture);
        let expected = if process.kind().explodes() { 8.0 } else { 2.0 };
        assert_relative_eq!(prior.std(), expected, max_relative = 1e-12);
        assert_eq!(prior.mean(), [3.0, -1.0]);
    }
}

#[test]
fn without_being_told_a_process_runs_around_the_data_in_units_of_their_spread() {
    let far = GaussianMixture::new(vec![
        Component::round([108.0, 40.0], 3.0, 0.25),
        Component::round([100.0, 40.0], 3.0, 0.75),
    ])
    .unwrap();
    let process = Process::vp_linear();
    let process = process.placed(&far, Center::Data, None, PriorKind::Matched);
    let process = process.unwrap();
    assert_relative_eq!(process.center()[0], 102.0, max_relative = 1e-14);
    // The variance is 9 + 12 along x and 9 along y.
    assert_relative_eq!(process.scale(), 15f64.sqrt(), max_relative = 1e-12);
    for t in [0.1, 0.5, 1.0] {
        // "Variance preserving" is true.
        let marginal = process.marginal(&far, t);
        assert_relative_eq!(marginal.std(), 15f64.sqrt(), max_relative = 1e-12);
        assert_relative_eq!(marginal.mean()[0], 102.0, max_relative = 1e-12);
    }
}

#[test]
fn times_and_constants_out_of_range_are_refused() {
    let range = NoiseRange::new(0.05, 8.0).unwrap();
    assert!(Process::ve_rho(range, 0.0).is_err() && Process::ve_rho(range, f64::NAN).is_err());
    assert!(Process::ddpm(0).is_err());
    assert!(Process::vp_linear().between(0.5, 0.2).is_err());
    assert!(Process::vp_linear().require(f64::NAN).is_err());
    let refused = Process::vp_linear().require(1.5).unwrap_err().to_string();
    assert!(
        refused.contains("0, the clean data, or a time from 0.001 to 1"),
        "{refused}"
    );
    let refused = Process::ddpm(10).unwrap().require(11.0).unwrap_err();
    assert!(refused.to_string().ends_with("use 0 to 10"), "{refused}");
    assert!(Process::vp_linear().require(0.0).is_ok());
}
