//! What a training matches and what its network answers: options that override the scene.

use super::number;
use crate::cli::Failure;
use crate::cli::opened_scene::OpenedScene;
use crate::score::{Objective, Parameterization};
use clap::Args;

/// What is left out comes from the scene.
#[derive(Clone, Copy, Debug, Args)]
pub struct TrainingArgs {
    /// What the network is trained to match [default: the scene's]
    #[arg(long, value_parser = number::choice::<Objective>(), value_name = "OBJECTIVE")]
    pub objective: Option<Objective>,
    /// What the network's output means [default: the scene's]
    #[arg(long, value_parser = number::choice::<Parameterization>(), value_name = "P")]
    pub parameterization: Option<Parameterization>,
    /// Train on so many draws of the target, fixed by the seed [default: the scene's, or fresh draws]
    #[arg(long, value_parser = number::whole::<usize>, allow_negative_numbers = true, value_name = "N")]
    pub train_points: Option<usize>,
}

impl TrainingArgs {
    /// Puts the choices into the scene.
    ///
    /// # Errors
    /// When the scene's noise levels do not allow them.
    pub fn apply(&self, opened: &mut OpenedScene) -> Result<(), Failure> {
        let scene = &mut opened.scene;
        if let Some(objective) = self.objective {
            scene.training.objective = objective;
        }
        if let Some(parameterization) = self.parameterization {
            scene.network.parameterization = parameterization;
        }
        if self.train_points.is_some() {
            scene.data.train_points = self.train_points;
        }
        scene.validate().map_err(Failure::usage)
    }
}
