//! The way from data to noise and back on the clock.

use super::*;
use egui_kittest::kittest::NodeT;

/// A window whose network waits: its journey follows the exact score.
fn window_at_rest() -> Harness<'static, App> {
    window_at_start(scene(), Vec2::new(1280.0, 800.0))
}

/// Opens the journey once the network has learned something, which it follows then.
fn open_learned_journey(harness: &mut Harness<'static, App>) {
    wait_until(harness, "a network that has learned", |app| {
        app.snapshot().has_learned()
    });
    open_journey(harness);
}

/// Opens the journey and waits until its first panel can be read.
fn open_journey(harness: &mut Harness<'static, App>) {
    key(harness, Key::J);
    let start = Instant::now();
    while harness
        .query_all_by_label_contains("true paths")
        .next()
        .is_none()
    {
        assert!(start.elapsed() < PATIENCE, "the journey was never recorded");
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    // The legend comes with the recording, and the clock stands above it.
    harness.run_steps(2);
}

/// Drags the clock to its right end, where the particles have come back to the data.
fn scrub_to_the_end(harness: &mut Harness<'static, App>) {
    let bar = harness.get_by_label("Clock").rect();
    drag(harness, bar.left_center(), Vec2::new(bar.width(), 0.0));
}

#[test]
fn the_clock_goes_to_the_noise_and_back_to_the_data() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    scrub_to_the_end(&mut harness);
    assert!(reads(&harness, "63 of 63 evaluations"), "Heun's 32 steps");
    assert!(reads(&harness, "128 of 128 evaluations"));
    assert!(reads(&harness, "mode 1: "), "two modes have a meter");
    key(&mut harness, Key::J);
    assert!(harness.query_by_label("Clock").is_none());
    assert!(reads(&harness, "Gaussian 1 of 2"));
}

#[test]
fn a_restart_under_the_clock_leaves_the_recording_on_show() {
    let mut harness = window();
    open_learned_journey(&mut harness);
    let recorded = harness.state().snapshot().train_step;
    for _ in 0..5 {
        key(&mut harness, Key::R);
        scrub_to_the_end(&mut harness);
        assert!(reads(&harness, "63 of 63 evaluations"));
        assert!(!reads(&harness, "NaN"));
    }
    // Not even when the new training has come as far is the recording of it.
    wait_until(&mut harness, "as many steps as before", |app| {
        app.snapshot().train_step > recorded
    });
    harness.run_steps(2);
    assert!(reads(&harness, "before the restart"));
}

#[test]
fn a_second_target_is_recorded_anew() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    harness
        .state_mut()
        .workbench_mut()
        .open(scorefield::scene::preset::find("three-gaussians").unwrap());
    wait_until(&mut harness, "the new target", |app| {
        app.snapshot().mixture.components().len() == 3
    });
    let start = Instant::now();
    scrub_to_the_end(&mut harness);
    while !reads(&harness, "mode 3: ") {
        harness.run_steps(1);
        assert!(
            start.elapsed() < PATIENCE,
            "the new target was never recorded"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_clock_is_played_and_moved_by_keys_and_training_is_not() {
    let mut harness = window();
    open_journey(&mut harness);
    assert!(reads(&harness, "Pause the journey"));
    key(&mut harness, Key::Space);
    assert!(reads(&harness, "Play the journey"));
    assert_eq!(harness.state().snapshot().phase, Phase::Training);
    key(&mut harness, Key::End);
    assert!(reads(&harness, "63 of 63 evaluations"));
    key(&mut harness, Key::ArrowLeft);
    assert!(!reads(&harness, "63 of 63 evaluations"));
    key(&mut harness, Key::PageUp);
    assert!(reads(&harness, "0 of 63 evaluations"));
    key(&mut harness, Key::Home);
    assert!(reads(&harness, "true paths"));
}

#[test]
fn a_recording_stays_on_show_while_another_sampler_is_recorded() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    key(&mut harness, Key::End);
    press(&mut harness, "Add a sampler");
    let start = Instant::now();
    while !reads(&harness, "learned score: 128 of 128 evaluations") {
        assert!(reads(&harness, "exact score: 63 of 63 evaluations"));
        assert!(start.elapsed() < PATIENCE, "never recorded");
        std::thread::sleep(Duration::from_millis(2));
        harness.run_steps(1);
    }
}

#[test]
fn samplers_that_are_added_are_new_ones() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    key(&mut harness, Key::End);
    press(&mut harness, "Add a sampler");
    press(&mut harness, "Add a sampler");
    wait_to_read(&mut harness, "learned score: 63 of 63 evaluations");
    assert!(reads(&harness, "exact score: 63 of 63 evaluations"));
    assert!(reads(&harness, "learned score: 128 of 128 evaluations"));
    assert!(reads(&harness, "exact score: 128 of 128 evaluations"));
}

