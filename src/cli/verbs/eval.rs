//! `scorefield eval`.

mod finite_data;
mod samples;

use super::train::{DEFAULT_STEPS, train};
use crate::cli::opened_scene::OpenedScene;
use crate::cli::options::levels::TrainedLevels;
use crate::cli::options::number;
use crate::cli::options::score::{read_model, training_data};
use crate::cli::options::training::TrainingArgs;
use crate::cli::{Failure, output, progress};
use crate::measure::{LevelError, ObjectiveLoss, mean_score_error, objective_losses, score_errors};
use crate::scene::TrainingData;
use crate::score::{Objective, ScoreNet};
use crate::wording::count;
use clap::Args;
use finite_data::Measured;
use serde_json::json;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;

/// Measure a network against the exact score, or points against the exact density
#[derive(Debug, Args)]
pub struct Eval {
    /// A preset's name, a scene file, a file of points, or a link
    scene: OsString,
    /// The network; without one, one is trained first
    #[arg(long, value_name = "FILE.safetensors")]
    #[arg(conflicts_with_all = ["objective", "parameterization", "train_points"])]
    model: Option<PathBuf>,
    /// Steps of the training without a model
    #[arg(long, value_name = "N", default_value_t = DEFAULT_STEPS, conflicts_with = "model")]
    #[arg(value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    steps: u64,
    #[command(flatten)]
    training: TrainingArgs,
    /// The levels to measure at [default: 8, geometric over the scene's range]
    #[arg(long, value_delimiter = ',', value_parser = number::level, value_name = "S,S,...")]
    #[arg(allow_hyphen_values = true)]
    sigmas: Vec<f64>,
    /// Measure these points instead, as a sample of the scene: a table, the last step of
    /// `sample`'s table, or the last frame of x [n, 2] or [frames, particles, 2]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["model", "steps", "sigmas", "objective", "parameterization"])]
    samples: Option<PathBuf>,
    /// Fixes every random draw [default: the scene's]
    #[arg(long, value_name = "S", value_parser = number::whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Levels when nobody says.
const LEVELS: usize = 8;
/// More levels than this are refused.
const MOST_LEVELS: usize = 10_000;
/// Noisy samples a level.
const POINTS: usize = 4096;

impl Eval {
    pub fn run(&self, threads: usize) -> Result<(), Failure> {
        let mut opened = OpenedScene::open(&self.scene, self.seed, threads)?;
        self.training.apply(&mut opened)?;
        match &self.samples {
            Some(path) => samples::measure(path, &opened, self.json),
            None => self.measure_network(&opened),
        }
    }

