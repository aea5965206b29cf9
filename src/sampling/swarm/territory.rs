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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::noise::{NoiseRange, Noising, Prior};
    use crate::sampling::{Sampler, SamplingSpec};

    /// A Gaussian of standard deviation 2 at `mean`, watched at one level.
    fn territory(mean: Point, sigma: f64, starts: &[Point], held: &[usize]) -> Territory {
        let mixture = GaussianMixture::new(vec![Component::round(mean, 2.0, 1.0)]).unwrap();
        let spec = SamplingSpec {
            sampler: Sampler::Langevin,
            sigma: Some(sigma),
            ..SamplingSpec::default()
        };
        let range = NoiseRange::new(0.1, 4.0).unwrap();
        let mut plan = spec.plan(&mixture, range, None).unwrap();
        // A prior of the same width.
        plan.prior = Prior::matched(&mixture, Noising::exploding(0.0));
        let x = Array2::from(starts.to_vec());
        Territory::of(&plan, &mixture, &x, held)
    }

    #[test]
    fn particles_may_go_a_thousand_times_as_far_as_target_level_or_starts_reach() {
        for mean in [[0.0, 0.0], [500.0, -300.0]] {
            let near = [mean];
            // Six standard deviations of the target and six of the widest level or prior.
            let home = territory(mean, 0.5, &near, &[]);
            assert!(
                (home.reach - 1000.0 * (12.0 + 12.0)).abs() < 1e-6,
                "{home:?}"
            );
            let noisy = territory(mean, 5.0, &near, &[]);
            assert!(
                (noisy.reach - 1000.0 * (12.0 + 30.0)).abs() < 1e-6,
                "{noisy:?}"
            );
            // Starts further out, but for those that are held.
            let far = [mean, [mean[0] + 70.0, mean[1] - 90.0]];
            let wide = territory(mean, 0.5, &far, &[]);
            assert!((wide.reach - 1000.0 * 90.0).abs() < 1e-6, "{wide:?}");
            assert_eq!(territory(mean, 0.5, &far, &[1]), home);
            assert!(home.holds([mean[0] + 23_999.0, mean[1] - 23_999.0]));
            assert!(!home.holds([mean[0] + 24_001.0, mean[1]]));
            assert!(!home.holds([f64::NAN, mean[1]]) && !home.holds([mean[0], f64::NAN]));
        }
    }
}
