//! Log-density and score of many points at once, eight points abreast.
//!
//! The same formulas as for one point, in two passes over the components: the largest exponent, then
//! the sums relative to it. Plain arrays vectorise by themselves inside a function compiled for them;
//! `cargo bench --bench exact` watches the speed.

mod denoised;
mod divergence;

pub(super) use denoised::denoised;
pub(super) use divergence::score_and_divergence;

use super::f64x8::{F64x8, LANES, exp, fma, in_groups};
use super::far;
use super::term::Term;
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use crate::plane::Point;
use ndarray::{Array1, Array2, ArrayView2};

/// log p `[n]` and its gradient `[n, 2]` at every row of `x` `[n, 2]`.
pub(super) fn log_density_and_score(
    terms: &[Term],
    x: ArrayView2<f64>,
) -> (Array1<f64>, Array2<f64>) {
    let mut log_density = Array1::zeros(x.nrows());
    let mut score = Array2::zeros((x.nrows(), 2));
    let instructions = InstructionSet::widest();
    in_groups(x, |rows, x, y| {
        let found = evaluate_on(instructions, terms, x, y);
        for (i, row) in rows.enumerate() {
            log_density[row] = found.log_density[i];
            let at = if far::is_doubtful(found.top[i], found.total[i]) {
                far::score(terms, [x[i], y[i]])
            } else {
                found.score.map(|axis| axis[i])
            };
            score[[row, 0]] = at[0];
            score[[row, 1]] = at[1];
        }
    });
    (log_density, score)
}

struct Found {
    log_density: F64x8,
    score: [F64x8; 2],
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
    let mut top = [f64::NEG_INFINITY; LANES];
    for term in terms {
        for i in 0..LANES {
            top[i] = top[i].max(share::<FMA>(term, [x[i], y[i]]).0);
        }
    }
    let mut total = [0.0; LANES];
    let mut weighted = [[0.0; LANES]; 2];
    for term in terms {
        for i in 0..LANES {
            let (log_share, score) = share::<FMA>(term, [x[i], y[i]]);
            let weight = exp::<FMA>(log_share - top[i]);
            total[i] += weight;
            weighted[0][i] = fma::<FMA>(weight, score[0], weighted[0][i]);
            weighted[1][i] = fma::<FMA>(weight, score[1], weighted[1][i]);
        }
    }
    Found {
        log_density: std::array::from_fn(|i| top[i] + total[i].ln()),
        score: weighted.map(|sum| std::array::from_fn(|i| sum[i] / total[i])),
        top,
        total,
    }
}

/// [`Term::evaluate`] with the chosen multiply-add.
#[inline(always)]
pub(super) fn share<const FMA: bool>(term: &Term, x: Point) -> (f64, Point) {
    let (dx, dy) = (term.mean[0] - x[0], term.mean[1] - x[1]);
    let [along, across] = term.whitening;
    let u = fma::<FMA>(along[0], dx, along[1] * dy);
    let v = fma::<FMA>(across[0], dx, across[1] * dy);
    let score = [0, 1].map(|axis| fma::<FMA>(along[axis], u, across[axis] * v));
    let square = fma::<FMA>(u, u, v * v);
    (fma::<FMA>(-0.5, square, term.log_coef), score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn every_path_agrees_with_one_point_after_another() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let mut number = || rng.random::<f64>();
        for components in [1, 3, 100] {
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
            let mixture = GaussianMixture::new(list).unwrap();
            for points in [1, 7, 8, 33] {
                let x = Array2::from_shape_simple_fn((points, 2), || 60.0 * number() - 30.0);
                let (log_density, score) = log_density_and_score(&mixture.terms, x.view());
                for i in 0..points {
                    let point = [x[[i, 0]], x[[i, 1]]];
                    let (log_expected, expected) = mixture.log_density_and_score(point);
                    let baseline =
                        evaluate::<false>(&mixture.terms, &[point[0]; 8], &[point[1]; 8]);
                    for found in [log_density[i], baseline.log_density[3]] {
                        assert!((found - log_expected).abs() <= 1e-12 * log_expected.abs());
                    }
                    for axis in 0..2 {
                        for found in [score[[i, axis]], baseline.score[axis][3]] {
                            let scale = expected[0].hypot(expected[1]);
                            assert!((found - expected[axis]).abs() <= 1e-11 * (1.0 + scale));
                        }
                    }
                }
            }
        }
    }
}
