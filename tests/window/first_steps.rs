//! The cards of the first steps: each does what it says, and is taken back.

use super::*;
use egui_kittest::kittest::NodeT;
use scorefield::sampling::Sampler;

const NUMBER: usize = 10;
const ACTIONS: [&str; NUMBER] = [
    "Show the exact arrows",
    "Let it learn",
    "Raise the noise to 1.5",
    "Multiply by 10",
    "Show the difference",
    "Follow the network down",
    "Walk down from σ = 20",
    "Drown the data",
    "Come back from the noise",
    "Show what is left",
];

/// Opens card `number`, counted from 1.
fn window_at(number: usize) -> Harness<'static, App> {
    let mut harness = window();
    for _ in 1..number {
        press(&mut harness, "Next");
    }
    assert!(reads(
        &harness,
        &format!("First steps, {number} of {NUMBER}")
    ));
    harness
}

/// Presses the button of the card, after which `reached` must come true.
fn act(harness: &mut Harness<'static, App>, button: &str, reached: impl FnMut(&App) -> bool) {
    press(harness, button);
    wait_until(harness, button, reached);
    harness.run_steps(2);
}

/// The error of the shown field at its level, as a part of the exact one.
fn field_error(app: &App) -> Option<f64> {
    let field = app.snapshot().field.clone()?;
    let pairs = field.learned.iter().zip(field.exact.iter());
    let [wrong, all] = pairs.fold([0.0, 0.0], |[wrong, all], (learned, exact)| {
        let off = (learned[0] - exact[0]).powi(2) + (learned[1] - exact[1]).powi(2);
        [wrong + off, all + exact[0].powi(2) + exact[1].powi(2)]
    });
    Some(wrong / all).filter(|error| error.is_finite())
}

fn shows(app: &App, field: FieldKind, sigma: f64) -> bool {
    let shown = app.snapshot().field.clone();
    app.workbench().view().field == field && shown.is_some_and(|shown| shown.sigma == sigma)
}

fn stage(app: &App) -> Stage {
    app.workbench().view().stage
}

#[test]
fn they_are_there_at_the_first_start_and_are_hidden_and_had_again() {
    let mut harness = window();
    assert!(reads(&harness, "What is a score?"));
    press(&mut harness, "Next");
    assert!(reads(&harness, "The target is known"));
    press(&mut harness, "Back");
    press(&mut harness, "Hide the first steps");
    assert!(!reads(&harness, "What is a score?"));
    press(&mut harness, "Help");
    press(&mut harness, "First steps");
    assert!(reads(&harness, "What is a score?"));
    for _ in 1..NUMBER {
        press(&mut harness, "Next");
    }
    press(&mut harness, "Done");
    assert!(!reads(&harness, "First steps,"));
}

#[test]
fn a_card_is_as_high_as_every_other() {
    let mut harness = window();
    let next = |harness: &Harness<'static, App>| harness.get_by_label("Next").rect();
    let place = next(&harness);
    for _ in 1..NUMBER - 1 {
        press(&mut harness, "Next");
        assert_eq!(next(&harness), place);
    }
}

#[test]
fn every_card_is_taken_back_with_all_that_it_changed() {
    for number in 1..=NUMBER {
        let mut harness = window_at(number);
        {
            let view = harness.state_mut().workbench_mut().view_mut();
            view.sigma = Some(0.7);
            view.playback.follow_exact = true;
        }
        harness.run_steps(2);
        let before = harness.state().workbench().view().clone();
        press(&mut harness, ACTIONS[number - 1]);
        assert_ne!(harness.state().workbench().scene(), &scene(), "{number}");
        if number % 2 == 0 {
            harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
            harness.run_steps(2);
        } else {
            press(&mut harness, "Take it back");
        }
        assert_eq!(harness.state().workbench().scene(), &scene(), "{number}");
        assert_eq!(harness.state().workbench().view(), &before, "{number}");
    }
}

