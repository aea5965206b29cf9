//! The ancestral sampler of Ho et al. 2020.

use crate::sampling::stream::normal;
use crate::score::ProcessScore;
use ndarray::Array2;
use rand_chacha::ChaCha8Rng;

/// A draw from q(x_s given x_t, x0-hat) (Ho et al. 2020, equations 6 and 7), all seen from the center.
/// With x_t = a x_s + b z the exact transition and n the noise in data units, its mean and variance are
///
/// ```text
/// (a n_s^2 x_t + alpha_s b^2 x0-hat) / n_t^2        n_s^2 b^2 / n_t^2
/// ```
pub(super) fn step(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64, kicks: &mut ChaCha8Rng) {
    let process = at.process();
    let (a, b) = process.transition(s, t);
    let (noise, noise_s) = (process.noise(t), process.noise(s));
    let keep = a * (noise_s / noise).powi(2);
    let pull = process.alpha(s) * (b / noise).powi(2);
    let std = noise_s * b / noise;
    let x0 = at.denoised(x.view(), t);
    x.zip_mut_with(&x0, |x, x0| {
        *x = keep * *x + pull * x0 + std * normal(kicks);
    });
}
