//! Training batches: noisy points and what the network should answer there.

use super::stable_targets::Reserve;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::plane::Point;
use crate::score::engine::row::{Asked, Probe, Row, Slope};
use crate::score::preconditioning::Preconditioning;
use crate::score::spec::{NoiseLevels, Objective, Parameterization, TrainingSpec};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Distribution, StandardNormal};
use std::ops::Range;

/// Samples from which the centre and spread of the data are estimated.
const ESTIMATE_SAMPLES: usize = 4096;

/// Rows that share a clean sample and a noise level where the target is made from the noise.
const PAIR: usize = 2;

/// The random numbers of the initial weights: stream 0 of the seed.
pub(crate) fn weight_rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// The random numbers of one part of every batch, so that parts can be drawn at the same time:
/// streams 1, 3, 5, ... of the seed for the data, 2, 4, 6, ... for the noise.
#[derive(Clone)]
pub(crate) struct Draws {
    data: ChaCha8Rng,
    noise: ChaCha8Rng,
    /// Earlier samples of the present target, for stable targets.
    reserve: Reserve,
}

/// The first stream of a seed that batches use, beyond those of sampling and measuring.
const FIRST_STREAM: u64 = 1 << 32;

impl Draws {
    /// The draws of part `part`.
    pub fn new(seed: u64, part: usize) -> Self {
        let stream = |number: u64| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream(FIRST_STREAM + number);
            rng
        };
        let part = part as u64;
        Self {
            data: stream(2 * part),
            noise: stream(2 * part + 1),
            reserve: Reserve::new(),
        }
    }

    /// The target has moved: its earlier samples are no samples of it any more.
    pub fn forget(&mut self) {
        self.reserve = Reserve::new();
    }

    /// The memory they take.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.reserve.bytes()
    }
}

/// What batches of a target are drawn by.
#[derive(Clone, Copy)]
pub(crate) struct Recipe<'a> {
    pub range: NoiseRange,
    pub training: &'a TrainingSpec,
    pub preconditioning: &'a Preconditioning,
}

/// One draw of a batch, as it was made a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn {
    /// Which row of the batch.
    pub index: usize,
    pub x0: Point,
    pub eps: Point,
    pub sigma: f64,
    pub x_noisy: Point,
    /// What the score should be there; zero where the loss holds its slope instead.
    pub score: Point,
    pub row: Row,
    /// Where the loss holds a slope.
    pub probe: Option<Probe>,
}

/// A target with its tables for drawing from it.
pub(crate) struct Target {
    mixture: GaussianMixture,
    /// Picks a component by its weight.
    pick: Option<WeightedAliasIndex<f64>>,
    /// Per component the mean and the Cholesky factor [l00, l10, l11] of the covariance.
    factors: Vec<(Point, [f64; 3])>,
}

impl Target {
    pub fn new(mixture: &GaussianMixture) -> Self {
        let components = mixture.components();
        Self {
            mixture: mixture.clone(),
            pick: WeightedAliasIndex::new(components.iter().map(|c| c.weight).collect()).ok(),
            factors: components
                .iter()
                .map(|c| (c.mean, c.cov.cholesky()))
                .collect(),
        }
    }

    /// A clean sample.
    fn draw(&self, rng: &mut ChaCha8Rng) -> Point {
        let index = self.pick.as_ref().map_or(0, |pick| pick.sample(rng));
        let (mean, [l00, l10, l11]) = self.factors[index];
        let [u, v] = normals(rng);
        [mean[0] + l00 * u, mean[1] + l10 * u + l11 * v]
    }

    /// The centre and spread that samples of the target show.
    pub fn preconditioning(
        &self,
        levels: NoiseLevels,
        parameterization: Parameterization,
        draws: &mut Draws,
    ) -> Preconditioning {
        let samples: Vec<Point> = (0..ESTIMATE_SAMPLES)
            .map(|_| self.draw(&mut draws.data))
            .collect();
        Preconditioning::estimate(&samples, levels, parameterization)
    }

