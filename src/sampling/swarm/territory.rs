//! The part of the plane that Langevin particles can be in.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::{Explosion, Plan, Rung};
use ndarray::{Array2, ArrayView2};

/// Where particles can get, seen from what they are to sample, in units of the largest distance that a
/// start or a level leads to.
const MARGIN: f64 = 1000.0;
/// Standard deviations that a draw keeps within.
const STDS: f64 = 6.0;

/// The part of the plane that particles can be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sampling) struct Territory {
    center: Point,
    /// From the center along either axis, data units.
    reach: f64,
    /// The smallest standard deviation, data units.
    narrowest: f64,
}

impl Territory {
    /// For `plan` with particles that stand at `x`.
    pub(in crate::sampling) fn of(plan: &Plan, mixture: &GaussianMixture, x: &Array2<f64>) -> Self {
        let bounds = mixture.bounds(STDS);
        let center = [0, 1].map(|axis| 0.5 * (bounds.min[axis] + bounds.max[axis]));
        let [[x_variance, _], [_, y_variance]] = plan.prior.cov();
        let widest = x_variance.max(y_variance).sqrt();
        let sigma = plan
            .rungs
            .iter()
            .map(|rung| rung.sigma)
            .fold(widest, f64::max);
        let size = [0, 1].map(|axis| 0.5 * (bounds.max[axis] - bounds.min[axis]));
        let target = size[0].max(size[1]) + STDS * sigma;
        Self {
            center,
            reach: MARGIN * target.max(farthest(x.view(), center)),
            narrowest: mixture.narrowest_std(),
        }
    }

    /// Counts `points` among the places that particles may be sent to.
    pub(in crate::sampling) fn include(&mut self, points: &[Point]) {
        for point in points {
            let distance = distance(*point, self.center);
            self.reach = self.reach.max(MARGIN * distance);
        }
    }

    /// What has happened when particles at `x` have left it by step `step` on `rung`.
    pub(in crate::sampling) fn left_by(
        &self,
        x: &Array2<f64>,
        step: u64,
        rung: Rung,
        plan: &Plan,
    ) -> Option<Explosion> {
        let outside = |point: Point| {
            let distance = distance(point, self.center);
            distance.is_nan() || distance > self.reach
        };
        if !x.rows().into_iter().any(|x| outside([x[0], x[1]])) {
            return None;
        }
        let variance = self.narrowest.powi(2) + rung.sigma.powi(2);
        let chosen = plan.rungs.last().map_or(rung.step_size, |r| r.step_size);
        Some(Explosion {
            step,
            chosen,
            step_size: rung.step_size,
            variance,
            largest: chosen * variance / rung.step_size,
        })
    }
}

fn farthest(x: ArrayView2<f64>, center: Point) -> f64 {
    let distances = x.rows().into_iter().map(|x| distance([x[0], x[1]], center));
    distances.fold(0.0, f64::max)
}

/// Along the axis on which the two are further apart; not a number when either is not.
fn distance(a: Point, b: Point) -> f64 {
    let [x, y] = [(a[0] - b[0]).abs(), (a[1] - b[1]).abs()];
    if x > y || x.is_nan() { x } else { y }
}
