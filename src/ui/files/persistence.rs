//! What is kept between two starts: how the window looks, and the last scene.

use super::job::Keeper;
use crate::scene::Scene;
use crate::ui::view::View;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};
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

/// Reads what was kept, or where there is nothing the store of earlier versions, inside the library's;
/// whatever is damaged is left out, and what cannot be read is put aside.
pub fn load(keeper: Option<&Mutex<dyn Keeper>>, storage: Option<&dyn eframe::Storage>) -> Found {
    let earlier = || storage.and_then(|storage| storage.get_string(KEY));
    let Some(keeper) = keeper else {
        return earlier().map_or_else(Found::default, |text| read(&text));
    };
    let mut keeper = keeper.lock().unwrap_or_else(PoisonError::into_inner);
    let mut found = match keeper.read() {
        Ok(Some(text)) => read(&text),
        Ok(None) => return earlier().map_or_else(Found::default, |text| read(&text)),
        Err(_) => Found {
            message: forgotten("the settings"),
            ..Found::default()
        },
    };
    if let Some(message) = &mut found.message
        && let Some(aside) = keeper.set_aside()
    {
        *message += &format!("; they are kept as {aside}");
    }
    found
}

fn forgotten(what: &str) -> Option<String> {
    Some(format!(
        "Could not read {what} of the last time; starting afresh"
    ))
}

fn read(text: &str) -> Found {
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
    with_settings(View::default(), kept)
}

/// What a link keeps of a view: how the scene is looked at, not how the window is arranged.
const SHARED: [&str; 11] = [
    "arrows",
    "clean_density",
    "contours",
    "density",
    "field",
    "handles",
    "log10_constant",
    "playback",
    "sigma",
    "stage",
    "truth",
];

/// What of `view` goes into a link, as TOML.
pub fn shared(view: &View) -> String {
    let mut settings = Table::try_from(view).unwrap_or_default();
    settings.retain(|name, _| SHARED.contains(&name));
    toml::to_string(&settings).unwrap_or_default()
}

/// `view` with what a link says, as far as it is understood.
pub fn shown_as(view: View, link: &str) -> View {
    let mut settings: Table = toml::from_str(link).unwrap_or_default();
    settings.retain(|name, _| SHARED.contains(&name));
    with_settings(view, settings)
}

fn with_settings(mut view: View, kept: Table) -> View {
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
            take_over(&mut settings, name, value);
        }
        view = settings.try_into().unwrap_or(view);
    }
    view.sanitized()
}

/// Puts a setting in its place; of a group of settings those that were kept.
fn take_over(settings: &mut Table, name: String, value: Value) {
    match (settings.get_mut(&name), value) {
        (Some(Value::Table(group)), Value::Table(kept)) => group.extend(kept),
        (_, value) => drop(settings.insert(name, value)),
    }
}

/// What the next start begins with, as the store holds it.
pub fn text(view: &View, scene: &Scene) -> Option<String> {
    let kept = Kept {
        view: view.clone(),
        scene: scene.to_toml().ok()?,
    };
    toml::to_string(&kept).ok()
}

