//! Where a fit begins: the clusters of k-means from seeds by k-means++ (Arthur & Vassilvitskii 2007).

use super::extent::Extent;
use crate::mixture::{Component, Covariance};
use crate::plane::Point;
use rand::{Rng, RngExt};

/// Rounds of k-means (Lloyd 1982): the rest is left to the fit.
const ROUNDS: usize = 10;
/// Clusters of fewer points say nothing of their shape.
const LEAST_POINTS: f64 = 4.0;

/// `components` Gaussians, one a cluster of points; there are as many different points at least.
pub fn start<R: Rng + ?Sized>(
    at: &[Point],
    extent: &Extent,
    components: usize,
    rng: &mut R,
) -> Vec<Component> {
    let mut means = seeds(at, components, rng);
    let mut own = vec![0; at.len()];
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (x, own) in at.iter().zip(&mut own) {
            let nearest = nearest(*x, &means);
            changed |= *own != nearest;
            *own = nearest;
        }
        move_to_middles(at, &own, &mut means);
        if !changed {
            break;
        }
    }
    let clusters = clusters(at, &own, &means);
    let inside: f64 = clusters.iter().map(|c| c.xx + c.yy).sum();
    let pooled = (inside / (2.0 * at.len() as f64)).sqrt();
    let gaussian = |(cluster, mean): (&Cluster, &Point)| {
        let Cluster { count, xx, xy, yy } = *cluster;
        let cov = if count < LEAST_POINTS {
            Covariance::round(pooled.max(extent.least_std))
        } else {
            let [xx, xy, yy] = [xx, xy, yy].map(|sum| sum / count);
            no_narrower([[xx, xy], [xy, yy]], extent.least_std)
        };
        Component {
            mean: *mean,
            cov,
            weight: count.max(1.0) / at.len() as f64,
        }
    };
    clusters.iter().zip(&means).map(gaussian).collect()
}

/// The covariance nearest to `matrix` in likelihood of which no standard deviation is below `least`: the same axes.
pub fn no_narrower(matrix: [[f64; 2]; 2], least: f64) -> Covariance {
    let cov = Covariance::from(matrix);
    // Of a matrix without a determinant one is 0.
    Covariance::from_axes(cov.stds().map(|std| std.max(least)), cov.angle())
}

/// One of the points, then each time one with a probability that grows with the square of the distance to the
/// nearest of those before.
fn seeds<R: Rng + ?Sized>(at: &[Point], number: usize, rng: &mut R) -> Vec<Point> {
    let mut seeds = vec![at[rng.random_range(0..at.len())]];
    let mut distances = vec![f64::INFINITY; at.len()];
    while seeds.len() < number {
        let newest = seeds[seeds.len() - 1];
        for (x, distance) in at.iter().zip(&mut distances) {
            *distance = distance.min(square(*x, newest));
        }
        let mut left = rng.random::<f64>() * distances.iter().sum::<f64>();
        // What rounding leaves over belongs to the farthest.
        let farthest = (0..at.len()).max_by(|a, b| distances[*a].total_cmp(&distances[*b]));
        let passed = distances.iter().position(|distance| {
            left -= distance;
            left < 0.0
        });
        seeds.extend(passed.or(farthest).map(|index| at[index]));
    }
    seeds
}

fn nearest(x: Point, means: &[Point]) -> usize {
    let mut best = (f64::INFINITY, 0);
    for (index, mean) in means.iter().enumerate() {
        let distance = square(x, *mean);
        if distance < best.0 {
            best = (distance, index);
        }
    }
    best.1
}

/// A mean without points stays where it is.
fn move_to_middles(at: &[Point], own: &[usize], means: &mut [Point]) {
    let mut sums = vec![([0.0, 0.0], 0.0); means.len()];
    for (x, own) in at.iter().zip(own) {
        let (sum, count) = &mut sums[*own];
        sum[0] += x[0];
        sum[1] += x[1];
        *count += 1.0;
    }
    for (mean, (sum, count)) in means.iter_mut().zip(sums) {
        if count > 0.0 {
            *mean = sum.map(|s| s / count);
        }
    }
}

/// The points of one mean, and their squares around it.
#[derive(Clone, Copy, Default)]
struct Cluster {
    count: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

fn clusters(at: &[Point], own: &[usize], means: &[Point]) -> Vec<Cluster> {
    let mut clusters = vec![Cluster::default(); means.len()];
    for (x, own) in at.iter().zip(own) {
        let [dx, dy] = [x[0] - means[*own][0], x[1] - means[*own][1]];
        let cluster = &mut clusters[*own];
        cluster.count += 1.0;
        cluster.xx += dx * dx;
        cluster.xy += dx * dy;
        cluster.yy += dy * dy;
    }
    clusters
}

fn square(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}
