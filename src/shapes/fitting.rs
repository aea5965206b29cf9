//! Points as a mixture of few Gaussians, by expectation-maximisation (Dempster, Laird & Rubin 1977).

mod error;
mod extent;
mod maximisation;
mod seeding;
#[cfg(test)]
mod tests;

pub use error::FitError;

use crate::mixture::{Component, GaussianMixture};
use crate::plane::Point;
use crate::wording::{counted, three_figures};
use extent::Extent;
use maximisation::Ascent;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// The stream of random numbers that chooses where fits begin.
const STARTS: u64 = 0xe3;
/// So many starts are followed for so many steps; the likeliest of them is followed to its end.
const RESTARTS: usize = 10;
const FIRST_STEPS: usize = 25;
/// Steps at most, and the gain in nats a point below which there is no further one.
const MOST_STEPS: usize = 1000;
const LEAST_GAIN: f64 = 1e-9;
/// Numbers of components in a row that must not be better before no larger one is tried.
const PATIENCE: usize = 4;
/// Of so many points one component at least is to be held by, where the number is chosen.
const POINTS_EACH: usize = 4;

/// A mixture of K Gaussians with full covariances and what it makes of the points that it was fitted to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The heaviest component first.
    pub mixture: GaussianMixture,
    /// sum_i log p(x_i), in nats.
    pub log_likelihood: f64,
    /// How many points it was fitted to.
    pub points: usize,
    /// The log-likelihood before the first step and after every one; it never falls.
    pub ascent: Vec<f64>,
}

impl Fit {
    /// More components than this are no description of points, but a copy.
    pub const MOST_COMPONENTS: usize = error::MOST_COMPONENTS;
    /// As many are tried at most where the number is chosen.
    pub const MOST_CHOSEN: usize = 30;

    /// The likeliest of several fits of `components` Gaussians to `at`, from starts by k-means++ that follow
    /// from `seed`. No Gaussian becomes narrower than a tenth of the distance of near neighbours, or than what
    /// the coordinates were rounded to.
    ///
    /// # Errors
    /// When there is no point, a point is out of range, or there are fewer different points than components.
    pub fn new(at: &[Point], components: usize, seed: u64) -> Result<Self, FitError> {
        let extent = Extent::of(at)?;
        if !(1..=Self::MOST_COMPONENTS).contains(&components) {
            return Err(FitError::Components(components));
        }
        extent.require(components)?;
        Ok(best(at, &extent, components, seed))
    }

    /// The fit of the number of components with the smallest [`Fit::bic`], of `1..=most` or fewer where there
    /// are few points, and the criterion of every number that was tried, from 1 on.
    ///
    /// # Errors
    /// As [`Fit::new`].
    pub fn with_chosen_number(
        at: &[Point],
        most: usize,
        seed: u64,
    ) -> Result<(Self, Vec<f64>), FitError> {
        let extent = Extent::of(at)?;
        if !(1..=Self::MOST_COMPONENTS).contains(&most) {
            return Err(FitError::Components(most));
        }
        let most = most.min((extent.places / POINTS_EACH).max(1));
        let mut chosen = best(at, &extent, 1, seed);
        let mut criteria = vec![chosen.bic()];
        for number in 2..=most {
            let fit = best(at, &extent, number, seed);
            criteria.push(fit.bic());
            if fit.bic() < chosen.bic() {
                chosen = fit;
            } else if number >= chosen.components().len() + PATIENCE {
                break;
            }
        }
        Ok((chosen, criteria))
    }

    /// The heaviest first; the weights sum to one.
    pub fn components(&self) -> &[Component] {
        self.mixture.components()
    }

    /// The criterion of Schwarz (1978), p log n - 2 log L with the 6 K - 1 free numbers p of a mixture in the
    /// plane: the smaller, the better.
    pub fn bic(&self) -> f64 {
        let free = (6 * self.components().len() - 1) as f64;
        free * (self.points as f64).ln() - 2.0 * self.log_likelihood
    }

    /// "5 Gaussians for 412 points, log-likelihood -2.31 nats a point".
    pub fn in_words(&self) -> String {
        let number = counted(self.components().len() as u64, "Gaussian");
        let points = counted(self.points as u64, "point");
        let each = three_figures(self.log_likelihood / self.points as f64);
        format!("{number} for {points}, log-likelihood {each} nats a point")
    }
}

/// Points to which Gaussians are to be fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitOrder {
    /// Data units.
    pub at: Vec<Point>,
    /// How many Gaussians; as many as [`Fit::bic`] asks for where it is left out.
    pub number: Option<usize>,
    /// Fixes where the fits begin.
    pub seed: u64,
}

impl FitOrder {
    /// Fits them, to the end: seconds for a thousand points and many numbers.
    ///
    /// # Errors
    /// As [`Fit::new`].
    pub fn fit(&self) -> Result<Fit, FitError> {
        match self.number {
            Some(number) => Fit::new(&self.at, number, self.seed),
            None => {
                let chosen = Fit::with_chosen_number(&self.at, Fit::MOST_CHOSEN, self.seed);
                chosen.map(|(fit, _)| fit)
            }
        }
    }
}

/// The likeliest fit of the restarts.
fn best(at: &[Point], extent: &Extent, components: usize, seed: u64) -> Fit {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(STARTS);
    // One Gaussian has a closed form: every start leads there.
    let restarts = if components == 1 { 1 } else { RESTARTS };
    let begun = (0..restarts).map(|_| {
        let start = seeding::start(at, extent, components, &mut rng);
        let mut ascent = Ascent::from(at, extent.least_std, start);
        ascent.climb(FIRST_STEPS, LEAST_GAIN);
        ascent
    });
    let mut ascent = begun.reduce(likelier).expect("one start at least");
    ascent.climb(MOST_STEPS, LEAST_GAIN);
    let log_likelihood = ascent.log_likelihood();
    let (mixture, ascent) = ascent.into_parts();
    Fit {
        mixture,
        log_likelihood,
        points: at.len(),
        ascent,
    }
}

fn likelier<'a>(best: Ascent<'a>, next: Ascent<'a>) -> Ascent<'a> {
    if next.log_likelihood() > best.log_likelihood() {
        next
    } else {
        best
    }
}
