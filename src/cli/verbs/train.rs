//! `scorefield train`, and the training that `eval` does first.

use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::number;
use crate::cli::options::stopping;
use crate::cli::options::training::TrainingArgs;
use crate::cli::output::{self, OutputFile};
use crate::cli::{Failure, progress};
use crate::export::{Format, LogRow, loss_csv};
use crate::files;
use crate::measure::{ErrorProbe, Estimate, FloorBudget, objective_floor};
use crate::scene::provenance::Model;
use crate::score::{NoiseLevels, ScoreNet, Trainer};
use crate::wording::{Number, count, quote_path, three_figures};
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Train the scene's network
#[derive(Debug, Args)]
pub struct Train {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    /// Optimiser steps
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STEPS, value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    steps: u64,
    #[command(flatten)]
    training: TrainingArgs,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Where the network goes
    #[arg(long, value_name = "FILE.safetensors")]
    out: Option<PathBuf>,
    /// Where loss, floor and score error go
    #[arg(long, value_name = "FILE.csv")]
    log: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Enough for a few components.
pub const DEFAULT_STEPS: u64 = 2000;
/// More steps than this would take weeks.
const MOST_STEPS: u64 = 1_000_000_000;

/// Steps behind one line of the log.
const LOG_EVERY: u64 = 20;
/// Steps between two measurements of the error.
const MEASURE_EVERY: u64 = 100;
/// Levels and points of such a measurement.
const MEASURED_LEVELS: usize = 8;
const MEASURED_POINTS: usize = 1024;

/// A finished training.
pub struct Trained {
    pub network: ScoreNet,
    /// Steps taken: fewer than asked for when Ctrl-C ended them.
    pub steps: u64,
    pub seconds: f64,
    /// The mean loss of the last steps.
    pub loss: f64,
    pub log: Vec<LogRow>,
}

impl Train {
    pub fn run(&self, threads: usize, command: Option<Vec<String>>) -> Result<(), Failure> {
        if let Some(out) = &self.out {
            output::require_model(out)?;
        }
        let log = self.log.as_deref();
        let log = log
            .map(|path| OutputFile::new(path, &[Format::Csv]))
            .transpose()?;
        let mut opened = OpenedScene::open(&self.scene, self.seed, threads)?;
        self.training.apply(&mut opened)?;
        stopping::finish_early();
        let mut trained = train(&opened, self.steps, log.is_some())?;
        if let Some(out) = &self.out {
            let network = trained.network.trained_on(&opened.scene.to_toml()?);
            // Ctrl-C came at some step that nobody can ask for again.
            let command = command.filter(|_| trained.steps == self.steps);
            let made = opened.makes(command)?.with_model(Some(Model::of(&network)));
            let network = network.with_made_by(&made.without_scene_text().to_json());
            files::write_whole(out, &network.to_bytes())?;
        }
        if trained.steps < self.steps {
            if let Some(log) = &log {
                log.write(&loss_csv(&trained.log)?)?;
            }
            output::remark(&self.kept(trained.steps));
            return Err(Failure::Interrupted);
        }
        let floor = progress::during("measuring the floor", || expected_floor(&opened));
        if let Some(log) = &log {
            for row in &mut trained.log {
                row.floor = Some(floor.value);
            }
            log.write(&loss_csv(&trained.log)?)?;
        }
        let mut object = json!({
            "scene": opened.name, "seed": opened.scene.seed, "train_steps": self.steps,
            "objective": opened.scene.training.objective,
            "features": opened.scene.network.features,
            "parameterization": opened.scene.network.parameterization,
            "seconds": trained.seconds, "loss": trained.loss, "floor": floor.value, "floor_se": floor.se,
            "out": self.out.as_deref().map(Path::to_string_lossy),
            "log": self.log.as_deref().map(Path::to_string_lossy),
        });
        let data = opened.scene.data;
        if let Some(points) = data.train_points {
            output::extend(&mut object, json!({ "train_points": points }));
        }
        let on = data
            .in_words()
            .map_or(String::new(), |points| format!(" on {points}"));
        let mut text = format!(
            "{} steps{on} in {:.2} s, loss {:.4}, floor {}",
            count(self.steps),
            trained.seconds,
            trained.loss,
            in_words(floor)
        );
        if let Some(out) = &self.out {
            text += &format!(", network in {}", quote_path(out));
        }
        output::print(self.json, &object, &text)
    }
}

impl Train {
    /// What Ctrl-C after so many steps has left.
    fn kept(&self, steps: u64) -> String {
        let network = self.out.as_deref().map(|path| ("network", path));
        let log = self.log.as_deref().map(|path| ("log", path));
        let kept: Vec<String> = network
            .into_iter()
            .chain(log)
            .map(|(what, path)| format!("{what} in {}", quote_path(path)))
            .collect();
        let kept = match &kept[..] {
            [] => "nothing is kept; add --out FILE.safetensors to keep the network".to_owned(),
            kept => format!("kept the {}", kept.join(" and the ")),
        };
        let (steps, asked) = (count(steps), count(self.steps));
        format!("interrupted after {steps} of {asked} steps; {kept}")
    }
}

/// Trains a new network for `steps` steps, or until it is asked to finish.
///
/// # Errors
/// When training is impossible or diverges.
pub fn train(opened: &OpenedScene, steps: u64, with_log: bool) -> Result<Trained, Failure> {
    if !(1..=MOST_STEPS).contains(&steps) {
        let message = format!(
            "{} training steps cannot be taken; use 1 to {}",
            count(steps),
            count(MOST_STEPS)
        );
        return Err(Failure::Usage(message));
    }
    let bar = progress::bar("training", steps);
    let trained = opened.workers.install(|| {
        let scene = &opened.scene;
        let mut log = with_log.then(|| Log::new(opened));
        let data = opened.training_data();
        let mut trainer = Trainer::new(
            &data.source,
            opened.range,
            &scene.network,
            &scene.training,
            scene.seed,
            opened.workers.clone(),
        )?;
        let mut recent = Vec::new();
        let (mut last, mut taken) = (f64::NAN, 0);
        let begin = Instant::now();
        for step in 1..=steps {
            let report = trainer.step();
            if !report.finite {
                return Err(diverged(report.train_step, scene.training.learning_rate));
            }
            taken = step;
            recent.push(report.loss);
            let is_last = step == steps || stopping::asked_to_finish();
            if step % LOG_EVERY == 0 || is_last {
                last = recent.iter().sum::<f64>() / recent.len() as f64;
                recent.clear();
                bar.set_position(step);
                progress::say(&bar, format!("loss {last:.4}"));
                if let Some(log) = &mut log {
                    let measure = step % MEASURE_EVERY == 0 || is_last;
                    log.add(step, last, measure.then(|| trainer.frozen()));
                }
            }
            if is_last {
                break;
            }
        }
        Ok(Trained {
            network: trainer.frozen(),
            steps: taken,
            seconds: begin.elapsed().as_secs_f64(),
            loss: last,
            log: log.map_or_else(Vec::new, |log| log.rows),
        })
    });
    bar.finish_and_clear();
    trained
}

fn diverged(step: u64, learning_rate: f64) -> Failure {
    Failure::Failed(format!(
        "training diverged at step {} with learning rate {}; lower learning_rate in [training], 0.01 is usual",
        count(step),
        Number(learning_rate)
    ))
}

/// The curves of a training.
struct Log {
    rows: Vec<LogRow>,
    probe: ErrorProbe,
}

impl Log {
    fn new(opened: &OpenedScene) -> Self {
        let sigmas = opened.trained_levels().spread(MEASURED_LEVELS);
        let seed = opened.scene.seed;
        Self {
            rows: Vec::new(),
            probe: ErrorProbe::new(&opened.mixture, &sigmas, MEASURED_POINTS, seed),
        }
    }