    fn measure_network(&self, opened: &OpenedScene) -> Result<(), Failure> {
        let begin = Instant::now();
        let model = self.model.as_deref();
        let model = model.map(|path| read_model(path, opened)).transpose()?;
        let known = match &model {
            Some(network) => TrainedLevels::of(network, opened.range),
            None => opened.trained_levels(),
        };
        let sigmas = self.levels(known)?;
        let (network, train_seconds) = match model {
            Some(network) => (network, None),
            None => {
                let trained = train(opened, self.steps, false)?;
                (trained.network, Some(trained.seconds))
            }
        };
        let seed = opened.scene.seed;
        let errors = || score_errors(&network, &opened.mixture, &sigmas, POINTS, seed);
        let (levels, own) = progress::during("measuring", || {
            let levels = opened.workers.install(errors);
            (levels, own_losses(&network, &sigmas, opened))
        });
        let data = self.data(&network, opened);
        let finite = progress::during("measuring on finite data", || {
            let measure = || Measured::of(&network, &data, &sigmas, known.range, opened);
            opened.workers.install(measure)
        });

        let list = |of: fn(&LevelError) -> f64| levels.iter().map(of).collect::<Vec<f64>>();
        let mean =
            |of: fn(&LevelError) -> f64| levels.iter().map(of).sum::<f64>() / levels.len() as f64;
        let own_list = |of: fn(&ObjectiveLoss) -> f64| {
            let list = own.as_ref().map(|own| own.iter().map(of));
            list.map(Iterator::collect::<Vec<f64>>)
        };
        let own_mean = |of: fn(&ObjectiveLoss) -> f64| {
            own_list(of).map(|list| list.iter().sum::<f64>() / list.len() as f64)
        };
        let mut object = json!({
            "scene": opened.name,
            "seed": seed,
            "train_steps": network.train_steps(),
            "objective": network.objective(),
            "features": network.spec().features,
            "parameterization": network.spec().parameterization,
            "objective_loss": own_mean(|l| l.loss),
            "objective_floor": own_mean(|l| l.floor),
            "objective_loss_per_sigma": own_list(|l| l.loss),
            "objective_floor_per_sigma": own_list(|l| l.floor),
            "train_seconds": train_seconds,
            "seconds": begin.elapsed().as_secs_f64(),
            "score_error": mean_score_error(&levels),
            "loss": mean(|l| l.loss),
            "floor": mean(|l| l.floor),
            "excess": mean(|l| l.excess),
            "sigmas": sigmas,
            "score_error_per_sigma": list(|l| l.score_error),
            "loss_per_sigma": list(|l| l.loss),
            "floor_per_sigma": list(|l| l.floor),
            "excess_per_sigma": list(|l| l.excess),
        });
        let mut text = table(&levels);
        if let (Some(objective), Some(loss), Some(floor)) = (
            network.objective().filter(|o| *o != Objective::Denoising),
            own_mean(|l| l.loss),
            own_mean(|l| l.floor),
        ) {
            let name = objective.name();
            text += &format!("\ntrained by {name}: mean loss {loss:.5}, floor {floor:.5}");
        }
        if let Some(finite) = finite {
            output::extend(&mut object, finite.in_json());
            text += &format!("\n{}", finite.in_words());
        }
        output::print(self.json, &object, &text)
    }

    /// What `network` has seen: a new one the scene's data, one from a file its own.
    fn data(&self, network: &ScoreNet, opened: &OpenedScene) -> TrainingData {
        match self.model {
            Some(_) => training_data(network, opened),
            None => opened.training_data(),
        }
    }

    /// The levels to measure at, all of them known.
    fn levels(&self, known: TrainedLevels) -> Result<Vec<f64>, Failure> {
        let levels = if self.sigmas.is_empty() {
            known.spread(LEVELS)
        } else {
            self.sigmas.clone()
        };
        if levels.len() > MOST_LEVELS {
            let [found, most] = [levels.len(), MOST_LEVELS].map(|n| count(n as u64));
            let message = format!("{found} levels are too many; use at most {most}");
            return Err(Failure::Usage(message));
        }
        for &sigma in &levels {
            known.require(sigma)?;
        }
        Ok(levels)
    }
}

/// The losses by the objective the network was trained with, where it says so and a level allows it.
fn own_losses(
    network: &ScoreNet,
    sigmas: &[f64],
    opened: &OpenedScene,
) -> Option<Vec<ObjectiveLoss>> {
    let objective = network.objective()?;
    if objective.needs_noise() && sigmas.contains(&0.0) {
        return None;
    }
    let (mixture, seed) = (&opened.mixture, opened.scene.seed);
    let losses = || objective_losses(network, mixture, objective, sigmas, POINTS, seed);
    Some(opened.workers.install(losses))
}

/// A line a level, the mean at the end; without noise there is no denoising loss.
fn table(levels: &[LevelError]) -> String {
    let mut text = format!(
        "{:>10} {:>12} {:>10} {:>10} {:>10}\n",
        "sigma", "score error", "loss", "floor", "excess"
    );
    let shown = |loss: f64| match loss.is_nan() {
        true => "-".to_owned(),
        false => format!("{loss:.5}"),
    };
    for level in levels {
        text += &format!(
            "{:>10.4} {:>12.5} {:>10} {:>10} {:>10}\n",
            level.sigma,
            level.score_error,
            shown(level.loss),
            shown(level.floor),
            shown(level.excess)
        );
    }
    text + &format!("{:>10} {:>12.5}", "mean", mean_score_error(levels))
}
