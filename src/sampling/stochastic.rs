//! Steps of the reverse SDE dx = (f x - g^2 s_t(x)) dt + g dw, and what else adds noise.

use super::stream::normal;
use super::{Churn, ode};
use crate::score::ProcessScore;
use ndarray::{Array2, Axis};
use rand_chacha::ChaCha8Rng;

/// The step of Euler and Maruyama from `t` to an earlier `s`, h = t - s (Song et al. 2021):
/// x - h (f x - g^2 s_t(x)) + g sqrt(h) z.
pub(super) fn euler_maruyama(
    at: &ProcessScore,
    x: &mut Array2<f64>,
    t: f64,
    s: f64,
    kicks: &mut ChaCha8Rng,
) {
    let h = t - s;
    let drift = at.process().drift(t);
    let g2 = at.process().diffusion_squared(t);
    let std = (g2 * h).sqrt();
    let score = at.score(x.view(), t);
    x.zip_mut_with(&score, |x, s| {
        *x += h * (g2 * s - drift * *x) + std * normal(kicks);
    });
}

/// r of the corrector: the drift of its step is this much of the noise (Song et al. 2021).
const SIGNAL_TO_NOISE: f64 = 0.16;

/// One Langevin step at time `t`, x + e s_t(x) + sqrt(2 e) z with e = 2 `alpha` (r |z|/|s|)^2, where
/// norms are means over the particles (Song et al. 2021, algorithms 4 and 5). `alpha` is 1 for VE
/// and 1 - beta of the predictor's step for VP. Where every score vanishes nothing is corrected.
pub(super) fn correct(
    at: &ProcessScore,
    x: &mut Array2<f64>,
    t: f64,
    alpha: f64,
    corrections: &mut ChaCha8Rng,
) {
    let score = at.score(x.view(), t);
    let z = Array2::from_shape_simple_fn(x.raw_dim(), || normal(corrections));
    let ratio = SIGNAL_TO_NOISE * mean_norm(&z) / mean_norm(&score);
    let step_size = 2.0 * alpha * ratio * ratio;
    if step_size.is_finite() {
        x.scaled_add(step_size, &score);
        x.scaled_add((2.0 * step_size).sqrt(), &z);
    }
}

fn mean_norm(vectors: &Array2<f64>) -> f64 {
    let norm = |row: ndarray::ArrayView1<f64>| row[0].hypot(row[1]);
    vectors.axis_iter(Axis(0)).map(norm).sum::<f64>() / vectors.nrows() as f64
}

/// Noise that lifts the particles to a higher level, then Heun's step from there (Karras et al.
/// 2022, algorithm 2); `steps` are those of the whole run.
pub(super) fn churned(
    at: &ProcessScore,
    x: &mut Array2<f64>,
    t: f64,
    s: f64,
    (churn, steps): (&Churn, usize),
    kicks: &mut ChaCha8Rng,
) {
    let process = at.process();
    let lifted = churn.lifted(process, t, steps);
    let (_, std) = process.transition(t, lifted);
    // Drawn even where nothing is added, so that the noise of later steps stays the same.
    x.mapv_inplace(|x| x + churn.s_noise * std * normal(kicks));
    ode::heun(at, x, lifted, s);
}
