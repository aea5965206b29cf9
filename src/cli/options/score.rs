//! Which score is followed: the exact one, or a trained network's.

use super::levels::TrainedLevels;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::files;
use crate::score::{ExactScore, NetworkSpec, ScoreFn, ScoreNet};
use clap::{Args, ValueEnum};
use ndarray::Array2;
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
            let network = read_model(path, opened.scene.network)?;
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

/// Levels at which a network from a file is tried.
const PROBED_LEVELS: usize = 8;

/// The network in a file.
///
/// # Errors
/// When the file cannot be read, is no model, or holds a network of another shape than `expected`. What
/// its output means, the file knows best.
pub fn read_model(path: &Path, expected: NetworkSpec) -> Result<ScoreNet, Failure> {
    let shown = path.display();
    let model = files::read_model(path)?;
    // A model says itself what its first layer and its output mean.
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
    require_finite(&model, path)?;
    Ok(model)
}

/// Huge parameters overflow on the way through the network: refused here, not found in a result.
fn require_finite(model: &ScoreNet, path: &Path) -> Result<(), Failure> {
    let levels = match (model.only_level(), model.trained_range()) {
        (Some(only), _) => vec![only],
        (None, Some(range)) => range.ladder(PROBED_LEVELS),
        (None, None) => Vec::new(),
    };
    let origin = Array2::zeros((1, 2));
    let finite = |&sigma: &f64| {
        model
            .score(origin.view(), sigma)
            .iter()
            .all(|s| s.is_finite())
    };
    if levels.iter().all(finite) {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "{} holds a network whose score is not finite; train it again",
        path.display()
    )))
}

fn in_words(network: NetworkSpec) -> String {
    let activation = format!("{:?}", network.activation).to_lowercase();
    format!("{} x {} {activation}", network.depth, network.width)
}