/// Drops what earlier versions kept: it stands in the file now.
pub fn forget_earlier(storage: &mut dyn eframe::Storage) {
    storage.remove_string(KEY);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Store;
    use crate::lesson::Progress;
    use crate::mixture::Component;
    use crate::scene::Target;
    use crate::session::{Playback, TrainingPace};
    use crate::ui::view::{FieldKind, Stage};
    use std::collections::HashMap;

    const FILE: &str = "last.toml";

    /// The store of the window library.
    #[derive(Default)]
    struct Earlier(HashMap<String, String>);

    impl eframe::Storage for Earlier {
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

    fn mine() -> (View, Scene) {
        let mut lessons = Progress {
            open: true,
            lesson: "langevin".to_owned(),
            step: 1,
            ..Progress::default()
        };
        lessons.answer();
        let view = View {
            presenter: true,
            sigma: Some(0.3),
            lessons,
            ..View::default()
        };
        let target = Target::Components(vec![Component::round([1.0, 2.0], 0.5, 1.0)]);
        (view, Scene::new("Mine", target))
    }

    #[test]
    fn view_and_scene_survive_the_night() {
        let folder = tempfile::tempdir().unwrap();
        let file = || Store::at(folder.path().join(FILE));
        let earlier = Earlier::default();
        let (view, scene) = mine();
        file().write(&text(&view, &scene).unwrap()).unwrap();
        let found = load(Some(&Mutex::new(file())), Some(&earlier));
        assert_eq!(found.view, Some(view));
        assert_eq!(found.scene.unwrap().title, "Mine");
        assert!(found.message.is_none());
    }

    #[test]
    fn every_pace_survives_the_night() {
        let (_, scene) = mine();
        for pace in [
            TrainingPace::Rising,
            TrainingPace::Steps(30),
            TrainingPace::FlatOut,
        ] {
            let mut view = View::default();
            view.playback = Playback {
                pace,
                ..view.playback
            };
            let folder = tempfile::tempdir().unwrap();
            let file = || Store::at(folder.path().join(FILE));
            file().write(&text(&view, &scene).unwrap()).unwrap();
            let found = load(Some(&Mutex::new(file())), None).view.unwrap();
            assert_eq!(found.playback.pace, pace);
        }
    }

    #[test]
    fn the_store_of_earlier_versions_is_read_until_there_is_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = Mutex::new(Store::at(folder.path().join(FILE)));
        let (view, mut scene) = mine();
        let kept = Kept {
            view: view.clone(),
            scene: scene.to_toml().unwrap(),
        };
        let mut earlier = Earlier::default();
        eframe::Storage::set_string(&mut earlier, KEY, toml::to_string(&kept).unwrap());
        let found = load(Some(&file), Some(&earlier));
        assert_eq!(found.scene.unwrap().title, "Mine");
        assert_eq!(found.view, Some(view.clone()));
        scene.title = "Newer".to_owned();
        let newer = text(&view, &scene).unwrap();
        file.lock().unwrap().write(&newer).unwrap();
        forget_earlier(&mut earlier);
        assert!(earlier.0.is_empty());
        let found = load(Some(&file), Some(&earlier));
        assert_eq!(found.scene.unwrap().title, "Newer");
    }

    #[test]
    fn a_damaged_store_is_kept_aside_with_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let (view, scene) = mine();
        let mut file = Store::at(path.clone());
        file.write(&text(&view, &scene).unwrap()).unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        for damaged in ["view = 3 [[", &whole[..whole.len() / 2]] {
            std::fs::write(&path, damaged).unwrap();
            let found = load(Some(&Mutex::new(Store::at(path.clone()))), None);
            assert!(found.scene.is_none());
            let message = found.message.unwrap();
            assert!(
                message.contains("starting afresh; they are kept as"),
                "{message}"
            );
            let aside = folder.path().join("last.toml.unreadable");
            assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
        }
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
        assert!(old.playback.follow_exact && !old.playback.training && old.presenter);
        assert_eq!(read("journey = false").stage, Stage::Learn);
        assert_eq!(read("stage = \"canvas\"").stage, Stage::Learn);
        assert_eq!(read("stage = \"sample\"").stage, Stage::Sample);
        // A group of settings that has grown since has the new ones as usual.
        let old = read("[view.playback]\nparticles_shown = false");
        assert!(!old.playback.particles_shown);
        assert_eq!(old.playback.pace, View::default().playback.pace);
        assert!(read("train_at_start = true").playback.training);
        let new = read("stage = \"lesson\"\nlessons = 3\narrows_across = 20");
        assert_eq!(new.stage, Stage::Learn);
        assert_eq!(new.arrows_across, 20);
    }

    #[test]
    fn a_link_changes_how_the_scene_is_looked_at_and_not_how_the_window_is_arranged() {
        let view = View {
            field: FieldKind::Exact,
            density: false,
            sigma: Some(0.3),
            presenter: true,
            controls: false,
            ..View::default()
        };
        let link = shared(&view);
        assert!(!link.contains("presenter") && !link.contains("theme"));
        let opened = shown_as(View::default(), &link);
        let expected = View {
            presenter: false,
            controls: true,
            ..view
        };
        assert_eq!(opened, expected);
        let odd = shown_as(
            View::default(),
            "field = 3\npresenter = true\ndensity = false",
        );
        let expected = View {
            density: false,
            ..View::default()
        };
        assert_eq!(odd, expected);
        assert_eq!(shown_as(View::default(), "]["), View::default());
    }
}
