//! A gesture keeps the meaning it began with.

use super::*;

fn apart(harness: &Harness<'static, App>) -> f32 {
    mean(harness, 2).x - mean(harness, 1).x
}

fn turn(harness: &mut Harness<'static, App>, points: f32) {
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(20);
}

#[test]
fn zooming_out_goes_on_when_a_handle_has_slid_under_the_pointer() {
    let mut harness = window();
    let before = components(harness.state());
    let wide = apart(&harness);
    let pointer = mean(&harness, 1) + Vec2::new(0.0, 36.0);
    harness.hover_at(pointer);
    harness.run_steps(2);
    let mut met = false;
    for notch in 0..10 {
        turn(&mut harness, -60.0);
        met |= mean(&harness, 1).distance(pointer) < 8.0;
        if notch == 5 {
            // A rest of half a second: the hand is where it was.
            harness.run_steps(30);
        }
    }
    assert!(met, "the handle has come under the pointer");
    assert!(apart(&harness) < 0.15 * wide, "every notch zoomed");
    assert_eq!(components(harness.state()), before);
}

#[test]
fn weighing_begins_anew_when_the_pointer_has_been_moved_to_a_handle() {
    let mut harness = window();
    let wide = apart(&harness);
    harness.hover_at(mean(&harness, 1) + Vec2::new(0.0, 60.0));
    harness.run_steps(2);
    turn(&mut harness, -30.0);
    assert!(apart(&harness) < wide);
    harness.run_steps(20);
    harness.hover_at(mean(&harness, 1));
    harness.run_steps(2);
    let zoomed = apart(&harness);
    turn(&mut harness, 60.0);
    let all = components(harness.state());
    assert!(all[0].weight > 1.1 * all[1].weight, "{all:?}");
    assert!((apart(&harness) - zoomed).abs() < 0.5, "the view stayed");
}

#[test]
fn a_pinch_zooms_also_over_a_handle() {
    let mut harness = window();
    let before = components(harness.state());
    let wide = apart(&harness);
    harness.hover_at(mean(&harness, 1));
    harness.run_steps(2);
    harness.event(egui::Event::Zoom(1.5));
    harness.run_steps(20);
    assert!((apart(&harness) / wide - 1.5).abs() < 0.05);
    assert_eq!(components(harness.state()), before);
}

#[test]
fn shift_pressed_while_the_plane_is_dragged_launches_nothing() {
    let mut harness = window();
    let before = mean(&harness, 1);
    let from = before + Vec2::new(120.0, 110.0);
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(1);
    for part in 1..=8 {
        if part == 4 {
            harness.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
        }
        harness.hover_at(from + Vec2::new(0.0, 10.0 * part as f32));
        harness.run_steps(1);
    }
    harness.drop_at(from + Vec2::new(0.0, 80.0));
    harness.run_steps(2);
    let moved = mean(&harness, 1) - before;
    assert!((moved - Vec2::new(0.0, 80.0)).length() < 1.5, "{moved:?}");
}

#[test]
fn a_held_gaussian_stays_under_the_hand_when_the_view_is_to_be_fitted() {
    let mut harness = window();
    let grip = mean(&harness, 1);
    harness.hover_at(grip + Vec2::new(0.0, 80.0));
    harness.run_steps(2);
    turn(&mut harness, 60.0);
    harness.run_steps(20);
    let grip = mean(&harness, 1);
    let zoomed = apart(&harness);
    harness.hover_at(grip);
    harness.run_steps(1);
    harness.drag_at(grip);
    harness.run_steps(1);
    harness.hover_at(grip + Vec2::new(0.0, 20.0));
    harness.run_steps(1);
    key(&mut harness, Key::F);
    let to = grip + Vec2::new(0.0, 40.0);
    harness.hover_at(to);
    harness.run_steps(2);
    assert!((mean(&harness, 1) - to).length() < 1.5, "under the hand");
    assert!((apart(&harness) - zoomed).abs() < 0.5, "not yet fitted");
    harness.drop_at(to);
    harness.run_steps(3);
    assert!(
        (apart(&harness) - zoomed).abs() > 1.0,
        "fitted after the drag"
    );
}
