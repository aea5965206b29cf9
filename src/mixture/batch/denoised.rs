//! The posterior mean of the clean point at many noisy points at once.

use super::{F64x8, LANES, exp, fma, in_groups, share};
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use crate::mixture::far;
use crate::mixture::pull::Pull;
use crate::mixture::term::Term;
use ndarray::{Array2, ArrayView2};

/// E[x0 given x] `[n, 2]` at every row of `x` `[n, 2]`, from the terms of the smoothed mixture and
/// where each of its components pulls.
pub(crate) fn denoised(terms: &[Term], pulls: &[Pull], x: ArrayView2<f64>) -> Array2<f64> {
    let mut denoised = Array2::zeros((x.nrows(), 2));
    let instructions = InstructionSet::widest();
    in_groups(x, |rows, x, y| {
        let found = evaluate_on(instructions, terms, pulls, x, y);
        for (i, row) in rows.enumerate() {
            let mean = if far::is_doubtful(found.top[i], found.total[i]) {
                far::denoised(terms, pulls, [x[i], y[i]])
            } else {
                found.mean.map(|axis| axis[i])
            };
            denoised[[row, 0]] = mean[0];
            denoised[[row, 1]] = mean[1];
        }
    });
    denoised
}

struct Found {
    mean: [F64x8; 2],
    /// The largest logarithm of a share, and the sum of all shares in units of it.
    top: F64x8,
    total: F64x8,
}

for_every_instruction_set! {
    fn evaluate_on(terms: &[Term], pulls: &[Pull], x: &F64x8, y: &F64x8) -> Found;
    baseline: evaluate::<false>,
    avx2: evaluate::<true>,
}

#[inline(always)]
fn evaluate<const FMA: bool>(terms: &[Term], pulls: &[Pull], x: &F64x8, y: &F64x8) -> Found {
    let mut top = [f64::NEG_INFINITY; LANES];
    for term in terms {
        for i in 0..LANES {
            top[i] = top[i].max(share::<FMA>(term, [x[i], y[i]]).0);
        }
    }
    let mut total = [0.0; LANES];
    let mut weighted = [[0.0; LANES]; 2];
    for (term, pull) in terms.iter().zip(pulls) {
        let [a, b, c] = pull.gain;
        for i in 0..LANES {
            let weight = exp::<FMA>(share::<FMA>(term, [x[i], y[i]]).0 - top[i]);
            let (dx, dy) = (x[i] - pull.mean[0], y[i] - pull.mean[1]);
            let place = [
                pull.mean[0] + fma::<FMA>(a, dx, b * dy),
                pull.mean[1] + fma::<FMA>(b, dx, c * dy),
            ];
            total[i] += weight;
            weighted[0][i] = fma::<FMA>(weight, place[0], weighted[0][i]);
            weighted[1][i] = fma::<FMA>(weight, place[1], weighted[1][i]);
        }
    }
    Found {
        mean: weighted.map(|sum| std::array::from_fn(|i| sum[i] / total[i])),
        top,
        total,
    }
}
