//! Time of one training step and of one evaluation of the network.

use super::findings::Findings;
use super::{clock, peak};
use crate::cli::Failure;
use crate::mixture::GaussianMixture;
use crate::noise::NoiseRange;
use crate::plane::{Bounds, Grid};
use crate::scene::preset;
use crate::score::{
    self, Features, NetworkSpec, Objective, ScoreFn, Trainer, TrainingSpec, Workers,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::hint::black_box;

/// (units a layer, batch) of the steps that are timed, with three hidden layers.
const STEPS: [(usize, usize); 3] = [(64, 256), (128, 512), (128, 1024)];
const WIDTHS: [usize; 2] = [64, 128];
const POINTS: [usize; 2] = [2_000, 10_000];
/// Calls in one round.
const STEPS_A_ROUND: usize = 200;
const SCORES_A_ROUND: usize = 30;

/// Times the whole training step of every size on eight Gaussians: drawing the batch, forward,
/// backward, Adam, averaging of the weights; against the peak of the same threads.
pub fn steps(workers: &Workers, seed: u64, found: &mut Findings) -> Result<(), Failure> {
    let threads = workers.count();
    let peak = workers.install(|| peak::gflops(threads));
    found.add("peak_gflops", json!(peak));
    found.lines.push(format!(
        "peak of {threads} threads with {}: {peak:.0} GFLOP/s (f32 multiply-add)",
        score::instructions()
    ));
    found.add("least", json!({ "step_ms": {} }));
    for (width, batch) in STEPS {
        let mut trainer = trainer(width, batch, seed, workers)?;
        let timing = workers.install(|| {
            clock::time(STEPS_A_ROUND, || {
                black_box(trainer.step());
            })
        });
        // Forward 2 B (3H + 2H^2 + 2H) flops, backward twice as many.
        let flops = 6 * batch * (3 * width + 2 * width * width + 2 * width);
        let gflops = 1e-6 * flops as f64 / timing.median;
        let name = format!("h{width}_b{batch}");
        found.add_in("step_ms", &name, json!(timing.median));
        found.members["least"]["step_ms"][&name] = json!(timing.least);
        found.add_in("gflops", &name, json!(gflops));
        found.add_in("fraction_of_peak", &name, json!(gflops / peak));
        found.lines.push(format!(
            "step {name:12} {:8.4} ms  {gflops:6.1} GFLOP/s  {:3.0} % of the peak",
            timing.median,
            100.0 * gflops / peak
        ));
    }
    Ok(())
}

/// Times the network's score at 2,000 and 10,000 particles and on a 40x40 grid, one noise level.
pub fn scores(workers: &Workers, seed: u64, found: &mut Findings) -> Result<(), Failure> {
    let (mixture, _) = eight_gaussians()?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let grid = Grid::new(Bounds::square([0.0, 0.0], 3.0), 40, 40);
    found.add_in("least", "forward_ms", json!({}));
    for width in WIDTHS {
        let network = trainer(width, 256, seed, workers)?.frozen();
        let clouds = POINTS.map(|n| (format!("n{n}"), mixture.smoothed(0.3).sample(n, &mut rng)));
        let inputs = clouds
            .into_iter()
            .chain([("grid40".to_owned(), grid.points())]);
        for (name, x) in inputs {
            let timing = workers.install(|| {
                clock::time(SCORES_A_ROUND, || {
                    black_box(network.score(x.view(), 0.3));
                })
            });
            let points_per_second = 1e3 * x.nrows() as f64 / timing.median;
            let name = format!("h{width}_{name}");
            found.add_in("forward_ms", &name, json!(timing.median));
            found.members["least"]["forward_ms"][&name] = json!(timing.least);
            found.add_in("particles_per_second", &name, json!(points_per_second));
            found.lines.push(format!(
                "score {name:11} {:8.4} ms  {:6.2} million points a second",
                timing.median,
                1e-6 * points_per_second
            ));
        }
    }
    Ok(())
}

fn eight_gaussians() -> Result<(GaussianMixture, NoiseRange), Failure> {
    let scene = preset::find("eight-gaussians")?;
    let mixture = scene.mixture()?;
    let range = scene.noise_range(&mixture);
    Ok((mixture, range))
}

fn trainer(width: usize, batch: usize, seed: u64, workers: &Workers) -> Result<Trainer, Failure> {
    let (mixture, range) = eight_gaussians()?;
    // The network that benches/peers has too.
    let network = NetworkSpec {
        width,
        features: Features::Plain,
        ..NetworkSpec::default()
    };
    let training = TrainingSpec {
        objective: Objective::Denoising,
        batch,
        ..TrainingSpec::default()
    };
    let trainer = Trainer::new(&mixture, range, &network, &training, seed, workers.clone());
    Ok(trainer?)
}
