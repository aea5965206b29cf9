//! Of particles that follow a score to the end of their run.

use super::setting::Setting;
use crate::measure::memorised_share;
use crate::mixture::{TrainingSet, held_out};
use crate::sampling::Progress;
use crate::score::{EmpiricalScore, ExactScore, ScoreFn};
use ndarray::Array2;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Particles in one block.
const PARTICLES: usize = 64;
/// More of them where their share is counted.
const FLOW: usize = 40;
/// A flow of so many steps stands for an exact one.
const FINE: usize = 512;

/// Where particles end that follow `score` by the sampling of the setting, in so many steps.
fn ends(
    setting: &Setting,
    score: &dyn ScoreFn,
    steps: usize,
    particles: usize,
    seed: u64,
) -> Result<Array2<f64>, String> {
    let mut sampling = setting.scene.sampling;
    (sampling.steps, sampling.particles) = (steps, particles);
    let range = setting.scene.noise_range(&setting.mixture);
    let run = sampling.run_for(&setting.mixture, range, score);
    let run = run.map_err(|error| error.to_string())?;
    let mut walk = run.start(&setting.mixture, seed);
    loop {
        match walk.step(score).progress {
            Progress::Going => {}
            Progress::Finished => break,
            Progress::Stuck => return Err("the run got stuck; use more steps".to_owned()),
        }
    }
    let ends = walk.positions();
    if ends.iter().all(|x| x.is_finite()) {
        Ok(ends.clone())
    } else {
        Err("the particles have left the finite numbers; use a smaller step".to_owned())
    }
}

fn exact_ends(
    setting: &Setting,
    particles: usize,
    rng: &mut ChaCha8Rng,
) -> Result<Array2<f64>, String> {
    let score = ExactScore::new(setting.mixture.clone());
    let steps = setting.scene.sampling.steps;
    ends(setting, &score, steps, particles, seed(rng))
}

/// Seeds as scenes have them.
fn seed(rng: &mut ChaCha8Rng) -> u64 {
    rng.random::<u64>() >> 1
}

/// The variance of the particles along one axis around the target's mean.
pub fn variance(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let ends = exact_ends(setting, PARTICLES, rng)?;
    let mean = setting.mixture.mean();
    let squares = ends.outer_iter();
    let squares = squares.map(|x| (x[0] - mean[0]).powi(2) + (x[1] - mean[1]).powi(2));
    Ok(0.5 * squares.sum::<f64>() / PARTICLES as f64)
}

/// The share of particles that end nearest to the first Gaussian.
pub fn first_share(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let ends = exact_ends(setting, PARTICLES, rng)?;
    let components = setting.mixture.components();
    let nearest = |x: &[f64; 2]| {
        let away = |index: &usize| {
            let mean = components[*index].mean;
            (x[0] - mean[0]).hypot(x[1] - mean[1])
        };
        (0..components.len()).min_by(|a, b| away(a).total_cmp(&away(b)))
    };
    let first = ends
        .outer_iter()
        .filter(|x| nearest(&[x[0], x[1]]) == Some(0));
    Ok(first.count() as f64 / PARTICLES as f64)
}

/// By which factor the average error of the end points falls when the steps are doubled, from the same starts.
pub fn doubling_gain(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let score = ExactScore::new(setting.mixture.clone());
    let steps = setting.scene.sampling.steps;
    let seed = seed(rng);
    let of = |steps: usize| ends(setting, &score, steps, FLOW, seed);
    let (coarse, twice, fine) = (of(steps)?, of(2 * steps)?, of(FINE)?);
    let error = |ends: &Array2<f64>| {
        let apart = ends - &fine;
        let mut lengths: Vec<f64> = apart.outer_iter().map(|d| d[0].hypot(d[1])).collect();
        lengths.sort_by(f64::total_cmp);
        lengths[lengths.len() / 2]
    };
    Ok(error(&coarse) / error(&twice))
}

/// The training points of a block: each has its own.
fn training_set(setting: &Setting, rng: &mut ChaCha8Rng) -> TrainingSet {
    let count = setting.scene.data.train_points.unwrap_or(2);
    TrainingSet::new(&setting.mixture, count, seed(rng))
}

/// The share of samples by the score of the training points that are copies of one.
pub fn copies(setting: &Setting, rng: &mut ChaCha8Rng) -> Result<f64, String> {
    let points = training_set(setting, rng);
    let score = EmpiricalScore::new(&points);
    let steps = setting.scene.sampling.steps;
    let ends = ends(setting, &score, steps, FLOW, seed(rng))?;
    memorised_share(ends.view(), points.points())
        .map(|share| share.value)
        .ok_or_else(|| "two training points are needed to tell copies".to_owned())
}

/// The share of fresh draws that count as copies by chance.
pub fn chance_copies(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let points = training_set(setting, rng);
    let fresh = held_out(&setting.mixture, 4 * FLOW, seed(rng));
    let fresh = Array2::from_shape_fn((fresh.len(), 2), |(row, axis)| fresh[row][axis]);
    memorised_share(fresh.view(), points.points()).map_or(f64::NAN, |share| share.value)
}
