//! What is saved is whole.

use super::*;
use std::path::Path;

/// Opens the dialog of a key with Ctrl, types `path` over what it proposes and presses Save.
fn save_as(harness: &mut Harness<'static, App>, letter: Key, path: &Path) {
    harness.key_press_modifiers(Modifiers::COMMAND, letter);
    harness.run_steps(3);
    harness.get_by_label("Save as").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(harness, "Save");
}

#[test]
fn a_figure_of_the_learned_score_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.svg");
    let mut scene = scene();
    scene.sampling.steps = 5;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    save_as(&mut harness, Key::E, &path);
    wait_until(&mut harness, "the figure", |_| path.exists());
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<"));
}

#[test]
fn a_scene_is_saved_whole_and_only_replaced_after_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.toml");
    std::fs::write(&path, "precious").unwrap();
    let mut harness = window();
    save_as(&mut harness, Key::S, &path);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    press(&mut harness, "Replace");
    wait_until(&mut harness, "the file", |_| {
        std::fs::read_to_string(&path).is_ok_and(|text| text != "precious")
    });
    assert_eq!(scorefield::files::read_scene(&path).unwrap(), scene());
}

#[test]
fn what_cannot_be_written_is_said_and_the_dialog_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let path = file.join("two.toml");
    let mut harness = window();
    save_as(&mut harness, Key::S, &path);
    wait_to_read(&mut harness, "could not save");
    harness.run_steps(2);
    let field = harness.get_by_label("Save as");
    assert!(field.is_focused(), "another path can be typed at once");
    let kept = field.value();
    assert_eq!(kept, Some(path.display().to_string()));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "not a folder");
    let reason = "could not save";
    assert!(reads(&harness, reason), "it stays while nothing is changed");
    harness.event(egui::Event::Text("x".to_owned()));
    harness.run_steps(2);
    assert!(!reads(&harness, reason), "it was about another path");
}

#[test]
fn an_error_about_the_scene_goes_when_the_scene_changes() {
    let mut harness = window();
    let message = "drop a scene (.toml)";
    drop_file(&mut harness, "picture.jpeg".into());
    harness.run_steps(1);
    assert!(reads(&harness, message));
    let ring = harness.get_by_label_contains("component 1 of 2");
    let ring = ring.rect().center();
    drag(&mut harness, ring, Vec2::new(30.0, 0.0));
    assert!(!reads(&harness, message));
}

/// A file as the desktop hands it over.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(harness: &mut Harness<'static, App>, path: std::path::PathBuf) {
    let file = std::sync::Arc::new(Dropped(path));
    harness.input_mut().dropped_files.push(file);
    harness.run_steps(1);
}

#[test]
fn a_dropped_scene_is_opened_and_a_broken_one_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.toml");
    let text = "title = \"Dropped\"\n[[component]]\nmean = [1.0, 0.0]\nstd = 0.5\n";
    std::fs::write(&good, text).unwrap();
    let bad = folder.path().join("bad.toml");
    std::fs::write(&bad, text.replace("0.5", "-0.5")).unwrap();

    let mut harness = window();
    drop_file(&mut harness, good);
    wait_until(&mut harness, "the dropped scene", |app| {
        app.workbench().scene().title == "Dropped"
    });
    for (path, said) in [
        (bad, "bad.toml"),
        (folder.path().join("picture.jpeg"), "drop a scene"),
        (folder.path().join("missing.toml"), "missing.toml"),
    ] {
        drop_file(&mut harness, path);
        wait_to_read(&mut harness, said);
        assert_eq!(harness.state().workbench().scene().title, "Dropped");
    }
}
