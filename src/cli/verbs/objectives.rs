//! `scorefield objectives`.

use super::train::{DEFAULT_STEPS, train};
use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::number;
use crate::cli::{Failure, output, progress};
use crate::measure::{mean_score_error, objective_losses, score_errors};
use crate::score::{NetworkSpec, NoiseLevels, Objective, Parameterization, TrainingSpec};
use crate::wording::{count, quote};
use clap::Args;
use serde_json::{Value, json};
use std::ffi::OsString;

/// Train one network by every objective and compare what was learned
///
/// All start from the same seed. Loss and floor are of each objective, the score error is the measure
/// they share; all are means over the same noise levels, of the averaged network.
#[derive(Debug, Args)]
pub struct Objectives {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    /// Objectives [default: all that the scene's noise levels allow]
    #[arg(long, value_delimiter = ',', value_parser = number::choice::<Objective>(), value_name = "A,B,...")]
    objectives: Vec<Objective>,
    /// Parameterizations of the network, each with every objective [default: the scene's]
    #[arg(long, value_delimiter = ',', value_parser = number::choice::<Parameterization>(), value_name = "P,Q,...")]
    parameterizations: Vec<Parameterization>,
    /// Steps of every training
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STEPS)]
    #[arg(value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    steps: u64,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Levels and points a level of every measurement.
const LEVELS: usize = 8;
const POINTS: usize = 4096;

/// One training and what came of it.
struct Row {
    training: TrainingSpec,
    network: NetworkSpec,
    outcome: Result<Learned, String>,
}

/// Means over the levels.
struct Learned {
    loss: f64,
    floor: f64,
    score_error: f64,
    steps_per_second: f64,
}

impl Objectives {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let mut opened = OpenedScene::open(&self.scene, self.seed, threads)?;
        let runs = self.runs(&opened)?;
        let mut rows = Vec::with_capacity(runs.len());
        for (training, network) in runs {
            (opened.scene.training, opened.scene.network) = (training, network);
            let outcome = match learn(&opened, self.steps) {
                // A training that diverges is a result as well.
                Err(Failure::Failed(sentence)) => Err(sentence),
                other => Ok(other?),
            };
            rows.push(Row {
                training,
                network,
                outcome,
            });
        }
        let object = json!({
            "scene": opened.name,
            "seed": opened.scene.seed,
            "train_steps": self.steps,
            "sigmas": opened.trained_levels().spread(LEVELS),
            "rows": rows.iter().map(Row::in_json).collect::<Vec<Value>>(),
        });
        let mut text = format!(
            "{} steps on {} (seed {})\n\n{:<14} {:<16} {:>10} {:>10} {:>12} {:>9}",
            count(self.steps),
            quote(&opened.name),
            opened.scene.seed,
            "objective",
            "parameterization",
            "loss",
            "floor",
            "score error",
            "steps/s"
        );
        for row in &rows {
            text += &row.line();
        }
        output::print(self.json, &object, &text)
    }

    /// Every parameterisation with every objective, all of them looked at before the first is trained.
    fn runs(&self, opened: &OpenedScene) -> Result<Vec<(TrainingSpec, NetworkSpec)>, Failure> {
        let scene = &opened.scene;
        let clean = scene.training.noise_levels == NoiseLevels::Fixed(0.0);
        let objectives = match &self.objectives[..] {
            [] => Objective::ALL
                .into_iter()
                .filter(|objective| !(clean && objective.needs_noise()))
                .collect(),
            asked => asked.to_vec(),
        };
        let parameterizations = match &self.parameterizations[..] {
            [] => vec![scene.network.parameterization],
            asked => asked.to_vec(),
        };
        let mut runs = Vec::new();
        for &parameterization in &parameterizations {
            let network = NetworkSpec {
                parameterization,
                ..scene.network
            };
            for &objective in &objectives {
                let training = TrainingSpec {
                    objective,
                    ..scene.training
                };
                training
                    .validate()
                    .and_then(|()| network.validate_at(training.noise_levels))
                    .map_err(Failure::usage)?;
                runs.push((training, network));
            }
        }
        Ok(runs)
    }
}

/// Trains the scene's network and measures it.
fn learn(opened: &OpenedScene, steps: u64) -> Result<Learned, Failure> {
    let trained = train(opened, steps, false)?;
    let (network, mixture) = (&trained.network, &opened.mixture);
    let (objective, seed) = (opened.scene.training.objective, opened.scene.seed);
    let sigmas = opened.trained_levels().spread(LEVELS);
    let measure = || {
        let errors = score_errors(network, mixture, &sigmas, POINTS, seed);
        let losses = objective_losses(network, mixture, objective, &sigmas, POINTS, seed);
        let levels = losses.len() as f64;
        Ok(Learned {
            loss: losses.iter().map(|level| level.loss).sum::<f64>() / levels,
            floor: losses.iter().map(|level| level.floor).sum::<f64>() / levels,
            score_error: mean_score_error(&errors),
            steps_per_second: steps as f64 / trained.seconds,
        })
    };
    progress::during("measuring", || opened.workers.install(measure))
}

impl Row {
    fn in_json(&self) -> Value {
        let mut object = json!({
            "objective": self.training.objective,
            "parameterization": self.network.parameterization,
        });
        let outcome = match &self.outcome {
            Ok(learned) => json!({
                "loss": learned.loss,
                "floor": learned.floor,
                "score_error": learned.score_error,
                "steps_per_second": learned.steps_per_second,
            }),
            Err(sentence) => json!({ "failure": sentence }),
        };
        output::extend(&mut object, outcome);
        object
    }

    fn line(&self) -> String {
        let names = format!(
            "\n{:<14} {:<16} ",
            self.training.objective.name(),
            self.network.parameterization.name()
        );
        names
            + &match &self.outcome {
                Ok(learned) => format!(
                    "{:>10.5} {:>10.5} {:>12.5} {:>9.0}",
                    learned.loss, learned.floor, learned.score_error, learned.steps_per_second
                ),
                Err(sentence) => sentence.clone(),
            }
    }
}
