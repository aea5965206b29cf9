//! The real window, driven without a display.

mod calm;
mod charts;
mod command_palette;
mod drawing;
mod editing;
mod finite_data;
mod first_steps;
mod gestures;
mod journey;
mod lessons;
mod levels;
mod links;
mod looks;
mod models;
mod numbers;
mod opening;
mod pace;
mod papers;
mod points;
mod probe;
mod running;
mod saving;
mod selecting;
mod slow_motion;
mod stages;
mod time_of_training;
mod touch;
mod views;

use egui::{Key, Modifiers, OutputCommand, Pos2, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use scorefield::desktop;
use scorefield::mixture::Component;
use scorefield::scene::{Scene, Target};
use scorefield::session::{Phase, Playback};
use scorefield::ui::{App, FieldKind, Stage};
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; tests wait for states, never for a time.
const PATIENCE: Duration = Duration::from_secs(60);

fn scene() -> Scene {
    let components = vec![
        Component::round([-1.5, 0.0], 0.4, 0.5),
        Component::round([1.5, 0.0], 0.4, 0.5),
    ];
    let mut scene = Scene::new("Two blobs", Target::Components(components));
    scene.network.width = 32;
    scene.network.depth = 2;
    scene.training.batch = 64;
    scene.sampling.particles = 50;
    scene
}

/// A window as it opens: the network waits.
fn window_at_start(scene: Scene, size: Vec2) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |cc| desktop::app(cc, Some(scene), 1).expect("the scene runs"));
    harness.run_steps(4);
    harness
}

/// A window whose network learns as fast as it can.
fn window_of(scene: Scene, size: Vec2) -> Harness<'static, App> {
    let mut harness = window_at_start(scene, size);
    harness.state_mut().workbench_mut().view_mut().playback = Playback::default();
    wait_until(&mut harness, "a network that learns", |app| {
        app.snapshot().phase != Phase::Paused
    });
    harness.run_steps(1);
    harness
}

fn window() -> Harness<'static, App> {
    window_of(scene(), Vec2::new(1280.0, 800.0))
}

/// Whether somewhere in the window stands `text`.
fn reads(harness: &Harness<'static, App>, text: &str) -> bool {
    harness.query_all_by_label_contains(text).next().is_some()
}

/// Shows frames until the window reads `text`.
fn wait_to_read(harness: &mut Harness<'static, App>, text: &str) {
    let start = Instant::now();
    while !reads(harness, text) {
        assert!(start.elapsed() < PATIENCE, "never read {text}");
        std::thread::sleep(Duration::from_millis(5));
        harness.run_steps(1);
    }
}

/// Shows frames until `reached`, which must come true.
fn wait_until(
    harness: &mut Harness<'static, App>,
    what: &str,
    mut reached: impl FnMut(&App) -> bool,
) {
    let start = Instant::now();
    loop {
        harness.run_steps(1);
        if reached(harness.state()) {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Where the mean of a Gaussian stands in a window on two, counted from 1.
fn mean(harness: &Harness<'static, App>, number: usize) -> Pos2 {
    let label = format!("Gaussian {number} of 2");
    harness.get_by_label_contains(&label).rect().center()
}

fn components(app: &App) -> Vec<Component> {
    match &app.workbench().scene().target {
        Target::Components(components) => components.clone(),
        other @ (Target::Shape(_) | Target::Points(_)) => panic!("not components: {other:?}"),
    }
}

fn press(harness: &mut Harness<'static, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(2);
}

/// Unfolds everything that can be set on the stage.
fn unfold(harness: &mut Harness<'static, App>) {
    harness.state_mut().workbench_mut().view_mut().more = true;
    harness.run_steps(3);
}

fn key(harness: &mut Harness<'static, App>, key: Key) {
    harness.key_press(key);
    harness.run_steps(2);
}

fn drag(harness: &mut Harness<'static, App>, from: Pos2, by: Vec2) {
    harness.hover_at(from);
    harness.run_steps(1);
    harness.drag_at(from);
    harness.run_steps(1);
    for part in 1..=8 {
        harness.hover_at(from + by * (part as f32 / 8.0));
        harness.run_steps(1);
    }
    harness.drop_at(from + by);
    harness.run_steps(2);
}

/// What was copied in the last frame.
fn copied(harness: &Harness<'static, App>) -> Option<String> {
    let commands = harness.output().platform_output.commands.iter();
    commands.rev().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        OutputCommand::TextSelectionSettled(_)
        | OutputCommand::CopyImage(_)
        | OutputCommand::OpenUrl(_) => None,
    })
}
