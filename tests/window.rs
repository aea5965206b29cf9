//! The real window, driven without a display.

use egui::{Key, Modifiers, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use scorefield::mixture::Component;
use scorefield::scene::{Scene, Target};
use scorefield::session::Phase;
use scorefield::ui::{App, FieldKind};
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; tests wait for states, never for a time.
const PATIENCE: Duration = Duration::from_secs(60);

fn scene() -> Scene {
    let components = vec![
        Component::round([-1.5, 0.0], 0.4, 0.5),
        Component::round([1.5, 0.0], 0.4, 0.5),
    ];
    let mut scene = Scene::new("Two blobs", Target::Components(components));
    scene.network.width = 32;
    scene.network.depth = 2;
    scene.training.batch = 64;
    scene.sampling.particles = 50;
    scene
}

fn window_of(scene: Scene, size: Vec2) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |cc| App::new(cc, Some(scene), 1).expect("the scene runs"));
    harness.run_steps(4);
    harness
}

fn window() -> Harness<'static, App> {
    window_of(scene(), Vec2::new(1280.0, 800.0))
}

/// Shows frames until `reached`, which must come true.
fn wait_until(
    harness: &mut Harness<'static, App>,
    what: &str,
    mut reached: impl FnMut(&App) -> bool,
) {
    let start = Instant::now();
    loop {
        harness.run_steps(1);
        if reached(harness.state()) {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn components(app: &App) -> Vec<Component> {
    match &app.workbench().scene().target {
        Target::Components(components) => components.clone(),
        other => panic!("not components: {other:?}"),
    }
}

fn press(harness: &mut Harness<'static, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(2);
}

fn key(harness: &mut Harness<'static, App>, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

fn drag(harness: &mut Harness<'static, App>, from: Pos2, by: Vec2) {
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(1);
    for part in 1..=8 {
        harness.hover_at(from + by * (part as f32 / 8.0));
        harness.run_steps(1);
    }
    harness.drop_at(from + by);
    harness.run_steps(2);
}

#[test]
fn a_dragged_gaussian_takes_the_target_along_and_training_goes_on() {
    let mut harness = window();
    let grip = harness
        .get_by_label_contains("component 1 of 2")
        .rect()
        .center();
    let other = harness
        .get_by_label_contains("component 2 of 2")
        .rect()
        .center();
    // The two means are three units apart: that gives the scale of the canvas.
    let per_unit = (other.x - grip.x) / 3.0;
    drag(&mut harness, grip, Vec2::new(60.0, -40.0));

    let moved = components(harness.state())[0].mean;
    let expected = [-1.5 + 60.0 / per_unit, 40.0 / per_unit];
    for axis in 0..2 {
        let off = (moved[axis] - f64::from(expected[axis])).abs() * f64::from(per_unit);
        assert!(off < 1.0, "axis {axis}: off by {off} points");
    }
    let step = harness.state().snapshot().train_step;
    wait_until(&mut harness, "the learner has the new target", |app| {
        let snapshot = app.snapshot();
        snapshot.train_step > step && snapshot.mixture.components()[0].mean == moved
    });
    assert_eq!(harness.state().snapshot().phase, Phase::Training);
}

#[test]
fn undo_takes_a_whole_drag_back_and_redo_repeats_it() {
    let mut harness = window();
    let grip = harness
        .get_by_label_contains("component 1 of 2")
        .rect()
        .center();
    drag(&mut harness, grip, Vec2::new(0.0, -80.0));
    let moved = components(harness.state());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(components(harness.state())[0].mean, [-1.5, 0.0]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    harness.run_steps(2);
    assert_eq!(components(harness.state()), moved);
}

#[test]
fn restart_begins_a_new_run() {
    let mut harness = window();
    let before = harness.state().snapshot().run;
    press(&mut harness, "Restart");
    wait_until(&mut harness, "a new run", |app| app.snapshot().run > before);
}

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
fn delete_removes_the_selected_gaussian_undo_brings_it_back_and_the_last_one_stays() {
    let mut harness = window();
    harness.get_by_label_contains("component 2 of 2").click();
    harness.run_steps(2);
    assert_eq!(harness.state().workbench().selected(), Some(1));
    key(&mut harness, Key::Delete);
    assert_eq!(components(harness.state()).len(), 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(components(harness.state()), {
        let Target::Components(all) = scene().target else {
            unreachable!()
        };
        all
    });

    for _ in 0..3 {
        let grip = harness
            .get_all_by_label_contains("component 1 of")
            .next()
            .unwrap();
        grip.click();
        harness.run_steps(2);
        key(&mut harness, Key::Backspace);
    }
    assert_eq!(components(harness.state()).len(), 1);
}

#[test]
fn a_double_click_on_the_plane_adds_a_gaussian_there() {
    let mut harness = window();
    let left = harness
        .get_by_label_contains("component 1 of 2")
        .rect()
        .center();
    let right = harness
        .get_by_label_contains("component 2 of 2")
        .rect()
        .center();
    let spot = Pos2::new(0.5 * (left.x + right.x), left.y - 100.0);
    harness.hover_at(spot);
    for _ in 0..2 {
        harness.drag_at(spot);
        harness.event(egui::Event::PointerButton {
            pos: spot,
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run_steps(3);
    let all = components(harness.state());
    assert_eq!(all.len(), 3);
    assert!(
        all[2].mean[0].abs() < 0.05 && all[2].mean[1] > 0.2,
        "{:?}",
        all[2]
    );
}

#[test]
fn arrow_keys_move_the_focused_gaussian() {
    let mut harness = window();
    harness.get_by_label_contains("component 1 of 2").focus();
    harness.run_steps(2);
    key(&mut harness, Key::ArrowRight);
    let coarse = components(harness.state())[0].mean[0] + 1.5;
    assert!(coarse > 0.0);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowUp);
    harness.run_steps(2);
    let fine = components(harness.state())[0].mean[1];
    assert!((fine - 0.1 * coarse).abs() < 1e-6, "{fine} {coarse}");
}

#[test]
fn the_wheel_over_a_handle_weighs_and_elsewhere_zooms() {
    let mut harness = window();
    let grip = harness
        .get_by_label_contains("component 1 of 2")
        .rect()
        .center();
    let other = harness
        .get_by_label_contains("component 2 of 2")
        .rect()
        .center();
    let wheel = |harness: &mut Harness<'static, App>, at: Pos2| {
        harness.hover_at(at);
        harness.run_steps(2);
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, 60.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(20);
    };
    wheel(&mut harness, grip);
    let all = components(harness.state());
    assert!(all[0].weight > 1.1 * all[1].weight, "{all:?}");
    let apart = |harness: &Harness<'static, App>| {
        let x = |label: &str| harness.get_by_label_contains(label).rect().center().x;
        x("component 2 of 2") - x("component 1 of 2")
    };
    assert!(
        (apart(&harness) - (other.x - grip.x)).abs() < 0.5,
        "the view stayed"
    );

    let middle = grip + 0.5 * (other - grip) + Vec2::new(0.0, 120.0);
    wheel(&mut harness, middle);
    assert!(
        apart(&harness) > 1.1 * (other.x - grip.x),
        "the view zoomed"
    );
}

#[test]
fn an_absurd_learning_rate_shows_a_banner_with_a_way_out() {
    let mut scene = scene();
    scene.training.learning_rate = 10.0;
    scene.training.batch = 16;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    wait_until(&mut harness, "divergence", |app| {
        matches!(app.snapshot().phase, Phase::Diverged { .. })
    });
    harness.run_steps(2);
    assert!(
        harness
            .query_by_label_contains("Training diverged")
            .is_some()
    );
    press(&mut harness, "Restart with a smaller learning rate");
    assert!(harness.state().workbench().scene().training.learning_rate <= 0.01);
    wait_until(&mut harness, "training again", |app| {
        app.snapshot().phase == Phase::Training && app.snapshot().train_step > 5
    });
}

#[test]
fn numbers_choose_the_field_and_space_pauses() {
    let mut harness = window();
    for (digit, kind) in [
        (Key::Num2, FieldKind::Exact),
        (Key::Num3, FieldKind::Difference),
        (Key::Num1, FieldKind::Learned),
    ] {
        key(&mut harness, digit);
        assert_eq!(harness.state().workbench().view().field, kind);
    }
    key(&mut harness, Key::Space);
    wait_until(&mut harness, "a pause", |app| {
        app.snapshot().phase == Phase::Paused
    });
}

#[test]
fn an_untrained_level_is_said_on_the_canvas() {
    let mut harness = window();
    harness.state_mut().workbench_mut().view_mut().sigma = Some(900.0);
    wait_until(&mut harness, "the field at the new level", |app| {
        app.snapshot()
            .field
            .as_ref()
            .is_some_and(|field| field.sigma == 900.0)
    });
    assert!(
        harness
            .state()
            .snapshot()
            .field
            .as_ref()
            .unwrap()
            .learned
            .is_empty()
    );
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("not trained at").is_some());
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

#[test]
fn a_click_with_alt_sends_particles_from_there() {
    let mut scene = scene();
    // A step this small leaves them where they started.
    scene.sampling.step_size = Some(1e-9);
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    let rect =
        |harness: &Harness<'static, App>, label: &str| harness.get_by_label_contains(label).rect();
    let left = rect(&harness, "component 1 of 2").center();
    let right = rect(&harness, "component 2 of 2").center();
    let per_unit = (right.x - left.x) / 3.0;
    let spot = Pos2::new(0.5 * (left.x + right.x), left.y - 2.0 * per_unit);
    harness.hover_at(spot);
    harness.run_steps(1);
    harness.event(egui::Event::ModifiersChanged(Modifiers::ALT));
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos: spot,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::ALT,
        });
        harness.run_steps(1);
    }
    let near = |point: &[f32; 2]| point[0].hypot(point[1] - 2.0) < 0.4;
    wait_until(&mut harness, "particles at the pointer", |app| {
        let snapshot = app.snapshot();
        let swarm = snapshot.swarm.as_ref();
        swarm.is_some_and(|swarm| {
            let ends = swarm
                .trails
                .chunks(swarm.trail_len)
                .filter_map(|path| path.last());
            ends.filter(|end| near(end)).count() >= 20
        })
    });
}

#[test]
fn a_curve_is_moved_as_a_whole() {
    let moons = scorefield::preset::find("two-moons").unwrap();
    let before = moons.target.center();
    let mut harness = window_of(moons, Vec2::new(1280.0, 800.0));
    let grip = harness
        .get_by_label_contains("middle of the curve")
        .rect()
        .center();
    drag(&mut harness, grip, Vec2::new(80.0, 0.0));
    let after = harness.state().workbench().scene().target.center();
    assert!(after[0] > before[0] + 0.1 && (after[1] - before[1]).abs() < 1e-6);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(harness.state().workbench().scene().target.center(), before);
}

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
