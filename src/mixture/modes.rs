//! Which components make up one mode.

use super::{Component, GaussianMixture};
use serde::{Deserialize, Serialize};

/// The mode that each component belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modes {
    of: Vec<usize>,
    count: usize,
}

/// Between two Gaussians of the same covariance and weight, so many standard deviations apart, the
/// density falls by a tenth: less is a ripple and no gap. (Up to 2 there is one maximum.)
const RIPPLE: f64 = 2.5;

impl Modes {
    /// Every component is a mode of its own.
    pub fn one_each(mixture: &GaussianMixture) -> Self {
        let count = mixture.components().len();
        Self {
            of: (0..count).collect(),
            count,
        }
    }

    /// Components that overlap, directly or along a chain of others, are one mode: of a curve of many
    /// narrow Gaussians every connected piece. Two overlap when the Mahalanobis distance of their
    /// means under the mean of both covariances is at most 2.5. The work grows with the square of the
    /// number of components.
    pub fn connected(mixture: &GaussianMixture) -> Self {
        let components = mixture.components();
        let mut of = vec![usize::MAX; components.len()];
        let mut count = 0;
        for first in 0..components.len() {
            if of[first] != usize::MAX {
                continue;
            }
            // Whatever can be reached from here is one mode.
            of[first] = count;
            let mut reached = vec![first];
            while let Some(from) = reached.pop() {
                for to in first + 1..components.len() {
                    if of[to] == usize::MAX && overlap(&components[from], &components[to]) {
                        of[to] = count;
                        reached.push(to);
                    }
                }
            }
            count += 1;
        }
        Self { of, count }
    }

    /// How many modes there are; at least one.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The mode of every component, in the mixture's order; modes are numbered by their first one.
    pub fn of_components(&self) -> &[usize] {
        &self.of
    }

    /// pi of every mode: the sum over its components.
    pub fn weights(&self, mixture: &GaussianMixture) -> Vec<f64> {
        let mut weights = vec![0.0; self.count];
        for (component, &mode) in mixture.components().iter().zip(&self.of) {
            weights[mode] += component.weight;
        }
        weights
    }
}

/// Whether d^T ((A + B)/2)^-1 d = 2 d^T (adj A + adj B) d / det(A + B) is small, where
/// det(A + B) = det A + det B + tr(adj(A) B): sums of squares only, however thin both ellipses are.
fn overlap(a: &Component, b: &Component) -> bool {
    let d = [a.mean[0] - b.mean[0], a.mean[1] - b.mean[1]];
    let [along, across] = a.cov.frame();
    let [first, second] = a.cov.stds();
    let mixed = first * first * b.cov.variance_along(across)
        + second * second * b.cov.variance_along(along);
    let (of_a, of_b) = (a.cov.determinant(), b.cov.determinant());
    let adjugate = of_a * a.cov.squared_distance(d) + of_b * b.cov.squared_distance(d);
    2.0 * adjugate <= RIPPLE * RIPPLE * (of_a + of_b + mixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(places: &[f64]) -> GaussianMixture {
        let components = places.iter().map(|&x| Component::round([x, 0.0], 1.0, 1.0));
        GaussianMixture::new(components.collect()).unwrap()
    }

    #[test]
    fn a_chain_of_overlapping_components_is_one_mode() {
        // The far end comes before the link: order does not matter.
        let modes = Modes::connected(&row(&[0.0, 3.8, 1.9, 6.6]));
        assert_eq!(modes.of_components(), [0, 0, 0, 1]);
        let weights = modes.weights(&row(&[0.0, 3.8, 1.9, 6.6]));
        assert!((weights[0] - 0.75).abs() < 1e-12 && (weights[1] - 0.25).abs() < 1e-12);
    }

    #[test]
    fn two_gaussians_are_one_mode_as_long_as_the_valley_between_them_is_less_than_a_tenth() {
        for (apart, count) in [(2.4, 1), (2.6, 2)] {
            let pair = row(&[0.0, apart]);
            assert_eq!(Modes::connected(&pair).count(), count);
            let density = |x: f64| pair.log_density([x, 0.0]).exp();
            let along = (0..1000).map(|i| density(apart * f64::from(i) / 1000.0));
            let left = density(0.5 * apart) / along.fold(0.0, f64::max);
            assert_eq!(left > 0.9, count == 1, "{apart} {left}");
        }
        assert_eq!(Modes::one_each(&row(&[0.0, 0.1])).count(), 2);
    }
}
