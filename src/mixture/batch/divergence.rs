//! Score and divergence of the score of many points at once.
//!
//! With r_k the posterior, s_k = P_k (mu_k - x) a component's own score and P_k its precision,
//!
//! ```text
//! div s = tr grad^2 log p = sum_k r_k (|s_k|^2 - tr P_k) - |s|^2
//!       = sum_k r_k (|s_k - s'|^2 - tr P_k) - |s - s'|^2       for every s'
//! ```
//!
//! With s' the score of the likeliest component, the second form loses no digits far from the modes:
//! its last term is at most 1 - r of the first, with r that component's posterior.

use super::{F64x8, LANES, exp, fma, in_groups, share};
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use crate::mixture::far;
use crate::mixture::term::Term;
use ndarray::{Array1, Array2, ArrayView2};

/// The score `[n, 2]` and its divergence `[n]` at every row of `x` `[n, 2]`.
pub(crate) fn score_and_divergence(
    terms: &[Term],
    x: ArrayView2<f64>,
) -> (Array2<f64>, Array1<f64>) {
    let mut score = Array2::zeros((x.nrows(), 2));
    let mut divergence = Array1::zeros(x.nrows());
    let instructions = InstructionSet::widest();
    in_groups(x, |rows, x, y| {
        let found = evaluate_on(instructions, terms, x, y);
        for (i, row) in rows.enumerate() {
            let (at, spread) = if far::is_doubtful(found.top[i], found.total[i]) {
                far::score_and_divergence(terms, [x[i], y[i]])
            } else {
                (found.score.map(|axis| axis[i]), found.divergence[i])
            };
            score[[row, 0]] = at[0];
            score[[row, 1]] = at[1];
            divergence[row] = spread;
        }
    });
    (score, divergence)
}

struct Found {
    score: [F64x8; 2],
    divergence: F64x8,
    /// The largest logarithm of a share, and the sum of all shares in units of it.
    top: F64x8,
    total: F64x8,
}

for_every_instruction_set! {
    fn evaluate_on(terms: &[Term], x: &F64x8, y: &F64x8) -> Found;
    baseline: evaluate::<false>,
    avx2: evaluate::<true>,
}

#[inline(always)]
fn evaluate<const FMA: bool>(terms: &[Term], x: &F64x8, y: &F64x8) -> Found {
    // The largest exponent and the score of its component, s'.
    let mut top = [f64::NEG_INFINITY; LANES];
    let mut likeliest = [[0.0; LANES]; 2];
    for term in terms {
        for i in 0..LANES {
            let (log_share, score) = share::<FMA>(term, [x[i], y[i]]);
            let higher = log_share > top[i];
            top[i] = if higher { log_share } else { top[i] };
            for (kept, score) in likeliest.iter_mut().zip(score) {
                kept[i] = if higher { score } else { kept[i] };
            }
        }
    }
    let mut total = [0.0; LANES];
    let mut away = [[0.0; LANES]; 2];
    let mut curvature = [0.0; LANES];
    for term in terms {
        for i in 0..LANES {
            let (log_share, score) = share::<FMA>(term, [x[i], y[i]]);
            let weight = exp::<FMA>(log_share - top[i]);
            let (dx, dy) = (score[0] - likeliest[0][i], score[1] - likeliest[1][i]);
            total[i] += weight;
            away[0][i] = fma::<FMA>(weight, dx, away[0][i]);
            away[1][i] = fma::<FMA>(weight, dy, away[1][i]);
            let square = fma::<FMA>(dx, dx, dy * dy);
            curvature[i] = fma::<FMA>(weight, square - term.trace, curvature[i]);
        }
    }
    let away = away.map(|sum| -> F64x8 { std::array::from_fn(|i| sum[i] / total[i]) });
    Found {
        score: std::array::from_fn(|axis| {
            std::array::from_fn(|i| likeliest[axis][i] + away[axis][i])
        }),
        divergence: std::array::from_fn(|i| {
            curvature[i] / total[i] - fma::<FMA>(away[0][i], away[0][i], away[1][i] * away[1][i])
        }),
        top,
        total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn random_mixture(components: usize, rng: &mut ChaCha8Rng) -> GaussianMixture {
        let mut number = || rng.random::<f64>();
        let list = (0..components)
            .map(|_| {
                Component::from_axes(
                    [6.0 * number() - 3.0, 6.0 * number() - 3.0],
                    [0.1 + number(), 0.1 + number()],
                    3.0 * number(),
                    0.1 + number(),
                )
            })
            .collect();
        GaussianMixture::new(list).unwrap()
    }

    #[test]
    fn the_divergence_is_the_trace_of_the_scores_finite_differences() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        for components in [1, 3, 20] {
            let mixture = random_mixture(components, &mut rng);
            let x = Array2::from_shape_simple_fn((33, 2), || 12.0 * rng.random::<f64>() - 6.0);
            let (score, divergence) = score_and_divergence(&mixture.terms, x.view());
            for i in 0..x.nrows() {
                let point = [x[[i, 0]], x[[i, 1]]];
                let step = 1e-5;
                let slope = |axis: usize| {
                    let (mut up, mut down) = (point, point);
                    up[axis] += step;
                    down[axis] -= step;
                    (mixture.score(up)[axis] - mixture.score(down)[axis]) / (2.0 * step)
                };
                let expected = slope(0) + slope(1);
                let baseline =
                    evaluate::<false>(&mixture.terms, &[point[0]; LANES], &[point[1]; LANES]);
                for found in [divergence[i], baseline.divergence[5]] {
                    let miss = (found - expected).abs();
                    assert!(miss < 1e-5 * (1.0 + expected.abs()), "{found} {expected}");
                }
                let exact = mixture.score(point);
                for axis in 0..2 {
                    let miss = (score[[i, axis]] - exact[axis]).abs();
                    assert!(miss <= 1e-11 * (1.0 + exact[0].hypot(exact[1])), "{miss}");
                }
            }
        }
    }

    #[test]
    fn far_from_every_mode_only_the_nearest_components_precision_is_left() {
        // Two narrow needles seen from so far away that |s|^2 is 1e20 times the divergence.
        let mixture = GaussianMixture::new(vec![
            Component::round([0.0, 0.0], 1e-5, 1.0),
            Component::round([1.0, 0.0], 1e-5, 1.0),
        ])
        .unwrap();
        let x = ndarray::arr2(&[[-1e5, 3e5], [2e5, -50.0], [1e-5, 0.0]]);
        let (_, divergence) = score_and_divergence(&mixture.terms, x.view());
        for found in divergence {
            assert!((found / -2e10 - 1.0).abs() < 1e-12, "{found}");
        }
    }

    #[test]
    fn between_two_modes_the_score_spreads_out() {
        // In the middle of a symmetric pair at distance 2 a: div s = (a / s^2)^2 - 2 / s^2.
        let (a, std) = (3.0, 0.5);
        let pair = [-a, a].map(|x| Component::round([x, 0.0], std, 1.0));
        let mixture = GaussianMixture::new(pair.to_vec()).unwrap();
        let origin = Array2::zeros((1, 2));
        let (score, divergence) = score_and_divergence(&mixture.terms, origin.view());
        let expected = (a / std.powi(2)).powi(2) - 2.0 / std.powi(2);
        assert!((divergence[0] - expected).abs() < 1e-10, "{divergence}");
        assert!(score.iter().all(|s| s.abs() < 1e-12), "{score}");
    }
}
