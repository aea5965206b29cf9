//! The method of Euler and Maruyama for the reverse SDE dx = (f (x - c) - g^2 s_t(x)) dt + g dw.

use crate::sampling::stream::normal;
use crate::score::ProcessScore;
use ndarray::Array2;
use rand_chacha::ChaCha8Rng;

/// The step of Euler and Maruyama from `t` to an earlier `s`, h = t - s (Song et al. 2021):
/// x - h (f x - g^2 s_t(x)) + g sqrt(h) z, with x seen from the center.
pub(super) fn step(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64, kicks: &mut ChaCha8Rng) {
    let h = t - s;
    let drift = at.process().drift(t);
    let g2 = at.process().diffusion_squared(t);
    let std = (g2 * h).sqrt();
    let score = at.score(x.view(), t);
    x.zip_mut_with(&score, |x, s| {
        *x += h * (g2 * s - drift * *x) + std * normal(kicks);
    });
}
