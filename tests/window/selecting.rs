//! Several Gaussians at once: selected, moved, copied, locked, brought into line, and as numbers in a table.

use super::*;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

/// A window on three Gaussians in a triangle.
fn triangle() -> Harness<'static, App> {
    let mut scene = scene();
    scene.target = Target::Components(vec![
        Component::round([-1.5, -0.5], 0.3, 1.0),
        Component::round([1.5, 0.0], 0.3, 2.0),
        Component::round([0.2, 1.5], 0.3, 3.0),
    ]);
    window_of(scene, Vec2::new(1280.0, 800.0))
}

fn place(harness: &Harness<'static, App>, number: usize) -> Pos2 {
    let label = format!("Gaussian {number} of");
    let mut found = harness.query_all_by_label_contains(&label);
    found.next().expect("a handle").rect().center()
}

fn selection(harness: &Harness<'static, App>) -> Vec<usize> {
    let mut all = harness.state().workbench().selection();
    all.sort_unstable();
    all
}

fn held(harness: &mut Harness<'static, App>, modifiers: Modifiers) {
    harness.event(egui::Event::ModifiersChanged(modifiers));
    harness.run_steps(1);
}

fn click(harness: &mut Harness<'static, App>, at: Pos2, modifiers: Modifiers) {
    harness.hover_at(at);
    held(harness, modifiers);
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers,
        });
        harness.run_steps(1);
    }
    held(harness, Modifiers::NONE);
    harness.run_steps(1);
}

fn undo(harness: &mut Harness<'static, App>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
}

fn means(harness: &Harness<'static, App>) -> Vec<[f64; 2]> {
    components(harness.state()).iter().map(|c| c.mean).collect()
}

/// Selects the first two of the triangle.
fn pick_two(harness: &mut Harness<'static, App>) {
    let (first, second) = (place(harness, 1), place(harness, 2));
    click(harness, first, Modifiers::NONE);
    click(harness, second, Modifiers::SHIFT);
    assert_eq!(selection(harness), [0, 1]);
}

#[test]
fn shift_clicks_select_several_one_of_them_is_dragged_and_all_move_in_one_step_of_undo() {
    let mut harness = triangle();
    pick_two(&mut harness);
    assert!(reads(&harness, "2 Gaussians selected"));
    let before = means(&harness);
    let grip = place(&harness, 2);
    drag(&mut harness, grip, Vec2::new(-40.0, -60.0));
    let after = means(&harness);
    let by = [after[1][0] - before[1][0], after[1][1] - before[1][1]];
    assert!(by[0] < -0.1 && by[1] > 0.1, "{by:?}");
    for axis in 0..2 {
        assert!((after[0][axis] - before[0][axis] - by[axis]).abs() < 1e-12);
    }
    assert_eq!(after[2], before[2]);
    assert_eq!(selection(&harness), [0, 1], "they stay selected");
    wait_until(&mut harness, "the network is trained on all of it", |app| {
        app.snapshot().mixture.components()[0].mean == after[0]
    });
    undo(&mut harness);
    assert_eq!(means(&harness), before);
    // Once more on one of them leaves it out.
    let second = place(&harness, 2);
    click(&mut harness, second, Modifiers::SHIFT);
    assert_eq!(selection(&harness), [0]);
}

#[test]
fn arrow_keys_move_all_that_are_selected() {
    let mut harness = triangle();
    pick_two(&mut harness);
    let before = means(&harness);
    key(&mut harness, Key::ArrowUp);
    let after = means(&harness);
    assert!(after[0][1] > before[0][1]);
    let up = |k: usize| after[k][1] - before[k][1];
    assert!((up(0) - up(1)).abs() < 1e-12);
    assert_eq!(after[2], before[2]);
}

#[test]
fn a_rectangle_selects_what_lies_in_it_by_ctrl_and_by_the_tool_and_moves_no_view() {
    let mut harness = triangle();
    let (first, second, third) = (place(&harness, 1), place(&harness, 2), place(&harness, 3));
    let corner = Pos2::new(first.x - 30.0, first.y + 30.0);
    let to = Vec2::new(second.x - first.x + 60.0, second.y - first.y - 60.0);
    held(&mut harness, Modifiers::COMMAND);
    drag(&mut harness, corner, to);
    held(&mut harness, Modifiers::NONE);
    assert_eq!(selection(&harness), [0, 1]);
    assert_eq!(place(&harness, 1), first, "the view stayed");
    // A click beside them selects none.
    click(&mut harness, third + Vec2::new(-90.0, 0.0), Modifiers::NONE);
    assert_eq!(selection(&harness), [0usize; 0]);

    unfold(&mut harness);
    press(&mut harness, "Select by a rectangle");
    drag(&mut harness, third - Vec2::splat(40.0), Vec2::splat(80.0));
    assert_eq!(selection(&harness), [2]);
    held(&mut harness, Modifiers::SHIFT);
    drag(&mut harness, second - Vec2::splat(40.0), Vec2::splat(80.0));
    held(&mut harness, Modifiers::NONE);
    assert_eq!(selection(&harness), [1, 2], "with Shift more of them");
    key(&mut harness, Key::Escape);
    assert!(harness.state().workbench().view().tool.is_none());
    assert!(reads(&harness, "A drag moves the view again"));
    let before = place(&harness, 1);
    drag(
        &mut harness,
        first + Vec2::new(0.0, -90.0),
        Vec2::new(80.0, 0.0),
    );
    let moved = place(&harness, 1) - before;
    assert!(
        (moved.x - 80.0).abs() < 1.5,
        "a drag moves the view again: {moved:?}"
    );
}

