//! The part of the plane that Langevin particles can be in.

use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::sampling::{Explosion, Plan, Rung};
use ndarray::Array2;

/// Where particles can get, seen from what they are to sample, in units of the largest distance that a
/// start or a level leads to.
const MARGIN: f64 = 1000.0;
/// One particle of so many may be led away without calling the run off.
const FEW: usize = 20;
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
    /// For `plan` with particles that stand at `x`; those in `held` are not at home where they are.
    pub(in crate::sampling) fn of(
        plan: &Plan,
        mixture: &GaussianMixture,
        x: &Array2<f64>,
        held: &[usize],
    ) -> Self {
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
        let farthest = x
            .rows()
            .into_iter()
            .enumerate()
            .filter(|(particle, _)| !held.contains(particle))
            .map(|(_, x)| distance([x[0], x[1]], center))
            .fold(0.0, f64::max);
        Self {
            center,
            reach: MARGIN * target.max(farthest),
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

    /// Whether a particle can be at `point`.
    pub(in crate::sampling) fn holds(&self, point: Point) -> bool {
        // Where one is not a number, it is nowhere.
        distance(point, self.center) <= self.reach
    }

    /// What has happened when `held` particles were to leave it by step `step` on `rung`: a step that is too large for
    /// the narrowest width throws all of them sooner or later, a score that is wrong far outside only those
    /// that came there.
    pub(in crate::sampling) fn left_by(
        &self,
        held: usize,
        step: u64,
        rung: Rung,
        plan: &Plan,
    ) -> Option<Explosion> {
        let variance = self.narrowest.powi(2) + rung.sigma.powi(2);
        let are_few = held * FEW <= plan.particles;
        if held == 0 || (are_few && rung.step_size <= variance) {
            return None;
        }
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

/// Along the axis on which the two are further apart; not a number when either is not.
fn distance(a: Point, b: Point) -> f64 {
    let [x, y] = [(a[0] - b[0]).abs(), (a[1] - b[1]).abs()];
    if x > y || x.is_nan() { x } else { y }
}
