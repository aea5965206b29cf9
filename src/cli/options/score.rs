//! Which score is followed: the exact one, or a trained network's.

use super::levels::TrainedLevels;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::cli::output;
use crate::files;
use crate::scene::Origin;
use crate::score::{ExactScore, NetworkSpec, ScoreFn, ScoreNet};
use crate::wording::{quote, quote_path};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// The two ways to name a score.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct ScoreArgs {
    /// Follow the exact score of the scene; every verb but field does without being told
    #[arg(long, value_enum, value_name = "exact")]
    score: Option<Known>,
    /// Follow a network saved by `scorefield train`
    #[arg(long, value_name = "FILE.safetensors")]
    model: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Known {
    Exact,
}

/// A score and what captions call it.
pub struct NamedScore {
    pub score: Box<dyn ScoreFn>,
    pub name: &'static str,
    /// What a network knows; `None` for the exact score, which knows every level.
    pub levels: Option<TrainedLevels>,
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
                score: Box::new(network),
                name: "learned",
            }));
        }
        Ok(self.score.map(|Known::Exact| exact(opened)))
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
        levels: None,
    }
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
    if !model.is_finite() {
        return Err(Failure::Failed(format!(
            "{shown} holds a network whose score is not finite; train it again"
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
