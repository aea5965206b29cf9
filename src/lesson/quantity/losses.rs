//! Of losses, each as an average over draws: of simple networks and of the exact score.

use super::draws::noise;
use super::setting::Setting;
use crate::mixture::{Component, GaussianMixture};
use crate::plane::Point;
use ndarray::Array2;
use rand_chacha::ChaCha8Rng;

/// Draws in one block.
const DRAWS: usize = 1000;
/// Points where a guessed score is judged.
const JUDGED: usize = 200;
/// Of how many points a score is guessed when nobody says.
const GUESSED_FROM: usize = 100;

/// Noisy points, the noise that made them, and the exact scores there.
fn noisy(setting: &Setting, rng: &mut ChaCha8Rng) -> Vec<(Point, Point)> {
    let sigma = setting.sigma;
    let draws: Vec<(Point, Point)> = (0..DRAWS)
        .map(|_| {
            let (x0, _) = setting.mixture.draw(rng);
            let eps = noise(rng);
            (std::array::from_fn(|i| x0[i] + sigma * eps[i]), eps)
        })
        .collect();
    let smooth = setting.mixture.smoothed(sigma);
    let x = Array2::from_shape_fn((DRAWS, 2), |(row, axis)| draws[row].0[axis]);
    let scores = smooth.score_batch(x.view());
    let scores = scores.outer_iter().map(|s| [s[0], s[1]]);
    draws.iter().map(|(_, eps)| *eps).zip(scores).collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

fn square(v: Point) -> f64 {
    v[0] * v[0] + v[1] * v[1]
}

/// E|s|^2.
pub fn mean_square(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    mean(noisy(setting, rng).into_iter().map(|(_, s)| square(s)))
}

/// E sigma^2 |part s + eps/sigma|^2: the DSM loss of a network that answers so much of the exact score.
pub fn dsm(part: f64, setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let sigma = setting.sigma;
    mean(
        noisy(setting, rng)
            .into_iter()
            .map(|(eps, s)| square([sigma * part * s[0] + eps[0], sigma * part * s[1] + eps[1]])),
    )
}

/// DSM loss minus explicit loss of such a network, both times sigma^2.
pub fn gap(part: f64, setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let sigma = setting.sigma;
    let differences = noisy(setting, rng).into_iter().map(|(eps, s)| {
        let denoising = square([sigma * part * s[0] + eps[0], sigma * part * s[1] + eps[1]]);
        let explicit = sigma * sigma * (part - 1.0).powi(2) * square(s);
        denoising - explicit
    });
    mean(differences)
}

/// By how much that differs between a network that answers half of the score and one that answers zero, each on
/// draws of its own.
pub fn gap_change(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    gap(0.5, setting, rng) - gap(0.0, setting, rng)
}

/// How wrong a score is that is guessed from points alone: that of Gaussian kernels of Silverman's width.
pub fn guessed_error(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let smooth = setting.mixture.smoothed(setting.sigma);
    let count = setting.scene.data.train_points.unwrap_or(GUESSED_FROM);
    let width = smooth.std() * (count as f64).powf(-1.0 / 6.0);
    let kernels = (0..count).map(|_| Component::round(smooth.draw(rng).0, width, 1.0));
    let Ok(guess) = GaussianMixture::new(kernels.collect()) else {
        return f64::NAN;
    };
    let x = smooth.sample(JUDGED, rng);
    let (guessed, exact) = (guess.score_batch(x.view()), smooth.score_batch(x.view()));
    let wrong: f64 = (&guessed - &exact).iter().map(|d| d * d).sum();
    wrong / exact.iter().map(|s| s * s).sum::<f64>()
}

/// |s|^2/2 + div s at draws of the noisy density, with the scores.
fn implicit_values(setting: &Setting, rng: &mut ChaCha8Rng) -> (Array2<f64>, Vec<f64>) {
    let smooth = setting.mixture.smoothed(setting.sigma);
    let x = smooth.sample(DRAWS, rng);
    let (scores, divergence) = smooth.score_and_divergence_batch(x.view());
    let rows = scores.outer_iter().zip(&divergence);
    let values = rows.map(|(s, div)| 0.5 * square([s[0], s[1]]) + div);
    let values = values.collect();
    (x, values)
}

/// E[|s|^2/2 + div s] of the exact score.
pub fn implicit(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    mean(implicit_values(setting, rng).1.into_iter())
}

/// The standard deviation of (v.s)^2/2 + v.(J v) over that of |s|^2/2 + div s, at the same points.
pub fn sliced_scatter(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let smooth = setting.mixture.smoothed(setting.sigma);
    let (x, implicit) = implicit_values(setting, rng);
    let h = 1e-4 * smooth.narrowest_std();
    let sliced: Vec<f64> = x
        .outer_iter()
        .map(|x| {
            let v = noise(rng);
            let at = |by: f64| smooth.score([x[0] + by * v[0], x[1] + by * v[1]]);
            let along = |s: Point| s[0] * v[0] + s[1] * v[1];
            let bend = (along(at(h)) - along(at(-h))) / (2.0 * h);
            0.5 * along(at(0.0)).powi(2) + bend
        })
        .collect();
    let spread = |values: &[f64]| {
        let middle = mean(values.iter().copied());
        mean(values.iter().map(|v| (v - middle).powi(2))).sqrt()
    };
    spread(&sliced) / spread(&implicit)
}

/// E|s - s'|^2 under the target, s' of the same Gaussians of equal weights.
pub fn blindness(setting: &Setting, rng: &mut ChaCha8Rng) -> f64 {
    let equal = setting
        .mixture
        .components()
        .iter()
        .map(|component| Component {
            weight: 1.0,
            ..component.clone()
        });
    let Ok(equal) = GaussianMixture::new(equal.collect()) else {
        return f64::NAN;
    };
    let (own, equal) = (
        setting.mixture.smoothed(setting.sigma),
        equal.smoothed(setting.sigma),
    );
    let x = own.sample(DRAWS, rng);
    let apart = own.score_batch(x.view()) - equal.score_batch(x.view());
    apart.iter().map(|d| d * d).sum::<f64>() / DRAWS as f64
}