#[test]
fn copies_stand_beside_and_are_selected_and_what_is_selected_is_removed_at_once() {
    let mut harness = triangle();
    pick_two(&mut harness);
    let before = components(harness.state());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run_steps(2);
    let after = components(harness.state());
    assert_eq!(after.len(), 5);
    assert_eq!(selection(&harness), [3, 4]);
    for (copy, of) in after[3..].iter().zip(&before) {
        assert_eq!((&copy.cov, copy.weight), (&of.cov, of.weight));
        assert!(copy.mean[0] > of.mean[0] && copy.mean[1] < of.mean[1]);
    }
    key(&mut harness, Key::Delete);
    assert_eq!(components(harness.state()), before);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    assert_eq!(selection(&harness), [0, 1, 2]);
    key(&mut harness, Key::Delete);
    assert!(reads(&harness, "could not remove all Gaussians"));
    assert_eq!(components(harness.state()), before, "nothing is lost");
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(components(harness.state()), before);
}

#[test]
fn what_is_locked_stays_where_it_is_until_it_is_unlocked_and_in_its_file() {
    let mut harness = triangle();
    pick_two(&mut harness);
    let first = place(&harness, 1);
    click(&mut harness, first, Modifiers::NONE);
    press(&mut harness, "Lock the selected Gaussian");
    assert!(reads(&harness, "weight 0.167, locked"));
    let before = components(harness.state());
    drag(&mut harness, first, Vec2::new(50.0, 0.0));
    key(&mut harness, Key::ArrowLeft);
    key(&mut harness, Key::Delete);
    assert!(reads(&harness, "could not remove what is locked"));
    assert_eq!(components(harness.state()), before);
    assert_eq!(place(&harness, 1), first, "the view stayed, too");

    // Among several the others move.
    pick_two(&mut harness);
    let grip = place(&harness, 2);
    drag(&mut harness, grip, Vec2::new(0.0, -40.0));
    let after = means(&harness);
    assert_eq!(after[0], before[0].mean);
    assert!(after[1][1] > before[1].mean[1] + 0.1);

    let text = harness.state().workbench().scene().to_toml().unwrap();
    assert_eq!(text.matches("locked = true").count(), 1);
    let read = Scene::from_toml(&text).unwrap();
    assert_eq!(&read, harness.state().workbench().scene());

    undo(&mut harness);
    undo(&mut harness);
    assert!(!reads(&harness, "locked"), "a lock is undone, too");
}

#[test]
fn several_are_brought_into_a_column_and_spaced_evenly() {
    let mut harness = triangle();
    pick_two(&mut harness);
    press(&mut harness, "Align in a column");
    let x: Vec<f64> = means(&harness).iter().map(|mean| mean[0]).collect();
    assert_eq!(x, [0.0, 0.0, 0.2]);
    undo(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    press(&mut harness, "Space evenly across");
    let x: Vec<f64> = means(&harness).iter().map(|mean| mean[0]).collect();
    assert_eq!(x, [-1.5, 1.5, 0.0]);
    press(&mut harness, "Align in a row");
    let y: Vec<f64> = means(&harness).iter().map(|mean| mean[1]).collect();
    assert!(y.iter().all(|y| (y - 1.0 / 3.0).abs() < 1e-12), "{y:?}");
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(means(&harness), [[-1.5, -0.5], [1.5, 0.0], [0.2, 1.5]]);
}

/// Types a number into a field of the table.
fn write(harness: &mut Harness<'static, App>, field: &str, number: &str) {
    harness
        .get_by_role_and_label(Role::SpinButton, field)
        .click();
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(number.to_owned()));
    harness.run_steps(2);
    key(harness, Key::Enter);
}

#[test]
fn the_table_takes_exact_numbers_and_weights_that_need_not_sum() {
    let mut harness = triangle();
    unfold(&mut harness);
    press(&mut harness, "Table of numbers");
    harness.run_steps(2);
    assert!(reads(&harness, "the weights sum to 6"));
    write(&mut harness, "Gaussian 2, x", "1.23456789");
    write(&mut harness, "Gaussian 2, std 1", "0.5");
    write(&mut harness, "Gaussian 2, angle", "30");
    write(&mut harness, "Gaussian 2, weight", "7");
    let second = &components(harness.state())[1];
    assert_eq!(second.mean, [1.234_567_89, 0.0]);
    assert_eq!(second.cov.stds(), [0.5, 0.3]);
    assert!((second.cov.angle() - 30_f64.to_radians()).abs() < 1e-15);
    assert_eq!(second.weight, 7.0);
    assert!(reads(&harness, "the weights sum to 11"));
    wait_until(&mut harness, "the network is trained on it", |app| {
        (app.snapshot().mixture.components()[1].weight - 7.0 / 11.0).abs() < 1e-12
    });
    press(&mut harness, "Sum to 1");
    let total: f64 = components(harness.state()).iter().map(|c| c.weight).sum();
    assert!((total - 1.0).abs() < 1e-12);
    harness.get_by_label("Gaussian 2, locked").click();
    harness.run_steps(3);
    let field = harness.get_by_role_and_label(Role::SpinButton, "Gaussian 2, x");
    assert!(field.accesskit_node().is_disabled());
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
}
