//! What is known at one point and one noise level: the density, both scores, and what the clean point can have been.

use crate::mixture::{CleanPart, GaussianMixture};
use crate::noise::Noising;
use crate::plane::Point;

/// Everything that is known at one noisy point.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// x, data units.
    pub at: Point,
    /// How noisy points follow from clean ones.
    pub noising: Noising,
    /// log p(x) of noisy points, nats per square unit.
    pub log_density: f64,
    /// The exact score grad log p(x), 1/unit.
    pub score: Point,
    /// D(x) = E\[x0 given x\], data units.
    pub denoised: Point,
    /// What each component says of the clean point.
    pub clean: Vec<CleanPart>,
    /// The network's score there, 1/unit; none where it was not trained.
    pub learned: Option<Point>,
}

impl Reading {
    /// What is known at `x` when clean points are drawn from `target`; nothing is learned there so far.
    pub fn new(target: &GaussianMixture, noising: Noising, x: Point) -> Self {
        let (log_density, score) = noising.marginal(target).log_density_and_score(x);
        Self {
            at: x,
            noising,
            log_density,
            score,
            denoised: noising.denoised(target, x),
            clean: noising.clean_posterior(target, x),
            learned: None,
        }
    }

    /// p(x), per square unit.
    pub fn density(&self) -> f64 {
        self.log_density.exp()
    }

    /// Where the network believes the clean point to be, data units.
    pub fn learned_denoised(&self) -> Option<Point> {
        (self.learned).map(|score| self.noising.tweedie(self.at, score))
    }

    /// |s_theta - s|, 1/unit.
    pub fn error(&self) -> Option<f64> {
        let learned = self.learned?;
        Some((learned[0] - self.score[0]).hypot(learned[1] - self.score[1]))
    }

    /// The angle between both scores, radians from 0 to pi; none where one of them is zero.
    pub fn angle(&self) -> Option<f64> {
        let (a, b) = (self.learned?, self.score);
        let (cross, dot) = (a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]);
        let is_zero = |v: Point| v == [0.0, 0.0];
        (!is_zero(a) && !is_zero(b)).then(|| cross.abs().atan2(dot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use approx::assert_relative_eq;

    fn target() -> GaussianMixture {
        GaussianMixture::new(vec![
            Component::round([-1.0, 0.0], 0.3, 0.8),
            Component::round([1.0, 0.5], 0.2, 0.2),
        ])
        .unwrap()
    }

    #[test]
    fn the_score_is_the_slope_of_the_log_density_and_the_way_to_the_clean_point() {
        let target = target();
        let noising = Noising::exploding(0.6);
        let (x, h) = ([0.2, 0.4], 1e-5);
        let reading = Reading::new(&target, noising, x);
        for i in 0..2 {
            let shifted = |by: f64| {
                let mut at = x;
                at[i] += by;
                Reading::new(&target, noising, at).log_density
            };
            let slope = (shifted(h) - shifted(-h)) / (2.0 * h);
            assert_relative_eq!(reading.score[i], slope, max_relative = 1e-8);
            let way = (reading.denoised[i] - x[i]) / (0.6 * 0.6);
            assert_relative_eq!(reading.score[i], way, max_relative = 1e-12);
        }
        assert_relative_eq!(reading.density().ln(), reading.log_density);
    }

    #[test]
    fn an_answer_is_compared_with_the_truth() {
        let mut reading = Reading::new(&target(), Noising::exploding(0.6), [0.2, 0.4]);
        assert_eq!((reading.error(), reading.angle()), (None, None));
        let [a, b] = reading.score;
        reading.learned = Some([-b, a]);
        assert_relative_eq!(reading.angle().unwrap(), std::f64::consts::FRAC_PI_2);
        assert_relative_eq!(
            reading.error().unwrap(),
            std::f64::consts::SQRT_2 * a.hypot(b),
            max_relative = 1e-12
        );
        reading.learned = Some(reading.score);
        assert_eq!((reading.error(), reading.angle()), (Some(0.0), Some(0.0)));
        let believed = reading.learned_denoised().unwrap();
        assert_relative_eq!(believed[0], reading.denoised[0], max_relative = 1e-12);
        reading.learned = Some([0.0, 0.0]);
        assert_eq!(reading.angle(), None);
    }
}
