//! What is saved is whole.

use super::*;

#[test]
fn a_figure_of_the_learned_score_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.svg");
    let mut scene = scene();
    scene.sampling.steps = 5;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.get_by_label("Save as").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(&mut harness, "Save");
    wait_until(&mut harness, "the figure", |_| path.exists());
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<"));
}

#[test]
fn a_scene_is_saved_whole_and_only_replaced_after_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.toml");
    std::fs::write(&path, "precious").unwrap();
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    harness.get_by_label("Save as").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(path.display().to_string()));
    harness.run_steps(2);
    press(&mut harness, "Save");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    press(&mut harness, "Replace");
    wait_until(&mut harness, "the file", |_| {
        std::fs::read_to_string(&path).is_ok_and(|text| text != "precious")
    });
    assert_eq!(scorefield::preset::read_file(&path).unwrap(), scene());
}
