//! The probe: the numbers under the pointer, what could have made a point, and pins.

use super::{components, drag, key, mean, reads, wait_to_read, wait_until, window};
use egui::{Key, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use scorefield::session::Playback;
use scorefield::ui::App;

/// Frames after which a resting pointer or a still press has been noticed.
const NOTICED: usize = 45;

/// Where x = 0, y = 0.5 is: between both Gaussians, and above them.
fn between(harness: &Harness<'static, App>) -> Pos2 {
    let [a, b] = [1, 2].map(|number| mean(harness, number));
    let unit = (b.x - a.x) / 3.0;
    a + 0.5 * (b - a) - vec2(0.0, 0.5 * unit)
}

/// What a screen reader says of a node.
fn said(node: &egui_kittest::Node<'_>) -> String {
    let node = node.accesskit_node();
    node.label().or(node.value()).unwrap_or_default()
}

/// The numbers that stand under the pointer or at the pin, by name.
fn number(harness: &Harness<'static, App>, name: &str) -> String {
    let label = harness.get_by_label_contains("log p(x)\t");
    let text = said(&label);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
    line.unwrap_or_else(|| panic!("no {name} in {text}"))
        .to_owned()
}

fn point(text: &str) -> [f64; 2] {
    let inner = text.trim_matches(['(', ')']);
    let (x, y) = inner.split_once(", ").expect("two numbers");
    [x, y].map(|number| number.parse().expect("a number"))
}

/// A window that trains no more, so that numbers stand still.
fn at_rest() -> Harness<'static, App> {
    let mut harness = window();
    wait_until(&mut harness, "a network that has learned", |app| {
        app.snapshot().has_learned()
    });
    harness.state_mut().workbench_mut().view_mut().playback = Playback {
        training: false,
        particles: false,
        ..Playback::default()
    };
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .choose_level(0.8);
    harness.run_steps(20);
    harness
}

fn rest(harness: &mut Harness<'static, App>, at: Pos2) {
    // A pointer that has never moved asks nothing.
    harness.hover_at(at - vec2(30.0, 0.0));
    harness.run_steps(2);
    harness.hover_at(at);
    harness.run_steps(NOTICED);
}

/// Density, score and denoiser of half N((-1.5, 0), v) and half N((1.5, 0), v) with v = 0.16 + sigma^2.
fn truth([x, y]: [f64; 2], sigma: f64) -> (f64, [f64; 2], [f64; 2]) {
    let v = 0.16 + sigma * sigma;
    let part = |m: f64| {
        0.5 * (-0.5 * ((x - m).powi(2) + y * y) / v).exp() / (2.0 * std::f64::consts::PI * v)
    };
    let (left, right) = (part(-1.5), part(1.5));
    let p = left + right;
    let middle = 1.5 * (right - left) / p;
    let score = [(middle - x) / v, -y / v];
    let denoised = [x + sigma * sigma * score[0], y + sigma * sigma * score[1]];
    (p, score, denoised)
}

