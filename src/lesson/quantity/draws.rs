//! Of noise that is added, and of clean points that could have made a noisy one.

use super::setting::Setting;
use crate::plane::Point;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Draws in one block.
const DRAWS: usize = 500;
/// Clean points that are drawn in one block.
const CLEAN: usize = 100;

/// A standard normal draw.
pub fn noise(rng: &mut ChaCha8Rng) -> Point {
    std::array::from_fn(|_| StandardNormal.sample(rng))
}

/// The average of |(x - x_0)/sigma^2| over draws of both.
pub fn conditional_length(sigma: f64, setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let lengths = (0..DRAWS).map(|_| {
        let (x0, _) = setting.mixture.draw(rng);
        let eps = noise(rng);
        let x: Point = std::array::from_fn(|i| x0[i] + sigma * eps[i]);
        (x[0] - x0[0]).hypot(x[1] - x0[1]) / (sigma * sigma)
    });
    lengths.sum::<f64>() / DRAWS as f64
}

/// By which factor that grows when sigma is halved, each with noise of its own.
pub fn half_noise_ratio(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let half = conditional_length(0.5 * setting.sigma, setting, rng);
    half / conditional_length(setting.sigma, setting, rng)
}

/// Clean points that could have made the point of the question.
fn clean_points(setting: &Setting, rng: &mut ChaCha8Rng) -> Vec<Point> {
    let at = setting.at.unwrap_or_default();
    let parts = setting.mixture.clean_posterior(at, setting.sigma);
    let draw = |_| {
        let mut left: f64 = rng.random();
        let chosen = parts.iter().find(|part| {
            left -= part.share;
            left < 0.0
        });
        let part = chosen.or(parts.last());
        let z = noise(rng);
        part.map_or(at, |part| part.place(z))
    };
    (0..CLEAN).map(draw).collect()
}

/// Their average.
pub fn average_clean(setting: &Setting, rng: &mut ChaCha8Rng) -> Point {
    let points = clean_points(setting, rng);
    std::array::from_fn(|i| points.iter().map(|p| p[i]).sum::<f64>() / points.len() as f64)
}

/// How long the average of the conditional scores is, as a part of their average length.
pub fn average_shrink(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let at = setting.at.unwrap_or_default();
    let square = setting.sigma * setting.sigma;
    let points = clean_points(setting, rng);
    let scores: Vec<Point> = points
        .iter()
        .map(|x0| [-(at[0] - x0[0]) / square, -(at[1] - x0[1]) / square])
        .collect();
    let mean: Point = std::array::from_fn(|i| scores.iter().map(|s| s[i]).sum::<f64>());
    let lengths: f64 = scores.iter().map(|s| s[0].hypot(s[1])).sum();
    mean[0].hypot(mean[1]) / lengths
}
