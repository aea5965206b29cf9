//! The stochastic sampler of Karras et al. 2022.

use super::heun;
use crate::sampling::Churn;
use crate::sampling::stream::normal;
use crate::score::ProcessScore;
use ndarray::Array2;
use rand_chacha::ChaCha8Rng;

/// Noise that lifts the particles to a higher level, then Heun's step from there (Karras et al.
/// 2022, algorithm 2); `steps` are those of the whole run.
pub(super) fn step(
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
    heun::step(at, x, lifted, s);
}
