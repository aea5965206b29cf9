//! Data anywhere and of any size: what is translated and scaled gives what is translated and scaled.

use ndarray::{Array2, Axis};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use scorefield::measure::{LastLevel, Likelihood};
use scorefield::mixture::{Component, GaussianMixture};
use scorefield::noise::{NoiseRange, PriorKind, Process, ProcessKind, ProcessSpec};
use scorefield::sampling::{Forward, Run, Sampler, SamplingSpec, StepCount};
use scorefield::score::ExactScore;

/// Three components of unequal weights and widths, one of them a tilted ellipse, `scale` times as large
/// and `shift` away.
fn target(scale: f64, shift: [f64; 2]) -> GaussianMixture {
    let component = |mean: [f64; 2], axes: [f64; 2], angle: f64, weight: f64| {
        let mean = [0, 1].map(|axis| shift[axis] + scale * mean[axis]);
        Component::from_axes(mean, axes.map(|a| scale * a), angle, weight)
    };
    GaussianMixture::new(vec![
        component([-1.5, -0.5], [0.4, 0.2], 0.6, 0.5),
        component([1.0, 1.0], [0.3, 0.3], 0.0, 0.3),
        component([2.0, -1.5], [0.5, 0.25], -0.3, 0.2),
    ])
    .unwrap()
}

fn weights(mixture: &GaussianMixture, x: &Array2<f64>) -> Vec<f64> {
    let posterior = mixture.posterior_batch(x.view());
    posterior.mean_axis(Axis(0)).unwrap().to_vec()
}

/// `x` in the coordinates of the target of scale 1 around the origin.
fn in_units(x: &Array2<f64>, scale: f64, shift: [f64; 2]) -> Array2<f64> {
    let mut x = x.clone();
    for mut row in x.rows_mut() {
        for (x, shift) in row.iter_mut().zip(shift) {
            *x = (*x - shift) / scale;
        }
    }
    x
}

fn ends(spec: &SamplingSpec, mixture: &GaussianMixture) -> Array2<f64> {
    let exact = ExactScore::new(mixture.clone());
    let range = NoiseRange::for_target(mixture);
    let run = spec.run_for(mixture, range, &exact).unwrap();
    let walk = run.start(mixture, 11);
    let paths = walk.record(&exact, u64::MAX, &mut |_, _| ()).unwrap();
    paths.x.index_axis(Axis(0), paths.frames() - 1).to_owned()
}

fn spec(sampler: Sampler, process: Option<ProcessKind>) -> SamplingSpec {
    SamplingSpec {
        sampler,
        process,
        particles: 150,
        levels: 6,
        steps: match sampler.step_count() {
            StepCount::AtMost => 2000,
            StepCount::ALevel => 5,
            StepCount::InAll => 24,
        },
        ..SamplingSpec::default()
    }
}

/// Every sampler on every process that it runs on.
fn pairs() -> impl Iterator<Item = SamplingSpec> {
    Sampler::ALL.into_iter().flat_map(|sampler| {
        let on = |process: &ProcessKind| spec(sampler, Some(*process));
        let alone = sampler.processes().is_empty().then(|| spec(sampler, None));
        let on_processes: Vec<_> = sampler.processes().iter().map(on).collect();
        on_processes.into_iter().chain(alone)
    })
}

/// How far two samples are apart that are the same but for rounding: the mean distance of their
/// particles, of which hardly any may have changed sides.
fn apart(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    (a - b).mapv(f64::abs).mean().unwrap()
}

/// A sample there is a sample here, translated and scaled.
fn check_samplers(scale: f64, shift: [f64; 2], prior: PriorKind) {
    let (here, there) = (target(1.0, [0.0, 0.0]), target(scale, shift));
    // One unit in the last place of a coordinate, in units of the target; sums of steps and the
    // divergence of neighbouring paths make it larger.
    let rounding = f64::EPSILON * (1.0 + shift[0].abs().max(shift[1].abs()) / scale);
    let tolerance = 1e4 * rounding + 1e-9;
    for spec in pairs() {
        let spec = SamplingSpec { prior, ..spec };
        let first = ends(&spec, &here);
        let moved = ends(&spec, &there);
        let second = in_units(&moved, scale, shift);
        let what = format!("{:?} on {:?}", spec.sampler, spec.process);
        // The tolerance of its own counts rounding as an error of the step.
        let tolerance = if spec.sampler == Sampler::OdeRk45 {
            tolerance + 1e-4 * f64::from(u8::from(rounding > 1e-9))
        } else {
            tolerance
        };
        let found = apart(&first, &second);
        assert!(found < tolerance, "{what}: {found} at {scale}, {shift:?}");
        let there = weights(&there, &moved);
        for (a, b) in weights(&here, &first).iter().zip(there) {
            assert!((a - b).abs() < 10.0 * tolerance, "{what}: {a} is not {b}");
        }
    }
}

