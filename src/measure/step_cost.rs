//! What a way back loses because its steps are finite.

use crate::mixture::{Component, GaussianMixture};
use crate::noise::Prior;
use crate::sampling::{Init, Progress, Reverse, Route, Run};
use crate::score::ExactScore;
use std::sync::Arc;

/// By the exact score, of a lone round Gaussian: far from all others, and near the end of the way, every
/// component is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepCost {
    /// How much too wide the steps leave it, a part of what infinitely many would leave; below 0 too
    /// narrow.
    pub spread: f64,
    /// How many steps would be enough, where that is known.
    pub enough: Option<usize>,
}

/// A part of the spread that is worth a word.
const WORTH_SAYING: f64 = 0.01;
/// ... where noise is drawn, and it is measured on draws.
const WORTH_SAYING_OF_DRAWS: f64 = 0.05;
/// Gaussians that draw noise: 4,000 numbers know their spread to 1.1 %.
const DRAWS: usize = 2000;
const SEED: u64 = 0x57e9;
/// More steps than this are not tried.
const MOST_STEPS: usize = 10_000;
/// Steps of single particles, a few seconds: a longer way is not judged.
const MOST_MOVES: u64 = 8_000_000;

impl StepCost {
    /// The cost of `run` for a component of standard deviation `std`, data units; none of dynamics at given
    /// levels, of steps that are chosen by a tolerance, of more steps than can be tried in seconds, and
    /// where it is no finite number.
    pub fn of(run: &Run, std: f64) -> Option<Self> {
        let Run::Diffusion(route) = run else {
            return None;
        };
        if run.sampler().takes_tolerance() {
            return None;
        }
        let is_noisy = run.sampler().is_noisy();
        if route.steps.saturating_mul(particles(is_noisy) as u64) > MOST_MOVES {
            return None;
        }
        let ideal = run.ending()?.spread(std);
        let spread_of = |route: &Route| spread(route, std, is_noisy) / ideal - 1.0;
        let spread = Some(spread_of(route)).filter(|spread| spread.is_finite())?;
        let mut enough = None;
        if spread.abs() > WORTH_SAYING && !is_noisy {
            let finer = (1..).map(|doublings| (route.steps as usize) << doublings);
            let possible = finer
                .take_while(|steps| *steps <= MOST_STEPS)
                .map_while(|steps| Some((steps, route.in_steps(steps)?)));
            enough = possible
                .filter(|(_, finer)| spread_of(finer).abs() <= WORTH_SAYING)
                .map(|(steps, _)| steps)
                .next();
        }
        Some(Self { spread, enough })
    }

    /// Whether it is more than one per cent of the spread, or five where noise is drawn.
    pub fn is_worth_saying(&self, is_noisy: bool) -> bool {
        let worth = if is_noisy {
            WORTH_SAYING_OF_DRAWS
        } else {
            WORTH_SAYING
        };
        self.spread.abs() > worth
    }
}

/// How many tell the spread: without noise every step maps x - c to a multiple of it, and one is enough.
fn particles(is_noisy: bool) -> usize {
    if is_noisy { DRAWS } else { 1 }
}

