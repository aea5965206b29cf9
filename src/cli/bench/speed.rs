//! Time of one training step and of one evaluation of the network.

use super::median_ms;
use crate::cli::Failure;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::plane::{Bounds, Grid};
use crate::preset;
use crate::score::{NetworkSpec, Objective, ScoreFn, Trainer, TrainingSpec};
use ndarray::Array2;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::ThreadPool;
use std::hint::black_box;
use std::sync::Arc;

/// (units a layer, batch) of the steps that are timed, with three hidden layers.
const STEPS: [(usize, usize); 3] = [(64, 256), (128, 512), (128, 1024)];
const WIDTHS: [usize; 2] = [64, 128];
const POINTS: [usize; 2] = [2_000, 10_000];
/// Milliseconds one round should last at least, so that the clock does not matter.
const STEPS_A_ROUND: usize = 200;
const FORWARDS_A_ROUND: usize = 30;

/// One whole training step: drawing the batch, forward, backward, Adam, weight averaging.
pub struct Step {
    pub name: String,
    pub milliseconds: f64,
    pub gflops: f64,
}

/// One evaluation of the score at many points of one noise level.
pub struct Forward {
    pub name: String,
    pub points: usize,
    pub milliseconds: f64,
}

impl Forward {
    pub fn points_per_second(&self) -> f64 {
        1e3 * self.points as f64 / self.milliseconds
    }
}

/// Times the training step of every size on eight Gaussians.
pub fn steps(pool: &Arc<ThreadPool>, seed: u64) -> Result<Vec<Step>, Failure> {
    STEPS
        .map(|(width, batch)| {
            let mut trainer = trainer(width, batch, seed, pool)?;
            let milliseconds = pool.install(|| {
                median_ms(STEPS_A_ROUND, || {
                    black_box(trainer.step());
                })
            });
            // Forward 2 B (3H + 2H^2 + 2H) flops, backward twice as many.
            let flops = 6 * batch * (3 * width + 2 * width * width + 2 * width);
            Ok(Step {
                name: format!("h{width}_b{batch}"),
                milliseconds,
                gflops: 1e-6 * flops as f64 / milliseconds,
            })
        })
        .into_iter()
        .collect()
}

/// Times the network on 2,000 and 10,000 particles and on a 40x40 grid.
pub fn forward(pool: &Arc<ThreadPool>, seed: u64) -> Result<Vec<Forward>, Failure> {
    let (mixture, _) = eight_gaussians()?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let grid = Grid::new(Bounds::square([0.0, 0.0], 3.0), 40, 40);
    let mut results = Vec::new();
    for width in WIDTHS {
        let network = trainer(width, 256, seed, pool)?.frozen();
        let clouds = POINTS.map(|n| (format!("n{n}"), mixture.smoothed(0.3).sample(n, &mut rng)));
        let inputs = clouds
            .into_iter()
            .chain([("grid40".to_owned(), grid.points())]);
        for (name, x) in inputs {
            let milliseconds = pool.install(|| time(&network, &x));
            results.push(Forward {
                name: format!("h{width}_{name}"),
                points: x.nrows(),
                milliseconds,
            });
        }
    }
    Ok(results)
}

fn time(network: &dyn ScoreFn, x: &Array2<f64>) -> f64 {
    median_ms(FORWARDS_A_ROUND, || {
        black_box(network.score(x.view(), 0.3));
    })
}

fn eight_gaussians() -> Result<(GaussianMixture, NoiseRange), Failure> {
    let scene = preset::find("eight-gaussians")?;
    let mixture = scene.mixture()?;
    let range = scene.noise_range(&mixture);
    Ok((mixture, range))
}

fn trainer(
    width: usize,
    batch: usize,
    seed: u64,
    pool: &Arc<ThreadPool>,
) -> Result<Trainer, Failure> {
    let (mixture, range) = eight_gaussians()?;
    let network = NetworkSpec {
        width,
        ..NetworkSpec::default()
    };
    let training = TrainingSpec {
        objective: Objective::Denoising,
        batch,
        ..TrainingSpec::default()
    };
    let trainer = Trainer::new(&mixture, range, &network, &training, seed, pool.clone());
    Ok(trainer?)
}