#[test]
fn cards_on_top_of_each_other_are_taken_back_one_by_one_and_leave_the_chart_in_front() {
    let mut harness = window_at(1);
    let view = |harness: &Harness<'static, App>| harness.state().workbench().view().clone();
    harness.state_mut().workbench_mut().view_mut().sigma = Some(0.7);
    harness.run_steps(2);
    let before = view(&harness);
    press(&mut harness, ACTIONS[0]);
    let first = view(&harness);
    press(&mut harness, "Next");
    press(&mut harness, ACTIONS[1]);
    assert_eq!(view(&harness).field, FieldKind::Learned);
    // The curves come with the first step.
    wait_until(&mut harness, "curves of three Gaussians", |app| {
        let snapshot = app.snapshot();
        snapshot.mixture.components().len() == 3 && snapshot.train_step > 0
    });
    harness.run_steps(2);
    press(&mut harness, "Error");
    press(&mut harness, "Take it back");
    let chart = scorefield::ui::ChartKind::Error;
    let expected = |view: &scorefield::ui::View, card| scorefield::ui::View {
        chart,
        card,
        ..view.clone()
    };
    assert_eq!(view(&harness), expected(&first, 1));
    press(&mut harness, "Back");
    press(&mut harness, "Take it back");
    assert_eq!(view(&harness), expected(&before, 0));
    assert_eq!(harness.state().workbench().scene(), &scene());
}

#[test]
fn the_first_shows_exact_arrows_and_no_particles() {
    let mut harness = window_at(1);
    act(&mut harness, "Show the exact arrows", |app| {
        shows(app, FieldKind::Exact, 0.3) && app.snapshot().swarm.is_none()
    });
    assert_eq!(components(harness.state()).len(), 3);
}

#[test]
fn the_second_lets_the_network_come_near_the_exact_arrows() {
    let mut harness = window_at(2);
    act(&mut harness, "Let it learn", |app| {
        shows(app, FieldKind::Learned, 0.3) && field_error(app).is_some_and(|error| error < 0.3)
    });
}

#[test]
fn the_third_melts_the_peaks_into_one_hill() {
    let mut harness = window_at(3);
    act(&mut harness, "Raise the noise to 1.5", |app| {
        shows(app, FieldKind::Exact, 1.5)
    });
    // Every arrow outside of the middle leads inwards.
    let field = harness.state().snapshot().field.clone().unwrap();
    let points = field.arrows.points();
    let outside = points.outer_iter().zip(field.exact.iter());
    let outside = outside.filter(|(at, _)| at[0].hypot(at[1]) > 1.0);
    for (at, arrow) in outside {
        assert!(at[0] * arrow[0] + at[1] * arrow[1] < 0.0, "{at}");
    }
}

#[test]
fn the_fourth_multiplies_the_density_and_moves_no_arrow() {
    let mut harness = window_at(4);
    act(&mut harness, "Multiply by 10", |app| {
        shows(app, FieldKind::Exact, 0.3)
    });
    let arrows = harness.state().snapshot().field.clone().unwrap();
    let view = harness.state_mut().workbench_mut().view_mut();
    assert_eq!(view.log10_constant, 1.0);
    view.log10_constant = 0.0;
    harness.run_steps(10);
    let without = harness.state().snapshot().field.clone().unwrap();
    assert_eq!(arrows.exact, without.exact);
}

#[test]
fn the_fifth_shows_errors_that_are_largest_where_there_are_no_data() {
    let mut harness = window_at(5);
    act(&mut harness, "Show the difference", |app| {
        shows(app, FieldKind::Difference, 0.5) && app.snapshot().train_step > 100
    });
    let field = harness.state().snapshot().field.clone().unwrap();
    let near = |at: [f64; 2]| {
        let far = |mean: f64| (at[0] - mean).hypot(at[1] - mean);
        far(5.0).min(far(-5.0)) < 2.0
    };
    let points = field.arrows.points();
    let mut errors = [(0.0, 0.0); 2];
    for (at, (learned, exact)) in points
        .outer_iter()
        .zip(field.learned.iter().zip(field.exact.iter()))
    {
        let off = (learned[0] - exact[0]).hypot(learned[1] - exact[1]);
        let place = &mut errors[usize::from(near([at[0], at[1]]))];
        *place = (place.0 + off, place.1 + 1.0);
    }
    let [empty, full] = errors.map(|(sum, number)| sum / number);
    assert!(empty > 2.0 * full, "{empty} {full}");
}

