//! Which components make up one mode.

use super::GaussianMixture;

/// The mode that each component belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes {
    of: Vec<usize>,
    count: usize,
}

/// Two Gaussians of the same covariance and weight have one maximum, and no valley between them, as
/// long as their means are at most this many standard deviations apart (Cohen 1956).
const ONE_MAXIMUM: f64 = 2.0;

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
    /// means under the mean of both covariances is at most 2. The work grows with the square of the
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

fn overlap(a: &super::Component, b: &super::Component) -> bool {
    let cov = |i: usize, j: usize| 0.5 * (a.cov[i][j] + b.cov[i][j]);
    let (xx, xy, yy) = (cov(0, 0), cov(0, 1), cov(1, 1));
    let (dx, dy) = (a.mean[0] - b.mean[0], a.mean[1] - b.mean[1]);
    let determinant = xx * yy - xy * xy;
    let squared = (yy * dx * dx - 2.0 * xy * dx * dy + xx * dy * dy) / determinant;
    squared <= ONE_MAXIMUM * ONE_MAXIMUM
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;

    fn row(places: &[f64]) -> GaussianMixture {
        let components = places.iter().map(|&x| Component::round([x, 0.0], 1.0, 1.0));
        GaussianMixture::new(components.collect()).unwrap()
    }

    #[test]
    fn a_chain_of_overlapping_components_is_one_mode() {
        // The far end comes before the link: order does not matter.
        let modes = Modes::connected(&row(&[0.0, 3.8, 1.9, 6.0]));
        assert_eq!(modes.of_components(), [0, 0, 0, 1]);
        let weights = modes.weights(&row(&[0.0, 3.8, 1.9, 6.0]));
        assert!((weights[0] - 0.75).abs() < 1e-12 && (weights[1] - 0.25).abs() < 1e-12);
    }

    #[test]
    fn two_gaussians_are_one_mode_as_long_as_there_is_no_valley_between_them() {
        for (apart, count) in [(1.98, 1), (2.02, 2)] {
            let pair = row(&[0.0, apart]);
            assert_eq!(Modes::connected(&pair).count(), count);
            let middle = pair.log_density([0.5 * apart, 0.0]);
            let beside = pair.log_density([0.5 * apart + 0.02, 0.0]);
            assert_eq!(beside > middle, count == 2, "{apart}");
        }
        assert_eq!(Modes::one_each(&row(&[0.0, 0.1])).count(), 2);
    }
}
