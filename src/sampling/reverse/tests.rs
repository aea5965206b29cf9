//! Ways back with the exact score, on every process: where they begin, pass and end.

use super::*;
use crate::mixture::Component;
use crate::noise::{Center, NoiseRange, PriorKind, Process, ProcessKind, Scale};
use crate::sampling::{Churn, Init, Run, Sampler, SamplingSpec, Walk};
use crate::score::ExactScore;
use approx::{assert_abs_diff_eq, assert_relative_eq};

mod gaussian;
mod solvers;

fn range() -> NoiseRange {
    NoiseRange::new(0.05, 8.0).unwrap()
}

fn round(std: f64) -> GaussianMixture {
    GaussianMixture::new(vec![Component::round([0.0, 0.0], std, 1.0)]).unwrap()
}

fn ring() -> GaussianMixture {
    let spoke = |i: usize| {
        let angle = std::f64::consts::FRAC_PI_4 * i as f64;
        Component::round([2.0 * angle.cos(), 2.0 * angle.sin()], 0.15, 1.0)
    };
    GaussianMixture::new((0..8).map(spoke).collect()).unwrap()
}

fn spec(sampler: Sampler, process: ProcessKind, steps: usize, particles: usize) -> SamplingSpec {
    SamplingSpec {
        sampler,
        process: Some(process),
        steps,
        particles,
        // Where every number is that of the formula.
        center: Center::At([0.0, 0.0]),
        scale: Some(Scale::Of(1.0)),
        prior: PriorKind::Plain,
        ..SamplingSpec::default()
    }
}

fn started(spec: &SamplingSpec, mixture: &GaussianMixture, seed: u64) -> Reverse {
    let exact = ExactScore::new(mixture.clone());
    match spec.run_for(mixture, range(), &exact).unwrap() {
        Run::Diffusion(route) => Reverse::spawn(route, mixture, seed),
        Run::Langevin(_) => panic!("{spec:?} is no way back"),
    }
}

/// The starting points and the end of a whole way back with the exact score.
fn ends(spec: &SamplingSpec, mixture: &GaussianMixture, seed: u64) -> (Array2<f64>, Reverse) {
    let exact = ExactScore::new(mixture.clone());
    let mut reverse = started(spec, mixture, seed);
    let start = reverse.positions().clone();
    while reverse.step(&exact).progress == Progress::Going {}
    assert_eq!(reverse.progress(), Progress::Finished);
    (start, reverse)
}

fn distance(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    (a - b).iter().fold(0.0, |far: f64, v| far.max(v.abs()))
}

#[test]
fn ddim_is_eulers_method_where_alpha_stays_one() {
    let euler = spec(Sampler::OdeEuler, ProcessKind::VeRho, 12, 50);
    let ddim = spec(Sampler::Ddim, ProcessKind::VeRho, 12, 50);
    let (_, euler) = ends(&euler, &ring(), 3);
    let (_, ddim) = ends(&ddim, &ring(), 3);
    assert!(distance(euler.positions(), ddim.positions()) < 1e-11);
}

#[test]
fn without_churn_the_stochastic_sampler_is_heuns_method() {
    for process in [ProcessKind::Ve, ProcessKind::VeRho] {
        let heun = spec(Sampler::OdeHeun, process, 12, 50);
        let mut karras = spec(Sampler::Karras, process, 12, 50);
        karras.churn = Some(Churn {
            s_churn: 0.0,
            ..Churn::default()
        });
        let (_, heun) = ends(&heun, &ring(), 3);
        let (_, karras) = ends(&karras, &ring(), 3);
        assert_eq!(heun.positions(), karras.positions());
    }
}

#[test]
fn every_sampler_starts_at_the_same_points_in_units_of_its_prior() {
    let mixture = round(1.0);
    let mut first: Option<Array2<f64>> = None;
    for sampler in Sampler::ALL {
        for &process in sampler.processes() {
            let spec = spec(sampler, process, 5, 4);
            let exact = ExactScore::new(mixture.clone());
            let run = spec.run_for(&mixture, range(), &exact).unwrap();
            let unit = run.start(&mixture, 9).positions() / run.prior().std();
            let first = first.get_or_insert_with(|| unit.clone());
            assert!(distance(first, &unit) < 1e-15, "{sampler:?} on {process:?}");
        }
    }
}

