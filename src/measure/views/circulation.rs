//! What a field does to somebody who goes once around: the circulation along a loop. A gradient has none; a learned
//! score, which is no gradient, may have some. By Green's theorem it is the integral of the curl inside.

use crate::plane::Point;

/// Pieces of a loop: two nodes on each make the rule exact for cubics.
const PIECES: f64 = 160.0;
/// A loop that encloses less than this part of the square of its length is drawn there and back.
const THINNEST: f64 = 1e-4;

/// A closed way of straight edges, run through counter-clockwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    corners: Vec<Point>,
}

/// A way that encloses nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoopError {
    /// Fewer than three points.
    #[error("a loop of {} encloses nothing: keep the button down and draw around something", count(*.points))]
    TooFew {
        /// How many there are.
        points: usize,
    },
    /// There and back.
    #[error("this loop runs there and back and encloses nothing: draw around something")]
    Flat,
}

fn count(points: usize) -> String {
    match points {
        0 => "no point".to_owned(),
        1 => "one point".to_owned(),
        _ => "two points".to_owned(),
    }
}

impl Loop {
    /// Through `corners` and back to the first of them, data units.
    ///
    /// # Errors
    /// When it has fewer than three different corners or no area.
    pub fn new(mut corners: Vec<Point>) -> Result<Self, LoopError> {
        corners.dedup();
        while corners.len() > 1 && corners.first() == corners.last() {
            corners.pop();
        }
        if corners.len() < 3 {
            let points = corners.len();
            return Err(LoopError::TooFew { points });
        }
        let mut this = Self { corners };
        let area = this.signed_area();
        if area < 0.0 {
            this.corners.reverse();
        }
        let length = this.length();
        if area.abs() > THINNEST * length * length {
            Ok(this)
        } else {
            Err(LoopError::Flat)
        }
    }

    /// Where it turns.
    pub fn corners(&self) -> &[Point] {
        &self.corners
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// Positive where it runs counter-clockwise (the shoelace formula), square units.
    fn signed_area(&self) -> f64 {
        let [x, y] = self.corners[0];
        let twice = self
            .edges()
            .map(|(a, b)| (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y));
        0.5 * twice.sum::<f64>()
    }

    /// What it encloses, square units; of a loop that crosses itself what it runs around one way minus the other.
    pub fn area(&self) -> f64 {
        self.signed_area().abs()
    }

    /// How long it is, data units.
    pub fn length(&self) -> f64 {
        self.edges()
            .map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1]))
            .sum()
    }

    /// Gauss's two nodes on each piece, with the step that each stands for.
    fn steps(&self) -> Vec<(Point, Point)> {
        let piece = self.length() / PIECES;
        let offset = 0.5 / 3f64.sqrt();
        let mut steps = Vec::new();
        for (a, b) in self.edges() {
            let way = [b[0] - a[0], b[1] - a[1]];
            let pieces = (way[0].hypot(way[1]) / piece).ceil().max(1.0);
            for i in 0..pieces as usize {
                for node in [0.5 - offset, 0.5 + offset] {
                    let part = (i as f64 + node) / pieces;
                    let at = [a[0] + part * way[0], a[1] + part * way[1]];
                    steps.push((at, way.map(|w| 0.5 * w / pieces)));
                }
            }
        }
        steps
    }

    /// Where a field must be known, data units.
    pub fn nodes(&self) -> Vec<Point> {
        self.steps().into_iter().map(|(at, _)| at).collect()
    }

    /// The integral of v . dx once around, of a field whose vectors at [`Self::nodes`] are `vectors`; of a score, 1/unit,
    /// a pure number.
    pub fn circulation(&self, vectors: &[Point]) -> f64 {
        let steps = self.steps();
        let terms = steps.iter().zip(vectors);
        terms
            .map(|((_, step), v)| v[0] * step[0] + v[1] * step[1])
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::{Component, GaussianMixture};

    fn ring(count: usize, turns: f64) -> Vec<Point> {
        (0..count)
            .map(|i| turns * std::f64::consts::TAU * i as f64 / count as f64)
            .map(|angle| [1.0 + 1.5 * angle.cos(), 0.3 + angle.sin()])
            .collect()
    }

    #[test]
    fn a_turning_field_has_twice_its_rate_times_the_area_and_an_exact_score_nothing() {
        let p = GaussianMixture::new(vec![
            Component::from_axes([0.5, 0.2], [0.7, 0.3], 0.6, 0.7),
            Component::round([1.5, 0.5], 0.4, 0.3),
        ])
        .unwrap();
        for turns in [1.0, -1.0] {
            let around = Loop::new(ring(60, turns)).unwrap();
            assert!((around.area() / (1.5 * std::f64::consts::PI) - 1.0).abs() < 2e-3);
            let nodes = around.nodes();
            let turned: Vec<Point> = nodes.iter().map(|[x, y]| [-0.7 * y, 0.7 * x]).collect();
            let found = around.circulation(&turned);
            assert!(
                (found - 1.4 * around.area()).abs() < 1e-9,
                "counter-clockwise: {found}"
            );
            let scores: Vec<Point> = nodes.iter().map(|at| p.score(*at)).collect();
            assert!(around.circulation(&scores).abs() < 1e-4);
        }
    }

    #[test]
    fn what_encloses_nothing_is_refused_in_one_sentence() {
        let refused = |corners: &[Point]| Loop::new(corners.to_vec()).unwrap_err().to_string();
        let two = refused(&[[0.0, 0.0], [1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]);
        assert!(
            two.starts_with("a loop of two points encloses nothing"),
            "{two}"
        );
        assert!(refused(&[[0.0, 0.0]]).contains("one point"));
        let flat = refused(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [1.0, 1.0]]);
        assert!(flat.contains("there and back"), "{flat}");
        assert!(Loop::new(ring(3, 1.0)).is_ok());
    }
}
