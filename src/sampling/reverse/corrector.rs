//! The Langevin step that follows a predictor's.

use crate::sampling::stream::normal;
use crate::score::ProcessScore;
use ndarray::{Array2, Axis};
use rand_chacha::ChaCha8Rng;

/// r of the corrector: the drift of its step is this much of the noise (Song et al. 2021).
const SIGNAL_TO_NOISE: f64 = 0.16;

/// One Langevin step at time `t`, x + e s_t(x) + sqrt(2 e) z with e = 2 `alpha` (r |z|/|s|)^2, where
/// norms are means over the particles (Song et al. 2021, algorithms 4 and 5). `alpha` is 1 for VE
/// and 1 - beta of the predictor's step for VP. Where every score vanishes nothing is corrected.
pub(super) fn step(
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
