//! Heun's method for the probability-flow ODE dx/dt = f (x - c) - g^2/2 s_t(x).

use crate::score::ProcessScore;
use ndarray::Array2;

/// Heun's step: Euler's, then once more with the mean of the slopes at both ends (Karras et al.
/// 2022, algorithm 1). Order 2, two evaluations.
pub(super) fn step(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64) {
    let slope = at.flow(x.view(), t);
    let mut ahead = x.clone();
    ahead.scaled_add(s - t, &slope);
    let second = at.flow(ahead.view(), s);
    x.scaled_add(0.5 * (s - t), &(slope + second));
}
