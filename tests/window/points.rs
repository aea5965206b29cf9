//! A target of points: seen, named and with a width that can be changed.

use super::*;
use egui::accesskit::Role;
use scorefield::shapes::{Points, bandwidth};

fn clusters(number: usize) -> Points {
    let at = (0..number).map(|i| {
        let (side, turn) = ([-2.0, 2.0][i % 2], 2.4 * i as f64);
        let reach = 0.6 * ((i as f64 + 0.5) / number as f64).sqrt();
        [side + reach * turn.cos(), reach * turn.sin()]
    });
    Points::new(at.collect()).unwrap()
}

fn window_of_points(number: usize) -> Harness<'static, App> {
    let scene = Scene {
        target: Target::Points(clusters(number)),
        title: "Measured".to_owned(),
        ..scene()
    };
    // High enough for everything that can be set.
    window_of(scene, Vec2::new(1280.0, 1800.0))
}

fn points(harness: &Harness<'static, App>) -> Points {
    match &harness.state().workbench().scene().target {
        Target::Points(points) => points.clone(),
        other @ (Target::Shape(_) | Target::Components(_)) => panic!("not points: {other:?}"),
    }
}

#[test]
fn points_are_called_points_with_their_number_and_width_and_can_be_hidden() {
    let mut harness = window_of_points(40);
    let said = points(&harness).in_words();
    assert!(said.starts_with("40 points, kernel width 0."), "{said}");
    wait_to_read(&mut harness, &said);
    for label in [
        "middle of the points",
        "turn the points",
        "resize the points",
        "40 points, each the middle of a Gaussian",
    ] {
        assert!(reads(&harness, label), "{label}");
    }
    assert!(!reads(&harness, "curve"), "points are no curve");
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
    unfold(&mut harness);
    press(&mut harness, "Points");
    assert!(!reads(&harness, &said));
    press(&mut harness, "Points");
    assert!(reads(&harness, &said));
}

#[test]
fn every_point_has_a_mark_on_the_canvas_and_many_on_one_spot_a_single_one() {
    // A mark is a mesh of eight corners; the legend's is one of its own.
    let marks = |harness: &mut Harness<'static, App>| {
        harness.run_steps(2);
        let shapes = &harness.output().shapes;
        let meshes = shapes.iter().filter_map(|clipped| {
            let egui::Shape::Mesh(mesh) = &clipped.shape else {
                return None;
            };
            Some(mesh.vertices.len())
        });
        meshes.collect::<Vec<_>>()
    };
    let mut harness = window_of_points(40);
    assert!(marks(&mut harness).contains(&(8 * 40)));
    unfold(&mut harness);
    press(&mut harness, "Points");
    assert!(!marks(&mut harness).contains(&(8 * 40)));
    let scene = Scene {
        target: Target::Points(Points {
            at: vec![[1.0, 1.0]; 500],
            std: 0.3,
        }),
        ..scene()
    };
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    assert!(!marks(&mut harness).contains(&(8 * 500)));
    assert!(reads(&harness, "500 points, kernel width 0.3"));
}

#[test]
fn the_kernel_width_is_typed_taken_back_and_chosen_from_the_data() {
    let mut harness = window_of_points(40);
    let before = points(&harness);
    assert_eq!(before.std, bandwidth(&before.at));
    harness
        .get_by_role_and_label(Role::SpinButton, "Kernel width")
        .click();
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text("0,75".to_owned()));
    harness.run_steps(2);
    key(&mut harness, Key::Enter);
    assert_eq!(points(&harness).std, 0.75);
    assert!(reads(&harness, "40 points, kernel width 0.75"));
    // The width is in the scene's file.
    let text = harness.state().workbench().scene().to_toml().unwrap();
    assert_eq!(
        &Scene::from_toml(&text).unwrap(),
        harness.state().workbench().scene()
    );
    wait_until(&mut harness, "the wider target is trained", |app| {
        let cov = app.snapshot().mixture.components()[0].cov.clone();
        (cov[0][0] - 0.75 * 0.75).abs() < 1e-9
    });

    press(&mut harness, "Choose from the data");
    // It is found on a thread of its own.
    wait_until(&mut harness, "the width is chosen", |app| {
        let scene = app.workbench().scene();
        matches!(&scene.target, Target::Points(points) if points.std == before.std)
    });
    assert_eq!(points(&harness), before);
    // The changes may be one step or two.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    for _ in 0..2 {
        if points(&harness) != before {
            harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
            harness.run_steps(2);
        }
    }
    assert_eq!(points(&harness), before);
}

#[test]
fn a_double_click_among_points_says_that_they_are_points() {
    let mut harness = window_of_points(3);
    let middle = harness
        .get_by_label_contains("middle of the points")
        .rect()
        .center();
    for _ in 0..2 {
        let pos = middle + Vec2::new(60.0, 90.0);
        harness.hover_at(pos);
        harness.drag_at(pos);
        harness.drop_at(pos);
    }
    harness.run_steps(2);
    assert!(reads(
        &harness,
        "could not add a Gaussian: the target is points"
    ));
}

#[test]
fn points_are_moved_as_a_whole() {
    let mut harness = window_of_points(40);
    let before = points(&harness);
    let grip = harness
        .get_by_label_contains("middle of the points")
        .rect()
        .center();
    drag(&mut harness, grip, Vec2::new(80.0, 0.0));
    let after = points(&harness);
    assert!(after.at[0][0] > before.at[0][0] + 0.1);
    assert_eq!(after.std, before.std);
}
