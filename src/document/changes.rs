//! The difference between two versions of a scene, as commands.

use super::version::Version;
use crate::mixture::GaussianMixture;
use crate::session::Command;
use std::sync::Arc;

/// What the workers must be told to get from one scene to the other.
pub fn difference(
    old: &Version,
    new: &Version,
    mixture: &Arc<GaussianMixture>,
    commands: &mut Vec<Command>,
) {
    let another = old.id != new.id;
    let (old, new) = (&old.scene, &new.scene);
    let other_kind = std::mem::discriminant(&old.target) != std::mem::discriminant(&new.target);
    let from_scratch = another
        || old.network != new.network
        || old.noise != new.noise
        || old.seed != new.seed
        || old.training.noise_levels != new.training.noise_levels
        || other_kind;
    if from_scratch {
        commands.push(Command::Load(Box::new(new.clone())));
        return;
    }
    if old.target != new.target {
        commands.push(Command::Retarget(mixture.clone()));
    }
    if old.data != new.data {
        commands.push(Command::TrainPoints(new.data.train_points));
    }
    if old.training != new.training {
        commands.push(Command::Tune(new.training));
    }
    if old.sampling != new.sampling {
        commands.push(Command::Sampling(new.sampling));
    }
}
