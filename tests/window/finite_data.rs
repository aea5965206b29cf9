//! Training points: chosen, seen, and what they make of the network.

use super::{key, press, reads, scene, unfold, wait_to_read, wait_until, window, window_of};
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use scorefield::ui::{FieldKind, Stage};

#[test]
fn fixed_points_are_chosen_shown_and_given_up_again() {
    let mut harness = window();
    assert!(!reads(&harness, "training points"));
    key(&mut harness, Key::H);
    assert_eq!(harness.state().workbench().view().field, FieldKind::Learned);
    assert!(reads(&harness, "This scene trains on fresh draws"));

    unfold(&mut harness);
    press(&mut harness, "Fixed points");
    wait_until(&mut harness, "20 points", |app| {
        let points = app.snapshot().training_set.clone();
        points.is_some_and(|points| points.points().len() == 20)
    });
    wait_to_read(&mut harness, "20 training points");
    wait_to_read(&mut harness, "Memorising or generalising?");
    wait_to_read(&mut harness, "Error to its points");
    wait_to_read(&mut harness, "Copies among particles");

    press(&mut harness, "Less");
    // Their score has a place beside the others, and a key.
    press(&mut harness, "Points");
    assert_eq!(
        harness.state().workbench().view().field,
        FieldKind::Empirical
    );
    wait_to_read(&mut harness, "score of the training points");
    wait_until(&mut harness, "their score", |app| {
        let field = app.snapshot().field.clone();
        field.is_some_and(|field| field.empirical.len() == field.arrows.len())
    });
    key(&mut harness, Key::Num2);
    key(&mut harness, Key::H);
    assert_eq!(
        harness.state().workbench().view().field,
        FieldKind::Empirical
    );

    press(&mut harness, "Fresh draws");
    wait_until(&mut harness, "no points", |app| {
        app.snapshot().training_set.is_none()
    });
    harness.run_steps(2);
    assert_eq!(harness.state().workbench().view().field, FieldKind::Exact);
    assert!(!reads(&harness, "Memorising or generalising?"));
    assert_eq!(harness.query_all_by_label("Points").count(), 0);
}

#[test]
fn a_number_of_points_is_undone_and_marked_in_the_curves() {
    let mut harness = window();
    unfold(&mut harness);
    press(&mut harness, "Fixed points");
    harness.run_steps(60);
    harness.state_mut().workbench_mut().view_mut().stage = Stage::Sample;
    wait_to_read(&mut harness, "Memorising or generalising?");
    harness.state_mut().workbench_mut().view_mut().stage = Stage::Learn;
    harness.run_steps(2);
    wait_until(&mut harness, "a mark", |app| {
        !app.snapshot().history.marks.is_empty()
    });
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    let data = harness.state().workbench().scene().data;
    assert_eq!(data.train_points, None);
}

#[test]
fn points_of_a_scene_that_was_left_are_not_shown_with_the_next_one() {
    let mut few = scene();
    few.data.train_points = Some(8);
    let mut harness = window_of(few, Vec2::new(1280.0, 800.0));
    wait_to_read(&mut harness, "8 training points");
    harness.state_mut().workbench_mut().view_mut().field = FieldKind::Empirical;
    harness.run_steps(4);
    harness.state_mut().workbench_mut().open(scene());
    wait_until(&mut harness, "fresh draws", |app| {
        app.snapshot().training_set.is_none()
    });
    harness.run_steps(4);
    assert_eq!(harness.state().workbench().view().field, FieldKind::Exact);
    assert!(!reads(&harness, "training points"));
}
