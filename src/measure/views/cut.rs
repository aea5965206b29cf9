//! A straight line across the plane, along which densities and scores are functions of one variable.

use crate::plane::Point;

/// A straight line from one point to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// Where it begins, data units.
    pub from: Point,
    /// Where it ends, data units.
    pub to: Point,
}

impl Cut {
    /// How long it is, data units.
    pub fn length(&self) -> f64 {
        (self.to[0] - self.from[0]).hypot(self.to[1] - self.from[1])
    }

    /// The point that is `part` of the way along it.
    pub fn at(&self, part: f64) -> Point {
        [0, 1].map(|axis| self.from[axis] + part * (self.to[axis] - self.from[axis]))
    }

    /// `count` points, both ends included, evenly.
    pub fn points(&self, count: usize) -> Vec<Point> {
        let last = count.saturating_sub(1).max(1) as f64;
        (0..count).map(|i| self.at(i as f64 / last)).collect()
    }

    /// The component of `vector` along it: of a score the slope of log p on the way, 1/unit.
    pub fn along(&self, vector: Point) -> f64 {
        let way = [0, 1].map(|axis| self.to[axis] - self.from[axis]);
        (vector[0] * way[0] + vector[1] * way[1]) / self.length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};

    #[test]
    fn along_a_cut_the_score_is_the_slope_of_log_p() {
        let p = GaussianMixture::new(vec![
            Component::from_axes([-1.0, 0.2], [0.7, 0.3], 0.6, 0.7),
            Component::round([1.0, 0.5], 0.4, 0.3),
        ])
        .unwrap();
        let cut = Cut {
            from: [-2.0, -1.0],
            to: [2.0, 1.5],
        };
        let (points, h) = (cut.points(9), 1e-5);
        assert_eq!((points[0], points[8]), (cut.from, cut.to));
        for (i, at) in points.iter().enumerate() {
            let part = i as f64 / 8.0;
            let log_density = |by: f64| p.log_density(cut.at(part + by / cut.length()));
            let slope = (log_density(h) - log_density(-h)) / (2.0 * h);
            let found = cut.along(p.score(*at));
            assert!(
                (found - slope).abs() < 1e-6 * (1.0 + slope.abs()),
                "{found} {slope}"
            );
        }
    }
}
