//! The target changed by hand.

use super::*;

#[test]
fn a_dragged_gaussian_takes_the_target_along_and_training_goes_on() {
    let mut harness = window();
    let grip = harness
        .get_by_label_contains("Gaussian 1 of 2")
        .rect()
        .center();
    let other = harness
        .get_by_label_contains("Gaussian 2 of 2")
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
        .get_by_label_contains("Gaussian 1 of 2")
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
fn delete_removes_the_selected_gaussian_undo_brings_it_back_and_the_last_one_stays() {
    let mut harness = window();
    harness.get_by_label_contains("Gaussian 2 of 2").click();
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
            .get_all_by_label_contains("Gaussian 1 of")
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
        .get_by_label_contains("Gaussian 1 of 2")
        .rect()
        .center();
    let right = harness
        .get_by_label_contains("Gaussian 2 of 2")
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
    harness.get_by_label_contains("Gaussian 1 of 2").focus();
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
fn the_wheel_over_a_handle_or_its_weight_weighs_and_elsewhere_zooms() {
    let mut harness = window();
    let grip = harness
        .get_by_label_contains("Gaussian 1 of 2")
        .rect()
        .center();
    let other = harness
        .get_by_label_contains("Gaussian 2 of 2")
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
        x("Gaussian 2 of 2") - x("Gaussian 1 of 2")
    };
    assert!(
        (apart(&harness) - (other.x - grip.x)).abs() < 0.5,
        "the view stayed"
    );

    let field = |harness: &Harness<'static, App>| {
        let role = egui::accesskit::Role::SpinButton;
        harness
            .get_by_role_and_label(role, "Weight")
            .rect()
            .center()
    };
    let before = components(harness.state());
    harness.get_by_label_contains("Gaussian 1 of 2").click();
    harness.run_steps(2);
    let at = field(&harness);
    wheel(&mut harness, at);
    let after = components(harness.state());
    let odds = |all: &[Component]| all[0].weight / all[1].weight;
    assert!(odds(&after) > 1.1 * odds(&before), "{after:?}");
    assert_eq!(field(&harness).y, at.y, "the panel stayed");

    let middle = grip + 0.5 * (other - grip) + Vec2::new(0.0, 120.0);
    wheel(&mut harness, middle);
    assert!(
        apart(&harness) > 1.1 * (other.x - grip.x),
        "the view zoomed"
    );
}

#[test]
fn a_curve_is_moved_as_a_whole() {
    let moons = scorefield::scene::preset::find("two-moons").unwrap();
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
fn the_end_of_an_axis_stretches_and_turns_the_gaussian() {
    let mut harness = window();
    harness.get_by_label_contains("Gaussian 1 of 2").click();
    harness.run_steps(2);
    let rect =
        |harness: &Harness<'static, App>, label: &str| harness.get_by_label_contains(label).rect();
    let middle = rect(&harness, "Gaussian 1 of 2").center();
    let end = rect(&harness, "long axis of Gaussian 1").center();
    // To twice as far from the middle, a quarter turn counter-clockwise.
    let arm = end - middle;
    drag(&mut harness, end, 2.0 * Vec2::new(arm.y, -arm.x) - arm);
    let (stds, angle) = components(harness.state())[0].axes();
    assert!((stds[0] - 0.8).abs() < 0.02, "{stds:?}");
    assert!((stds[1] - 0.4).abs() < 1e-9, "{stds:?}");
    assert!(angle.cos().abs() < 0.05, "{angle}");
}

#[test]
fn a_curve_is_turned_and_resized_as_a_whole() {
    let moons = scorefield::scene::preset::find("two-moons").unwrap();
    let before = moons.target.components();
    let center = moons.target.center();
    let mut harness = window_of(moons, Vec2::new(1280.0, 800.0));
    let rect =
        |harness: &Harness<'static, App>, label: &str| harness.get_by_label_contains(label).rect();
    let middle = rect(&harness, "middle of the curve").center();
    let turn = rect(&harness, "turn the curve").center();
    let arm = turn.x - middle.x;
    drag(&mut harness, turn, Vec2::new(-arm, -arm));
    let size = rect(&harness, "resize the curve").center();
    drag(&mut harness, size, 0.5 * (middle - size));

    let after = harness.state().workbench().scene().target.components();
    assert_eq!(after.len(), before.len());
    for (before, after) in before.iter().zip(&after) {
        let arm = |mean: [f64; 2]| [mean[0] - center[0], mean[1] - center[1]];
        let (from, to) = (arm(before.mean), arm(after.mean));
        let off = (to[0] + 0.5 * from[1]).hypot(to[1] - 0.5 * from[0]);
        assert!(off < 0.05, "{from:?} became {to:?}");
    }
}

#[test]
fn every_handle_is_reached_by_the_tab_key() {
    let mut harness = window();
    let mut met = [false; 2];
    for _ in 0..200 {
        key(&mut harness, Key::Tab);
        for (index, met) in met.iter_mut().enumerate() {
            let label = format!("Gaussian {} of 2", index + 1);
            *met |= harness.get_by_label_contains(&label).is_focused();
        }
        if met == [true; 2] {
            return;
        }
    }
    panic!("the Tab key reached {met:?}");
}

#[test]
fn a_lone_gaussian_weighs_one_and_a_refusal_goes_when_something_else_is_done() {
    let mut scene = scene();
    scene.target = Target::Components(vec![Component::round([0.5, 0.0], 0.4, 0.3)]);
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    harness.get_by_label_contains("Gaussian 1 of 1").click();
    harness.run_steps(3);
    let weight = harness.get_by_role_and_label(egui::accesskit::Role::SpinButton, "Weight");
    assert_eq!(weight.value().as_deref(), Some("1"));
    let refused = |harness: &Harness<'static, App>| {
        let mut said = harness.query_all_by_label_contains("could not remove the last Gaussian");
        said.next().is_some()
    };
    key(&mut harness, Key::Delete);
    assert!(refused(&harness));
    key(&mut harness, Key::Num2);
    assert!(!refused(&harness), "another thing was done since");
}
