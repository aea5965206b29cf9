//! Which score is followed: the exact one, that of the training points, or a trained network's.

use super::levels::TrainedLevels;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::cli::output;
use crate::files;
use crate::scene::provenance::Model;
use crate::scene::{DataSpec, Origin, Scene, TrainingData};
use crate::score::{EmpiricalScore, ExactScore, NetworkSpec, ScoreFn, ScoreNet};
use crate::wording::{quote, quote_path};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The ways to name a score.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct ScoreArgs {
    /// Follow the exact score of the scene, as every verb but field does without being told, or the
    /// empirical one, that of its training points alone
    #[arg(long, value_enum, value_name = "SCORE")]
    score: Option<Known>,
    /// Follow a network saved by `scorefield train`
    #[arg(long, value_name = "FILE.safetensors")]
    model: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Known {
    Exact,
    Empirical,
}

/// A score and what it is called.
pub struct NamedScore {
    pub score: Box<dyn ScoreFn>,
    pub name: &'static str,
    /// What captions call it, with the data that it was learned from.
    pub caption: String,
    /// What a network knows; `None` for the exact score, which knows every level.
    pub levels: Option<TrainedLevels>,
    /// What is written of a network into what is made with it.
    pub model: Option<Model>,
}

impl ScoreArgs {
    /// The score that was named; `None` when none was.
    ///
    /// # Errors
    /// When the model cannot be read or is another network than the scene's.
    pub fn named(&self, opened: &OpenedScene) -> Result<Option<NamedScore>, Failure> {
        if let Some(path) = &self.model {
            let network = read_model(path, opened)?;
            return Ok(Some(NamedScore {
                levels: Some(TrainedLevels::of(&network, opened.range)),
                caption: caption(&network, opened),
                model: Some(Model::of(&network)),
                score: Box::new(network),
                name: "learned",
            }));
        }
        match self.score {
            None => Ok(None),
            Some(Known::Exact) => Ok(Some(exact(opened))),
            Some(Known::Empirical) => empirical(opened).map(Some),
        }
    }

    /// The score that was named, else the exact one.
    ///
    /// # Errors
    /// As [`ScoreArgs::named`].
    pub fn named_or_exact(&self, opened: &OpenedScene) -> Result<NamedScore, Failure> {
        Ok(self.named(opened)?.unwrap_or_else(|| exact(opened)))
    }
}

fn exact(opened: &OpenedScene) -> NamedScore {
    NamedScore {
        score: Box::new(ExactScore::new(opened.mixture.clone())),
        name: "exact",
        caption: "exact".to_owned(),
        levels: None,
        model: None,
    }
}

/// The score of the training points.
///
/// # Errors
/// When the scene has no training points.
pub fn empirical(opened: &OpenedScene) -> Result<NamedScore, Failure> {
    let data = opened.training_data();
    let (Some(points), Some(words)) = (data.points, opened.scene.data.in_words()) else {
        let message = "the scene trains on fresh draws and has no empirical score; add train_points to its [data], or take --score exact";
        return Err(Failure::usage(message));
    };
    Ok(NamedScore {
        score: Box::new(EmpiricalScore::new(&points)),
        name: "empirical",
        caption: format!("that of {words}"),
        levels: None,
        model: None,
    })
}

/// The scene that a network was trained on, where it says so.
fn own_scene(network: &ScoreNet) -> Option<Scene> {
    Scene::from_toml(network.scene()?).ok()
}

/// The data of the scene that `network` was trained on, else those of the opened one.
fn data_spec(network: &ScoreNet, opened: &OpenedScene) -> DataSpec {
    own_scene(network).map_or(opened.scene.data, |scene| scene.data)
}

/// What captions call the score of `network`, with the scene it was trained on where that is another one.
fn caption(network: &ScoreNet, opened: &OpenedScene) -> String {
    let words = data_spec(network, opened).learned_in_words();
    match Origin::of(network, &opened.scene).in_words(&opened.scene) {
        Some(origin) => format!("{words}, trained on {origin}"),
        None => words,
    }
}

/// What `network` has seen: a function of the scene in its file, else of the opened one.
pub fn training_data(network: &ScoreNet, opened: &OpenedScene) -> TrainingData {
    let own = own_scene(network).and_then(|scene| {
        let mixture = Arc::new(scene.mixture().ok()?);
        Some(scene.training_data(&mixture))
    });
    own.unwrap_or_else(|| opened.training_data())
}

/// The network in a file; where it was trained on another scene than the opened one, that is said on
/// standard error.
///
/// # Errors
/// When the file cannot be read, is no model, or holds a network of another shape than the scene's. What
/// its output means, the file knows best.
pub fn read_model(path: &Path, opened: &OpenedScene) -> Result<ScoreNet, Failure> {
    let shown = quote_path(path);
    let model = files::read_model(path)?;
    let scene = &opened.scene;
    // A model says itself what its first layer and its output mean.
    let expected = scene.network;
    let found = NetworkSpec {
        features: expected.features,
        parameterization: expected.parameterization,
        ..model.spec()
    };
    if found != expected {
        return Err(Failure::Failed(format!(
            "{shown} holds a network of {}, but the scene asks for {}; train it again or change [network] of the scene",
            in_words(found),
            in_words(expected)
        )));
    }
    if let Some(origin) = Origin::of(&model, scene).in_words(scene) {
        let title = quote(&scene.title);
        let note = format!("trained on {origin}; used on {title:?} all the same");
        output::note(path, &[note]);
    }
    Ok(model)
}

fn in_words(network: NetworkSpec) -> String {
    let activation = format!("{:?}", network.activation).to_lowercase();
    format!("{} x {} {activation}", network.depth, network.width)
}
