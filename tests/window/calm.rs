//! What does nothing at the moment is not there, and nothing moves when it comes.

use super::*;
use egui::Rect;
use egui::accesskit::Role;

const RAIL: &str = "Training step on show";

fn has(harness: &Harness<'static, App>, label: &str) -> bool {
    harness.query_all_by_label(label).next().is_some()
}

fn place(harness: &Harness<'static, App>, label: &str) -> Rect {
    harness.get_by_label(label).rect()
}

fn at_start() -> Harness<'static, App> {
    window_at_start(scene(), Vec2::new(1280.0, 800.0))
}

#[test]
fn before_the_first_step_there_is_no_bar_of_steps_and_the_picture_stays_when_it_comes() {
    let mut harness = at_start();
    assert!(!has(&harness, RAIL));
    assert!(reads(&harness, "Nothing learned yet. Press Train"));
    assert!(reads(&harness, "What the network is to learn"));
    assert!(!has(&harness, "Per level") && reads(&harness, "begin with the first step"));
    let steady = |harness: &Harness<'static, App>| {
        let network = place(harness, "The network");
        (mean(harness, 2), network)
    };
    let before = steady(&harness);
    press(&mut harness, "One training step");
    wait_until(&mut harness, "a step", |app| {
        app.snapshot().train_step > 0 && !app.snapshot().history.loss.is_empty()
    });
    harness.run_steps(2);
    assert!(has(&harness, "Per level") && !reads(&harness, "begin with the first step"));
    assert!(has(&harness, RAIL));
    assert!(!reads(&harness, "Nothing learned yet"));
    assert!(reads(&harness, "What the network has learned"));
    assert_eq!(steady(&harness), before);
}

#[test]
fn the_way_back_to_the_newest_network_comes_with_an_earlier_one_and_the_rail_stays() {
    let mut harness = window();
    wait_until(&mut harness, "a past", |app| app.snapshot().train_step > 50);
    let buttons = ["Newest network", "Go on from here"];
    assert!(buttons.iter().all(|label| !has(&harness, label)));
    let before = place(&harness, RAIL);
    harness.get_by_label(RAIL).focus();
    harness.run_steps(3);
    key(&mut harness, Key::ArrowLeft);
    wait_until(&mut harness, "an earlier network", |app| {
        app.snapshot().recall.is_some()
    });
    harness.run_steps(2);
    assert!(buttons.iter().all(|label| has(&harness, label)));
    assert_eq!(place(&harness, RAIL), before);
}

#[test]
fn on_a_wall_the_bar_of_steps_is_there_only_for_an_earlier_network() {
    let mut harness = window_of(scene(), Vec2::new(1920.0, 1080.0));
    wait_until(&mut harness, "a past", |app| app.snapshot().train_step > 50);
    harness.run_steps(2);
    assert!(has(&harness, RAIL));
    key(&mut harness, Key::W);
    harness.run_steps(3);
    assert!(!has(&harness, RAIL));
    key(&mut harness, Key::W);
    harness.run_steps(3);
    harness.get_by_label(RAIL).focus();
    harness.run_steps(3);
    key(&mut harness, Key::ArrowLeft);
    wait_until(&mut harness, "an earlier network", |app| {
        app.snapshot().recall.is_some()
    });
    key(&mut harness, Key::W);
    harness.run_steps(3);
    assert!(has(&harness, RAIL) && has(&harness, "Newest network"));
}

#[test]
fn what_acts_on_a_selection_comes_with_it_and_the_rest_stays_where_it_was() {
    let mut harness = at_start();
    let absent = [
        "Remove the selected Gaussian",
        "Duplicate the selected Gaussian",
        "Fixed points",
        "Back",
    ];
    for label in absent {
        assert!(!has(&harness, label), "{label} does nothing yet");
    }
    let steady = ["Add a Gaussian", "Restart", "More"];
    let before = steady.map(|label| place(&harness, label));
    harness.get_by_label_contains("Gaussian 1 of 2").click();
    harness.run_steps(3);
    assert!(has(&harness, absent[0]) && has(&harness, absent[1]));
    assert_eq!(steady.map(|label| place(&harness, label)), before);
}

#[test]
fn a_lesson_says_nothing_of_its_network_before_that_has_learned() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("01-pin.md");
    let text = "# Pin\n\n## A pin\n\nLook at it.\n\n```scene\npreset = \"three-gaussians\"\nsigma = 0.3\npoint = [0.5, 0.5]\npinned = true\n[change.network]\nwidth = 32\n[change.training]\nbatch = 64\n```\n";
    std::fs::write(&path, text).unwrap();
    let mut harness = at_start();
    opening::drop_file(&mut harness, path);
    wait_to_read(&mut harness, "Look at it.");
    assert!(!has(&harness, RAIL) && !reads(&harness, "Nothing learned yet"));
    wait_to_read(&mut harness, "At the pin");
    // The answer of the network would have come by now.
    for _ in 0..40 {
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
    assert!(reads(&harness, "exact score") && reads(&harness, "to their average D(x)"));
    let of_network = ["learned score", "the network's D(x)"];
    assert!(of_network.iter().all(|words| !reads(&harness, words)));
    key(&mut harness, Key::T);
    for words in of_network {
        wait_to_read(&mut harness, words);
    }
    assert!(harness.state().snapshot().train_step > 0 && has(&harness, RAIL));
}

#[test]
fn the_lists_of_a_rail_end_at_its_edge_and_are_wide_or_beside_their_names() {
    let mut harness = window();
    unfold(&mut harness);
    for stage in [Key::F2, Key::F3, Key::F4] {
        key(&mut harness, stage);
        harness.run_steps(3);
        let lists = harness.query_all_by_role(Role::ComboBox);
        // Beside the rail stand the list of scenes and those on the picture.
        let places = lists.map(|list| list.rect());
        let of_rail: Vec<Rect> = places.filter(|place| place.right() < 232.0).collect();
        assert!(of_rail.len() > 1, "{stage:?}: {of_rail:?}");
        let mut widths: Vec<i32> = Vec::new();
        for list in &of_rail {
            assert_eq!(list.right(), of_rail[0].right(), "{stage:?}: {of_rail:?}");
            widths.push(list.width().round() as i32);
        }
        widths.sort_unstable();
        widths.dedup();
        assert!(widths.len() <= 2, "{stage:?}: {widths:?}");
    }
}
