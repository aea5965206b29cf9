//! Which times a way back visits, and which ways are refused.

use super::*;
use crate::mixture::{Component, GaussianMixture};
use crate::sampling::Run;
use crate::sampling::Sampler;
use crate::score::ExactScore;
use ndarray::{Array1, Array2, ArrayView2};

/// A score that knows the levels of a range, as a network does.
struct Trained(NoiseRange);

impl ScoreFn for Trained {
    fn score(&self, x: ArrayView2<f64>, _: f64) -> Array2<f64> {
        x.to_owned()
    }
    fn divergence(&self, x: ArrayView2<f64>, _: f64) -> Array1<f64> {
        Array1::from_elem(x.nrows(), 2.0)
    }
    fn trained_range(&self) -> Option<NoiseRange> {
        Some(self.0)
    }
}

fn range() -> NoiseRange {
    NoiseRange::new(0.05, 8.0).unwrap()
}

fn unit() -> GaussianMixture {
    GaussianMixture::new(vec![Component::round([0.0, 0.0], 1.0, 1.0)]).unwrap()
}

fn spec(sampler: Sampler, process: ProcessKind) -> SamplingSpec {
    SamplingSpec {
        sampler,
        process: Some(process),
        steps: 20,
        ..SamplingSpec::default()
    }
}

fn routed(spec: &SamplingSpec, score: &dyn ScoreFn) -> Result<Route, SamplingError> {
    match spec.run_for(&unit(), range(), score)? {
        Run::Diffusion(route) => Ok((*route).clone()),
        Run::Langevin(_) => panic!("{spec:?} is no way back"),
    }
}

#[test]
fn the_usual_ways_of_a_network_stay_within_its_levels() {
    for sampler in Sampler::ALL {
        let spec = SamplingSpec {
            sampler,
            ..SamplingSpec::default()
        };
        if sampler == Sampler::Mala || sampler == Sampler::Ddpm {
            continue;
        }
        let run = spec.run_for(&unit(), range(), &Trained(range()));
        assert!(run.is_ok(), "{sampler:?}: {run:?}");
    }
    let high = SamplingSpec {
        sigma_max: Some(20.0),
        ..spec(Sampler::OdeHeun, ProcessKind::VeRho)
    };
    let refused = routed(&high, &Trained(range())).unwrap_err().to_string();
    assert!(
        refused.contains("20 was not trained; choose one from 0.05 to 8"),
        "{refused}"
    );
}

#[test]
fn a_process_beyond_the_trained_levels_is_refused_with_times_that_fit() {
    let network = Trained(range());
    for (sampler, process) in [
        (Sampler::OdeHeun, ProcessKind::VpLinear),
        (Sampler::Ddim, ProcessKind::VpCosine),
        (Sampler::Ddpm, ProcessKind::Ddpm),
    ] {
        let mut spec = spec(sampler, process);
        spec.steps = if sampler == Sampler::Ddpm { 1000 } else { 20 };
        assert!(routed(&spec, &ExactScore::new(unit())).is_ok());
        let refused = routed(&spec, &network).unwrap_err().to_string();
        assert!(refused.contains("trained from 0.05 to 8"), "{refused}");
        let after = |option: &str| -> f64 {
            let rest = refused.split(option).nth(1).expect(option);
            let number = rest.split([' ', ',']).nth(1).expect(option);
            number.parse().expect(option)
        };
        spec.t_min = Some(after("--t-min"));
        spec.t_max = Some(after("--t-max"));
        let route = routed(&spec, &network).unwrap();
        let levels: Vec<f64> = route
            .times
            .iter()
            .map(|&t| route.process.level(t))
            .collect();
        assert!(
            levels.iter().all(|&level| range().contains(level)),
            "{levels:?}"
        );
        // Hardly any of the trained levels are left out.
        assert!(
            levels[0] > 7.6 && levels[levels.len() - 1] < 0.06,
            "{levels:?}"
        );
    }
}

#[test]
fn the_ancestral_sampler_takes_every_step_of_its_process() {
    let exact = ExactScore::new(unit());
    let mut ddpm = spec(Sampler::Ddpm, ProcessKind::Ddpm);
    ddpm.steps = 50;
    let route = routed(&ddpm, &exact).unwrap();
    assert_eq!(
        (route.times.len(), route.times[0], route.times[50]),
        (51, 50.0, 0.0)
    );
    ddpm.ddpm_steps = Some(1000);
    let strided = routed(&ddpm, &exact).unwrap();
    assert_eq!(strided.times[..3], [1000.0, 980.0, 960.0]);
    let ddim = routed(&spec(Sampler::Ddim, ProcessKind::Ddpm), &exact).unwrap();
    assert_eq!((ddim.times.len(), ddim.times[0]), (21, 1000.0));
    ddpm.steps = 2000;
    let refused = routed(&ddpm, &exact).unwrap_err().to_string();
    assert!(refused.contains("at most 1,000"), "{refused}");
}

#[test]
fn the_adaptive_solver_keeps_the_ends_and_the_level_before_clean_data() {
    let exact = ExactScore::new(unit());
    let rho = routed(&spec(Sampler::OdeRk45, ProcessKind::VeRho), &exact).unwrap();
    assert_eq!(rho.times, [8.0, 0.05, 0.0]);
    let vp = routed(&spec(Sampler::OdeRk45, ProcessKind::VpLinear), &exact).unwrap();
    assert_eq!(vp.times, [1.0, 1e-3]);
}

#[test]
fn a_network_of_one_level_knows_no_way_back() {
    struct OneLevel;
    impl ScoreFn for OneLevel {
        fn score(&self, x: ArrayView2<f64>, _: f64) -> Array2<f64> {
            x.to_owned()
        }
        fn divergence(&self, x: ArrayView2<f64>, _: f64) -> Array1<f64> {
            Array1::from_elem(x.nrows(), 2.0)
        }
        fn trained_range(&self) -> Option<NoiseRange> {
            None
        }
        fn only_level(&self) -> Option<f64> {
            Some(0.5)
        }
    }
    let refused = routed(&spec(Sampler::Ddim, ProcessKind::Ve), &OneLevel).unwrap_err();
    assert!(
        refused.to_string().contains("knows 0.5 only; train with"),
        "{refused}"
    );
}
