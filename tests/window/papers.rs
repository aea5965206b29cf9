//! The papers' figures, measured again beside the window.

use super::*;
use scorefield::measure::papers::GROUPS;

fn open(harness: &mut Harness<'static, App>) {
    press(harness, "Help");
    press(harness, "The papers' figures…");
}

#[test]
fn the_first_group_is_measured_beside_the_window_and_cancelled() {
    let mut harness = window();
    open(&mut harness);
    assert!(reads(&harness, GROUPS[0].lesson));
    press(&mut harness, "Measure");
    // The window goes on while the rows come in.
    let before = harness.state().snapshot().train_step;
    wait_to_read(&mut harness, "Song & Ermon 2019, fig. 2");
    wait_to_read(&mut harness, GROUPS[1].title);
    wait_to_read(&mut harness, "holds");
    wait_to_read(&mut harness, "Song & Ermon 2019, fig. 3");
    wait_until(&mut harness, "training goes on", |app| {
        app.snapshot().train_step > before
    });
    assert!(!reads(&harness, "FAILS"));
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
    press(&mut harness, "Cancel");
    wait_to_read(&mut harness, "stopped after");
    press(&mut harness, "Copy as text");
    assert!(harness.query_by_label("Measure").is_some());
}

#[test]
fn closing_the_papers_window_stops_the_measurement() {
    let mut harness = window();
    open(&mut harness);
    press(&mut harness, "Measure");
    wait_to_read(&mut harness, "holds");
    press(&mut harness, "Close window");
    harness.run_steps(2);
    assert!(!reads(&harness, "Copy as text"));
    open(&mut harness);
    wait_to_read(&mut harness, "stopped after");
}

#[test]
fn escape_closes_one_thing_after_the_other() {
    let mut harness = window();
    open(&mut harness);
    press(&mut harness, "Help");
    press(&mut harness, "What the letters mean");
    assert!(reads(&harness, "a standard normal draw") && reads(&harness, GROUPS[0].lesson));
    key(&mut harness, Key::Escape);
    assert!(!reads(&harness, "a standard normal draw"));
    // A number that is typed is left first.
    let role = egui::accesskit::Role::SpinButton;
    harness.get_by_role_and_label(role, "Seed").focus();
    harness.run_steps(2);
    key(&mut harness, Key::Escape);
    assert!(reads(&harness, GROUPS[0].lesson));
    key(&mut harness, Key::Escape);
    assert!(!reads(&harness, GROUPS[0].lesson));
    key(&mut harness, Key::F1);
    assert!(reads(&harness, "Keys and gestures"));
    key(&mut harness, Key::Escape);
    assert!(!reads(&harness, "Keys and gestures"));
}

#[test]
fn escape_closes_every_dialog() {
    let mut harness = window();
    for (held, letter) in [
        (Modifiers::COMMAND, Key::O),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::O),
        (Modifiers::COMMAND, Key::S),
        (Modifiers::COMMAND, Key::E),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::T),
    ] {
        harness.key_press_modifiers(held, letter);
        harness.run_steps(3);
        assert!(harness.query_by_label("Cancel").is_some(), "{letter:?}");
        key(&mut harness, Key::Escape);
        assert!(harness.query_by_label("Cancel").is_none(), "{letter:?}");
    }
}

#[test]
fn a_claim_opens_its_scene_and_undo_brings_back_what_was_there() {
    let mut harness = window();
    open(&mut harness);
    press(&mut harness, "Measure");
    let claim = "Show: Langevin's variance within that mode";
    wait_to_read(&mut harness, claim);
    harness.get_by_label_contains(claim).scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label_contains(claim).click();
    harness.run_steps(2);
    assert!(!reads(&harness, GROUPS[1].lesson) || !reads(&harness, "Copy as text"));
    let workbench = harness.state().workbench();
    assert_eq!(workbench.scene().title, "Far modes");
    assert_eq!(workbench.scene().sampling.sampler.name(), "langevin");
    assert_eq!(workbench.view().stage, Stage::Sample);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(harness.state().workbench().scene(), &scene());
}
