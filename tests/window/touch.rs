//! Fingers instead of a mouse.

use super::*;
use egui::{Event, PointerButton, TouchDeviceId, TouchId, TouchPhase, pos2, vec2};

/// What a finger does; the first one is the pointer, too, as everywhere.
fn touch(harness: &mut Harness<'static, App>, finger: u64, phase: TouchPhase, pos: Pos2) {
    harness.event(Event::Touch {
        device_id: TouchDeviceId(1),
        id: TouchId(finger),
        phase,
        pos,
        force: None,
    });
    if finger == 1 {
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        match phase {
            TouchPhase::Start => {
                harness.event(Event::PointerMoved(pos));
                harness.event(button(true));
            }
            TouchPhase::Move => harness.event(Event::PointerMoved(pos)),
            TouchPhase::End | TouchPhase::Cancel => {
                harness.event(button(false));
                harness.event(Event::PointerGone);
            }
        }
    }
    harness.run_steps(1);
}

fn drag_by_finger(harness: &mut Harness<'static, App>, from: Pos2, by: Vec2) {
    touch(harness, 1, TouchPhase::Start, from);
    for part in 1..=8 {
        let pos = from + by * (part as f32 / 8.0);
        touch(harness, 1, TouchPhase::Move, pos);
    }
    touch(harness, 1, TouchPhase::End, from + by);
    harness.run_steps(3);
}

#[test]
fn two_fingers_zoom_and_pan_wherever_the_first_one_came_down() {
    for on_handle in [false, true] {
        let mut harness = window();
        let before = components(harness.state());
        let means = [1, 2].map(|number| mean(&harness, number));
        let first = if on_handle {
            means[0]
        } else {
            means[0] + vec2(20.0, 110.0)
        };
        let from = [first, first + vec2(80.0, -60.0)];
        let shift = vec2(15.0, 10.0);
        let middle = from[0] + 0.5 * (from[1] - from[0]);
        // Apart by half as much again, and off as a whole.
        let to = from.map(|finger| middle + 1.5 * (finger - middle) + shift);
        touch(&mut harness, 1, TouchPhase::Start, from[0]);
        touch(&mut harness, 2, TouchPhase::Start, from[1]);
        // Held still by several fingers it opens no menu.
        harness.run_steps(80);
        for part in 1..=10 {
            let part = part as f32 / 10.0;
            let [a, b] = [0, 1].map(|i| from[i] + part * (to[i] - from[i]));
            touch(&mut harness, 1, TouchPhase::Move, a);
            touch(&mut harness, 2, TouchPhase::Move, b);
        }
        touch(&mut harness, 2, TouchPhase::End, to[1]);
        touch(&mut harness, 1, TouchPhase::End, to[0]);
        harness.run_steps(3);
        assert!(
            !reads(&harness, "Add a Gaussian here") && !reads(&harness, "Remove this Gaussian")
        );
        for (number, was) in [1, 2].into_iter().zip(means) {
            let expected = middle + 1.5 * (was - middle) + shift;
            let off = mean(&harness, number).distance(expected);
            assert!(off < 2.0, "mean {number} is {off} off, {on_handle}");
        }
        assert_eq!(components(harness.state()), before, "{on_handle}");
    }
}

#[test]
fn a_finger_takes_hold_of_a_gaussian_that_a_mouse_would_miss() {
    let beside = vec2(0.0, 18.0);
    let by = vec2(0.0, 60.0);
    let mut harness = window();
    let before = mean(&harness, 1);
    drag(&mut harness, before + beside, by);
    assert_eq!(components(harness.state()), components_of(&scene()));
    let panned = mean(&harness, 1);
    assert!((panned - before - by).length() < 2.0, "{panned:?}");
    // The first touch says that it is a finger, the next one is as wide as one.
    touch(&mut harness, 1, TouchPhase::Start, pos2(700.0, 700.0));
    touch(&mut harness, 1, TouchPhase::End, pos2(700.0, 700.0));
    harness.run_steps(2);
    drag_by_finger(&mut harness, panned + beside, by);
    let moved = components(harness.state());
    let was = components_of(&scene());
    assert!(moved[0].mean[1] < was[0].mean[1] - 0.1, "{moved:?}");
    assert_eq!(moved[1], was[1]);
    // On the empty plane it moves the view.
    let there = mean(&harness, 2);
    drag_by_finger(&mut harness, there + vec2(0.0, -90.0), vec2(-80.0, 0.0));
    let off = mean(&harness, 2) - there;
    assert!((off - vec2(-80.0, 0.0)).length() < 2.0, "{off:?}");
    assert_eq!(components(harness.state()), moved);
}