    /// Replaces `asked` with the rows `part` of a batch.
    ///
    /// With all levels, sigma = min (max/min)^(u^1.5) with u uniform, one draw for each clean sample in
    /// a stratum as wide as the rows that share it, increasing: more of the small levels, where the targets
    /// are noisiest and the error of a log-uniform choice gathers. Where the target is made from the
    /// noise, rows come in pairs x0 + sigma eps and x0 - sigma eps, whose noise cancels to first order
    /// in the gradient; elsewhere, and without noise, every row has a sample of its own.
    /// Each draw is told to `note`, with the samples that its target may be an average of.
    pub fn draw_rows(
        &self,
        recipe: Recipe<'_>,
        part: Range<usize>,
        draws: &mut Draws,
        asked: &mut Asked,
        mut note: impl FnMut(Drawn, &Reserve),
    ) {
        let Recipe {
            range,
            training,
            preconditioning,
        } = recipe;
        let objective = training.objective;
        let pair =
            if objective.takes_derivatives() || training.noise_levels == NoiseLevels::Fixed(0.0) {
                1
            } else {
                PAIR
            };
        if objective == Objective::StableTarget {
            draws.reserve.fill(|| self.draw(&mut draws.data));
        }
        let log_min = range.min().ln();
        let log_ratio = (range.max() / range.min()).ln();
        asked.rows.clear();
        asked.probes.clear();
        asked.slope = match objective {
            Objective::Implicit => Some(Slope::Trace),
            Objective::Sliced => Some(Slope::Slice),
            Objective::SlicedVr => Some(Slope::ReducedSlice),
            Objective::Denoising | Objective::Explicit | Objective::StableTarget => None,
        };
        for index in part.clone().step_by(pair) {
            let rows = pair.min(part.end - index);
            let (sigma, log_sigma, level_share) = match training.noise_levels {
                NoiseLevels::All => {
                    let within = rows as f64 * draws.noise.random::<f64>();
                    let u = (index as f64 + within) / training.batch as f64;
                    let log_sigma = log_min + log_ratio * u * u.sqrt();
                    // d(u^1.5)/du: log-uniform levels against the levels drawn here.
                    (log_sigma.exp(), log_sigma, 1.5 * u.sqrt())
                }
                NoiseLevels::Fixed(sigma) => (sigma, 0.0, 1.0),
            };
            let level = preconditioning.at_log(sigma, log_sigma);
            let x0 = self.draw(&mut draws.data);
            let eps = normals(&mut draws.noise);
            for sign in [1.0, -1.0].into_iter().take(rows) {
                let eps = eps.map(|e| sign * e);
                let x_noisy = [x0[0] + sigma * eps[0], x0[1] + sigma * eps[1]];
                let mut probe = None;
                let score = match objective {
                    Objective::Denoising => eps.map(|e| -e / sigma),
                    Objective::Explicit => self.mixture.smoothed_score(x_noisy, sigma),
                    Objective::StableTarget => draws.reserve.target(eps, x_noisy, sigma),
                    // The size of the score is its distance from zero.
                    Objective::Implicit | Objective::Sliced | Objective::SlicedVr => {
                        let along = level.probe(x_noisy, signs(&mut draws.noise));
                        asked.probes.push(along);
                        probe = Some(along);
                        [0.0, 0.0]
                    }
                };
                let row = Row {
                    input: level.input(x_noisy),
                    target: level.target(x_noisy, score),
                    weight: level.weight(),
                    level_share: level_share as f32,
                };
                let drawn = Drawn {
                    index: part.start + asked.rows.len(),
                    x0,
                    eps,
                    sigma,
                    x_noisy,
                    score,
                    row,
                    probe,
                };
                note(drawn, &draws.reserve);
                asked.rows.push(row);
            }
            if objective == Objective::StableTarget {
                draws.reserve.take_in(x0);
            }
        }
    }
}

/// A direction of two independent signs.
fn signs(rng: &mut ChaCha8Rng) -> [f32; 2] {
    [(); 2].map(|()| if rng.random::<bool>() { 1.0 } else { -1.0 })
}

/// Two standard normal draws.
fn normals(rng: &mut ChaCha8Rng) -> Point {
    [StandardNormal.sample(rng), StandardNormal.sample(rng)]
}
