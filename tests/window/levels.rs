//! The noise level under the canvas, and what stands at which level.

use super::*;
use egui::accesskit::Role;
use egui_kittest::Node;
use egui_kittest::kittest::NodeT;
use scorefield::sampling::{Dynamics, Sampler};

/// The rail under the canvas.
fn rail<'a>(harness: &'a Harness<'static, App>) -> Node<'a> {
    let rails = harness.query_all_by_role_and_label(Role::Slider, "Noise level σ");
    let widest = |a: &Node<'_>, b: &Node<'_>| a.rect().width().total_cmp(&b.rect().width());
    rails.max_by(widest).expect("there is a rail")
}

fn sigma(harness: &Harness<'static, App>) -> Option<f64> {
    harness.state().workbench().view().sigma
}

fn stage(harness: &mut Harness<'static, App>, stage: Stage) {
    harness.state_mut().workbench_mut().view_mut().stage = stage;
    harness.run_steps(3);
}

#[test]
fn the_level_is_dragged_clicked_and_moved_by_keys_along_a_logarithmic_rail() {
    let mut harness = window();
    let noise = harness.state().snapshot().noise;
    let place = rail(&harness).rect();
    assert!(place.height() >= 24.0, "a large thing to hit: {place:?}");
    assert!(place.width() > 400.0, "as wide as the canvas: {place:?}");

    // A click in the middle is the geometric mean of the ends.
    drag(&mut harness, place.center(), Vec2::ZERO);
    let middle = (noise.min() * noise.max()).sqrt();
    let found = sigma(&harness).expect("a level was chosen");
    assert!((found / middle - 1.0).abs() < 0.02, "{found} {middle}");
    // The knob goes with the hand, and beyond the end it stays there.
    drag(
        &mut harness,
        place.center(),
        Vec2::new(0.25 * place.width(), 0.0),
    );
    let further = sigma(&harness).unwrap();
    let expected = middle * (noise.max() / noise.min()).powf(0.25);
    assert!(
        (further / expected - 1.0).abs() < 0.06,
        "{further} {expected}"
    );
    drag(
        &mut harness,
        place.center() + Vec2::new(0.25 * place.width(), 0.0),
        Vec2::new(9999.0, 0.0),
    );
    assert_eq!(sigma(&harness), Some(noise.max()));

    assert!(rail(&harness).is_focused());
    key(&mut harness, Key::ArrowLeft);
    let coarse = sigma(&harness).unwrap();
    let step = (noise.max() / noise.min()).powf(0.02);
    assert!((noise.max() / coarse / step - 1.0).abs() < 0.01, "{coarse}");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    harness.run_steps(2);
    let fine = sigma(&harness).unwrap();
    assert!(
        fine < coarse && coarse / fine < step.powf(0.3),
        "{coarse} {fine}"
    );
    key(&mut harness, Key::Home);
    assert_eq!(sigma(&harness), Some(noise.min()));
    assert_eq!(
        rail(&harness).accesskit_node().numeric_value(),
        Some(noise.min())
    );
}

#[test]
fn a_level_out_of_the_trained_range_is_typed_and_said() {
    let mut harness = window();
    let numbers = harness.query_all_by_role_and_label(Role::SpinButton, "Noise level σ");
    let number = numbers.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    number.expect("a number").click();
    harness.run_steps(3);
    for letter in ["9", "0", "0"] {
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.run_steps(2);
    }
    key(&mut harness, Key::Enter);
    assert_eq!(sigma(&harness), Some(900.0));
    assert!(reads(&harness, "not trained here: trained from"));
    let noise = harness.state().snapshot().noise;
    harness.state_mut().workbench_mut().view_mut().sigma = Some(noise.at(0.5));
    harness.run_steps(2);
    assert!(!reads(&harness, "not trained here: trained from"));
}

#[test]
fn where_only_clean_data_are_learned_the_left_end_of_the_rail_is_no_noise_at_all() {
    let mut clean = scene();
    clean.training.noise_levels = scorefield::score::NoiseLevels::Fixed(0.0);
    clean.training.objective = scorefield::score::Objective::Explicit;
    let mut harness = window_of(clean, Vec2::new(1280.0, 800.0));
    let place = rail(&harness).rect();
    drag(&mut harness, place.center(), Vec2::ZERO);
    assert!(sigma(&harness).unwrap() > 0.1);
    assert!(reads(&harness, "not trained here: trained at σ = 0"));
    let end = -0.495 * place.width();
    drag(&mut harness, place.center(), Vec2::new(end, 0.0));
    assert_eq!(sigma(&harness), Some(0.0));
    assert!(!reads(&harness, "not trained here"));
}

#[test]
fn one_particle_has_no_shares() {
    let mut lone = scene();
    lone.sampling.particles = 1;
    let mut harness = window_of(lone, Vec2::new(1280.0, 800.0));
    stage(&mut harness, Stage::Sample);
    wait_to_read(&mut harness, "One particle has no shares.");
    harness.run_steps(20);
    assert!(!reads(&harness, "Share of Gaussian"));
}

