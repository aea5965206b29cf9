//! Gaussians at equal distances along curves.

use super::outline::Stroke;
use crate::mixture::Component;
use crate::plane::Point;

/// Straight pieces a curve is measured with: the length is good to about one part in 10^6.
const PIECES: usize = 2048;

/// Along the curve a Gaussian reaches at least this share of the distance to its neighbour. Equal
/// Gaussians of standard deviation s at distance h sum to a line with ripples of
/// 2 exp(-2 pi^2 (s/h)^2), which is 0.2 % here.
const OVERLAP: f64 = 0.6;

/// A curve with its length.
pub(super) struct Curve {
    points: Vec<Point>,
    /// The length up to each point; starts at 0.
    length: Vec<f64>,
}

impl Curve {
    pub fn new(stroke: &Stroke) -> Self {
        let points: Vec<Point> = (0..=PIECES)
            .map(|i| (stroke.at)(i as f64 / PIECES as f64))
            .collect();
        let mut length = vec![0.0];
        let mut total = 0.0;
        for pair in points.windows(2) {
            total += (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
            length.push(total);
        }
        Self { points, length }
    }

    fn total(&self) -> f64 {
        self.length[PIECES]
    }

    /// The point at distance `along` from the start, and the direction (radians) of the curve there.
    fn locate(&self, along: f64) -> (Point, f64) {
        let end = self.length.partition_point(|&l| l < along).clamp(1, PIECES);
        let (a, b) = (self.points[end - 1], self.points[end]);
        let piece = self.length[end] - self.length[end - 1];
        let t = (along - self.length[end - 1]) / piece;
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        ([a[0] + t * dx, a[1] + t * dy], dy.atan2(dx))
    }
}

/// `count` Gaussians of weight 1, of standard deviation `std` across the curves and at least that
/// along them. Each curve gets its share by length; neighbours on a curve are equally far apart.
pub(super) fn components(curves: &[Curve], count: usize, std: f64) -> Vec<Component> {
    let total: f64 = curves.iter().map(Curve::total).sum();
    let mut components = Vec::with_capacity(count);
    let mut passed = 0.0;
    for curve in curves {
        // Rounding the running sum keeps the shares right and their sum exact.
        let first = (passed / total * count as f64).round() as usize;
        passed += curve.total();
        let last = (passed / total * count as f64).round() as usize;
        let spacing = curve.total() / (last - first).max(1) as f64;
        for i in 0..last - first {
            let (mean, direction) = curve.locate((i as f64 + 0.5) * spacing);
            let along = std.max(OVERLAP * spacing.min(LONGEST_SPACING));
            components.push(Component::from_axes(mean, [along, std], direction, 1.0));
        }
    }
    components
}

/// Neighbours further apart than this stay separate blobs: an ellipse as long as the distance would
/// leave a bent curve.
const LONGEST_SPACING: f64 = 0.5;
