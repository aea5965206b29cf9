//! How many of the particles are copies of training points, counted some times a second.

use super::particles::{Particles, Revision};
use crate::measure::{Estimate, Memorised, memorised_share};
use crate::mixture::{GaussianMixture, TrainingSet, held_out};
use crate::plane::Point;
use crate::scene::TrainingData;
use ndarray::{ArrayView2, s};
use std::sync::Arc;

/// Frames between two counts while particles or the target move: four a second at 60 Hz.
const EVERY: u32 = 15;
/// Fresh draws at most: a standard error below one percent.
const FRESH: usize = 2_000;
/// Most distances of one count: a few milliseconds. Of more, so many particles are asked that the limit is
/// kept, and the standard error is theirs.
const MOST_DISTANCES: usize = 2_000_000;
/// The same of the share by chance, which is counted once.
const MOST_OF_CHANCE: usize = 6_000_000;

/// The newest count and what it was made of.
pub struct MemoryCount {
    /// The scene's: it fixes the fresh draws.
    seed: u64,
    newest: Option<Memorised>,
    /// The share by chance, of this training set.
    chance: Option<(Arc<TrainingSet>, Option<Estimate>)>,
    /// What `newest` is a count of.
    counted: Option<(Arc<TrainingSet>, Revision)>,
    /// Frames since the last count.
    frames: u32,
}

impl MemoryCount {
    /// Of a scene with this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            newest: None,
            chance: None,
            counted: None,
            frames: EVERY,
        }
    }

    /// The last count; `None` on fresh draws.
    pub fn newest(&self) -> Option<Memorised> {
        self.newest
    }

    /// Whether a count is due at one of the next frames.
    pub fn is_outdated(&self, data: &TrainingData, particles: &Particles) -> bool {
        let Some(points) = &data.points else {
            return self.newest.is_some();
        };
        let is_newest = |(known, revision): &(Arc<TrainingSet>, Revision)| {
            Arc::ptr_eq(known, points) && *revision == particles.revision()
        };
        particles.places().is_some() && !self.counted.as_ref().is_some_and(is_newest)
    }

    /// A frame has passed: counts if it is time; whether it did.
    pub fn work(
        &mut self,
        mixture: &GaussianMixture,
        data: &TrainingData,
        particles: &Particles,
    ) -> bool {
        self.frames = self.frames.saturating_add(1);
        if !self.is_outdated(data, particles) || self.frames < EVERY {
            return false;
        }
        self.frames = 0;
        self.newest = None;
        let (Some(points), Some((x, _))) = (&data.points, particles.places()) else {
            return true;
        };
        let most = MOST_DISTANCES / points.points().len();
        let chance = match self.chance.take() {
            Some((known, chance)) if Arc::ptr_eq(&known, points) => chance,
            _ => {
                let draws = MOST_OF_CHANCE / points.points().len();
                let fresh = held_out(mixture, draws.min(FRESH), self.seed);
                memorised_share(rows(&fresh), points.points())
            }
        };
        let asked = x.slice(s![..x.nrows().min(most), ..]);
        let found = memorised_share(asked, points.points());
        self.newest = found
            .zip(chance)
            .map(|(samples, fresh)| Memorised { samples, fresh });
        self.chance = Some((points.clone(), chance));
        self.counted = Some((points.clone(), particles.revision()));
        true
    }
}

/// Points as rows, `[n, 2]`.
fn rows(points: &[Point]) -> ArrayView2<'_, f64> {
    ArrayView2::from(points)
}
