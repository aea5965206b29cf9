//! Training batches: noisy points and what the network should answer there.

use super::kernel::Row;
use super::preconditioning::Preconditioning;
use super::{NoiseLevels, Objective, TrainingSpec};
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::plane::Point;
use ndarray::Array2;
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

/// Samples from which the centre and spread of the data are estimated.
const ESTIMATE_SAMPLES: usize = 4096;

/// Streams of one seed.
const WEIGHT_STREAM: u64 = 0;
const DATA_STREAM: u64 = 1;
const NOISE_STREAM: u64 = 2;

/// The random numbers of the initial weights.
pub(super) fn weight_rng(seed: u64) -> ChaCha8Rng {
    stream(seed, WEIGHT_STREAM)
}

fn stream(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    rng
}

/// Draws batches from a target.
pub(super) struct BatchSource {
    mixture: GaussianMixture,
    range: NoiseRange,
    data: ChaCha8Rng,
    noise: ChaCha8Rng,
}

impl BatchSource {
    pub fn new(mixture: &GaussianMixture, range: NoiseRange, seed: u64) -> Self {
        Self {
            mixture: mixture.clone(),
            range,
            data: stream(seed, DATA_STREAM),
            noise: stream(seed, NOISE_STREAM),
        }
    }

    pub fn retarget(&mut self, mixture: &GaussianMixture) {
        self.mixture = mixture.clone();
    }

    /// Constants estimated from fresh samples of the target.
    pub fn preconditioning(&mut self, levels: NoiseLevels) -> Preconditioning {
        let samples: Array2<f64> = self.mixture.sample(ESTIMATE_SAMPLES, &mut self.data);
        Preconditioning::estimate(samples.view(), levels)
    }

    /// Replaces `rows` with one batch. With all levels, sigma is log-uniform over the range, one
    /// draw in each of `batch` strata, increasing.
    pub fn draw(
        &mut self,
        training: &TrainingSpec,
        preconditioning: &Preconditioning,
        rows: &mut Vec<Row>,
    ) {
        rows.clear();
        for index in 0..training.batch {
            let sigma = match training.noise_levels {
                NoiseLevels::All => {
                    let within = self.noise.random::<f64>();
                    self.range
                        .at((index as f64 + within) / training.batch as f64)
                }
                NoiseLevels::Fixed(sigma) => sigma,
            };
            let (x0, _) = self.mixture.draw(&mut self.data);
            let eps: Point = [
                StandardNormal.sample(&mut self.noise),
                StandardNormal.sample(&mut self.noise),
            ];
            let x_noisy = [x0[0] + sigma * eps[0], x0[1] + sigma * eps[1]];
            let score = match training.objective {
                Objective::Denoising => eps.map(|e| -e / sigma),
                Objective::Explicit => self.mixture.smoothed(sigma).score(x_noisy),
            };
            let level = preconditioning.at(sigma);
            rows.push(Row {
                input: level.input(x_noisy),
                target: level.target(x_noisy, score),
                weight: level.weight(),
            });
        }
    }
}
