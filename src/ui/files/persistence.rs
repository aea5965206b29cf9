//! What is kept between two starts: how the window looks, and the last scene.

use crate::scene::Scene;
use crate::ui::view::View;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

/// The key in the window's store.
const KEY: &str = "scorefield";

/// The kept things, as text.
#[derive(Serialize, Deserialize)]
struct Kept<V> {
    view: V,
    /// The last scene as a scene file.
    scene: String,
}

/// What was found in the store.
#[derive(Default)]
pub struct Found {
    pub view: Option<View>,
    pub scene: Option<Scene>,
    /// What was wrong with it, to be told once.
    pub message: Option<String>,
}

/// Reads the store; whatever is damaged is left out.
pub fn load(storage: Option<&dyn eframe::Storage>) -> Found {
    match storage.and_then(|storage| storage.get_string(KEY)) {
        Some(text) => read(&text),
        None => Found::default(),
    }
}

fn read(text: &str) -> Found {
    let forgotten = |what: &str| {
        Some(format!(
            "Could not read {what} of the last time; starting afresh"
        ))
    };
    let Ok(kept) = toml::from_str::<Kept<Table>>(text) else {
        return Found {
            message: forgotten("the settings"),
            ..Found::default()
        };
    };
    let scene = Scene::from_toml(&kept.scene).ok();
    Found {
        message: scene.is_none().then(|| forgotten("the scene")).flatten(),
        view: Some(understood(kept.view)),
        scene,
    }
}

/// The settings of earlier versions, and where they are now.
const MOVED: [(&str, [&str; 2]); 3] = [
    ("particles", ["playback", "particles_shown"]),
    ("particles_run", ["playback", "particles"]),
    ("follow_exact", ["playback", "follow_exact"]),
];

/// The view that was kept: one setting after the other is taken over, and what this version does not
/// understand is as usual.
fn understood(kept: Table) -> View {
    let mut view = View::default();
    for (name, value) in kept {
        let Ok(mut settings) = Table::try_from(&view) else {
            continue;
        };
        let moved = MOVED.iter().find(|(old, _)| *old == name);
        if let Some((_, [group, setting])) = moved {
            if let Some(Value::Table(group)) = settings.get_mut(*group) {
                group.insert((*setting).to_owned(), value);
            }
        } else if name == "journey" {
            if value == Value::Boolean(true) {
                settings.insert("stage".to_owned(), "journey".into());
            }
        } else {
            settings.insert(name, value);
        }
        view = settings.try_into().unwrap_or(view);
    }
    view.sanitized()
}

/// Writes the store.
pub fn save(storage: &mut dyn eframe::Storage, view: &View, scene: &Scene) {
    let Ok(scene) = scene.to_toml() else {
        return;
    };
    let kept = Kept {
        view: view.clone(),
        scene,
    };
    if let Ok(text) = toml::to_string(&kept) {
        storage.set_string(KEY, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mixture::Component;
    use crate::scene::Target;
    use crate::ui::view::Stage;
    use std::collections::HashMap;

    #[derive(Default)]
    struct Store(HashMap<String, String>);

    impl eframe::Storage for Store {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }
        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }
        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }
        fn flush(&mut self) {}
    }

    #[test]
    fn view_and_scene_survive_the_night() {
        let mut store = Store::default();
        let view = View {
            presenter: true,
            sigma: Some(0.3),
            ..View::default()
        };
        let target = Target::Components(vec![Component::round([1.0, 2.0], 0.5, 1.0)]);
        let scene = Scene::new("Mine", target);
        save(&mut store, &view, &scene);
        let found = load(Some(&store));
        assert_eq!(found.view, Some(view));
        assert_eq!(found.scene.unwrap().title, "Mine");
        assert!(found.message.is_none());
    }

    #[test]
    fn a_damaged_store_is_ignored_with_a_message() {
        let mut store = Store::default();
        eframe::Storage::set_string(&mut store, KEY, "view = 3 [[".into());
        let found = load(Some(&store));
        assert!(found.view.is_none() && found.scene.is_none());
        assert!(found.message.unwrap().contains("starting afresh"));
    }

    #[test]
    fn settings_of_earlier_versions_and_of_later_ones_are_read_as_far_as_they_are_understood() {
        let target = Target::Components(vec![Component::round([1.0, 2.0], 0.5, 1.0)]);
        let scene = Scene::new("Mine", target).to_toml().unwrap();
        let read = |view: &str| {
            let text = format!("scene = {}\n[view]\n{view}\n", Value::from(scene.as_str()));
            read(&text).view.unwrap()
        };
        let old = read(
            "particles = false\nparticles_run = false\nfollow_exact = true\njourney = true\npresenter = true",
        );
        assert_eq!(old.stage, Stage::Journey);
        assert!(!old.playback.particles_shown && !old.playback.particles);
        assert!(old.playback.follow_exact && old.playback.training && old.presenter);
        assert_eq!(read("journey = false").stage, Stage::Canvas);
        let new = read("stage = \"lesson\"\nlessons = 3\narrows_across = 20");
        assert_eq!(new.stage, Stage::Canvas);
        assert_eq!(new.arrows_across, 20);
    }
}
