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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use crate::noise::{NoiseRange, Process};
    use crate::score::ExactScore;
    use rand::SeedableRng;

    #[test]
    fn the_drift_of_a_step_is_sixteen_hundredths_of_its_noise() {
        // Song et al. 2021: r = eps |s| / (sqrt(2 eps) |z|) for alpha = 1.
        let mixture = GaussianMixture::new(vec![Component::round([0.0, 0.0], 0.7, 1.0)]).unwrap();
        let exact = ExactScore::new(mixture);
        let process = Process::ve(NoiseRange::new(0.1, 4.0).unwrap());
        let at = ProcessScore::new(&exact, &process);
        let mut draws = ChaCha8Rng::seed_from_u64(3);
        let start = Array2::from_shape_simple_fn((500, 2), || normal(&mut draws));
        for alpha in [1.0, 0.6] {
            let (mut x, t) = (start.clone(), 0.5);
            let score = at.score(x.view(), t);
            let mut same = draws.clone();
            step(&at, &mut x, t, alpha, &mut draws);
            let z = Array2::from_shape_simple_fn((500, 2), || normal(&mut same));
            // The step size by least squares of the move without its noise, for the e that the noise tells.
            let moved = &x - &start;
            let root = (&moved * &z).sum() / (&z * &z).sum();
            let crossed = (&score * &z).sum() / (&z * &z).sum();
            // moved = e s + sqrt(2 e) z, so root = e crossed + sqrt(2 e).
            let mut e: f64 = root * root / 2.0;
            for _ in 0..50 {
                e = (root - e * crossed).powi(2) / 2.0;
            }
            let ratio = e * mean_norm(&score) / ((2.0 * e).sqrt() * mean_norm(&z));
            assert!(
                (ratio - 0.16 * f64::sqrt(alpha)).abs() < 1e-9,
                "{ratio} for alpha {alpha}"
            );
        }
    }
}
