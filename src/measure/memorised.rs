//! How many of the samples are copies of training points.

use super::Estimate;
use crate::plane::Point;
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// A sample is memorised when its nearest training point is less than this part as far as the second
/// nearest.
const NEAR: f64 = 1.0 / 3.0;

/// The share of samples that are memorised, beside the share among fresh draws of the truth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memorised {
    /// Among the samples.
    pub samples: Estimate,
    /// Among draws of the target that no training sees: by chance.
    pub fresh: Estimate,
}

/// The share of `samples` `[n, 2]` whose nearest of `points` is less than a third as far as the second
/// nearest; `None` of fewer than two samples or two points.
///
/// Where points lie as thick as in a smooth density, the squares of both distances are the first two
/// arrivals of a Poisson process, and 1/9 of the samples are such by chance.
pub fn memorised_share(samples: ArrayView2<f64>, points: &[Point]) -> Option<Estimate> {
    if samples.nrows() < 2 || points.len() < 2 {
        return None;
    }
    let counted = samples.rows().into_iter().map(|x| {
        let [nearest, second] = two_nearest([x[0], x[1]], points);
        f64::from(nearest < NEAR * NEAR * second)
    });
    Some(Estimate::mean_of(&counted.collect::<Vec<f64>>()))
}

/// The squares of the two smallest distances.
fn two_nearest(x: Point, points: &[Point]) -> [f64; 2] {
    points
        .iter()
        .fold([f64::INFINITY; 2], |[first, second], p| {
            let (dx, dy) = (p[0] - x[0], p[1] - x[1]);
            let square = dx * dx + dy * dy;
            [first.min(square), second.min(square.max(first))]
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn a_ninth_of_uniform_samples_is_near_one_of_many_uniform_points_by_chance() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        // On a torus there is no border: points are repeated around the square that samples lie in.
        let shares: Vec<f64> = (0..60)
            .map(|_| {
                let points: Vec<Point> = (0..60).map(|_| [rng.random(), rng.random()]).collect();
                let around = points.iter().flat_map(|p| {
                    (-1..=1).flat_map(move |i| {
                        (-1..=1).map(move |j| [p[0] + f64::from(i), p[1] + f64::from(j)])
                    })
                });
                let around: Vec<Point> = around.collect();
                let samples = Array2::from_shape_simple_fn((200, 2), || rng.random::<f64>());
                memorised_share(samples.view(), &around).unwrap().value
            })
            .collect();
        let found = Estimate::mean_of(&shares);
        // Of n points on an area the chance is exactly 1/9 as well but for terms of order exp(-n).
        assert!(
            (found.value - 1.0 / 9.0).abs() < 4.0 * found.se,
            "{found:?}"
        );
        assert!(found.se < 0.01, "{found:?}");
    }

    #[test]
    fn the_count_is_that_of_sorted_distances() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let points: Vec<Point> = (0..7).map(|_| [rng.random(), rng.random()]).collect();
        let samples = Array2::from_shape_simple_fn((500, 2), || rng.random::<f64>());
        let mut count = 0;
        for x in samples.rows() {
            let mut distances: Vec<f64> = points
                .iter()
                .map(|p| (p[0] - x[0]).hypot(p[1] - x[1]))
                .collect();
            distances.sort_by(f64::total_cmp);
            count += usize::from(3.0 * distances[0] < distances[1]);
        }
        let p = count as f64 / 500.0;
        let found = memorised_share(samples.view(), &points).unwrap();
        assert!((found.value - p).abs() < 1e-12, "{found:?} {p}");
        let se = (p * (1.0 - p) / 499.0).sqrt();
        assert!((found.se - se).abs() < 1e-12);
    }

    #[test]
    fn copies_are_memorised_and_two_points_are_needed_to_tell() {
        let points = [[0.0, 0.0], [1.0, 0.0], [5.0, 2.0]];
        let copies = Array2::from_shape_fn((6, 2), |(row, axis)| points[row % 3][axis]);
        let all = memorised_share(copies.view(), &points);
        assert_eq!(all, Some(Estimate::exact(1.0)));
        assert_eq!(memorised_share(copies.view(), &points[..1]), None);
        let halfway = Array2::from_shape_fn((4, 2), |(_, axis)| [0.5, 0.3][axis]);
        let none = memorised_share(halfway.view(), &points);
        assert_eq!(none, Some(Estimate::exact(0.0)));
    }
}
