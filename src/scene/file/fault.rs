//! What is wrong in a scene file, and which keys lead to it.

use super::error::Key;
use crate::mixture::{ComponentError, MixtureError};
use crate::scene::SceneError;
use crate::score::SpecError;
use crate::shapes::{PointsError, ShapeError};

/// A fault and the keys that lead to it.
pub struct Fault {
    pub path: Vec<Key>,
    pub message: String,
}

impl Fault {
    pub fn new(path: impl Into<Vec<Key>>, message: impl ToString) -> Self {
        Self {
            path: path.into(),
            message: message.to_string(),
        }
    }
}

/// Where in the file a scene's error stands.
pub fn fault_of(error: &SceneError) -> Fault {
    let names = |path: &[&'static str]| path.iter().map(|&name| Key::Name(name)).collect();
    let path: Vec<Key> = match error {
        SceneError::Text { what, .. } => names(&[what]),
        SceneError::Seed(_) => names(&["seed"]),
        // No file can say so: there a Gaussian is locked where it stands.
        SceneError::Locked { .. } => names(&["component"]),
        SceneError::TrainPoints(_) | SceneError::TrainPointsWithoutNoise(_) => {
            names(&["data", "train_points"])
        }
        SceneError::Shape(error) => names(&[
            "shape",
            match error {
                ShapeError::Components(_) => "components",
                ShapeError::Std(_) => "std",
                ShapeError::Center(..) => "center",
                ShapeError::Angle(_) => "angle",
                ShapeError::Scale(_) => "scale",
            },
        ]),
        SceneError::Points(PointsError::Std(_)) => names(&["points", "std"]),
        SceneError::Points(_) => names(&["points", "at"]),
        SceneError::Mixture(MixtureError::Component { number, source }) => {
            let key = match source {
                ComponentError::Weight(_) | ComponentError::Negligible(..) => "weight",
                ComponentError::Std(_) => "std",
                ComponentError::Angle(_) => "angle",
                ComponentError::Mean(..) => "mean",
                ComponentError::Asymmetric(..) | ComponentError::NotPositiveDefinite(..) => "cov",
            };
            // The place says which component it is.
            return Fault::new(
                [
                    Key::Name("component"),
                    Key::Index(number - 1),
                    Key::Name(key),
                ],
                source,
            );
        }
        SceneError::Mixture(_) => Vec::new(),
        SceneError::Spec(error) => match error {
            SpecError::Width(_) => names(&["network", "width"]),
            SpecError::Depth(_) => names(&["network", "depth"]),
            SpecError::ParameterizationWithoutNoise(_) => names(&["network", "parameterization"]),
            SpecError::Batch(_) => names(&["training", "batch"]),
            SpecError::LearningRate(_) => names(&["training", "learning_rate"]),
            SpecError::FixedLevel(_) => names(&["training", "noise_levels"]),
            SpecError::DenoisingWithoutNoise
            | SpecError::StableTargetWithoutNoise
            | SpecError::NeedsRestart => names(&["training"]),
        },
        SceneError::Sampling(error) => names(&["sampling", error.key()]),
    };
    Fault::new(path, error)
}
