//! The deterministic sampler of Song, Meng & Ermon 2021.

use crate::score::ProcessScore;
use ndarray::Array2;

/// The DDIM step with eta = 0 (Song, Meng & Ermon 2021, equation 12): the predicted clean point with
/// the predicted noise of the earlier time, alpha_s x0-hat + sigma_s (x - alpha_t x0-hat)/sigma_t.
pub(super) fn step(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64) {
    let process = at.process();
    let (alpha, alpha_s) = (process.alpha(t), process.alpha(s));
    let ratio = process.sigma(s) / process.sigma(t);
    let x0 = at.denoised(x.view(), t);
    x.zip_mut_with(&x0, |x, x0| *x = alpha_s * x0 + ratio * (*x - alpha * x0));
}
