//! The Chamfer distance of two samples: how far every point is from the nearest one of the other sample.

use super::Estimate;
use super::blocks::in_order;
use crate::plane::Point;
use ndarray::ArrayView2;

/// Points that look for their neighbours in one task.
const BLOCK: usize = 256;

/// Both forms of the distance of two samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chamfer {
    /// The mean of min_y |x - y|^2 over the one sample and that of min_x |x - y|^2 over the other, added,
    /// data units squared.
    pub squared: Estimate,
    /// The same of min |x - y|, data units.
    pub unsquared: Estimate,
}

/// The distance of `a` and `b`, each `[n, 2]` with two points at least.
///
/// Standard errors are the jackknife's (Efron & Stein 1981), which leaves out one point of either sample at
/// a time: its own way to its neighbour goes, and those whose neighbour it was go on to their second. They
/// are rather too large than too small.
pub(super) fn chamfer(a: ArrayView2<f64>, b: ArrayView2<f64>) -> Chamfer {
    let [a, b] = [Row::new(a), Row::new(b)];
    let [from_a, from_b] = [b.nearest_to(&a.points), a.nearest_to(&b.points)];
    let of = |distance: fn(f64) -> f64| {
        let one = Influence::of(&from_a, b.points.len(), distance);
        let other = Influence::of(&from_b, a.points.len(), distance);
        Estimate {
            value: one.mean + other.mean,
            se: (spread(&one.searchers, &other.found) + spread(&other.searchers, &one.found))
                .sqrt(),
        }
    };
    Chamfer {
        squared: of(|square| square),
        unsquared: of(f64::sqrt),
    }
}

/// Where one point's search ended.
#[derive(Clone, Copy)]
struct Neighbours {
    /// Which point is nearest.
    nearest: usize,
    /// The squares of the distances to it and to the second nearest.
    squares: [f64; 2],
}

/// A sample along x, so that a search ends where x alone is too far.
struct Row {
    /// By x.
    points: Vec<Point>,
}

impl Row {
    fn new(sample: ArrayView2<f64>) -> Self {
        let mut points: Vec<Point> = sample.rows().into_iter().map(|x| [x[0], x[1]]).collect();
        points.sort_by(|p, q| p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1])));
        Self { points }
    }

    /// The neighbours among these points of each of `others`.
    fn nearest_to(&self, others: &[Point]) -> Vec<Neighbours> {
        let blocks = in_order(others.len().div_ceil(BLOCK), |block| {
            let end = ((block + 1) * BLOCK).min(others.len());
            let found = others[block * BLOCK..end].iter();
            found
                .map(|point| self.neighbours(*point))
                .collect::<Vec<_>>()
        });
        blocks.into_iter().flatten().collect()
    }

    fn neighbours(&self, [x, y]: Point) -> Neighbours {
        let mut found = Neighbours {
            nearest: 0,
            squares: [f64::INFINITY; 2],
        };
        // Whether a point may still be among the two nearest, by its x alone.
        let mut try_one = |at: usize| {
            let [dx, dy] = [self.points[at][0] - x, self.points[at][1] - y];
            if dx * dx > found.squares[1] {
                return false;
            }
            let square = dx * dx + dy * dy;
            if square < found.squares[0] {
                found = Neighbours {
                    nearest: at,
                    squares: [square, found.squares[0]],
                };
            } else if square < found.squares[1] {
                found.squares[1] = square;
            }
            true
        };
        let middle = self.points.partition_point(|point| point[0] < x);
        let (mut below, mut above) = (middle, middle);
        let (mut goes_down, mut goes_up) = (true, true);
        while goes_down || goes_up {
            goes_down = goes_down && below > 0 && {
                below -= 1;
                try_one(below)
            };
            goes_up = goes_up && above < self.points.len() && {
                above += 1;
                try_one(above - 1)
            };
        }
        found
    }
}

/// What a mean of nearest distances loses with every single point.
struct Influence {
    mean: f64,
    /// With each point that searches.
    searchers: Vec<f64>,
    /// With each point that is found.
    found: Vec<f64>,
}

impl Influence {
    fn of(searches: &[Neighbours], points: usize, distance: fn(f64) -> f64) -> Self {
        let n = searches.len() as f64;
        let nearest: Vec<f64> = searches.iter().map(|s| distance(s.squares[0])).collect();
        let mean = nearest.iter().sum::<f64>() / n;
        let searchers = nearest.iter().map(|d| (mean - d) / (n - 1.0)).collect();
        let mut found = vec![0.0; points];
        for (search, nearest) in searches.iter().zip(&nearest) {
            found[search.nearest] += (distance(search.squares[1]) - nearest) / n;
        }
        Self {
            mean,
            searchers,
            found,
        }
    }
}

/// The jackknife's variance from what the whole loses with each point of one sample.
fn spread(as_searcher: &[f64], as_found: &[f64]) -> f64 {
    let losses = as_searcher.iter().zip(as_found).map(|(a, b)| a + b);
    let n = as_searcher.len() as f64;
    let mean = losses.clone().sum::<f64>() / n;
    (n - 1.0) / n * losses.map(|loss| (loss - mean).powi(2)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, arr2};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Over all pairs.
    fn brute(a: &Array2<f64>, b: &Array2<f64>) -> [f64; 2] {
        let one = |a: &Array2<f64>, b: &Array2<f64>| {
            let nearest = a.rows().into_iter().map(|x| {
                let squares = b.rows().into_iter();
                let squares = squares.map(|y| (x[0] - y[0]).powi(2) + (x[1] - y[1]).powi(2));
                squares.fold(f64::INFINITY, f64::min)
            });
            let nearest: Vec<f64> = nearest.collect();
            let n = nearest.len() as f64;
            let roots = nearest.iter().map(|square| square.sqrt());
            [nearest.iter().sum::<f64>() / n, roots.sum::<f64>() / n]
        };
        let ([s, u], [t, v]) = (one(a, b), one(b, a));
        [s + t, u + v]
    }

    #[test]
    fn it_is_the_sum_over_all_pairs_also_of_ties_and_far_points() {
        let mut rng = ChaCha8Rng::seed_from_u64(8);
        for size in [2, 3, 50, 700] {
            let mut draw = |n| Array2::from_shape_simple_fn((n, 2), || rng.random::<f64>());
            let (a, mut b) = (draw(size), draw(size + 5));
            b[[0, 0]] = 1e6;
            b.row_mut(1).assign(&a.row(1));
            let rounded = a.mapv(|v| (4.0 * v).round());
            for a in [&a, &rounded] {
                let found = chamfer(a.view(), b.view());
                let [squared, unsquared] = brute(a, &b);
                assert!((found.squared.value - squared).abs() <= 1e-12 * squared);
                assert!((found.unsquared.value - unsquared).abs() <= 1e-12 * unsquared);
            }
        }
    }

    #[test]
    fn a_sample_moved_by_less_than_its_gaps_is_as_far_from_itself_twice() {
        let a = arr2(&[[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]]);
        let b = &a + &arr2(&[[3.0, 4.0]]);
        let found = chamfer(a.view(), b.view());
        assert_eq!((found.squared.value, found.unsquared.value), (50.0, 10.0));
        assert_eq!(chamfer(a.view(), a.view()).squared.value, 0.0);
    }
}
