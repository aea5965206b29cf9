//! Edits, undo and what the workers are told.

use super::*;
use crate::scene::Target;
use crate::score::{NoiseLevels, Objective, Parameterization};

fn document() -> Document {
    let components = vec![
        Component::round([-1.0, 0.0], 0.5, 1.0),
        Component::round([1.0, 0.0], 0.5, 3.0),
    ];
    Document::new(Scene::new("Two", Target::Components(components))).unwrap()
}

fn move_first(document: &mut Document, x: f64) {
    let mut component = document.components()[0].clone();
    component.mean[0] = x;
    document.set_component(0, component);
}

#[test]
fn a_drag_of_many_frames_is_one_step_of_undo() {
    let mut document = document();
    let mut commands = Vec::new();
    for frame in 0..20 {
        move_first(&mut document, -1.0 - 0.1 * frame as f64);
        document.sync(frame as f64, false, &mut commands).unwrap();
    }
    assert_eq!(commands.len(), 19, "the first frame changed nothing");
    document.sync(30.0, true, &mut commands).unwrap();
    assert!(document.undo());
    assert_eq!(document.components()[0].mean[0], -1.0);
    assert!(!document.can_undo());
    assert!(document.redo());
    assert!((document.components()[0].mean[0] + 2.9).abs() < 1e-12);
}

#[test]
fn an_edit_that_cannot_be_run_is_taken_back_and_said() {
    let mut document = document();
    let mut commands = Vec::new();
    move_first(&mut document, f64::NAN);
    let message = document.sync(0.0, true, &mut commands).unwrap_err();
    assert!(message.contains("component 1"), "{message}");
    assert!(commands.is_empty());
    assert_eq!(document.components()[0].mean[0], -1.0);
}

#[test]
fn a_drag_retargets_and_another_network_loads() {
    let mut document = document();
    let mut commands = Vec::new();
    move_first(&mut document, 0.5);
    document.sync(0.0, true, &mut commands).unwrap();
    assert!(matches!(commands.pop(), Some(Command::Retarget(_))));
    document.scene_mut().network.width = 128;
    document.sync(1.0, true, &mut commands).unwrap();
    assert!(matches!(commands.pop(), Some(Command::Load(_))));
}

#[test]
fn another_objective_tunes_and_other_levels_or_another_meaning_of_the_output_load() {
    let mut document = document();
    let mut commands = Vec::new();
    document.scene_mut().training.objective = Objective::SlicedVr;
    document.sync(0.0, true, &mut commands).unwrap();
    assert!(matches!(commands.pop(), Some(Command::Tune(_))));
    document.scene_mut().training.noise_levels = NoiseLevels::Fixed(0.5);
    document.sync(0.5, true, &mut commands).unwrap();
    assert!(matches!(commands.pop(), Some(Command::Load(_))));
    document.scene_mut().training.noise_levels = NoiseLevels::All;
    document.sync(0.7, true, &mut commands).unwrap();
    assert!(matches!(commands.pop(), Some(Command::Load(_))));
    document.scene_mut().network.parameterization = Parameterization::X0;
    document.sync(1.0, true, &mut commands).unwrap();
    assert!(matches!(commands.pop(), Some(Command::Load(_))));
    document.scene_mut().training.noise_levels = NoiseLevels::Fixed(0.0);
    let refusal = document.sync(2.0, true, &mut commands).unwrap_err();
    assert!(
        refusal.contains("\"x0\" divides by the noise level"),
        "{refusal}"
    );
    assert_eq!(document.scene().training.noise_levels, NoiseLevels::All);
}

#[test]
fn shares_keep_the_others_in_proportion() {
    let mut document = document();
    document.set_share(0, 0.4);
    assert!((document.share(0) - 0.4).abs() < 1e-12);
    assert!((document.share(1) - 0.6).abs() < 1e-12);
}

#[test]
fn the_last_component_stays() {
    let mut document = document();
    document.select(Some(0));
    document.remove_selected().unwrap();
    document.select(Some(0));
    assert!(document.remove_selected().is_err());
    assert_eq!(document.components().len(), 1);
}

#[test]
fn a_scene_opened_again_under_its_title_loads_and_undo_restores_its_identity() {
    let mut document = document();
    let mut commands = Vec::new();
    let first = document.id();
    let mut edited = document.scene().clone();
    edited.target = edited.target.translated([5.0, 0.0]);
    document.open(edited).unwrap();
    let second = document.id();
    assert_ne!(first, second);
    document.sync(0.0, true, &mut commands).unwrap();
    assert!(matches!(commands[..], [Command::Load(_)]));
    document.settle();
    move_first(&mut document, 4.5);
    assert_eq!(document.id(), second, "an edit is no other scene");
    assert!(document.undo() && document.undo());
    assert_eq!(document.id(), first);
    assert!(document.redo());
    assert_eq!(document.id(), second);
    document.open(document.scene().clone()).unwrap();
    assert!(document.id() != first && document.id() != second);
}

#[test]
fn the_title_says_that_the_target_is_no_longer_the_one_that_was_opened_under_it() {
    let mut document = document();
    let mut commands = Vec::new();
    assert_eq!(document.title(), "Two");
    document.add_component([0.0, 3.0], 0.4).unwrap();
    document.sync(1.0, true, &mut commands).unwrap();
    assert_eq!(document.title(), "Two, edited");
    assert!(document.undo());
    assert_eq!(document.title(), "Two");
    assert!(document.redo());
    // Saved under that title and opened again, it is what it says.
    let mut saved = document.scene().clone();
    saved.title = document.title().into_owned();
    document.open(saved).unwrap();
    move_first(&mut document, 5.0);
    assert_eq!(document.title(), "Two, edited");
}
