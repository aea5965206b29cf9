//! What is kept between two starts: how the window looks, and the last scene.

use crate::scene::Scene;
use crate::ui::view::View;
use serde::{Deserialize, Serialize};

/// The key in the window's store.
const KEY: &str = "scorefield";

/// The kept things, as text.
#[derive(Serialize, Deserialize)]
struct Kept {
    view: View,
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
    let Ok(kept) = toml::from_str::<Kept>(text) else {
        return Found {
            message: forgotten("the settings"),
            ..Found::default()
        };
    };
    let scene = Scene::from_toml(&kept.scene).ok();
    Found {
        message: scene.is_none().then(|| forgotten("the scene")).flatten(),
        view: Some(kept.view.sanitized()),
        scene,
    }
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
}