#[test]
fn in_sample_the_field_follows_the_particles_down_until_the_slider_is_touched() {
    let mut scene = scene();
    scene.sampling.steps = 40;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    stage(&mut harness, Stage::Sample);
    key(&mut harness, Key::N);
    let mut levels: Vec<f64> = Vec::new();
    wait_until(
        &mut harness,
        "fields at several levels of the ladder",
        |app| {
            let snapshot = app.snapshot();
            let (Some(field), Some(swarm)) = (&snapshot.field, &snapshot.swarm) else {
                return false;
            };
            if swarm.ladder.contains(&field.sigma) && !levels.contains(&field.sigma) {
                levels.push(field.sigma);
            }
            levels.len() >= 3
        },
    );
    assert!(
        !reads(&harness, "Particles at σ"),
        "they stand at one level"
    );

    let place = rail(&harness).rect();
    drag(
        &mut harness,
        place.right_center() - Vec2::new(60.0, 0.0),
        Vec2::ZERO,
    );
    let chosen = sigma(&harness).expect("a level was chosen");
    wait_until(&mut harness, "the chosen level", |app| {
        let snapshot = app.snapshot();
        snapshot
            .field
            .as_ref()
            .is_some_and(|field| field.sigma == chosen)
    });
    wait_to_read(&mut harness, "Particles at σ");
    assert!(!harness.state().workbench().view().follows_particles());
    // The line brings them together again, and Learn has a choice of its own.
    harness.get_by_label_contains("let the view follow").click();
    harness.run_steps(2);
    assert!(harness.state().workbench().view().follows_particles());
    stage(&mut harness, Stage::Learn);
    assert!(!harness.state().workbench().view().follows_particles());
    key(&mut harness, Key::V);
    assert!(harness.state().workbench().view().follows_particles());
}

#[test]
fn in_sample_shares_stand_beside_the_means_with_interval_and_truth() {
    let mut harness = window();
    wait_until(&mut harness, "a count", |app| {
        let snapshot = app.snapshot();
        snapshot
            .swarm
            .as_ref()
            .is_some_and(|swarm| swarm.shares.is_some())
    });
    harness.run_steps(2);
    assert!(
        !reads(&harness, "Share of Gaussian 1"),
        "not while it learns"
    );
    stage(&mut harness, Stage::Sample);
    for number in 1..=2 {
        let label = format!("Share of Gaussian {number}: ");
        // As soon as the picture is to be seen.
        wait_to_read(&mut harness, &label);
        let share = harness.get_by_label_contains(&label);
        let said = share.value().unwrap_or_default();
        assert!(
            said.contains("95 % interval") && said.ends_with("true 0.5"),
            "{said}"
        );
        let mean = harness
            .get_by_label_contains(&format!("Gaussian {number} of 2"))
            .rect();
        assert!(
            !share.rect().intersects(mean.shrink(4.0)),
            "beside the handle"
        );
    }
    assert!(reads(&harness, "Gaussian 2: "), "the card has them too");
}

#[test]
fn after_an_undo_that_brings_a_gaussian_back_respawn_is_offered_beside_it() {
    let mut scene = scene();
    scene.target = Target::Components(vec![
        Component::round([-6.0, 0.0], 0.5, 0.5),
        Component::round([6.0, 0.0], 0.5, 0.5),
    ]);
    scene.sampling.sampler = Sampler::Langevin;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .playback
        .follow_exact = true;
    harness.get_by_label_contains("Gaussian 2 of 2").click();
    harness.run_steps(2);
    key(&mut harness, Key::Delete);
    key(&mut harness, Key::N);
    wait_until(
        &mut harness,
        "all particles at the Gaussian that is left",
        |app| {
            let snapshot = app.snapshot();
            let swarm = snapshot.swarm.as_ref();
            swarm.is_some_and(|swarm| {
                assert_eq!(swarm.dynamics, Dynamics::Unadjusted);
                let mut paths = swarm.trails.chunks(swarm.trail_len);
                swarm.step > 100 && paths.all(|path| path[path.len() - 1][0] < 0.0)
            })
        },
    );
    let hint = "Particles stay away from Gaussian 2";
    assert!(!reads(&harness, hint));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait_to_read(&mut harness, hint);
    press(&mut harness, "Respawn for the new target");
    wait_until(&mut harness, "particles at both", |app| {
        let snapshot = app.snapshot();
        let shares = snapshot
            .swarm
            .as_ref()
            .and_then(|swarm| swarm.shares.clone());
        shares.is_some_and(|shares| shares.found.len() == 2 && shares.found[1].weight.value > 0.2)
    });
    harness.run_steps(3);
    assert!(!reads(&harness, hint));
}
