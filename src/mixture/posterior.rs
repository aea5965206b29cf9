//! The posterior over the components at many points at once, eight points abreast.

use super::batch::share;
use super::f64x8::{F64x8, LANES, exp, in_groups};
use super::far;
use super::term::Term;
use crate::dispatch::{InstructionSet, for_every_instruction_set};
use ndarray::{Array1, Array2, ArrayView2};

/// r_k(x) = pi_k N_k(x) / p(x) at every row of `x` `[n, 2]`, `[n, terms]`.
pub(super) fn posterior(terms: &[Term], x: ArrayView2<f64>) -> Array2<f64> {
    let mut posterior = Array2::zeros((x.nrows(), terms.len()));
    let mut shares = vec![[0.0; LANES]; terms.len()];
    let instructions = InstructionSet::widest();
    in_groups(x, |rows, x, y| {
        let top = evaluate_on(instructions, terms, x, y, &mut shares);
        for (i, row) in rows.enumerate() {
            if far::is_far(top[i]) {
                let exact = Array1::from(far::posterior(terms, [x[i], y[i]]));
                posterior.row_mut(row).assign(&exact);
                continue;
            }
            for (k, share) in shares.iter().enumerate() {
                posterior[[row, k]] = share[i];
            }
        }
    });
    posterior
}

for_every_instruction_set! {
    fn evaluate_on(terms: &[Term], x: &F64x8, y: &F64x8, shares: &mut [F64x8]) -> F64x8;
    baseline: evaluate::<false>,
    avx2: evaluate::<true>,
}

/// Leaves the posteriors in `shares`; the largest logarithm of a share.
#[inline(always)]
fn evaluate<const FMA: bool>(terms: &[Term], x: &F64x8, y: &F64x8, shares: &mut [F64x8]) -> F64x8 {
    let mut top = [f64::NEG_INFINITY; LANES];
    for (term, found) in terms.iter().zip(shares.iter_mut()) {
        for i in 0..LANES {
            found[i] = share::<FMA>(term, [x[i], y[i]]).0;
            top[i] = top[i].max(found[i]);
        }
    }
    let mut total = [0.0; LANES];
    for found in shares.iter_mut() {
        for i in 0..LANES {
            found[i] = exp::<FMA>(found[i] - top[i]);
            total[i] += found[i];
        }
    }
    for found in shares.iter_mut() {
        for i in 0..LANES {
            found[i] /= total[i];
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn the_posteriors_of_many_points_are_those_of_each() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let mut number = || rng.random::<f64>();
        for components in [1, 3, 50] {
            let list = (0..components)
                .map(|_| {
                    let mean = [6.0 * number() - 3.0, 6.0 * number() - 3.0];
                    let stds = [0.1 + number(), 0.1 + number()];
                    Component::from_axes(mean, stds, 3.0 * number(), 0.1 + number())
                })
                .collect();
            let mixture = GaussianMixture::new(list).unwrap();
            let x = Array2::from_shape_simple_fn((21, 2), || 40.0 * number() - 20.0);
            let found = mixture.posterior_batch(x.view());
            for (row, at) in x.rows().into_iter().enumerate() {
                let expected = mixture.posterior([at[0], at[1]]);
                let mut baseline = vec![[0.0; LANES]; components];
                let abreast = [[at[0]; LANES], [at[1]; LANES]];
                evaluate::<false>(&mixture.terms, &abreast[0], &abreast[1], &mut baseline);
                for (k, r) in expected.iter().enumerate() {
                    assert!((found[[row, k]] - r).abs() < 1e-10);
                    assert!((baseline[k][3] - r).abs() < 1e-10);
                }
            }
        }
    }
}