fn components_of(scene: &Scene) -> Vec<Component> {
    match &scene.target {
        Target::Components(components) => components.clone(),
        other @ (Target::Shape(_) | Target::Points(_)) => panic!("not components: {other:?}"),
    }
}

#[test]
fn a_finger_held_still_opens_what_can_be_done_there() {
    let mut harness = window();
    let place = mean(&harness, 1) + vec2(0.0, 120.0);
    touch(&mut harness, 1, TouchPhase::Start, place);
    harness.run_steps(80);
    touch(&mut harness, 1, TouchPhase::End, place);
    harness.run_steps(3);
    press(&mut harness, "Add a Gaussian here");
    let added = components(harness.state());
    assert_eq!(added.len(), 3);
    let rect = harness.get_by_label_contains("Gaussian 3 of 3").rect();
    assert!(rect.center().distance(place) < 3.0, "{rect:?}");

    let handle = rect.center();
    touch(&mut harness, 1, TouchPhase::Start, handle);
    harness.run_steps(80);
    touch(&mut harness, 1, TouchPhase::End, handle);
    harness.run_steps(3);
    press(&mut harness, "Remove this Gaussian");
    harness.run_steps(2);
    assert_eq!(components(harness.state()), components_of(&scene()));
}

#[test]
fn where_a_finger_is_expected_the_first_touch_beside_the_middle_takes_hold() {
    let mut harness = window();
    let ctx = harness.ctx.clone();
    harness.state().expect_finger(&ctx);
    harness.run_steps(2);
    let before = components(harness.state());
    let beside = mean(&harness, 1) + vec2(14.0, -12.0);
    drag_by_finger(&mut harness, beside, vec2(40.0, 0.0));
    let after = components(harness.state());
    assert!(after[0].mean[0] > before[0].mean[0], "{after:?}");
    assert_eq!(after[1], before[1]);
}

#[test]
fn on_a_narrow_plane_the_legend_is_one_row_until_it_is_touched() {
    let mut harness = window_of(scene(), vec2(390.0, 844.0));
    wait_until(&mut harness, "particles on a field", |app| {
        app.snapshot().field.is_some() && app.snapshot().swarm.is_some()
    });
    let plate = |harness: &Harness<'static, App>| {
        let legend = harness
            .query_all_by_label_contains("learned score; ")
            .next();
        legend.expect("no legend").rect()
    };
    let folded = plate(&harness);
    let center = folded.center();
    touch(&mut harness, 1, TouchPhase::Start, center);
    touch(&mut harness, 1, TouchPhase::End, center);
    harness.run_steps(3);
    let open = plate(&harness);
    assert!(open.height() > 1.8 * folded.height(), "{folded} {open}");
    touch(&mut harness, 1, TouchPhase::Start, open.center());
    touch(&mut harness, 1, TouchPhase::End, open.center());
    harness.run_steps(3);
    assert_eq!(plate(&harness), folded);
}

#[test]
fn a_finger_finds_the_entries_of_a_menu() {
    let mut harness = window_of(scene(), vec2(390.0, 844.0));
    let tap = |harness: &mut Harness<'static, App>, name: &str| {
        let place = harness.get_by_label(name).rect();
        touch(harness, 1, TouchPhase::Start, place.center());
        touch(harness, 1, TouchPhase::End, place.center());
        harness.run_steps(4);
    };
    tap(&mut harness, "Menu");
    for menu in ["File", "Help"] {
        let place = harness.get_by_label(menu).rect();
        assert!(place.height() >= 44.0, "{menu} {place}");
    }
    tap(&mut harness, "File");
    for entry in ["Open scene…", "Copy link"] {
        let place = harness.get_by_label(entry).rect();
        assert!(place.height() >= 44.0, "{entry} {place}");
    }
}
