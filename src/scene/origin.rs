//! Which scene a network was trained on.

use super::Scene;
use crate::score::ScoreNet;
use crate::wording::quote;

/// The scene of a network, as seen from another one.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A scene with the same target and the same data.
    Same,
    /// A scene with another target or other data.
    Other(Box<Scene>),
    /// The network does not say, or what it says is no scene of this program.
    Unknown,
}

impl Origin {
    /// Where `network` comes from as seen from `here`.
    pub fn of(network: &ScoreNet, here: &Scene) -> Self {
        match network.scene().map(Scene::from_toml) {
            Some(Ok(scene)) if saw_the_same(&scene, here) => Self::Same,
            Some(Ok(scene)) => Self::Other(Box::new(scene)),
            Some(Err(_)) | None => Self::Unknown,
        }
    }

    /// What it was trained on, after "trained on", where that is not `here`.
    pub fn in_words(&self, here: &Scene) -> Option<String> {
        match self {
            Self::Same => None,
            Self::Other(scene) if scene.title == here.title => {
                Some(format!("another version of {:?}", quote(&scene.title)))
            }
            Self::Other(scene) => Some(format!("{:?}", quote(&scene.title))),
            Self::Unknown => Some("an unknown scene".to_owned()),
        }
    }
}

/// Whether a training of `there` sees what one of `here` does. Finite data depend on the seed.
fn saw_the_same(there: &Scene, here: &Scene) -> bool {
    there.target == here.target
        && there.data == here.data
        && (there.data.train_points.is_none() || there.seed == here.seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::NoiseRange;
    use crate::scene::DataSpec;
    use crate::scene::preset;
    use crate::score::{Trainer, Workers};

    #[test]
    fn a_network_knows_its_scene_also_after_a_change_of_anything_but_the_target() {
        for preset in preset::all() {
            let scene = &Scene {
                data: DataSpec::default(),
                ..preset.scene.clone()
            };
            let mixture = scene.mixture().unwrap();
            let range = NoiseRange::for_target(&mixture);
            let (network, training) = (&scene.network, &scene.training);
            let workers = Workers::one();
            let trainer =
                Trainer::new(&mixture, range, network, training, scene.seed, workers).unwrap();
            let bare = trainer.frozen();
            assert_eq!(Origin::of(&bare, scene), Origin::Unknown);
            let network = bare.trained_on(&scene.to_toml().unwrap());
            let mut here = scene.clone();
            here.title = "Else".to_owned();
            here.seed += 1;
            assert_eq!(Origin::of(&network, &here), Origin::Same, "{}", scene.title);
            assert_eq!(Origin::Same.in_words(&here), None);
            // Other data are another scene.
            here.data.train_points = Some(20);
            let other = Origin::Other(Box::new(scene.clone()));
            assert_eq!(Origin::of(&network, &here), other);
            here.data = scene.data;
            here.target = here.target.translated([1.0, 0.0]);
            let origin = Origin::of(&network, &here);
            assert_eq!(origin, Origin::Other(Box::new(scene.clone())));
            let said = origin.in_words(&here).unwrap();
            assert!(
                said.starts_with('"') && said.contains(&*scene.title),
                "{said}"
            );
            here.title.clone_from(&scene.title);
            let said = origin.in_words(&here).unwrap();
            assert!(said.starts_with("another version of \""), "{said}");
        }
    }
}
