//! Langevin particles with the exact score, against their stationary law.

use super::*;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use crate::sampling::{Init, Sampler, SamplingError, SamplingSpec, Trajectory, Walk};
use crate::score::ExactScore;
use approx::assert_abs_diff_eq;

fn round(std: f64) -> GaussianMixture {
    GaussianMixture::new(vec![Component::round([0.0, 0.0], std, 1.0)]).unwrap()
}

fn range() -> NoiseRange {
    NoiseRange::new(1.0, 20.0).unwrap()
}

fn langevin(step_size: f64, steps: usize, particles: usize) -> SamplingSpec {
    SamplingSpec {
        sampler: Sampler::Langevin,
        particles,
        step_size: Some(step_size),
        sigma: Some(0.0),
        steps,
        init: Init::Data,
        ..SamplingSpec::default()
    }
}

#[test]
fn particles_that_fly_apart_are_stopped_with_step_and_reason_long_before_they_leave_the_numbers() {
    let (mixture, range) = (round(0.1), range());
    let score = ExactScore::new(mixture.clone());
    let explosion = |step_size: f64| {
        let run = langevin(step_size, 400, 50).run_for(&mixture, range, &score);
        let walk = run.unwrap().start(&mixture, 3);
        walk.record(&score, u64::MAX, &mut |_, _| ())
    };
    let error = explosion(0.05).unwrap_err();
    let SamplingError::Exploded(found) = error else {
        panic!("{error}");
    };
    assert!((2..40).contains(&found.step), "{found:?}");
    assert_abs_diff_eq!(found.variance, 0.01, epsilon = 1e-12);
    let sentence = error.to_string();
    assert!(
        sentence.contains("step size 0.05 is too large"),
        "{sentence}"
    );
    assert!(sentence.contains("at most 0.01"), "{sentence}");
    assert!(explosion(0.01).is_ok());
}

/// That of a standard Gaussian up to 50 away, and wrong beyond: it points outwards.
struct WrongFarOutside;

impl ScoreFn for WrongFarOutside {
    fn score(&self, x: ndarray::ArrayView2<f64>, _: f64) -> Array2<f64> {
        let mut score = -&x;
        for (mut s, x) in score.rows_mut().into_iter().zip(x.rows()) {
            if x[0].hypot(x[1]) > 50.0 {
                s.assign(&x);
            }
        }
        score
    }

    fn divergence(&self, _: ndarray::ArrayView2<f64>, _: f64) -> ndarray::Array1<f64> {
        unreachable!("Langevin dynamics need no divergence")
    }

    fn trained_range(&self) -> Option<NoiseRange> {
        None
    }
}

/// The swarm and what became of it when `outside` of 40 particles start where the score is wrong.
fn led_away(outside: usize, score: &dyn ScoreFn) -> (Swarm, Result<Trajectory, SamplingError>) {
    let mixture = round(1.0);
    let plan = langevin(0.1, 200, 40)
        .plan(&mixture, range(), None)
        .unwrap();
    let mut swarm = Swarm::spawn(plan, &mixture, 5);
    swarm.launch(&vec![[60.0, 0.0]; outside]);
    let walk = Walk::from(swarm.clone());
    while !swarm.tick(score).finished {}
    (swarm, walk.record(score, 50, &mut |_, _| ()))
}

#[test]
fn a_particle_that_the_score_leads_away_rests_where_it_was_and_the_others_go_on() {
    let (swarm, paths) = led_away(1, &WrongFarOutside);
    let paths = paths.unwrap();
    assert_eq!((swarm.led_away(), paths.led_away), (1, 1));
    // It would stand near 60 * 1.1^200 = 1e10; the widest start has a standard deviation of 20.1.
    let reach = 1000.0 * (6.0 + 6.0 * 20.1);
    assert!(paths.x.iter().all(|x| x.abs() < reach));
    assert!(swarm.positions()[[0, 0]] > 1e4);
    // The others took the very steps that they take when nothing is wrong anywhere.
    let (right, _) = led_away(1, &ExactScore::new(round(1.0)));
    let others = ndarray::s![1.., ..];
    assert_eq!(
        swarm.positions().slice(others),
        right.positions().slice(others)
    );
    let said = paths.led_away_in_words().unwrap();
    assert!(said.starts_with("1 of 40 particles was led"), "{said}");
    // A score that is right brings it home.
    let mut swarm = swarm;
    let score = ExactScore::new(round(1.0));
    for _ in 0..300 {
        swarm.tick(&score);
    }
    assert_eq!(swarm.led_away(), 0);
    assert!(swarm.positions().iter().all(|x| x.abs() < 8.0));
}

#[test]
fn where_the_score_leads_away_more_than_one_particle_in_twenty_the_run_is_called_off() {
    assert_eq!(led_away(2, &WrongFarOutside).1.unwrap().led_away, 2);
    let error = led_away(3, &WrongFarOutside).1.unwrap_err();
    assert!(
        error.to_string().contains("the score led them away"),
        "{error}"
    );
}

/// The mean of squares of all coordinates and its standard error for `independent` values.
fn second_moment(x: &Array2<f64>, variance: f64) -> (f64, f64) {
    let n = x.len() as f64;
    let moment = x.iter().map(|v| v * v).sum::<f64>() / n;
    (moment, variance * (2.0 / n).sqrt())
}