/// The spread at the end of `route` of a Gaussian at its center, in units of `std`.
fn spread(route: &Route, std: f64, is_noisy: bool) -> f64 {
    let center = route.process.center();
    let Ok(lone) = GaussianMixture::new(vec![Component::round(center, std, 1.0)]) else {
        return f64::NAN;
    };
    let begin = route.process.marginal(&lone, route.process.last()).std();
    let route = Arc::new(Route {
        particles: particles(is_noisy),
        init: Init::Prior,
        prior: Prior::round(center, begin),
        ..route.clone()
    });
    let score = ExactScore::new(lone.clone());
    let mut particles = Reverse::spawn(route, &lone, SEED);
    let root_mean_square = |particles: &Reverse| {
        let squares = particles.positions().rows().into_iter().map(|x| {
            let [dx, dy] = [x[0] - center[0], x[1] - center[1]];
            0.5 * (dx * dx + dy * dy)
        });
        (squares.sum::<f64>() / particles.positions().nrows() as f64).sqrt()
    };
    let drawn = root_mean_square(&particles);
    while particles.step(&score).progress == Progress::Going {}
    let left = root_mean_square(&particles);
    let left = if is_noisy { left } else { left / drawn * begin };
    left / std
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::{NoiseRange, ProcessKind};
    use crate::sampling::{Sampler, SamplingSpec};

    fn run(sampler: Sampler, process: ProcessKind, steps: usize, mixture: &GaussianMixture) -> Run {
        let spec = SamplingSpec {
            sampler,
            process: Some(process),
            steps,
            ..SamplingSpec::default()
        };
        let range = NoiseRange::new(0.05, 8.0).unwrap();
        let exact = ExactScore::new(mixture.clone());
        spec.run_for(mixture, range, &exact).unwrap()
    }

    fn two_narrow() -> GaussianMixture {
        let narrow = |x| Component::round([x, 1.0], 0.05, 1.0);
        GaussianMixture::new(vec![narrow(-2.0), narrow(2.0)]).unwrap()
    }

    #[test]
    fn the_steps_of_ddim_leave_the_product_of_their_factors() {
        let (std, steps) = (0.05, 20);
        let run = run(Sampler::Ddim, ProcessKind::Ve, steps, &two_narrow());
        let process = run.process().unwrap().clone();
        // x_s - m = (kept + sigma_s / sigma_t (1 - kept)) (x_t - m), with kept the denoiser's part.
        let sigmas: Vec<f64> = (process.times(steps).unwrap().iter())
            .map(|&t| process.sigma(t))
            .collect();
        let mut left = f64::hypot(std, sigmas[0]);
        for pair in sigmas.windows(2) {
            let kept = std * std / (std * std + pair[0] * pair[0]);
            left *= kept + pair[1] / pair[0] * (1.0 - kept);
        }
        let expected = left / f64::hypot(std, sigmas[steps]) - 1.0;
        let found = StepCost::of(&run, std).unwrap();
        assert!(
            (found.spread - expected).abs() < 1e-12,
            "{found:?} {expected}"
        );
        assert!(found.is_worth_saying(false));
    }

    #[test]
    fn few_steps_of_heun_widen_narrow_modes_as_much_as_it_says_and_enough_do_not() {
        let mixture = two_narrow();
        let width = |steps: usize| {
            let run = run(Sampler::OdeHeun, ProcessKind::VpLinear, steps, &mixture);
            let walk = run.start(&mixture, 3);
            let exact = ExactScore::new(mixture.clone());
            let end = walk.record(&exact, u64::MAX, &mut |_, _| ()).unwrap();
            let last = end.x.index_axis(ndarray::Axis(0), end.frames() - 1);
            let squares = last.column(1).mapv(|y| (y - 1.0) * (y - 1.0));
            (
                squares.mean().unwrap().sqrt() / 0.05,
                StepCost::of(&run, 0.05).unwrap(),
            )
        };
        let (found, cost) = width(32);
        assert!(found > 1.1, "{found}");
        // 1,000 squares know the spread to 2.2 %.
        assert!(
            (found / (1.0 + cost.spread) - 1.0).abs() < 0.09,
            "{found} {cost:?}"
        );
        let (found, cost) = width(cost.enough.unwrap());
        assert!(!cost.is_worth_saying(false), "{cost:?}");
        assert!((found - 1.0).abs() < 0.09, "{found}");
    }

    #[test]
    fn steps_that_draw_noise_are_judged_on_draws() {
        let mixture = two_narrow();
        let cost = |sampler, steps| {
            let run = run(sampler, ProcessKind::VpLinear, steps, &mixture);
            StepCost::of(&run, 0.05).unwrap()
        };
        for sampler in [Sampler::ReverseSde, Sampler::Ddpm] {
            assert!(cost(sampler, 20).is_worth_saying(true), "{sampler:?}");
            let fine = cost(sampler, 4000);
            assert!(!fine.is_worth_saying(true), "{sampler:?} {fine:?}");
        }
        // 2,000 times 4,001 steps would be more than it takes.
        let long = run(Sampler::Ddpm, ProcessKind::VpLinear, 4001, &mixture);
        assert_eq!(StepCost::of(&long, 0.05), None);
        let rk45 = run(Sampler::OdeRk45, ProcessKind::VpLinear, 1000, &mixture);
        assert_eq!(StepCost::of(&rk45, 0.05), None);
    }
    #[test]
    fn what_is_no_finite_number_is_no_cost() {
        let run = run(Sampler::Ddim, ProcessKind::Ve, 20, &two_narrow());
        for std in [f64::NAN, f64::INFINITY, 0.0] {
            assert_eq!(StepCost::of(&run, std), None, "{std}");
        }
    }
}
