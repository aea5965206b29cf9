//! Models of this scene and of others, opened in the window.

use super::opening::drop_file;
use super::saving::save_by;
use super::*;
use scorefield::score::{ScoreNet, Trainer, Workers};
use std::path::{Path, PathBuf};

/// A scene beside the one of the other tests, with another network.
fn other_scene() -> Scene {
    let mut other = scene();
    other.title = "Elsewhere".to_owned();
    other.target = other.target.translated([0.0, 3.0]);
    other.network.width = 64;
    other
}

/// A model of a few steps on `scene`, which says so or not.
fn save_model(folder: &Path, scene: &Scene, says: bool) -> (PathBuf, ScoreNet) {
    let mixture = scene.mixture().unwrap();
    let range = scene.noise_range(&mixture);
    let mut trainer = Trainer::new(
        &mixture,
        range,
        &scene.network,
        &scene.training,
        scene.seed,
        Workers::one(),
    )
    .unwrap();
    for _ in 0..7 {
        assert!(trainer.step().finite);
    }
    let mut network = trainer.frozen();
    if says {
        network = network.trained_on(&scene.to_toml().unwrap());
    }
    let path = folder.join("seven.safetensors");
    std::fs::write(&path, network.to_bytes()).unwrap();
    (path, network)
}

/// Waits until the window shows this network as it is.
fn wait_to_show(harness: &mut Harness<'static, App>, network: &ScoreNet) {
    let steps = network.train_steps();
    wait_until(harness, "the model", |app| {
        let snapshot = app.snapshot();
        snapshot.phase == Phase::Paused
            && snapshot.network.train_steps() == steps
            && snapshot.train_step == 7
            && snapshot.noise == network.noise_range()
    });
    // What a training knows of its scene is said when it is saved.
    let shown = (*harness.state().snapshot().network).clone();
    let shown = match network.scene() {
        Some(scene) => shown.trained_on(scene),
        None => shown,
    };
    assert_eq!(shown.to_bytes(), network.to_bytes());
}

#[test]
fn a_model_of_this_scene_is_shown_as_it_is_and_goes_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let (path, network) = save_model(folder.path(), &scene(), true);
    let mut harness = window();
    drop_file(&mut harness, path);
    wait_to_read(
        &mut harness,
        "Opened seven.safetensors, 7 steps of training",
    );
    wait_to_show(&mut harness, &network);
    // The frame that opened it still shows the training as it was.
    harness.run_steps(2);
    press(&mut harness, "Train");
    wait_until(&mut harness, "it goes on", |app| {
        app.snapshot().train_step > 12
    });
}

#[test]
fn a_model_of_another_scene_is_named_and_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let (path, network) = save_model(folder.path(), &other_scene(), true);
    let mut harness = window();
    let question = "seven.safetensors was trained on \"Elsewhere\". This is \"Two blobs\"";

    drop_file(&mut harness, path.clone());
    wait_to_read(&mut harness, question);
    press(&mut harness, "Cancel");
    assert!(!reads(&harness, question));
    assert_eq!(harness.state().workbench().scene(), &scene());

    drop_file(&mut harness, path.clone());
    wait_to_read(&mut harness, question);
    press(&mut harness, "Use it here");
    wait_to_show(&mut harness, &network);
    let here = harness.state().workbench().scene();
    assert_eq!(
        (&here.title, &here.target),
        (&scene().title, &scene().target)
    );
    assert_eq!(here.network, network.spec());

    drop_file(&mut harness, path);
    wait_to_read(&mut harness, question);
    press(&mut harness, "Open its scene");
    wait_to_show(&mut harness, &network);
    assert_eq!(harness.state().workbench().scene(), &other_scene());
}

#[test]
fn a_model_of_before_is_asked_about_too_and_one_of_another_version_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let (path, network) = save_model(folder.path(), &scene(), false);
    let mut harness = window();
    drop_file(&mut harness, path);
    wait_to_read(
        &mut harness,
        "seven.safetensors was trained on an unknown scene.",
    );
    assert!(harness.query_by_label("Open its scene").is_none());
    press(&mut harness, "Use it here");
    wait_to_show(&mut harness, &network);

    let mut edited = scene();
    edited.target = edited.target.translated([0.5, 0.0]);
    let (path, _) = save_model(folder.path(), &edited, true);
    drop_file(&mut harness, path);
    wait_to_read(&mut harness, "trained on another version of \"Two blobs\"");
    key(&mut harness, Key::Escape);
    assert!(!reads(&harness, "another version"));
}

#[test]
fn a_saved_model_knows_its_scene() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.safetensors");
    let mut harness = window();
    let held = Modifiers::COMMAND | Modifiers::SHIFT;
    save_by(&mut harness, held, Key::S, &path);
    wait_until(&mut harness, "the model", |_| path.exists());
    let network = scorefield::files::read_model(&path).unwrap();
    assert_eq!(Scene::from_toml(network.scene().unwrap()).unwrap(), scene());
}

#[test]
fn the_menu_asks_for_a_model_and_a_broken_one_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.safetensors");
    std::fs::write(&path, "no model").unwrap();
    let mut harness = window();
    drop_file(&mut harness, path);
    wait_to_read(&mut harness, "broken.safetensors: the file is not a model");
    press(&mut harness, "File");
    harness.get_by_label_contains("Open model…").click();
    harness.run_steps(3);
    assert!(reads(&harness, "Open a model"));
}
