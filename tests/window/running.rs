//! Training and particles under the window's keys and buttons.

use super::*;
use scorefield::score::{Objective, ScoreFn};

#[test]
fn restart_begins_a_new_run() {
    let mut harness = window();
    let before = harness.state().snapshot().run;
    press(&mut harness, "Restart");
    wait_until(&mut harness, "a new run", |app| app.snapshot().run > before);
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
    key(&mut harness, Key::Space);
    assert!(
        harness
            .query_all_by_label_contains("cannot go on from here")
            .next()
            .is_some(),
        "pressing Train again is answered"
    );
    press(&mut harness, "Restart with a smaller learning rate");
    assert!(harness.state().workbench().scene().training.learning_rate <= 0.01);
    wait_until(&mut harness, "training again", |app| {
        app.snapshot().phase == Phase::Training && app.snapshot().train_step > 5
    });
}

#[test]
fn another_objective_is_chosen_from_the_list_while_training_goes_on() {
    let mut harness = window();
    let run = harness.state().snapshot().run;
    let list = harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Objective");
    list.click();
    harness.run_steps(3);
    press(&mut harness, "Implicit");
    wait_until(&mut harness, "a loss below zero with its floor", |app| {
        let history = &app.snapshot().history;
        let last = history.loss.last();
        history.objective == Objective::Implicit
            && last.is_some_and(|p| p.bin.mean < 0.0 && p.floor.is_some())
    });
    harness.run_steps(2);
    assert_eq!(harness.state().snapshot().run, run, "the weights stay");
}

#[test]
fn one_level_is_chosen_from_the_list_and_trained_from_scratch() {
    // As high as all that is unfolded.
    let mut harness = window_of(scene(), Vec2::new(1280.0, 1100.0));
    unfold(&mut harness);
    let choose = |harness: &mut Harness<'static, App>, levels: &str| {
        let list = harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Levels");
        list.click();
        harness.run_steps(3);
        press(harness, levels);
    };
    for (levels, fixed) in [("One", true), ("All", false)] {
        choose(&mut harness, levels);
        wait_until(&mut harness, "training at the chosen levels", |app| {
            let snapshot = app.snapshot();
            snapshot.network.only_level().is_some() == fixed
                && snapshot.phase == Phase::Training
                && snapshot.train_step > 5
        });
    }
}

#[test]
fn a_typed_number_counts_when_it_is_complete() {
    // As high as all that is unfolded.
    let mut harness = window_of(scene(), Vec2::new(1280.0, 1200.0));
    unfold(&mut harness);
    let rate = |harness: &Harness<'static, App>| {
        let scene = harness.state().workbench().scene();
        scene.training.learning_rate
    };
    let role = egui::accesskit::Role::SpinButton;
    let field = harness.get_by_role_and_label(role, "Learning rate");
    field.click();
    harness.run_steps(3);
    for letter in ["0", ".", "0", "2"] {
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.run_steps(3);
        assert_eq!(rate(&harness), 0.01, "not complete");
    }
    key(&mut harness, Key::Enter);
    assert_eq!(rate(&harness), 0.02);
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
fn a_click_with_alt_or_shift_sends_particles_from_there() {
    for modifiers in [Modifiers::ALT, Modifiers::SHIFT] {
        particles_start_at_a_click(modifiers);
    }
}

#[test]
fn a_click_with_alt_on_a_handle_launches_too_and_leaves_the_handle_alone() {
    let mut harness = window();
    let ring = harness
        .get_by_label_contains("Gaussian 1 of 2")
        .rect()
        .center();
    let before = components(harness.state());
    harness.event(egui::Event::ModifiersChanged(Modifiers::ALT));
    drag(&mut harness, ring, Vec2::new(60.0, 0.0));
    assert_eq!(components(harness.state()), before);
    assert_eq!(harness.state().workbench().selected(), None);
}

