//! Every field that takes a number takes a decimal comma and says at the field what it refuses.

use super::*;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

/// The fields that can be typed into now: their names, in order.
fn fields(harness: &Harness<'static, App>) -> Vec<String> {
    let fields = harness.query_all_by_role(Role::SpinButton);
    fields
        .filter(|field| !field.accesskit_node().is_disabled())
        .map(|field| field.accesskit_node().label().unwrap_or_default())
        .collect()
}

fn type_into(harness: &mut Harness<'static, App>, index: usize, text: &str) -> egui::Rect {
    let field = harness
        .query_all_by_role(Role::SpinButton)
        .filter(|field| !field.accesskit_node().is_disabled())
        .nth(index)
        .expect("the field is still there");
    let rect = field.rect();
    field.click();
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.key_press(Key::Backspace);
    harness.run_steps(2);
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run_steps(2);
    key(harness, Key::Enter);
    harness.run_steps(2);
    rect
}

/// Types all kinds of text into every field: what is not taken is said right beside it.
fn try_all(harness: &mut Harness<'static, App>, place: &str, least: usize) {
    try_on_top(harness, place, 0, least);
}

/// The same where a dialog covers the first `covered` fields.
fn try_on_top(harness: &mut Harness<'static, App>, place: &str, covered: usize, least: usize) {
    let names = fields(harness);
    assert!(names.len() >= covered + least, "{place}: {names:?}");
    for (index, name) in names.iter().enumerate().skip(covered) {
        for (text, refusals, may_be_taken) in [
            ("abc", &["\"abc\" is not a number"][..], false),
            ("", &["nothing was typed"], false),
            ("-1", &["-1 is out of range"], true),
            ("1e400", &["1e400 is out of range"], false),
            (
                "0,5",
                &["\"0,5\" is not a whole number", "0,5 is out of range"],
                true,
            ),
        ] {
            let field = type_into(harness, index, text);
            let beside = |harness: &Harness<'static, App>, label: &str| {
                harness.query_all_by_label_contains(label).any(|said| {
                    let said = said.rect();
                    let gap = (said.top() - field.bottom()).max(field.top() - said.bottom());
                    gap < 40.0 && said.left() < field.right() + 40.0
                })
            };
            let said = refusals.iter().any(|refusal| beside(harness, refusal));
            assert!(
                said || may_be_taken && !reads(harness, "is out of range"),
                "{place}, {name}: {text:?} is refused in silence or elsewhere"
            );
            if said {
                // A new attempt begins without it.
                type_into(harness, index, "64");
                assert!(
                    !beside(harness, refusals[0]),
                    "{place}, {name}: {text:?} stays"
                );
            }
        }
    }
}

fn resting_window(scene: Scene) -> Harness<'static, App> {
    let mut harness = window_of(scene, Vec2::new(1280.0, 1900.0));
    press(&mut harness, "Pause training");
    key(&mut harness, Key::K);
    unfold(&mut harness);
    harness
}

#[test]
fn every_field_of_the_controls_says_what_it_refuses() {
    let mut chosen = scene();
    chosen.training.noise_levels = scorefield::score::NoiseLevels::Fixed(0.5);
    chosen.sampling.sampler = scorefield::sampling::Sampler::Langevin;
    chosen.sampling.step_size = Some(0.01);
    let mut harness = resting_window(chosen);
    harness.get_by_label_contains("Gaussian 2 of 2").click();
    harness.run_steps(3);
    // Mean, deviations, angle and weight; rate, batch, level, seed; arrows, constant.
    try_all(&mut harness, "learn", 12);
    key(&mut harness, Key::F3);
    harness.run_steps(2);
    // Step size, level, number, temperature; arrows, constant.
    try_all(&mut harness, "sample", 6);
}

#[test]
fn every_field_of_an_annealed_run_on_points_says_what_it_refuses() {
    let mut chosen = scene();
    let at = vec![[-1.0, 0.0], [1.0, 0.5], [0.3, -0.4]];
    chosen.target = Target::Points(scorefield::shapes::Points::new(at).unwrap());
    chosen.sampling.sampler = scorefield::sampling::Sampler::Annealed;
    let mut harness = resting_window(chosen);
    try_all(&mut harness, "points", 6);
    key(&mut harness, Key::F3);
    harness.run_steps(2);
    try_all(&mut harness, "annealed", 7);
}

#[test]
fn the_sizes_of_a_figure_the_papers_seed_and_the_steps_of_a_journey_say_what_they_refuse() {
    let mut harness = resting_window(scene());
    harness.state_mut().workbench_mut().view_mut().controls = false;
    harness.run_steps(3);
    assert_eq!(fields(&harness), ["Noise level σ"]);

    press(&mut harness, "Help");
    press(&mut harness, "The papers' figures…");
    harness.run_steps(2);
    try_all(&mut harness, "papers", 2);
    key(&mut harness, Key::Escape);
    assert_eq!(fields(&harness), ["Noise level σ"]);

    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    press(&mut harness, "Choose the size");
    try_on_top(&mut harness, "size", 1, 2);
    assert!(
        reads(&harness, "Export a figure"),
        "Enter in a number saves nothing"
    );
    press(&mut harness, "Cancel");

    harness.state_mut().workbench_mut().view_mut().controls = true;
    key(&mut harness, Key::J);
    harness.run_steps(3);
    try_all(&mut harness, "journey", 1);
}
