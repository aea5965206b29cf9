//! `scorefield bench`: what the learner does on this machine, in numbers.

mod drag;
mod peak;
mod quality;
mod speed;

use super::{Failure, number, output};
use crate::preset;
use crate::score;
use clap::Args;
use serde_json::json;
use std::sync::Arc;
use std::time::Instant;

/// Measure training, inference and time to quality on this machine
///
/// Times are medians. Run it on an idle machine; `benches/peers` compares with JAX and PyTorch.
#[derive(Debug, Args)]
pub struct Bench {
    /// Presets whose time to quality is measured
    #[arg(long, value_delimiter = ',', value_name = "SCENE,...", default_values_t = DEFAULT_SCENES.map(String::from))]
    scenes: Vec<String>,
    /// Training stops after this many seconds when the quality is not reached
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = number::finite, allow_negative_numbers = true)]
    limit: f64,
    /// Kernels of one instruction set instead of the best of this processor: baseline, avx2 or avx512
    #[arg(long, value_name = "SET")]
    instructions: Option<String>,
    /// Fixes every random draw
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const DEFAULT_SCENES: [&str; 2] = ["eight-gaussians", "three-gaussians"];

/// Rounds of every timing; the median is reported.
const ROUNDS: usize = 7;

impl Bench {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        if !(0.0..=3600.0).contains(&self.limit) {
            let message = format!("--limit {} is out of range; use 0 to 3600", self.limit);
            return Err(Failure::Usage(message));
        }
        // A scene that is not there is found before anything is measured.
        for scene in &self.scenes {
            preset::find(scene)?;
        }
        if let Some(name) = &self.instructions {
            score::use_instructions(name)
                .map_err(|error| Failure::Usage(format!("--instructions: {error}")))?;
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| {
                Failure::Failed(format!(
                    "could not start {threads} threads: {error}; ask for fewer"
                ))
            })?;
        let pool = Arc::new(pool);
        let peak_gflops = pool.install(|| peak::gflops(threads));
        let steps = speed::steps(&pool, self.seed)?;
        let forward = speed::forward(&pool, self.seed)?;
        let mut seconds_to = serde_json::Map::new();
        for scene in &self.scenes {
            let reached = quality::seconds_to(scene, self.seed, self.limit, threads)?;
            seconds_to.insert(scene.clone(), json!(reached));
        }
        let drag = drag::measure(threads)?;

        let object = json!({
            "peer": "scorefield", "version": env!("CARGO_PKG_VERSION"), "threads": threads,
            "instructions": score::instructions(),
            "step_ms": steps.iter().map(|s| (s.name.clone(), json!(s.milliseconds))).collect::<serde_json::Map<_, _>>(),
            "gflops": steps.iter().map(|s| (s.name.clone(), json!(s.gflops))).collect::<serde_json::Map<_, _>>(),
            "peak_gflops": peak_gflops,
            "fraction_of_peak": steps.iter().map(|s| (s.name.clone(), json!(s.gflops / peak_gflops))).collect::<serde_json::Map<_, _>>(),
            "forward_ms": forward.iter().map(|f| (f.name.clone(), json!(f.milliseconds))).collect::<serde_json::Map<_, _>>(),
            "particles_per_second": forward.iter().map(|f| (f.name.clone(), json!(f.points_per_second()))).collect::<serde_json::Map<_, _>>(),
            "seconds_to": seconds_to,
            "drag": drag,
        });
        let mut text = format!(
            "peak of {threads} threads with {}: {peak_gflops:.0} GFLOP/s (f32 multiply-add)\n",
            score::instructions()
        );
        for step in &steps {
            text += &format!(
                "step {:12} {:8.4} ms  {:6.1} GFLOP/s  {:3.0} % of the peak\n",
                step.name,
                step.milliseconds,
                step.gflops,
                100.0 * step.gflops / peak_gflops
            );
        }
        for forward in &forward {
            text += &format!(
                "score {:11} {:8.4} ms  {:6.2} million points a second\n",
                forward.name,
                forward.milliseconds,
                1e-6 * forward.points_per_second()
            );
        }
        for (scene, reached) in &seconds_to {
            text += &format!("seconds to an error of {scene}: {reached}\n");
        }
        text += &format!("following a drag: {drag}");
        output::print(self.json, &object, &text)
    }
}

/// The median duration of `work` in milliseconds, over rounds of `repeats` calls each.
fn median_ms(repeats: usize, mut work: impl FnMut()) -> f64 {
    work();
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            for _ in 0..repeats {
                work();
            }
            begin.elapsed().as_secs_f64() * 1e3 / repeats as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}
