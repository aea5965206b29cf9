//! What the letters of a formula are worth in the picture on show.

use crate::lesson::formula::Meaning;
use crate::lesson::{Place, Staging};
use crate::mixture::GaussianMixture;
use crate::plane::Point;
use crate::scene::Scene;
use crate::ui::format::significant;
use crate::wording::with_minus;

/// What is on show, as far as letters speak of it.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub staging: &'a Staging,
    pub scene: &'a Scene,
    pub mixture: &'a GaussianMixture,
    /// The noise level, data units.
    pub sigma: f64,
    /// c of c p(x).
    pub constant: f64,
    /// Whether a question is open, whose answer no letter gives away.
    pub asks: bool,
}

impl Shown<'_> {
    /// x: the noisy point, or the point of the step.
    pub fn point(&self) -> Option<Point> {
        let noised = self.staging.noised.map(|noised| noised.x(self.sigma));
        noised.or(self.staging.point)
    }

    /// The score that belongs to that point: of x given x_0 where a clean point is shown, else of the density.
    pub fn score(&self) -> Option<Point> {
        let x = self.point().filter(|_| !self.asks)?;
        match self.staging.noised {
            Some(noised) if self.sigma > 0.0 => {
                let square = self.sigma * self.sigma;
                Some(std::array::from_fn(|i| -(x[i] - noised.x0[i]) / square))
            }
            Some(_) | None => Some(self.mixture.smoothed_score(x, self.sigma)),
        }
    }

    /// The average clean point.
    pub fn denoised(&self) -> Option<Point> {
        let x = self.point().filter(|_| !self.asks)?;
        Some(self.mixture.denoised(x, self.sigma))
    }

    /// The value of a letter, in words; `None` of what has none in this picture.
    pub fn value(&self, meaning: Meaning) -> Option<String> {
        let number = |value: f64| with_minus(&significant(value));
        let point = |at: Point| {
            let [x, y] = at.map(|value| number((100.0 * value).round() / 100.0));
            format!("({x}, {y})")
        };
        // On the journey the clock has a level of its own, which stands beside it.
        if self.staging.place == Place::Journey {
            return None;
        }
        let sampling = &self.scene.sampling;
        let value = match meaning {
            Meaning::NoiseLevel => number(self.sigma),
            Meaning::Noise => point(self.staging.noised?.eps),
            Meaning::Point => point(self.point()?),
            Meaning::Clean => point(self.staging.noised?.x0),
            Meaning::Score => point(self.score()?),
            Meaning::Denoised => point(self.denoised()?),
            Meaning::Density => {
                let log = self.mixture.smoothed(self.sigma).log_density(self.point()?);
                number(self.constant * log.exp())
            }
            Meaning::Constant => number(self.constant),
            Meaning::StepSize => number(sampling.step_size?),
            Meaning::Temperature => number(sampling.temperature),
            Meaning::Learned | Meaning::Kick => return None,
        };
        Some(value)
    }
}