#[test]
fn a_resting_pointer_is_told_the_numbers_of_its_point() {
    let mut harness = at_rest();
    let at = between(&harness) + vec2(60.0, 10.0);
    rest(&mut harness, at);
    wait_to_read(&mut harness, "network's D(x)\t");
    let x = point(&number(&harness, "x"));
    let sigma: f64 = number(&harness, "σ").parse().unwrap();
    assert_eq!(sigma, 0.8);
    let (p, score, denoised) = truth(x, sigma);
    // Three figures, of a point that is told to about a hundredth.
    let told: f64 = number(&harness, "p(x)").parse().unwrap();
    assert!((told / p - 1.0).abs() < 0.02, "{told} {p}");
    let told = number(&harness, "exact score");
    let (length, direction) = told.split_once(" at ").unwrap();
    let length: f64 = length.parse().unwrap();
    assert!(
        (length / score[0].hypot(score[1]) - 1.0).abs() < 0.03,
        "{length} {score:?}"
    );
    let direction: f64 = direction.trim_end_matches('°').parse().unwrap();
    let expected = score[1].atan2(score[0]).to_degrees().rem_euclid(360.0);
    assert!((direction - expected).abs() < 2.5, "{direction} {expected}");
    let told = point(&number(&harness, "D(x)"));
    for i in 0..2 {
        assert!(
            (told[i] - denoised[i]).abs() < 0.03,
            "{told:?} {denoised:?}"
        );
    }
    // The network has learned something, and says so beside the truth.
    let learned = point(&number(&harness, "network's D(x)"));
    assert!((learned[0] - denoised[0]).hypot(learned[1] - denoised[1]) < 0.5);
    // Off the plane, nothing is told; and nothing where it is not wanted.
    harness.hover_at(Pos2::new(8.0, 300.0));
    harness.run_steps(2);
    assert!(!reads(&harness, "log p(x)\t"));
    key(&mut harness, Key::I);
    rest(&mut harness, at);
    assert!(!reads(&harness, "log p(x)\t"));
}

#[test]
fn a_press_held_still_asks_what_made_the_point_and_moves_nothing() {
    let mut harness = at_rest();
    harness.get_by_label_contains("Gaussian 1 of 2").click();
    harness.run_steps(2);
    let (at, before) = (between(&harness), mean(&harness, 1));
    harness.hover_at(at);
    harness.run_steps(1);
    harness.drag_at(at);
    harness.run_steps(NOTICED);
    assert!(reads(&harness, "could have made x"));
    let x = point(&number(&harness, "x"));
    assert!(x[0].abs() < 0.02, "{x:?}");
    // The hand carries the question along.
    harness.hover_at(at + vec2(90.0, 0.0));
    harness.run_steps(2);
    let moved = point(&number(&harness, "x"));
    assert!(moved[0] > x[0] + 0.3, "{moved:?}");
    let moved = mean(&harness, 1) - before;
    assert!(moved.length() < 1.0, "the view has moved: {moved:?}");
    harness.drop_at(at + vec2(90.0, 0.0));
    harness.run_steps(2);
    assert!(!reads(&harness, "could have made x"));
    assert_eq!(harness.state().workbench().selected(), Some(0));
    // Short as it may be: one that was a question selects and leaves nothing.
    harness.drag_at(at);
    harness.run_steps(24);
    assert!(reads(&harness, "could have made x"));
    harness.drop_at(at);
    harness.run_steps(2);
    assert_eq!(harness.state().workbench().selected(), Some(0));
    // A press that moves at once moves the view, as ever.
    drag(&mut harness, at, vec2(60.0, 0.0));
    assert!((mean(&harness, 1).x - before.x - 60.0).abs() < 1.5);
    assert!(!reads(&harness, "could have made x"));
}