/// Densities there are densities here, less 2 ln(scale); paths to noise are translated and scaled.
fn check_flows(scale: f64, shift: [f64; 2], prior: PriorKind) {
    let (here, there) = (target(1.0, [0.0, 0.0]), target(scale, shift));
    let rounding = f64::EPSILON * (1.0 + shift[0].abs().max(shift[1].abs()) / scale);
    for kind in ProcessKind::ALL {
        let spec = ProcessSpec {
            prior,
            ..ProcessSpec::of(kind)
        };
        let process = |mixture: &GaussianMixture| -> Process {
            spec.build(NoiseRange::for_target(mixture), mixture)
                .unwrap()
        };
        let paths = |mixture: &GaussianMixture| {
            let walk = Forward::start(process(mixture), 12, 50, mixture, 5);
            let paths = walk.unwrap().record();
            paths.x.index_axis(Axis(0), 12).to_owned()
        };
        let (first, second) = (paths(&here), in_units(&paths(&there), scale, shift));
        let found = apart(&first, &second);
        assert!(found < 1e3 * rounding + 1e-9, "{kind:?} forward: {found}");
        if kind == ProcessKind::Ddpm {
            continue;
        }
        let grid = [[-1.5, -0.5], [0.3, 0.2], [2.5, -1.0], [-3.0, 2.0]];
        let x = grid.map(|p| [0, 1].map(|axis| shift[axis] + scale * p[axis]));
        let measured = |mixture: &GaussianMixture, x: Array2<f64>| {
            let exact = ExactScore::new(mixture.clone());
            Likelihood::measure(x, &process(mixture), &exact, mixture, 1e-5).unwrap()
        };
        let first = measured(&here, Array2::from(grid.to_vec()));
        let second = measured(&there, Array2::from(x.to_vec()));
        for (a, b) in first.log_density.iter().zip(&second.log_density) {
            let b = b + 2.0 * scale.ln();
            let tolerance = 1e5 * rounding + 1e-7;
            assert!((a - b).abs() < tolerance, "{kind:?}: {a} is not {b}");
        }
    }
}

#[test]
fn far_away_large_and_small_targets_are_sampled_as_those_around_the_origin() {
    for (scale, shift) in [
        (1.0, [60.0, 40.0]),
        (1e-4, [0.0, 0.0]),
        (1e4, [0.0, 0.0]),
        (1e-4, [9e5, -9e5]),
        (1e4, [-9e5, 7e5]),
    ] {
        check_samplers(scale, shift, PriorKind::Matched);
        check_flows(scale, shift, PriorKind::Matched);
    }
    check_samplers(300.0, [1e5, 2e5], PriorKind::Plain);
    check_flows(300.0, [1e5, 2e5], PriorKind::Plain);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn translation_and_scaling_change_nothing_else(
        magnitude in -4.0..4.0f64,
        x in -9e5..9e5f64,
        y in -9e5..9e5f64,
        near in 0.0..6.0f64,
    ) {
        // Shifts of all sizes, not only huge ones.
        let shrink = 10f64.powf(-near);
        check_samplers(10f64.powf(magnitude), [shrink * x, shrink * y], PriorKind::Matched);
        check_flows(10f64.powf(magnitude), [shrink * x, shrink * y], PriorKind::Matched);
    }
}

fn two_blobs(left: f64, right: f64, weight: f64) -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([left, 0.0], 0.3, 1.0 - weight),
        Component::round([right, 0.0], 0.3, weight),
    ])
    .unwrap()
}

#[test]
fn weights_are_right_wherever_the_data_are() {
    for (mixture, weight) in [
        (two_blobs(8.0, 12.0, 0.5), 0.5),
        (two_blobs(-2.0, 2.0, 0.65), 0.65),
    ] {
        for sampler in [Sampler::OdeHeun, Sampler::ReverseSde, Sampler::Karras] {
            let spec = SamplingSpec {
                sampler,
                particles: 4000,
                steps: 64,
                ..SamplingSpec::default()
            };
            let found = weights(&mixture, &ends(&spec, &mixture))[1];
            // 4,000 particles: a standard error of 0.008.
            assert!((found - weight).abs() < 0.03, "{sampler:?}: {found}");
            let papers = SamplingSpec {
                prior: PriorKind::Plain,
                center: scorefield::noise::Center::At([0.0, 0.0]),
                ..spec
            };
            if weight == 0.5 {
                let wrong = weights(&mixture, &ends(&papers, &mixture))[1];
                assert!(wrong < 0.4, "{sampler:?}: {wrong}");
            }
        }
    }
}