#[test]
fn after_a_restart_no_arrows_of_the_new_network_stand_under_the_old_points() {
    let mut harness = window();
    open_learned_journey(&mut harness);
    key(&mut harness, Key::End);
    let says =
        |harness: &Harness<'static, App>, text: &str| reads(harness, &text.replace(' ', "\u{a0}"));
    assert!(says(&harness, "the score that a panel follows"));
    let before = harness.state().snapshot().run;
    key(&mut harness, Key::R);
    wait_until(&mut harness, "the new network", |app| {
        app.snapshot().run != before
    });
    harness.run_steps(1);
    assert!(says(&harness, "no arrows: the network was restarted since"));
    // Who follows the training is shown the new network at once.
    press(&mut harness, "Follow the training");
    let start = Instant::now();
    while !says(&harness, "the score that a panel follows") {
        assert!(start.elapsed() < PATIENCE, "never recorded again");
        std::thread::sleep(Duration::from_millis(2));
        harness.run_steps(1);
    }
    assert!(!reads(&harness, "before the restart"));
}

#[test]
fn the_pace_of_the_clock_is_set_in_the_rail() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    let pace = |harness: &Harness<'static, App>| {
        let slider =
            harness.get_by_role_and_label(egui::accesskit::Role::Slider, "Pace of the clock");
        (slider.rect(), slider.accesskit_node().numeric_value())
    };
    let (rail, usual) = pace(&harness);
    assert_eq!(usual, Some(2.0));
    drag(&mut harness, rail.center(), Vec2::new(rail.width(), 0.0));
    assert_eq!(pace(&harness).1, Some(4.0));
}

fn journey_of_one_level() -> Harness<'static, App> {
    let mut scene = scene();
    scene.training.noise_levels = scorefield::score::NoiseLevels::Fixed(0.5);
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    open_learned_journey(&mut harness);
    harness
}

#[test]
fn a_network_of_one_level_is_told_how_to_take_the_way() {
    let mut harness = journey_of_one_level();
    key(&mut harness, Key::End);
    assert!(reads(&harness, "σ = 0.5, and"));
    assert!(reads(&harness, "set Levels to All"));
    assert!(reads(&harness, "no sampler comes back"));
    assert!(!reads(&harness, "NaN"));
}

#[test]
fn every_control_of_the_journey_has_a_name() {
    let mut harness = window();
    open_journey(&mut harness);
    for _ in 0..2 {
        press(&mut harness, "Add a sampler");
    }
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
}

/// What the window says about the network behind the recording.
fn recorded_step(harness: &Harness<'static, App>) -> Option<String> {
    let mut said = harness.query_all_by_label_contains("Learned score of step");
    said.next().and_then(|label| label.value())
}

#[test]
fn following_the_training_records_again_by_itself_and_never_blanks_the_panels() {
    let mut harness = window();
    open_learned_journey(&mut harness);
    press(&mut harness, "Remove sampler 2");
    key(&mut harness, Key::End);
    press(&mut harness, "Follow the training");
    let first = recorded_step(&harness);
    let start = Instant::now();
    while recorded_step(&harness) == first {
        assert!(reads(&harness, "63 of 63 evaluations"));
        assert!(start.elapsed() < PATIENCE, "never recorded again");
        std::thread::sleep(Duration::from_millis(2));
        harness.run_steps(1);
    }
    assert!(recorded_step(&harness).is_some());
}

