//! The line that finds actions and scenes by their names.

use super::*;
use egui::Event;

fn type_in(harness: &mut Harness<'static, App>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(3);
}

fn open(harness: &mut Harness<'static, App>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    assert!(reads(harness, "Find an action or a scene"));
}

#[test]
fn an_action_is_found_by_a_word_and_done_by_enter() {
    let mut harness = window();
    open(&mut harness);
    type_in(&mut harness, "exact fi");
    key(&mut harness, Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().workbench().view().field, FieldKind::Exact);
    assert!(
        !reads(&harness, "Find an action or a scene"),
        "it stays open"
    );
}

#[test]
fn a_preset_is_found_and_opened_and_arrows_go_down_the_list() {
    let mut harness = window();
    open(&mut harness);
    type_in(&mut harness, "scene");
    for arrow in [Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::ArrowUp] {
        key(&mut harness, arrow);
    }
    for _ in 0.."scene".len() {
        key(&mut harness, Key::Backspace);
    }
    type_in(&mut harness, "two moons");
    key(&mut harness, Key::Enter);
    harness.run_steps(3);
    assert!(reads(&harness, "Opened Two moons"));
}

#[test]
fn letters_that_are_typed_into_it_do_nothing_else_and_escape_closes_it() {
    let mut harness = window();
    let before = harness.state().workbench().view().clone();
    open(&mut harness);
    type_in(&mut harness, "d");
    key(&mut harness, Key::D);
    type_in(&mut harness, "qqq");
    assert!(reads(&harness, "Nothing has such a name"));
    key(&mut harness, Key::Enter);
    assert!(
        reads(&harness, "Find an action or a scene"),
        "nothing was found"
    );
    key(&mut harness, Key::Escape);
    harness.run_steps(3);
    assert!(!reads(&harness, "Find an action or a scene"));
    assert_eq!(*harness.state().workbench().view(), before);
}