#[test]
fn the_sixth_takes_particles_of_the_network_down_all_levels() {
    let mut harness = window_at(6);
    act(&mut harness, "Follow the network down", |app| {
        let snapshot = app.snapshot();
        let top = snapshot.noise.max();
        let begins = |swarm: &scorefield::session::SwarmFrame| {
            swarm.ladder.len() == 12 && swarm.ladder[0] == top && swarm.step > 1
        };
        stage(app) == Stage::Sample && snapshot.swarm.as_deref().is_some_and(begins)
    });
    let view = harness.state().workbench().view();
    assert!(!view.playback.follow_exact && view.playback.training);
}

#[test]
fn the_seventh_walks_down_from_20_on_the_exact_score() {
    let mut harness = window_at(7);
    act(&mut harness, "Walk down from σ = 20", |app| {
        let snapshot = app.snapshot();
        let swarm = snapshot.swarm.as_ref();
        stage(app) == Stage::Sample && swarm.is_some_and(|swarm| (swarm.sigma - 20.0).abs() < 1e-9)
    });
    let scene = harness.state().workbench().scene();
    assert_eq!(scene.sampling.sampler, Sampler::Annealed);
    assert!(harness.state().workbench().view().playback.follow_exact);
}

/// Opens the journey of a card, whose clock must stand within `from`.
fn journey_of(number: usize, from: std::ops::Range<f64>) -> Harness<'static, App> {
    let mut harness = window_at(number);
    press(&mut harness, ACTIONS[number - 1]);
    assert_eq!(stage(harness.state()), Stage::Journey);
    let clock = harness.get_by_label("Clock");
    let at = clock.accesskit_node().numeric_value().unwrap();
    assert!(from.contains(&at), "{number}: {at}");
    harness
}

/// Lets the network rest and moves the clock with a key, which holds it.
fn hold_clock(harness: &mut Harness<'static, App>, to: Key) {
    let view = harness.state_mut().workbench_mut().view_mut();
    view.playback.training = false;
    key(harness, to);
}

#[test]
fn the_eighth_drowns_the_data_along_true_paths() {
    let mut harness = journey_of(8, 0.0..1.0);
    wait_to_read(&mut harness, "true paths");
    hold_clock(&mut harness, Key::PageUp);
    wait_to_read(&mut harness, "the data drown in it");
}

#[test]
fn the_ninth_brings_two_samplers_back_on_the_exact_score() {
    let mut harness = journey_of(9, 1.0..2.0);
    hold_clock(&mut harness, Key::End);
    wait_to_read(&mut harness, "exact score: 63 of 63 evaluations");
    assert!(reads(&harness, "exact score: 128 of 128 evaluations"));
    assert!(!reads(&harness, "learned score:"));
    // All eight modes have come back.
    assert!(reads(&harness, "mode 8: "));
}

#[test]
fn the_tenth_tells_the_errors_apart_and_what_was_compared_before_comes_back() {
    let mut harness = journey_of(10, 2.0..2.1);
    hold_clock(&mut harness, Key::End);
    wait_to_read(&mut harness, "exact score: 7 of 7 evaluations");
    assert!(reads(&harness, "exact score: 127 of 127 evaluations"));
    wait_to_read(&mut harness, "Few steps: ");
    wait_to_read(&mut harness, "The prior and the end at the smallest level");
    assert!(reads(&harness, "not before the network has learned"));
    assert!(!reads(&harness, "Reverse SDE"));
    press(&mut harness, "Take it back");
    let view = harness.state_mut().workbench_mut().view_mut();
    view.playback.training = false;
    key(&mut harness, Key::J);
    wait_to_read(&mut harness, "Reverse SDE");
}
