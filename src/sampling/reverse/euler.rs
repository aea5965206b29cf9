//! Euler's method for the probability-flow ODE dx/dt = f (x - c) - g^2/2 s_t(x).

use crate::score::ProcessScore;
use ndarray::Array2;

/// Euler's step from `t` to an earlier `s`: x + (s - t) dx/dt. Order 1.
pub(super) fn step(at: &ProcessScore, x: &mut Array2<f64>, t: f64, s: f64) {
    let slope = at.flow(x.view(), t);
    x.scaled_add(s - t, &slope);
}
