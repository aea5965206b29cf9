//! `scorefield bench`: what the learner does on this machine, in numbers.

mod clock;
mod drag;
mod findings;
mod peak;
mod quality;
mod speed;

use crate::cli::options::number;
use crate::cli::options::threads;
use crate::cli::{Failure, output};
use crate::files;
use crate::score;
use clap::{Args, ValueEnum};
use findings::Findings;
use serde_json::{Value, json};
use std::ffi::OsString;

/// Measure training, inference and time to quality on this machine
///
/// Times are medians. Run it on an idle machine; `benches/peers` compares with JAX and PyTorch. Step and
/// score are of a network with a plain first layer, as there; quality and drag of the scenes' own.
#[derive(Debug, Args)]
pub struct Bench {
    /// What to measure
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART,...", default_values = ["step", "score", "quality", "drag"])]
    parts: Vec<Part>,
    /// Presets or scene files whose time to quality is measured
    #[arg(long, value_delimiter = ',', value_name = "SCENE,...", default_values = DEFAULT_SCENES)]
    scenes: Vec<OsString>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// One training step, and its share of the measured peak
    Step,
    /// The score at many points
    Score,
    /// Seconds and steps of training to an error
    Quality,
    /// How soon the shown field follows a dragged component
    Drag,
}

const DEFAULT_SCENES: [&str; 2] = ["eight-gaussians", "three-gaussians"];

impl Bench {
    /// Measures on `asked` threads; without a wish on all cores, and a drag on as many as the window
    /// takes.
    pub fn run(&self, asked: Option<usize>) -> Result<(), Failure> {
        if !(0.0..=3600.0).contains(&self.limit) {
            let message = format!("--limit {} is out of range; use 0 to 3600", self.limit);
            return Err(Failure::Usage(message));
        }
        // A scene that is not there is found before anything is measured.
        for scene in &self.scenes {
            files::find_scene(scene)?;
        }
        if let Some(name) = &self.instructions {
            score::use_instructions(name)
                .map_err(|error| Failure::Usage(format!("--instructions: {error}")))?;
        }
        let threads = asked.unwrap_or_else(threads::cores);
        let workers = threads::workers(threads)?;
        let mut found = Findings::default();
        found.add("peer", json!("scorefield"));
        found.add("version", json!(env!("CARGO_PKG_VERSION")));
        found.add("threads", json!(threads));
        found.add("instructions", json!(score::instructions()));
        if self.parts.contains(&Part::Step) {
            speed::steps(&workers, self.seed, &mut found)?;
        }
        if self.parts.contains(&Part::Score) {
            speed::scores(&workers, self.seed, &mut found)?;
        }
        if self.parts.contains(&Part::Quality) {
            for scene in &self.scenes {
                quality::measure(scene, self.seed, self.limit, threads, &mut found)?;
            }
        }
        if self.parts.contains(&Part::Drag) {
            let threads = asked.unwrap_or_else(threads::cores_beside_the_window);
            drag::measure(threads, &mut found)?;
        }
        let Findings { members, lines } = found;
        output::print(self.json, &Value::Object(members), &lines.join("\n"))
    }
}
