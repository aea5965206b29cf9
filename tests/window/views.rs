//! What the plane can show: maps with their scales and totals, and fields as lines, flow and denoiser arrows.

use super::{drag, key, mean, press, reads, wait_to_read, wait_until, window};
use egui::{Key, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use scorefield::measure::Quantity;
use scorefield::ui::{App, FieldKind, FieldStyle};

fn shown(harness: &Harness<'static, App>) -> Quantity {
    harness.state().workbench().view().map
}

#[test]
fn keys_show_maps_with_their_scale_and_total_and_zero_brings_the_density_back() {
    let mut harness = window();
    for (pressed, quantity, said) in [
        (
            Key::Num4,
            Quantity::Error,
            "Error: |sθ − s|, per unit: 0 to",
        ),
        (Key::Num5, Quantity::WeightedError, "∫ p |sθ − s| = "),
        (Key::Num6, Quantity::Cosine, "-1 to 0 to 1"),
        (Key::Num7, Quantity::LearnedDivergence, "E div sθ = -"),
        (
            Key::Num8,
            Quantity::Curl,
            "Learned curl: curl sθ, per square unit",
        ),
        (Key::Num9, Quantity::Surplus, "particles a cell"),
    ] {
        key(&mut harness, pressed);
        assert_eq!(shown(&harness), quantity);
        wait_to_read(&mut harness, said);
    }
    key(&mut harness, Key::Num0);
    harness.run_steps(3);
    assert!(!reads(&harness, "particles a cell"));
    assert!(reads(&harness, "density p"));
}

#[test]
fn the_total_of_the_loss_above_its_floor_falls_while_the_network_learns() {
    let mut harness = window();
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .show_map(Quantity::WeightedExcess);
    let total = |app: &App| {
        let snapshot = app.snapshot();
        let map = snapshot.maps.first().filter(|map| map.grid.nx > 100)?;
        (map.quantity == Quantity::WeightedExcess)
            .then(|| map.total())
            .flatten()
    };
    wait_until(&mut harness, "a map", |app| total(app).is_some());
    let young = total(harness.state()).unwrap();
    wait_until(&mut harness, "a better one", |app| {
        total(app).is_some_and(|total| total < 0.5 * young)
    });
    wait_to_read(&mut harness, "∫ σ² p |sθ − s|² = ");
}

#[test]
fn a_map_is_chosen_in_its_list_and_the_same_key_goes_through_all() {
    let mut harness = window();
    harness.get_by_label("Map").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Exact divergence").click();
    harness.run_steps(3);
    assert_eq!(shown(&harness), Quantity::ExactDivergence);
    wait_to_read(&mut harness, "E div s = -");
    for _ in 0..Quantity::ALL.len() {
        key(&mut harness, Key::E);
    }
    assert_eq!(shown(&harness), Quantity::ExactDivergence, "once round");
}

#[test]
fn a_level_that_was_not_trained_shows_no_map_of_the_network() {
    let mut harness = window();
    key(&mut harness, Key::Num4);
    wait_to_read(&mut harness, "Error: |sθ − s|, per unit");
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .choose_level(1e5);
    harness.run_steps(4);
    assert!(!reads(&harness, "Error: |sθ − s|, per unit"));
}

#[test]
fn a_field_is_drawn_as_denoiser_arrows_lines_and_flow() {
    let mut harness = window();
    for (style, said) in [
        (FieldStyle::Denoiser, "x → the network's D(x)"),
        (FieldStyle::Streamlines, "lines along the learned score"),
        (FieldStyle::Tracers, "flow along the learned score"),
        (FieldStyle::Arrows, "learned score"),
    ] {
        key(&mut harness, Key::G);
        assert_eq!(harness.state().workbench().view().style, style);
        wait_to_read(&mut harness, said);
    }
    press(&mut harness, "Exact");
    key(&mut harness, Key::G);
    wait_to_read(&mut harness, "x → D(x)");
}

/// The place of a node of which there are two, the left one and the right one.
fn twice(harness: &Harness<'static, App>, label: &str) -> [Pos2; 2] {
    let mut places: Vec<Pos2> = (harness.query_all_by_label(label))
        .map(|node| node.rect().center())
        .collect();
    places.sort_by(|a, b| a.x.total_cmp(&b.x));
    places
        .try_into()
        .unwrap_or_else(|_| panic!("not two of {label}"))
}

#[test]
fn two_views_stand_side_by_side_and_share_place_and_zoom() {
    let mut harness = window();
    key(&mut harness, Key::Y);
    harness.run_steps(10);
    let view = |harness: &Harness<'static, App>| harness.state().workbench().view().clone();
    assert_eq!(view(&harness).twin.unwrap().field, FieldKind::Exact);
    let [_, other] = twice(&harness, "Difference");
    harness.hover_at(other);
    harness.drag_at(other);
    harness.drop_at(other);
    harness.run_steps(3);
    assert_eq!(view(&harness).twin.unwrap().field, FieldKind::Difference);
    assert_eq!(view(&harness).field, FieldKind::Learned);

    // A drag and a wheel on the second plane move the first one, too.
    let [a, b] = [1, 2].map(|number| mean(&harness, number));
    let beside = other + vec2(0.0, 300.0);
    drag(&mut harness, beside, vec2(30.0, -20.0));
    let moved = mean(&harness, 1);
    assert!(
        (moved - a - vec2(30.0, -20.0)).length() < 12.0,
        "{a:?} {moved:?}"
    );
    harness.hover_at(beside);
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -120.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    harness.run_steps(10);
    let [left, right] = [1, 2].map(|number| mean(&harness, number));
    assert!((right - left).length() < 0.98 * (b - a).length());

    // Both maps are asked for, each with its own scale.
    key(&mut harness, Key::Num4);
    wait_to_read(&mut harness, "Error: |sθ − s|, per unit");
    harness
        .state_mut()
        .workbench_mut()
        .view_mut()
        .twin
        .as_mut()
        .unwrap()
        .map = Quantity::Curl;
    wait_to_read(&mut harness, "Learned curl: curl sθ");
    assert!(reads(&harness, "Error: |sθ − s|, per unit"));
    key(&mut harness, Key::Y);
    harness.run_steps(3);
    assert!(!reads(&harness, "Learned curl: curl sθ"));
}

#[test]
fn marginals_come_and_go_with_a_key() {
    let mut harness = window();
    key(&mut harness, Key::B);
    wait_to_read(&mut harness, "marginals of p, particles as bars");
    key(&mut harness, Key::B);
    harness.run_steps(3);
    assert!(!reads(&harness, "marginals of p"));
}

/// A pointer that goes along `points` with its button down.
fn stroke(harness: &mut Harness<'static, App>, points: &[Pos2]) {
    harness.hover_at(points[0]);
    harness.run_steps(1);
    harness.drag_at(points[0]);
    harness.run_steps(1);
    for point in &points[1..] {
        harness.hover_at(*point);
        harness.run_steps(1);
    }
    harness.drop_at(points[points.len() - 1]);
    harness.run_steps(3);
}

fn around(center: Pos2, radius: f32) -> Vec<Pos2> {
    (0..=40)
        .map(|i| std::f32::consts::TAU * i as f32 / 40.0)
        .map(|angle| center + radius * vec2(angle.cos(), angle.sin()))
        .collect()
}

#[test]
fn a_cut_lies_across_the_view_follows_its_ends_and_is_drawn_anew_by_a_drag() {
    let mut harness = window();
    key(&mut harness, Key::X);
    wait_to_read(&mut harness, "Cut of length");
    let end = harness
        .get_by_label_contains("End B of the cut")
        .rect()
        .center();
    let [left, right] = [1, 2].map(|number| mean(&harness, number));
    assert!(end.x > right.x - 400.0 && (end.y - left.y).abs() < 60.0);
    drag(&mut harness, end, vec2(0.0, -120.0));
    let moved = harness
        .get_by_label_contains("End B of the cut")
        .rect()
        .center();
    assert!(
        (moved - end - vec2(0.0, -120.0)).length() < 3.0,
        "{moved:?}"
    );

    // From mean to mean it is three units long, and the view has not moved.
    let above = vec2(0.0, -90.0);
    stroke(
        &mut harness,
        &[left + above, left + above + vec2(40.0, 5.0), right + above],
    );
    assert_eq!(mean(&harness, 1), left);
    wait_to_read(&mut harness, "Cut of length 3:");
    let answered = |app: &App| {
        let line = app.snapshot().line.clone();
        line.is_some_and(|line| line.learned.len() == line.request.points.len())
    };
    wait_until(&mut harness, "the network's answer", answered);
    key(&mut harness, Key::X);
    harness.run_steps(3);
    assert!(!reads(&harness, "Cut of length"));
    wait_until(&mut harness, "no question", |app| {
        app.snapshot().line.is_none()
    });
}

#[test]
fn a_loop_has_a_circulation_of_the_network_and_none_of_the_truth() {
    let mut harness = window();
    key(&mut harness, Key::U);
    let [left, right] = [1, 2].map(|number| mean(&harness, number));
    let middle = left + 0.5 * (right - left) + vec2(0.0, -60.0);
    stroke(&mut harness, &around(middle, 70.0));
    wait_to_read(&mut harness, "exact score: 0, as of any gradient");
    wait_to_read(&mut harness, "where the learned curl is");

    // A loop of two points is refused by a sentence, and the one before stays.
    stroke(&mut harness, &[middle, middle + vec2(9.0, 0.0)]);
    wait_to_read(&mut harness, "a loop of two points encloses nothing");
    assert!(reads(&harness, "exact score: 0, as of any gradient"));
    key(&mut harness, Key::U);
    harness.run_steps(3);
    assert!(!reads(&harness, "as of any gradient"));
}