#[test]
fn a_network_of_one_level_promises_no_arrows_on_the_way_to_the_noise() {
    let mut harness = journey_of_one_level();
    key(&mut harness, Key::Home);
    wait_until(&mut harness, "the field of clean data", |app| {
        let field = app.snapshot().field.clone();
        field.is_some_and(|field| field.learned.is_empty())
    });
    harness.run_steps(2);
    let legend = |text: &str| reads(&harness, &text.replace(' ', "\u{a0}"));
    assert!(legend("no arrows: the network was not trained"));
    assert!(!legend("that a panel follows"));
    assert!(reads(
        &harness,
        "no way back by Probability-flow ODE (Heun)"
    ));
}

#[test]
fn nothing_of_the_journey_is_cut_off_in_a_classroom() {
    for (presenter, size) in [
        (true, [1280.0, 800.0]),
        (true, [1920.0, 1080.0]),
        (true, [900.0, 600.0]),
        (false, [1280.0, 800.0]),
        (false, [900.0, 600.0]),
    ] {
        let mut harness = window_at_start(scene(), Vec2::from(size));
        harness.state_mut().workbench_mut().view_mut().presenter = presenter;
        open_journey(&mut harness);
        let right = size[0] - 1.0;
        // On the wall of a room the samplers are on a key.
        let labels: &[&str] = if presenter {
            &["Clock", "⏸ Pause"]
        } else {
            &[
                "Add a sampler",
                "Train",
                "Remove sampler 2",
                "Process",
                "Clock",
            ]
        };
        for label in labels {
            let rect = harness.get_all_by_label(label).last().unwrap().rect();
            assert!(
                rect.left() >= 0.0 && rect.right() <= right,
                "{label} at {rect:?} in {size:?}, presenter {presenter}"
            );
        }
    }
}

#[test]
fn an_untrained_network_is_not_recorded_but_trained_first() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    key(&mut harness, Key::End);
    assert!(reads(&harness, "The network has learned nothing yet"));
    assert!(reads(&harness, "exact score: 63 of 63 evaluations"));
    assert!(reads(&harness, "exact score: 128 of 128 evaluations"));
    let playback = &mut harness.state_mut().workbench_mut().view_mut().playback;
    playback.pace = Playback::default().pace;
    press(&mut harness, "Train");
    wait_to_read(&mut harness, "learned score: 63 of 63 evaluations");
    assert!(!reads(&harness, "The network has learned nothing yet"));
    assert!(harness.state().snapshot().has_learned());
}

#[test]
fn a_score_that_was_chosen_is_kept_whatever_the_network_learns() {
    let mut harness = window_at_rest();
    open_journey(&mut harness);
    key(&mut harness, Key::End);
    let exact = harness.get_all_by_label("exact").next().unwrap();
    exact.click();
    wait_to_read(&mut harness, "learned score: 63 of 63 evaluations");
    assert!(reads(&harness, "Untrained: step 0"));
    harness.state_mut().workbench_mut().view_mut().playback = Playback::default();
    wait_until(&mut harness, "a network that has learned", |app| {
        app.snapshot().has_learned()
    });
    harness.run_steps(3);
    assert!(reads(&harness, "exact score: 128 of 128 evaluations"));
    assert!(reads(&harness, "Record again"));
}

#[test]
fn the_column_says_what_is_to_come_while_the_journey_is_recorded() {
    let mut harness = window_at_rest();
    assert!(reads(&harness, "begin with the first step"));
    harness.key_press(Key::J);
    let start = Instant::now();
    let mut announced = false;
    while !reads(&harness, "true paths") {
        assert!(start.elapsed() < PATIENCE, "the journey was never recorded");
        harness.run_steps(1);
        announced |= reads(&harness, "and which error is left");
        assert!(!announced || !reads(&harness, "Loss"));
    }
    assert!(announced);
    harness.run_steps(1);
    assert!(reads(&harness, "Which error is left?") && !reads(&harness, "Loss"));
}
