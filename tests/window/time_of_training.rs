//! The bar of training steps: looking at earlier networks and going on from them.

use super::{drag, key, mean, press, reads, unfold, wait_to_read, wait_until, window};
use egui::{Key, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use scorefield::session::Phase;
use scorefield::ui::App;

const RAIL: &str = "Training step on show";

/// The step of the earlier network on show.
fn back(app: &App) -> Option<u64> {
    Some(app.snapshot().recall.as_ref()?.train_step)
}

/// A window whose network has taken so many steps.
fn trained(steps: u64) -> Harness<'static, App> {
    let mut harness = window();
    wait_until(&mut harness, "a past", |app| {
        app.snapshot().train_step > steps
    });
    harness
}

fn drag_the_rail(harness: &mut Harness<'static, App>, by: Vec2) {
    let rail = harness.get_by_label(RAIL).rect();
    drag(harness, rail.right_center() - vec2(8.0, 0.0), by);
}

fn trains(harness: &Harness<'static, App>) -> bool {
    harness.state().snapshot().phase == Phase::Training
}

#[test]
fn a_drag_along_the_bar_shows_an_earlier_network_while_training_waits_and_back_it_goes_on() {
    let mut harness = trained(300);
    assert!(trains(&harness));
    drag_the_rail(&mut harness, vec2(-120.0, 0.0));
    let step = settled(&mut harness);
    assert_eq!(harness.state().snapshot().phase, Phase::Paused);
    let snapshot = harness.state().snapshot();
    assert!(step > 5 && step < 200, "{step}");
    assert_eq!(snapshot.network.train_steps(), Some(step));
    wait_to_read(&mut harness, "Looking back at step");
    // The chart says what is measured of it.
    press(&mut harness, "Error");
    wait_to_read(&mut harness, &format!("step {step}: "));
    // To the right end again.
    drag_the_rail_from_the_knob(&mut harness, 400.0);
    wait_until(&mut harness, "the newest network, which trains", |app| {
        back(app).is_none() && app.snapshot().phase == Phase::Training
    });
    assert!(!reads(&harness, "Looking back"));
}

/// The step that is looked back at when nothing changes any more: on the way to it others were asked for.
fn settled(harness: &mut Harness<'static, App>) -> u64 {
    let (mut last, mut unchanged) = (None, 0);
    wait_until(harness, "an earlier network", |app| {
        let now = back(app);
        unchanged = if now == last { unchanged + 1 } else { 0 };
        last = now;
        now.is_some() && unchanged > 60
    });
    last.unwrap()
}

/// Wherever the knob stands, a press moves it to the pointer.
fn drag_the_rail_from_the_knob(harness: &mut Harness<'static, App>, by: f32) {
    let rail = harness.get_by_label(RAIL).rect();
    drag(
        harness,
        rail.left_center() + vec2(30.0, 0.0),
        vec2(by.min(rail.width() - 34.0), 0.0),
    );
}

#[test]
fn training_goes_on_from_the_network_on_show_and_forgets_what_came_later() {
    let mut harness = trained(300);
    let run = harness.state().snapshot().run;
    drag_the_rail(&mut harness, vec2(-160.0, 0.0));
    let step = settled(&mut harness);
    let newest = harness.state().snapshot().train_step;
    press(&mut harness, "Go on from here");
    wait_until(&mut harness, "a training that goes on", |app| {
        let snapshot = app.snapshot();
        back(app).is_none() && snapshot.phase == Phase::Training && snapshot.train_step > step
    });
    let snapshot = harness.state().snapshot();
    assert_eq!(snapshot.run, run);
    let marks: Vec<u64> = snapshot
        .history
        .marks
        .iter()
        .map(|mark| mark.train_step)
        .collect();
    assert_eq!(marks, [step]);
    assert!(
        snapshot
            .checkpoints
            .windows(2)
            .all(|pair| pair[0] < pair[1])
    );
    assert!(newest > step);
}

#[test]
fn keys_go_from_network_to_network_and_train_returns_to_the_newest() {
    let mut harness = trained(200);
    key(&mut harness, Key::T);
    wait_until(&mut harness, "a pause", |app| {
        app.snapshot().phase == Phase::Paused
    });
    let kept = harness.state().snapshot().checkpoints.clone();
    let newest = harness.state().snapshot().train_step;
    let past: Vec<u64> = kept.iter().copied().filter(|step| *step < newest).collect();
    harness.get_by_label(RAIL).focus();
    harness.run_steps(3);
    for by in 1..=3 {
        key(&mut harness, Key::ArrowLeft);
        let wanted = past[past.len() - by];
        wait_until(&mut harness, "the one before", |app| {
            back(app) == Some(wanted)
        });
    }
    key(&mut harness, Key::Home);
    wait_until(&mut harness, "the first", |app| back(app) == Some(0));
    key(&mut harness, Key::ArrowRight);
    wait_until(&mut harness, "the second", |app| back(app) == Some(1));
    key(&mut harness, Key::End);
    wait_until(&mut harness, "the newest", |app| back(app).is_none());
    // It rested before, and rests on.
    harness.run_steps(3);
    assert_eq!(harness.state().snapshot().phase, Phase::Paused);
    key(&mut harness, Key::ArrowLeft);
    wait_until(&mut harness, "an earlier one", |app| back(app).is_some());
    key(&mut harness, Key::T);
    wait_until(&mut harness, "the newest that trains", |app| {
        back(app).is_none() && app.snapshot().train_step > newest
    });
}

