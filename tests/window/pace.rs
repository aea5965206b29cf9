//! How fast things go, from the first frame on.

use super::*;
use egui::accesskit::Role;
use scorefield::session::{Speed, TrainingPace};

fn pace(harness: &Harness<'static, App>) -> TrainingPace {
    harness.state().workbench().view().playback.pace
}

#[test]
fn a_window_opens_untrained_with_particles_alive_and_space_begins_slowly() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    wait_until(&mut harness, "moving particles and a first error", |app| {
        let snapshot = app.snapshot();
        let moving = snapshot.swarm.as_ref().is_some_and(|swarm| swarm.step > 40);
        moving && snapshot.field.is_some() && !snapshot.history.error.is_empty()
    });
    let snapshot = harness.state().snapshot();
    assert_eq!((snapshot.train_step, &snapshot.phase), (0, &Phase::Paused));
    key(&mut harness, Key::Space);
    wait_until(&mut harness, "the first steps", |app| {
        app.snapshot().train_step > 0
    });
    let snapshot = harness.state().snapshot();
    assert_eq!(snapshot.pace, Some(10.0), "slowly at first");
    assert_eq!(snapshot.history.error[0].since, 0, "the beginning is kept");
    assert!(reads(&harness, "10 steps a second, rising"));
}

#[test]
fn comma_and_full_stop_change_the_pace_of_what_runs() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    assert_eq!(pace(&harness), TrainingPace::Rising);
    key(&mut harness, Key::Period);
    assert_eq!(pace(&harness), TrainingPace::Steps(30));
    for _ in 0..2 {
        key(&mut harness, Key::Comma);
    }
    assert_eq!(pace(&harness), TrainingPace::Steps(3));
    key(&mut harness, Key::Space);
    wait_until(&mut harness, "steps at this pace", |app| {
        app.snapshot().train_step > 2 && app.snapshot().pace == Some(3.0)
    });
    for _ in 0..6 {
        key(&mut harness, Key::Period);
    }
    assert_eq!(pace(&harness), TrainingPace::FlatOut);
    wait_until(&mut harness, "steps without a pace", |app| {
        app.snapshot().train_step > 60 && app.snapshot().pace.is_none()
    });
    key(&mut harness, Key::J);
    key(&mut harness, Key::Comma);
    let view = harness.state().workbench().view();
    assert_eq!(view.journey_speed, Speed::Half);
    assert_eq!(view.playback.pace, TrainingPace::FlatOut);
}

#[test]
fn a_slider_goes_from_one_step_a_second_to_flat_out() {
    let mut harness = window();
    let name = "Pace of training";
    let slider = harness.get_by_role_and_label(Role::Slider, name).rect();
    let width = slider.width() - 16.0;
    let right = slider.right_center() - Vec2::new(8.0, 0.0);
    drag(&mut harness, right, Vec2::new(-width, 0.0));
    assert_eq!(pace(&harness), TrainingPace::Steps(1));
    assert!(reads(&harness, "1 step a second"));
    let left = slider.left_center() + Vec2::new(8.0, 0.0);
    drag(&mut harness, left, Vec2::new(0.5 * width, 0.0));
    let TrainingPace::Steps(steps) = pace(&harness) else {
        panic!("{:?}", pace(&harness));
    };
    assert!((10..=100).contains(&steps), "{steps}");
}

#[test]
fn training_begins_at_the_start_for_who_wants_it() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    press(&mut harness, "Run");
    press(&mut harness, "Train at start");
    let view = harness.state().workbench().view().clone();
    assert!(
        view.train_at_start && !view.playback.training,
        "at the next one"
    );
    assert!(view.sanitized().playback.training);
}