fn particles_start_at_a_click(modifiers: Modifiers) {
    let mut scene = scene();
    // A step this small leaves them where they started.
    scene.sampling.step_size = Some(1e-9);
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    let rect =
        |harness: &Harness<'static, App>, label: &str| harness.get_by_label_contains(label).rect();
    let left = rect(&harness, "Gaussian 1 of 2").center();
    let right = rect(&harness, "Gaussian 2 of 2").center();
    let per_unit = (right.x - left.x) / 3.0;
    let spot = Pos2::new(0.5 * (left.x + right.x), left.y - 2.0 * per_unit);
    harness.hover_at(spot);
    harness.run_steps(1);
    harness.event(egui::Event::ModifiersChanged(modifiers));
    for pressed in [true, false] {
        harness.event(egui::Event::PointerButton {
            pos: spot,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers,
        });
        harness.run_steps(1);
    }
    let near = |point: &[f64; 2]| point[0].hypot(point[1] - 2.0) < 0.4;
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
    harness.run_steps(2);
    assert!(reads(&harness, "launched by hand"));
    let snapshot = harness.state().snapshot();
    let swarm = snapshot.swarm.as_ref().unwrap();
    assert_eq!(swarm.launched.len(), 20);
    for launched in &swarm.launched {
        let trail = &swarm.trails[launched.particle * swarm.trail_len..][..swarm.trail_len];
        assert_eq!(trail.last(), launched.path.last());
        assert!(launched.path.iter().all(near), "a path begins at the click");
    }
    harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    key(&mut harness, Key::N);
    wait_until(
        &mut harness,
        "none is left of those that were launched",
        |app| {
            let snapshot = app.snapshot();
            let swarm = snapshot.swarm.as_ref();
            swarm.is_some_and(|swarm| swarm.launched.is_empty())
        },
    );
}

#[test]
fn the_constant_moves_no_arrow() {
    let mut harness = window();
    key(&mut harness, Key::Space);
    wait_until(&mut harness, "a pause", |app| {
        app.snapshot().phase == Phase::Paused && app.snapshot().field.is_some()
    });
    let before = harness.state().snapshot().field.clone().unwrap();
    assert!(!reads(&harness, "log(c p)"));
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .log10_constant = 1.5;
    harness.run_steps(10);
    let after = harness.state().snapshot().field.clone().unwrap();
    assert_eq!(before.learned, after.learned);
    assert_eq!(before.exact, after.exact);
    assert!(reads(&harness, "log(c p)"));
}

#[test]
fn nothing_is_drawn_while_nothing_moves() {
    let mut harness = window();
    harness.state_mut().workbench_mut().view_mut().sigma = Some(0.3);
    key(&mut harness, Key::Space);
    key(&mut harness, Key::K);
    // Not even later: animations end, and the workers have nothing more to say.
    let mut quiet = 0;
    wait_until(&mut harness, "rest", |_| true);
    let start = Instant::now();
    while quiet < 20 {
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
        quiet = if harness.ctx.has_requested_repaint() {
            0
        } else {
            quiet + 1
        };
        assert!(start.elapsed() < PATIENCE, "it never comes to rest");
    }
}

#[test]
fn a_list_is_read_and_chosen_from_by_keys_and_has_the_keyboard_while_it_is_open() {
    let mut harness = window();
    let objective = |harness: &Harness<'static, App>| {
        let scene = harness.state().workbench().scene();
        scene.training.objective
    };
    let before = objective(&harness);
    let list = harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Objective");
    list.focus();
    harness.run_steps(2);
    key(&mut harness, Key::Enter);
    harness.run_steps(2);
    for letter in [Key::J, Key::W, Key::Num2, Key::A] {
        key(&mut harness, letter);
    }
    let view = harness.state().workbench().view();
    assert!(view.stage == Stage::Learn && !view.presenter);
    assert_eq!(view.field, FieldKind::Learned);
    assert_eq!(components(harness.state()).len(), 2);
    // To the second entry and away: nothing is chosen yet.
    key(&mut harness, Key::Home);
    key(&mut harness, Key::ArrowDown);
    key(&mut harness, Key::Escape);
    harness.run_steps(2);
    assert_eq!(objective(&harness), before);
    assert_eq!(harness.state().workbench().scene(), &scene());
    // The button has the keyboard again: down by two, and this time it counts.
    key(&mut harness, Key::Enter);
    harness.run_steps(2);
    key(&mut harness, Key::Home);
    for _ in 0..2 {
        key(&mut harness, Key::ArrowDown);
    }
    key(&mut harness, Key::Enter);
    assert_ne!(objective(&harness), before);
    // The list is closed: letters are the window's again.
    key(&mut harness, Key::Num2);
    assert_eq!(
        harness.state().workbench().view().field,
        FieldKind::Exact,
        "the list has closed"
    );
}
