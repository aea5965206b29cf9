//! Lessons: a step is set, asked, measured and judged; one's own work is kept aside and given back.

use super::*;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

/// What the first step's button says: the first steps' cards have words of its title, too.
const FIRST: &str = "Look around x";
const SECOND: &str = "How long is an arrow?";

fn lesson_scene() -> Scene {
    scorefield::scene::preset::find("three-gaussians").unwrap()
}

/// A window in the first lesson, at step `number` counted from 1.
fn window_at(number: usize) -> Harness<'static, App> {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    press(&mut harness, "Lessons");
    for _ in 1..number {
        key(&mut harness, Key::PageDown);
    }
    harness
}

fn own<'a>(harness: &'a Harness<'static, App>) -> &'a Scene {
    harness.state().workbench().scene()
}

fn choose(harness: &mut Harness<'static, App>, choice: &str) {
    harness
        .get_by_role_and_label(Role::RadioButton, choice)
        .click();
    harness.run_steps(2);
}

/// Where the first Gaussian of the lesson stands.
fn middle(harness: &Harness<'static, App>) -> Pos2 {
    harness
        .get_by_label_contains("Gaussian 1 of 3")
        .rect()
        .center()
}

#[test]
fn a_lesson_sets_its_scene_and_one_s_own_work_comes_back_as_it_was() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    harness.state_mut().workbench_mut().view_mut().sigma = Some(0.7);
    harness.run_steps(2);
    let before = harness.state().workbench().view().clone();
    press(&mut harness, "Lessons");
    assert!(reads(&harness, FIRST));
    assert_eq!(own(&harness), &lesson_scene());
    assert_eq!(harness.state().workbench().view().sigma, Some(0.3));
    press(&mut harness, "Leave the lessons");
    assert!(!reads(&harness, FIRST));
    assert_eq!(own(&harness), &scene());
    let after = harness.state().workbench().view().clone();
    assert_eq!(after.sigma, before.sigma);
    assert_eq!(
        (after.field, after.stage, after.probe),
        (before.field, before.stage, before.probe)
    );
    assert!(!after.lessons.open && after.lessons.lesson == "what-a-score-is");
}

#[test]
fn what_was_learned_comes_back_too() {
    let mut harness = window();
    wait_until(&mut harness, "some learning", |app| {
        app.snapshot().train_step > 20
    });
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .playback
        .training = false;
    wait_until(&mut harness, "a pause", |app| {
        app.snapshot().phase == Phase::Paused
    });
    let learned = harness.state().snapshot().network.clone();
    press(&mut harness, "Lessons");
    wait_until(&mut harness, "the lesson", |app| {
        app.snapshot().mixture.components().len() == 3
    });
    press(&mut harness, "Leave the lessons");
    wait_until(&mut harness, "the network of before", |app| {
        let snapshot = app.snapshot();
        snapshot.mixture.components().len() == 2 && snapshot.network == learned
    });
}

#[test]
fn page_keys_and_buttons_turn_and_undo_goes_back_with_its_scene() {
    let mut harness = window_at(1);
    key(&mut harness, Key::PageDown);
    assert!(reads(&harness, SECOND));
    assert_eq!(own(&harness).target.components().len(), 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert!(reads(&harness, FIRST));
    assert_eq!(own(&harness), &lesson_scene());
    press(&mut harness, "Skip");
    assert!(reads(&harness, SECOND));
    press(&mut harness, "Back");
    assert!(reads(&harness, FIRST));
    key(&mut harness, Key::PageUp);
    assert!(reads(&harness, FIRST));
    // Undo past the first step is one's own work again.
    for _ in 0..8 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(2);
    }
    assert_eq!(own(&harness), &scene());
    assert!(!reads(&harness, FIRST));
}

#[test]
fn the_run_waits_for_an_answer_and_judges_it_by_what_it_measured() {
    let mut harness = window_at(2);
    let run = harness.get_by_label("Measure the slope of log p");
    assert!(run.accesskit_node().is_disabled());
    harness.get_by_label("Your number").click();
    harness.run_steps(2);
    harness.get_by_label("Your number").type_text("2.05");
    harness.run_steps(1);
    key(&mut harness, Key::Enter);
    press(&mut harness, "Measure the slope of log p");
    wait_to_read(&mut harness, "Length of the arrow: 2 1/unit");
    assert!(reads(&harness, "Right"));
    assert!(reads(&harness, "0.05 1/unit too high"));
    let progress = &harness.state().workbench().view().lessons;
    assert_eq!(progress.answered_in("what-a-score-is"), 1);
    press(&mut harness, "Answer again");
    assert!(!reads(&harness, "Length of the arrow: 2"));
}

#[test]
fn a_choice_that_does_not_hold_is_told_so() {
    let mut harness = window_at(3);
    choose(&mut harness, "It gets 100 times longer.");
    press(&mut harness, "Compare 81 arrows");
    wait_to_read(&mut harness, "Your choice does not hold.");
    press(&mut harness, "Answer again");
    // The rail comes back from what was measured.
    harness.run_steps(60);
    choose(&mut harness, "Not at all.");
    press(&mut harness, "Compare 81 arrows");
    wait_to_read(&mut harness, "Your choice holds.");
}