    fn add(&mut self, train_step: u64, loss: f64, network: Option<ScoreNet>) {
        let score_error = network.map(|network| {
            let errors = self.probe.score_errors(&network);
            errors.iter().sum::<f64>() / errors.len() as f64
        });
        self.rows.push(LogRow {
            train_step,
            loss: Some(loss),
            // Worked out when the training is over.
            floor: None,
            score_error,
        });
    }
}

/// Levels over which the floor is averaged.
const FLOOR_LEVELS: usize = 64;
/// What the exact score would score on the training's batches on average: sigma is log-uniform, so
/// the mean runs over the middles of equal strata.
fn expected_floor(opened: &OpenedScene) -> Estimate {
    let training = &opened.scene.training;
    let (objective, data) = (training.objective, opened.training_data());
    let floor = |sigma| objective_floor(objective, &data.source, sigma, FloorBudget::REPORT);
    match training.noise_levels {
        NoiseLevels::Fixed(sigma) => floor(sigma),
        NoiseLevels::All => {
            let middle = |i: usize| opened.range.at((i as f64 + 0.5) / FLOOR_LEVELS as f64);
            let levels: Vec<Estimate> = (0..FLOOR_LEVELS).map(|i| floor(middle(i))).collect();
            Estimate::average(&levels)
        }
    }
}

/// "0.9351", or "0.935 ± 0.0004" where it is an estimate.
fn in_words(floor: Estimate) -> String {
    match floor.se {
        0.0 => format!("{:.4}", floor.value),
        se => format!("{:.4} ± {}", floor.value, three_figures(se)),
    }
}