#[test]
fn one_gaussian_far_away_has_its_own_likelihood() {
    let mixture = GaussianMixture::new(vec![Component::round([60.0, 40.0], 1.0, 1.0)]).unwrap();
    let exact = ExactScore::new(mixture.clone());
    let range = NoiseRange::for_target(&mixture);
    for kind in ProcessKind::ALL {
        if kind == ProcessKind::Ddpm {
            continue;
        }
        let process = ProcessSpec::of(kind).build(range, &mixture).unwrap();
        let x = ndarray::array![[60.0, 40.0], [61.0, 38.5]];
        let found = Likelihood::measure(x, &process, &exact, &mixture, 1e-7).unwrap();
        for (found, truth) in found.log_density.iter().zip(&found.exact) {
            assert!(
                (found - truth).abs() < 1e-5,
                "{kind:?}: {found} is not {truth}"
            );
        }
        assert!((found.log_density[0] + 1.84).abs() < 0.02);
    }
}

#[test]
fn vp_keeps_the_spread_of_data_of_any_size() {
    for std in [1e-4, 1.0, 1000.0] {
        let mixture = GaussianMixture::new(vec![Component::round([3.0, 3.0], std, 1.0)]).unwrap();
        for kind in [ProcessKind::VpLinear, ProcessKind::VpCosine] {
            let spec = SamplingSpec {
                sampler: Sampler::OdeHeun,
                process: Some(kind),
                particles: 4000,
                steps: 100,
                ..SamplingSpec::default()
            };
            let found = ends(&spec, &mixture).std_axis(Axis(0), 0.0).mean().unwrap();
            // 8,000 numbers: a standard error of 0.8 %.
            assert!(
                (found / std - 1.0).abs() < 0.04,
                "{kind:?}: {found} is not {std}"
            );
        }
    }
}

/// Four components of unequal weights and widths whose means have a standard deviation of 3.
fn random_scene(seed: u64) -> GaussianMixture {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let component = |_| {
        // Uniform of standard deviation 3.
        let mut mean = || 108f64.sqrt() * (rng.random::<f64>() - 0.5);
        let mean = [mean(), mean()];
        let axes = [0, 1].map(|_| 0.3 + 0.7 * rng.random::<f64>());
        let (angle, weight) = (3.0 * rng.random::<f64>(), 0.2 + rng.random::<f64>());
        Component::from_axes(mean, axes, angle, weight)
    };
    GaussianMixture::new((0..4).map(component).collect()).unwrap()
}

#[test]
fn the_likelihood_is_right_without_thought() {
    for kind in [
        ProcessKind::Ve,
        ProcessKind::VeRho,
        ProcessKind::VpLinear,
        ProcessKind::VpCosine,
    ] {
        let mut apart = Vec::new();
        for seed in 0..60 {
            let mixture = random_scene(seed);
            let range = NoiseRange::for_target(&mixture);
            let last = LastLevel::raised(&ProcessSpec::of(kind), range, &mixture).unwrap();
            let exact = ExactScore::new(mixture.clone());
            let first = last.process.marginal(&mixture, last.process.first_noisy());
            let x = first.sample(60, &mut ChaCha8Rng::seed_from_u64(1000 + seed));
            let found = Likelihood::measure(x, &last.process, &exact, &mixture, 1e-5).unwrap();
            apart.extend((&found.log_density - &found.exact).mapv(f64::abs));
        }
        apart.sort_by(f64::total_cmp);
        let quantile = |part: f64| apart[(part * (apart.len() - 1) as f64) as usize];
        let [median, most] = [0.5, 0.95].map(quantile);
        println!(
            "{}: {median:.2e} in the median, {most:.2e} at 95 %",
            kind.name()
        );
        assert!(median < 2e-3, "{kind:?}: {median}");
        assert!(most < 2e-2, "{kind:?}: {most}");
    }
}

#[test]
fn a_run_says_where_its_process_stands() {
    let mixture = two_blobs(8.0, 12.0, 0.5);
    let exact = ExactScore::new(mixture.clone());
    let spec = SamplingSpec {
        sampler: Sampler::Ddim,
        process: Some(ProcessKind::VpLinear),
        particles: 3,
        steps: 4,
        ..SamplingSpec::default()
    };
    let range = NoiseRange::for_target(&mixture);
    let run: Run = spec.run_for(&mixture, range, &exact).unwrap();
    let walk = run.start(&mixture, 1);
    let paths = walk.record(&exact, 1, &mut |_, _| ()).unwrap();
    assert_eq!(paths.center, [10.0, 0.0]);
    assert!((paths.scale - mixture.std()).abs() < 1e-12);
}