#[test]
fn a_click_on_the_plane_answers_where_a_point_is_asked_for() {
    let mut harness = window_at(1);
    assert!(reads(&harness, "Click on the picture."));
    let pos = middle(&harness) + Vec2::new(-10.0, 60.0);
    harness.hover_at(pos);
    harness.run_steps(1);
    harness.drag_at(pos);
    harness.run_steps(1);
    harness.drop_at(pos);
    harness.run_steps(2);
    assert!(reads(&harness, "Your point"));
    press(&mut harness, "Look around x");
    wait_to_read(&mut harness, "° off.");
    // The answer moved nothing.
    assert_eq!(own(&harness), &lesson_scene());
}

#[test]
fn a_scene_of_one_s_own_is_told_from_that_of_the_step_and_the_step_is_set_again() {
    let mut harness = window_at(1);
    harness.state_mut().workbench_mut().open(scene());
    harness.run_steps(3);
    assert!(reads(&harness, "Another scene is on show"));
    press(&mut harness, "Show the scene of this step");
    assert_eq!(own(&harness), &lesson_scene());
    assert!(!reads(&harness, "Another scene is on show"));
}

#[test]
fn every_step_can_be_shown() {
    let course = scorefield::lesson::Course::embedded();
    let steps: usize = course.lessons.iter().map(|lesson| lesson.steps.len()).sum();
    let mut harness = window_at(1);
    for lesson in &course.lessons {
        for step in &lesson.steps {
            harness.run_steps(2);
            assert!(reads(&harness, &step.title), "{}", step.title);
            assert_eq!(own(&harness), &step.staging.scene, "{}", step.title);
            key(&mut harness, Key::PageDown);
        }
    }
    assert!(steps > 25);
    assert!(reads(&harness, "The end"));
}

#[test]
fn lessons_that_somebody_writes_are_read_again_and_faults_are_told_while_the_step_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("01-mine.md");
    let text = |words: &str| {
        format!(
            "# Mine\n\n## My step\n\n{words}\n\n```scene\npreset = \"rings\"\nsigma = 0.3\n```\n"
        )
    };
    std::fs::write(&path, text("First words.")).unwrap();
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    opening::drop_file(&mut harness, path.clone());
    wait_to_read(&mut harness, "First words.");
    wait_until(&mut harness, "the scene of the lesson", |app| {
        app.workbench().scene().title == scorefield::scene::preset::find("rings").unwrap().title
    });
    std::fs::write(&path, text("Second words.")).unwrap();
    wait_to_read(&mut harness, "Second words.");
    std::fs::write(&path, text("A $\\sgma$.")).unwrap();
    wait_to_read(&mut harness, "line 5, column 4: unknown command");
    assert!(reads(&harness, "Second words."));
    std::fs::write(&path, text("Third words.")).unwrap();
    wait_to_read(&mut harness, "Third words.");
    wait_until(&mut harness, "no fault", |_| true);
    assert!(!reads(&harness, "unknown command"));
    press(&mut harness, "Leave the lessons");
    assert_eq!(own(&harness), &scene());
}

#[test]
fn a_network_that_learns_on_the_picture_is_judged_by_its_own_curve() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("01-live.md");
    let text = "# Live\n\n## Train\n\nTrain it.\n\n```scene\npreset = \"one-gaussian\"\nfield = \"learned\"\n[change.network]\nwidth = 32\n[change.training]\nbatch = 64\n```\n\n```predict\nask = \"Loss?\"\nmeasure = \"trained-loss\"\nrun = \"Train now\"\nexpect = [0.3, 2.5]\nwith = { train_steps = 60 }\n[[choice]]\nsay = \"some\"\nfrom = 0.1\n[[choice]]\nsay = \"none\"\nto = 0.1\n```\n";
    std::fs::write(&path, text).unwrap();
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    opening::drop_file(&mut harness, path);
    wait_to_read(&mut harness, "Train it.");
    choose(&mut harness, "some");
    press(&mut harness, "Train now");
    wait_to_read(&mut harness, "Training loss of late");
    assert!(reads(&harness, "Your choice holds."));
    assert!(harness.state().snapshot().train_step >= 60);
}

#[test]
fn lessons_that_were_open_at_the_end_are_open_at_the_start_at_the_same_step() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    harness.state_mut().workbench_mut().view_mut().lessons = scorefield::lesson::Progress {
        open: true,
        lesson: "the-denoising-loss".to_owned(),
        step: 2,
        ..Default::default()
    };
    harness.run_steps(3);
    assert!(reads(&harness, "The floor"));
    press(&mut harness, "Leave the lessons");
    assert_eq!(own(&harness), &scene());
}

#[test]
fn a_letter_that_is_pointed_at_says_what_it_is_and_what_it_is_worth() {
    let mut harness = window_at(1);
    let formula = harness.get_by_label(r"s(x) = \nabla \log p(x)");
    let place = formula.rect();
    // The value of what is asked for is not told before it was measured.
    assert!(!reads(&harness, "s = (−5.78, 3.74)"));
    let mut found = false;
    for part in 0..60 {
        let x = place.left() + place.width() * (part as f32 + 0.5) / 60.0;
        harness.hover_at(Pos2::new(x, place.center().y));
        harness.run_steps(40);
        if reads(&harness, "x = (0.2, −1.2): the point that is looked at") {
            found = true;
            break;
        }
    }
    assert!(found);
}