#[test]
fn every_pair_ends_at_the_first_time_with_its_function_evaluations_counted() {
    for sampler in Sampler::ALL {
        for &process in sampler.processes() {
            if sampler.is_langevin() {
                continue;
            }
            let steps = if sampler == Sampler::OdeRk45 { 500 } else { 9 };
            let (_, reverse) = ends(&spec(sampler, process, steps, 3), &ring(), 1);
            let report = reverse.report();
            assert_eq!(report.t, reverse.route().process.first());
            assert!(reverse.positions().iter().all(|v| v.is_finite()));
            let lands = reverse.route().process.level(report.t) == 0.0;
            let expected = match sampler {
                Sampler::OdeRk45 => {
                    // Two before the first step and six a try, of which some fail.
                    assert!(report.nfe >= 6 * (report.step - u64::from(lands)) + 2);
                    continue;
                }
                Sampler::OdeHeun | Sampler::Pc | Sampler::Karras => 18 - u64::from(lands),
                Sampler::ReverseSde | Sampler::Ddpm | Sampler::Ddim | Sampler::OdeEuler => 9,
                Sampler::Langevin | Sampler::Mala | Sampler::Annealed => continue,
            };
            assert_eq!(
                (report.step, report.nfe),
                (9, expected),
                "{sampler:?} on {process:?}"
            );
        }
    }
}

#[test]
fn the_step_to_clean_data_is_the_denoiser_and_draws_nothing() {
    let mixture = ring();
    let exact = ExactScore::new(mixture.clone());
    for (sampler, process) in [
        (Sampler::ReverseSde, ProcessKind::VeRho),
        (Sampler::Pc, ProcessKind::VeRho),
        (Sampler::Karras, ProcessKind::VeRho),
        (Sampler::Ddpm, ProcessKind::Ddpm),
        (Sampler::Ddim, ProcessKind::Ddpm),
    ] {
        let mut reverse = started(&spec(sampler, process, 6, 5), &mixture, 2);
        for _ in 0..5 {
            reverse.step(&exact);
        }
        let (t, before) = (reverse.report().t, reverse.positions().clone());
        reverse.step(&exact);
        let (alpha, sigma) = {
            let process = &reverse.route().process;
            (process.alpha(t), process.sigma(t))
        };
        for row in 0..5 {
            let at = [before[[row, 0]] / alpha, before[[row, 1]] / alpha];
            let mean = mixture.denoised(at, sigma / alpha);
            for (axis, mean) in mean.into_iter().enumerate() {
                assert_abs_diff_eq!(reverse.positions()[[row, axis]], mean, epsilon = 1e-9);
            }
        }
    }
}

#[test]
fn a_finished_walk_stays_where_it_is_and_a_clone_goes_the_same_way() {
    let mixture = ring();
    let exact = ExactScore::new(mixture.clone());
    for sampler in [Sampler::ReverseSde, Sampler::Pc, Sampler::OdeRk45] {
        let spec = spec(sampler, ProcessKind::VpLinear, 200, 20);
        let mut walk = Walk::Reverse(started(&spec, &mixture, 4));
        walk.step(&exact);
        let mut clone = walk.clone();
        while walk.step(&exact).progress == Progress::Going {}
        while clone.step(&exact).progress == Progress::Going {}
        assert_eq!(walk.positions(), clone.positions());
        let (done, before) = (walk.report(), walk.positions().clone());
        assert_eq!(walk.step(&exact), done);
        assert_eq!(walk.positions(), &before);
    }
}

#[test]
fn a_recorded_way_back_holds_its_times_and_says_when_it_is_stuck() {
    let mixture = ring();
    let exact = ExactScore::new(mixture.clone());
    let heun = spec(Sampler::OdeHeun, ProcessKind::VpLinear, 7, 3);
    let run = heun.run_for(&mixture, range(), &exact).unwrap();
    let record = |run: &Run, every| {
        let walk = run.start(&mixture, 1);
        walk.record(&exact, every, &mut |_, _| {})
    };
    let paths = record(&run, 3).unwrap();
    assert_eq!(
        (paths.step, paths.nfe),
        (vec![0, 3, 6, 7], vec![0, 6, 12, 14])
    );
    let times = Process::vp_linear().times(7).unwrap();
    assert_eq!(paths.t, [times[0], times[3], times[6], times[7]]);
    assert_eq!(paths.sigma[1], Process::vp_linear().sigma(times[3]));

    let rushed = spec(Sampler::OdeRk45, ProcessKind::VpLinear, 3, 3);
    let run = rushed.run_for(&mixture, range(), &exact).unwrap();
    let refused = record(&run, 1).unwrap_err().to_string();
    assert!(refused.contains("more steps"), "{refused}");
}

#[test]
fn data_and_squares_are_starting_points_too() {
    let (start, reverse) = ends(
        &SamplingSpec {
            init: Init::Box(-1.0, 1.0),
            ..spec(Sampler::Ddim, ProcessKind::VpLinear, 10, 200)
        },
        &ring(),
        1,
    );
    assert!(start.iter().all(|v| v.abs() <= 1.0));
    assert!(reverse.positions().iter().all(|v| v.is_finite()));
}