#[test]
fn langevin_settles_at_the_variance_that_its_step_size_implies() {
    // AR(1): x <- (1 - e/v) x + sqrt(2 e) z has variance v / (1 - e / (2 v)): pins the factor 2.
    let (variance, step_size) = (0.5, 0.2);
    let mixture = round(f64::sqrt(variance));
    let plan = langevin(step_size, 60, 200_000)
        .plan(&mixture, range(), None)
        .unwrap();
    let mut swarm = Swarm::spawn(plan, &mixture, 7);
    let score = ExactScore::new(mixture);
    while !swarm.tick(&score).finished {}
    let expected = variance / (1.0 - step_size / (2.0 * variance));
    let (moment, standard_error) = second_moment(swarm.positions(), expected);
    assert_abs_diff_eq!(moment, expected, epsilon = 4.0 * standard_error);
}

#[test]
fn langevin_with_the_exact_score_keeps_a_gaussian_stationary() {
    let mixture = round(1.0);
    let plan = langevin(1e-3, 200, 100_000)
        .plan(&mixture, range(), None)
        .unwrap();
    let mut swarm = Swarm::spawn(plan, &mixture, 8);
    let score = ExactScore::new(mixture);
    while !swarm.tick(&score).finished {}
    let (moment, standard_error) = second_moment(swarm.positions(), 1.0);
    assert_abs_diff_eq!(moment, 1.0, epsilon = 4.0 * standard_error + 5e-4);
}

#[test]
fn temperature_scales_the_stationary_variance() {
    let mixture = round(1.0);
    let mut spec = langevin(0.1, 120, 100_000);
    spec.temperature = 0.25;
    let plan = spec.plan(&mixture, range(), None).unwrap();
    let mut swarm = Swarm::spawn(plan, &mixture, 9);
    let score = ExactScore::new(mixture);
    while !swarm.tick(&score).finished {}
    let expected = 0.25 / (1.0 - 0.05);
    let (moment, standard_error) = second_moment(swarm.positions(), expected);
    assert_abs_diff_eq!(moment, expected, epsilon = 4.0 * standard_error);
}

fn recorded(swarm: Swarm, score: &dyn ScoreFn, every: u64) -> Trajectory {
    let walk = Walk::from(swarm);
    walk.record(score, every, &mut |_, _| {}).unwrap()
}

/// The share of particles nearer to (5, 5) than to (-5, -5).
fn upper_share(x: ndarray::ArrayView2<f64>) -> f64 {
    let upper = x.rows().into_iter().filter(|r| r[0] + r[1] > 0.0).count();
    upper as f64 / x.nrows() as f64
}

/// Components whose own standard deviation is `std`: 1 for the target of Song & Ermon 2019, figure 3,
/// and 0 noise; tiny for its annealed run, where sigma is the whole width.
fn song_ermon(std: f64) -> GaussianMixture {
    GaussianMixture::new(vec![
        Component::round([5.0, 5.0], std, 0.8),
        Component::round([-5.0, -5.0], std, 0.2),
    ])
    .unwrap()
}

#[test]
fn langevin_forgets_the_weights_that_annealing_recovers() {
    let start = Init::Box(-8.0, 8.0);
    let plain = SamplingSpec {
        init: start,
        ..langevin(0.05, 1000, 1280)
    };
    let annealed = SamplingSpec {
        particles: 1280,
        step_size: Some(0.05),
        init: start,
        ..SamplingSpec::default()
    };
    let run = |spec: SamplingSpec, mixture: GaussianMixture| {
        let plan = spec.plan(&mixture, range(), None).unwrap();
        let swarm = Swarm::spawn(plan, &mixture, 11);
        let paths = recorded(swarm, &ExactScore::new(mixture), 1000);
        upper_share(paths.x.index_axis(Axis(0), paths.frames() - 1))
    };
    let plain = run(plain, song_ermon(1.0));
    assert!((0.46..=0.56).contains(&plain), "{plain}");
    let annealed = run(annealed, song_ermon(1e-3));
    assert!((0.74..=0.83).contains(&annealed), "{annealed}");
}

#[test]
fn a_recording_keeps_the_first_every_kth_and_the_last_frame() {
    let mixture = round(1.0);
    let plan = langevin(0.1, 7, 3).plan(&mixture, range(), None).unwrap();
    let score = ExactScore::new(mixture.clone());
    let paths = recorded(Swarm::spawn(plan.clone(), &mixture, 1), &score, 3);
    assert_eq!(paths.step, [0, 3, 6, 7]);
    assert_eq!(paths.x.dim(), (4, 3, 2));
    assert_eq!(paths.nfe, paths.step);
    let again = recorded(Swarm::spawn(plan, &mixture, 1), &score, 3);
    assert_eq!(paths, again);
}

#[test]
fn a_launch_moves_the_particles_that_waited_longest() {
    let mixture = round(1.0);
    let plan = langevin(0.1, 7, 3).plan(&mixture, range(), None).unwrap();
    let mut swarm = Swarm::spawn(plan, &mixture, 1);
    assert_eq!(swarm.launch(&[[9.0, 9.0], [8.0, 8.0]]), [0, 1]);
    assert_eq!(swarm.launch(&[[7.0, 7.0], [6.0, 6.0]]), [2, 0]);
    assert_eq!(swarm.positions()[[0, 0]], 6.0);
    assert_eq!(swarm.positions()[[1, 1]], 8.0);
}

#[test]
fn changing_the_number_of_particles_leaves_the_others_where_they_are() {
    let mixture = round(1.0);
    let plan = |n| langevin(0.1, 7, n).plan(&mixture, range(), None).unwrap();
    let mut swarm = Swarm::spawn(plan(5), &mixture, 1);
    let before = swarm.positions().clone();
    swarm.follow(plan(8), &mixture);
    assert_eq!(swarm.positions().slice(ndarray::s![..5, ..]), before);
    swarm.follow(plan(2), &mixture);
    assert_eq!(
        swarm.positions(),
        &before.slice(ndarray::s![..2, ..]).to_owned()
    );
}
