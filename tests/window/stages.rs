//! The stages: their tabs, their controls, their keys, and how they fit into windows and rooms.

use super::*;

#[test]
fn stages_are_tabs_with_keys_and_j_goes_to_the_journey_and_back_to_where_one_was() {
    let mut harness = window();
    let stage = |harness: &Harness<'static, App>| harness.state().workbench().view().stage;
    assert_eq!(stage(&harness), Stage::Learn);
    press(&mut harness, "Sample");
    assert_eq!(stage(&harness), Stage::Sample);
    assert!(reads(&harness, "Gaussian 1 of 2"), "the plane stays");
    press(&mut harness, "Journey");
    assert_eq!(stage(&harness), Stage::Journey);
    key(&mut harness, Key::J);
    assert_eq!(stage(&harness), Stage::Sample);
    for (pressed, expected) in [
        (Key::F4, Stage::Journey),
        (Key::F2, Stage::Learn),
        (Key::F3, Stage::Sample),
    ] {
        key(&mut harness, pressed);
        assert_eq!(stage(&harness), expected);
    }
}

#[test]
fn each_stage_has_its_own_controls_a_handful_at_first_and_the_rest_behind_more() {
    let mut harness = window();
    let has = |harness: &Harness<'static, App>, label: &str| {
        harness.query_all_by_label(label).next().is_some()
    };
    for (stage, at_first, more, elsewhere) in [
        (
            Key::F2,
            ["Pause training", "Restart", "Objective"],
            ["Learning rate", "Width"],
            ["Respawn", "Sampler"],
        ),
        (
            Key::F3,
            ["Pause particles", "Respawn", "Sampler"],
            ["Temperature τ", "Start"],
            ["Restart", "Objective"],
        ),
    ] {
        key(&mut harness, stage);
        for label in at_first {
            assert!(has(&harness, label), "{label} is not there");
        }
        for label in more.into_iter().chain(elsewhere) {
            assert!(!has(&harness, label), "{label} is there");
        }
        press(&mut harness, "More");
        harness.run_steps(3);
        for label in more {
            assert!(has(&harness, label), "{label} is not behind More");
        }
        for label in elsewhere {
            assert!(!has(&harness, label), "{label} does nothing here");
        }
        press(&mut harness, "Less");
    }
}

#[test]
fn space_and_s_run_and_step_what_the_stage_is_about() {
    let mut harness = window();
    let playback = |harness: &Harness<'static, App>| harness.state().workbench().view().playback;
    key(&mut harness, Key::F3);
    key(&mut harness, Key::Space);
    assert!(!playback(&harness).particles && playback(&harness).training);
    let steps = |app: &App| app.snapshot().swarm.as_ref().map(|swarm| swarm.step);
    wait_until(&mut harness, "the particles rest", |app| {
        let before = steps(app);
        std::thread::sleep(Duration::from_millis(50));
        before.is_some() && before == steps(app)
    });
    let before = steps(harness.state());
    key(&mut harness, Key::S);
    wait_until(&mut harness, "a step", |app| steps(app) > before);
    key(&mut harness, Key::F2);
    key(&mut harness, Key::Space);
    assert!(!playback(&harness).training && !playback(&harness).particles);
}

#[test]
fn every_stage_fits_into_windows_from_small_to_huge() {
    for size in [
        [500.0, 400.0],
        [640.0, 480.0],
        [900.0, 600.0],
        [1280.0, 800.0],
        [3840.0, 2160.0],
    ] {
        let mut harness = window_of(scene(), Vec2::from(size));
        let room = egui::Rect::from_min_size(Pos2::ZERO, Vec2::from(size));
        for (stage, must) in [
            (Key::F2, "Gaussian 1 of 2"),
            (Key::F3, "Gaussian 1 of 2"),
            (Key::F4, "Clock"),
        ] {
            key(&mut harness, stage);
            harness.run_steps(3);
            for label in ["Learn", "Sample", "Journey", "Present", must] {
                let mut found = harness.query_all_by_label_contains(label);
                let rect = found
                    .next()
                    .unwrap_or_else(|| panic!("no {label} at {size:?}"))
                    .rect();
                assert!(room.contains_rect(rect), "{label} at {rect:?} in {size:?}");
            }
        }
    }
}

#[test]
fn in_presenter_mode_the_picture_has_the_whole_width_and_there_are_five_controls() {
    for size in [[1280.0, 800.0], [1920.0, 1080.0]] {
        let mut harness = window_of(scene(), Vec2::from(size));
        let apart = |harness: &Harness<'static, App>| {
            let x = |label: &str| harness.get_by_label_contains(label).rect().center().x;
            x("Gaussian 2 of 2") - x("Gaussian 1 of 2")
        };
        key(&mut harness, Key::W);
        harness.run_steps(4);
        assert!(apart(&harness) > 0.2 * size[0], "the picture is small");
        for label in ["Restart", "Learn", "Leave"] {
            assert!(reads(&harness, label), "{label} at {size:?}");
        }
        assert!(reads(&harness, "Play") || reads(&harness, "Pause"));
        for label in ["Scene to show", "File", "Objective", "More"] {
            assert!(harness.query_by_label(label).is_none(), "{label} is there");
        }
        assert!(reads(&harness, "∇ log p"), "the formula of what is shown");
        key(&mut harness, Key::Num2);
        assert!(reads(&harness, "which way data really become likelier"));
        key(&mut harness, Key::F3);
        assert!(reads(&harness, "Respawn"));
        let names = [
            "Chart of the loss",
            "Chart of the score error",
            "Chart of the error per noise level",
        ];
        for shown in [0, 1, 2, 3] {
            key(&mut harness, Key::C);
            harness.run_steps(2);
            for (index, name) in names.iter().enumerate() {
                let there = harness.query_by_label(name).is_some();
                assert_eq!(there, index == shown, "{name} after {} times C", shown + 1);
            }
        }
        key(&mut harness, Key::Escape);
        assert!(harness.query_by_label("Scene to show").is_some());
        key(&mut harness, Key::W);
        press(&mut harness, "Leave");
        assert!(harness.query_by_label("Scene to show").is_some());
    }
}

#[test]
fn on_the_wall_of_a_room_the_journey_has_its_formula_above_it_too() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    key(&mut harness, Key::J);
    let line = "Noise drowns the data; the score leads back";
    assert!(!reads(&harness, line));
    key(&mut harness, Key::W);
    harness.run_steps(4);
    let head = harness.get_by_label_contains(line).rect();
    let clock = harness.get_by_label("Clock").rect();
    assert!(head.bottom() < 0.3 * 800.0 && clock.top() > head.bottom());
}

#[test]
fn what_does_nothing_in_the_journey_is_not_done_behind_it() {
    let mut harness = window();
    key(&mut harness, Key::J);
    let before = (
        harness.state().workbench().view().clone(),
        components(harness.state()),
    );
    for pressed in [
        Key::Num2,
        Key::A,
        Key::Delete,
        Key::L,
        Key::K,
        Key::N,
        Key::F,
        Key::C,
    ] {
        key(&mut harness, pressed);
    }
    let after = (
        harness.state().workbench().view().clone(),
        components(harness.state()),
    );
    assert_eq!(after, before);
}
