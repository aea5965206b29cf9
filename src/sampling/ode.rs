//! Steps that draw nothing: the probability-flow ODE dx/dt = f x - g^2/2 s_t(x), and DDIM.

use crate::score::ProcessScore;
use ndarray::Array2;

/// Euler's step from `t` to an earlier `s`: x + (s - t) dx/dt. Order 1.
pub(super) fn euler(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64) {
    let slope = at.flow(x.view(), t);
    x.scaled_add(s - t, &slope);
}

/// Heun's step: Euler's, then once more with the mean of the slopes at both ends (Karras et al.
/// 2022, algorithm 1). Order 2, two evaluations.
pub(super) fn heun(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64) {
    let slope = at.flow(x.view(), t);
    let mut ahead = x.clone();
    ahead.scaled_add(s - t, &slope);
    let second = at.flow(ahead.view(), s);
    x.scaled_add(0.5 * (s - t), &(slope + second));
}

/// The DDIM step with eta = 0 (Song, Meng & Ermon 2021, equation 12): the predicted clean point with
/// the predicted noise of the earlier time, alpha_s x0-hat + sigma_s (x - alpha_t x0-hat)/sigma_t.
pub(super) fn ddim(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64) {
    let process = at.process();
    let (alpha, alpha_s) = (process.alpha(t), process.alpha(s));
    let ratio = process.sigma(s) / process.sigma(t);
    let x0 = at.denoised(x.view(), t);
    x.zip_mut_with(&x0, |x, x0| *x = alpha_s * x0 + ratio * (*x - alpha * x0));
}