#[test]
fn a_pin_stays_follows_the_noise_and_goes_by_its_keys() {
    let mut harness = at_rest();
    let at = between(&harness) + vec2(40.0, 0.0);
    harness.hover_at(at);
    harness.run_steps(2);
    key(&mut harness, Key::P);
    harness.hover_at(Pos2::new(8.0, 300.0));
    harness.run_steps(4);
    assert!(reads(&harness, "At the pin") && reads(&harness, "could have made x"));
    let pinned = |harness: &Harness<'static, App>| {
        let pin = harness.get_by_label_contains("Pin A at");
        (pin.rect().center(), said(&pin))
    };
    assert!((pinned(&harness).0 - at).length() < 2.0);
    // What the card says of D(x) is the truth at every level, from the nearest mode to the mean of all.
    let mut wanders = Vec::new();
    for sigma in [0.2, 0.8, 4.0] {
        harness
            .state_mut()
            .workbench_mut()
            .view_mut()
            .choose_level(sigma);
        harness.run_steps(4);
        let x = {
            let (_, label) = pinned(&harness);
            point(label.split_once(" at ").unwrap().1)
        };
        let (_, _, denoised) = truth(x, sigma);
        let told = |name: &str| {
            let names: Vec<_> = harness.query_all_by_label(name).collect();
            assert_eq!(names.len(), 1, "{name}");
        };
        told("D(x)");
        let all: Vec<String> = harness
            .query_all_by_label_contains("(")
            .map(|node| said(&node))
            .filter(|text| text.starts_with('('))
            .collect();
        let near = all
            .iter()
            .map(|text| point(text))
            .any(|told| (told[0] - denoised[0]).hypot(told[1] - denoised[1]) < 0.02);
        assert!(near, "{sigma}: {denoised:?} among {all:?}");
        wanders.push(denoised[0]);
    }
    assert!(wanders[0] > 0.3 && wanders[2].abs() < 0.1, "{wanders:?}");
    // Clean points that could have made it, drawn one by one, come to the same average.
    harness.get_by_label("Draw").click();
    harness.run_steps(2);
    wait_to_read(&mut harness, "Mean of 1,000 draws");
    let told = harness.get_by_label_contains("Mean of 1,000 draws");
    let told = said(&told);
    let (mean, se) = told.split_once(": ").unwrap().1.split_once(" ± ").unwrap();
    let (mean, se): ([f64; 2], f64) = (point(mean), se.parse().unwrap());
    let x = {
        let (_, label) = pinned(&harness);
        point(label.split_once(" at ").unwrap().1)
    };
    let (_, _, denoised) = truth(x, 4.0);
    let off = (mean[0] - denoised[0]).hypot(mean[1] - denoised[1]);
    assert!(off < 4.0 * se && se < 0.06, "{mean:?} {denoised:?} {se}");
    harness.get_by_label("Stop drawing").click();
    harness.run_steps(2);
    // It is dragged and moved by keys, and the target stays.
    let (before, _) = pinned(&harness);
    drag(&mut harness, before, vec2(-30.0, 20.0));
    assert!((pinned(&harness).0 - before - vec2(-30.0, 20.0)).length() < 1.0);
    key(&mut harness, Key::ArrowRight);
    assert!((pinned(&harness).0 - before - vec2(-20.0, 20.0)).length() < 1.0);
    key(&mut harness, Key::Delete);
    assert!(!reads(&harness, "Pin A at") && !reads(&harness, "At the pin"));
    assert_eq!(components(harness.state()).len(), 2);
    // Pressed twice over one place the key pins and takes the pin away.
    harness.hover_at(at);
    harness.run_steps(1);
    key(&mut harness, Key::P);
    assert!(reads(&harness, "Pin A at"));
    key(&mut harness, Key::P);
    assert!(!reads(&harness, "Pin A at"));
}

#[test]
fn pins_are_named_counted_and_belong_to_their_scene() {
    let mut harness = at_rest();
    let from = between(&harness) - vec2(100.0, 60.0);
    for number in 0..9 {
        harness.hover_at(from + vec2(28.0 * number as f32, 0.0));
        harness.run_steps(1);
        key(&mut harness, Key::P);
    }
    assert!(reads(&harness, "There are 8 pins already"));
    for name in ["A", "H"] {
        assert!(reads(&harness, &format!("Pin {name} at")));
    }
    harness.get_by_label("A").click();
    harness.run_steps(2);
    harness.get_by_label("Unpin").click();
    harness.run_steps(2);
    assert!(!reads(&harness, "Pin A at") && reads(&harness, "Pin B at"));
    // On the wall of a room the numbers stand on the picture.
    key(&mut harness, Key::W);
    harness.run_steps(3);
    assert!(reads(&harness, "log p(x)\t"));
    key(&mut harness, Key::W);
    harness.run_steps(3);
    harness.get_by_label("Copy").click();
    harness.run_steps(1);
    let mut other = super::scene();
    other.title = "Another".into();
    harness.state_mut().workbench_mut().open(other);
    harness.run_steps(3);
    for name in ["B", "H"] {
        assert!(!reads(&harness, &format!("Pin {name} at")));
    }
}