#[test]
fn after_an_edit_it_is_said_that_the_target_of_then_is_not_kept() {
    let mut harness = trained(100);
    let from = mean(&harness, 1);
    drag(&mut harness, from, vec2(30.0, 20.0));
    drag_the_rail(&mut harness, vec2(-200.0, 0.0));
    wait_until(&mut harness, "an earlier network", |app| {
        let snapshot = app.snapshot();
        snapshot
            .recall
            .as_ref()
            .is_some_and(|recall| recall.is_of_another_target)
    });
    wait_to_read(&mut harness, "on the target as it is now");
    press(&mut harness, "Newest network");
    wait_until(&mut harness, "the newest", |app| back(app).is_none());
}

#[test]
fn a_drag_along_the_error_chart_goes_back_too_and_a_restart_leaves_no_past() {
    let mut harness = trained(300);
    press(&mut harness, "Error");
    wait_to_read(&mut harness, "score error");
    let chart = harness.get_by_label("Chart of the score error").rect();
    drag(&mut harness, chart.center(), vec2(-20.0, 0.0));
    wait_until(&mut harness, "an earlier network", |app| {
        back(app).is_some()
    });
    key(&mut harness, Key::R);
    wait_until(&mut harness, "a new run that trains", |app| {
        back(app).is_none()
            && app.snapshot().phase == Phase::Training
            && app.snapshot().train_step > 0
    });
}

#[test]
fn a_scene_that_is_opened_while_looking_back_has_its_newest_network_and_waits() {
    let mut harness = trained(100);
    drag_the_rail(&mut harness, vec2(-120.0, 0.0));
    wait_until(&mut harness, "an earlier network", |app| {
        back(app).is_some() && app.snapshot().phase == Phase::Paused
    });
    let workbench = harness.state_mut().workbench_mut();
    let mut other = workbench.scene().clone();
    other.seed += 1;
    workbench.open(other);
    wait_until(&mut harness, "the other scene", |app| {
        app.snapshot().loads == 1 && back(app).is_none()
    });
    harness.run_steps(10);
    let snapshot = harness.state().snapshot();
    assert_eq!((snapshot.train_step, &snapshot.phase), (0, &Phase::Paused));
    // The bar is of the new run.
    assert_eq!(*snapshot.checkpoints, [0]);
}

#[test]
fn both_losses_and_their_constant_are_measured_while_the_network_learns() {
    let mut harness = trained(50);
    unfold(&mut harness);
    press(&mut harness, "DSM = ESM + C");
    wait_until(&mut harness, "the objectives", |app| {
        app.snapshot().identity.is_some()
    });
    wait_to_read(&mut harness, "DSM − ESM");
    let first = harness.state().snapshot().identity.clone().unwrap();
    wait_until(&mut harness, "the same of a later network", |app| {
        let newest = app
            .snapshot()
            .identity
            .as_ref()
            .map(|frame| frame.train_step);
        newest.is_some_and(|step| step > first.train_step + 100)
    });
    let later = harness.state().snapshot().identity.clone().unwrap();
    assert_eq!(
        later.matching.denoising_constant,
        first.matching.denoising_constant
    );
    for frame in [first, later] {
        let found = frame.matching;
        for (gap, constant) in [
            (found.denoising_gap, found.denoising_constant),
            (found.implicit_gap, found.implicit_constant),
        ] {
            let off = (gap.value - constant.value) / gap.se;
            assert!(off.abs() < 4.5, "{off} at step {}", frame.train_step);
        }
    }
    press(&mut harness, "Close DSM = ESM + C");
    wait_until(&mut harness, "an end", |app| {
        app.snapshot().identity.is_none()
    });
    assert!(!reads(&harness, "DSM − ESM"));
}

#[test]
fn a_pinned_run_stays_in_the_charts_and_beside_the_picture_and_lends_its_seed() {
    let mut harness = trained(150);
    key(&mut harness, Key::T);
    wait_until(&mut harness, "a pause", |app| {
        app.snapshot().phase == Phase::Paused
    });
    unfold(&mut harness);
    press(&mut harness, "Pin this run");
    wait_until(&mut harness, "a pinned run", |app| {
        app.snapshot().pin.is_some()
    });
    wait_to_read(&mut harness, "Nothing differs but the steps");
    press(&mut harness, "Error");
    wait_to_read(&mut harness, "pinned run ");
    let seed = harness.state().workbench().scene().seed;

    let scene = harness.state_mut().workbench_mut();
    let mut other = scene.scene().clone();
    other.seed = seed + 5;
    other.training.learning_rate = 0.003;
    scene.open(other);
    wait_until(&mut harness, "another run", |app| {
        app.snapshot().train_step == 0 && app.snapshot().pin.is_some()
    });
    wait_to_read(&mut harness, "Learning rate");
    wait_to_read(&mut harness, "some of what differs is chance");
    press(&mut harness, "Side by side");
    wait_until(&mut harness, "the pinned field", |app| {
        let pin = app.snapshot().pin.clone();
        pin.is_some_and(|pin| !pin.learned.is_empty()) && app.workbench().view().is_beside_pinned()
    });
    press(&mut harness, "Equal seeds");
    wait_to_read(&mut harness, "both runs see the same random numbers");
    assert_eq!(harness.state().workbench().scene().seed, seed);
    press(&mut harness, "Unpin");
    wait_until(&mut harness, "no pinned run", |app| {
        app.snapshot().pinned.is_none()
    });
    harness.run_steps(2);
    assert!(!reads(&harness, "Beside the pinned run"));
    assert!(!harness.state().workbench().view().is_beside_pinned());
}
