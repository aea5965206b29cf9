//! Everything is shown, named and in its place.

use super::*;

#[test]
fn a_preset_is_opened_by_its_name() {
    let mut harness = window();
    press(&mut harness, "Scene to show");
    let preset = scorefield::preset::all()
        .iter()
        .find(|p| p.name == "two-moons")
        .unwrap();
    press(&mut harness, &preset.scene.title);
    assert_eq!(harness.state().workbench().scene(), &preset.scene);
    let count = preset.scene.target.components().len();
    wait_until(&mut harness, "the moons are trained", |app| {
        app.snapshot().mixture.components().len() == count
    });
}

#[test]
fn every_control_has_a_name() {
    let mut harness = window();
    harness.get_by_label_contains("component 2 of 2").click();
    harness.run_steps(3);
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
    for menu in ["File", "Edit", "Run", "View", "Help"] {
        press(&mut harness, menu);
        assert_eq!(harness.unnamed_widgets(), Vec::<String>::new(), "{menu}");
        key(&mut harness, Key::Escape);
    }
}

#[test]
fn every_preset_is_drawn() {
    let mut harness = window();
    for preset in scorefield::preset::all() {
        harness
            .state_mut()
            .workbench_mut()
            .open(preset.scene.clone());
        let count = preset.scene.target.components().len();
        wait_until(&mut harness, preset.name, |app| {
            let snapshot = app.snapshot();
            snapshot.mixture.components().len() == count && snapshot.field.is_some()
        });
        harness.run_steps(2);
    }
}

#[test]
fn tiny_and_huge_windows_are_no_trouble() {
    for size in [
        [1.0, 1.0],
        [40.0, 30.0],
        [320.0, 200.0],
        [640.0, 480.0],
        [3840.0, 2160.0],
    ] {
        let mut harness = window_of(scene(), Vec2::from(size));
        harness.state_mut().workbench_mut().view_mut().presenter = true;
        harness.run_steps(4);
    }
}
