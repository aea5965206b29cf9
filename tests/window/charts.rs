//! The charts of the right column and the drawing of the network.

use super::*;
use scorefield::session::Change;
use scorefield::ui::ChartKind;

fn errors_known(app: &App) -> bool {
    app.snapshot().history.error_at(0.3).is_some()
}

#[test]
fn tabs_show_one_chart_at_a_time_and_the_floor_says_what_it_is() {
    let mut harness = window();
    wait_until(&mut harness, "a loss with its floor", |app| {
        let history = &app.snapshot().history;
        history
            .loss
            .last()
            .is_some_and(|point| point.floor.is_some())
            && errors_known(app)
    });
    harness.run_steps(2);
    assert!(reads(&harness, "even the truth scores this"));
    assert!(harness.query_by_label("Chart of the score error").is_none());
    press(&mut harness, "Error");
    assert!(harness.query_by_label("Chart of the score error").is_some());
    assert!(harness.query_by_label("Chart of the loss").is_none());
    assert_eq!(harness.state().workbench().view().chart, ChartKind::Error);
}

#[test]
fn all_charts_stand_below_each_other_where_there_is_room() {
    let mut harness = window();
    wait_until(&mut harness, "the first step", |app| {
        app.snapshot().has_learned()
    });
    press(&mut harness, "Hide the first steps");
    press(&mut harness, "View");
    press(&mut harness, "All charts at once");
    let names = [
        "Chart of the loss",
        "Chart of the score error",
        "Chart of the error per noise level",
    ];
    let tops = names.map(|name| harness.get_by_label(name).rect().top());
    assert!(tops[0] < tops[1] && tops[1] < tops[2]);
    harness.set_size(Vec2::new(1280.0, 420.0));
    harness.run_steps(3);
    let shown = names.map(|name| harness.query_by_label(name).is_some());
    assert_eq!(shown, [true, false, false], "one at a time in a low window");
}

#[test]
fn the_shown_level_is_dragged_in_the_chart_of_the_levels() {
    let mut harness = window();
    wait_until(&mut harness, "measured errors", |app| {
        errors_known(app) && app.snapshot().has_learned()
    });
    harness.run_steps(1);
    press(&mut harness, "Per level");
    harness.run_steps(2);
    let chart = harness.get_by_label("Chart of the error per noise level");
    let chart = chart.rect();
    let range = harness.state().snapshot().noise;
    let sigma = |harness: &Harness<'static, App>| harness.state().workbench().view().sigma;
    // From the left end to the right, and beyond: the trained levels are the limit.
    let left = egui::pos2(chart.left() + 8.0, chart.center().y);
    drag(&mut harness, left, Vec2::new(0.3 * chart.width(), 0.0));
    let low = sigma(&harness).unwrap();
    assert!(range.min() < low && low < range.max(), "{low}");
    drag(&mut harness, left, Vec2::new(0.7 * chart.width(), 0.0));
    let high = sigma(&harness).unwrap();
    assert!(high > 1.5 * low, "{low} {high}");
    drag(&mut harness, left, Vec2::new(2.0 * chart.width(), 0.0));
    assert!((sigma(&harness).unwrap() / range.max() - 1.0).abs() < 1e-9);
    wait_until(&mut harness, "the field at that level", |app| {
        let snapshot = app.snapshot();
        snapshot
            .field
            .as_ref()
            .is_some_and(|field| field.sigma == range.max())
    });
}

#[test]
fn a_drag_of_a_gaussian_is_one_mark_in_the_curves() {
    let mut harness = window();
    let ring = harness.get_by_label_contains("Gaussian 1 of 2");
    let ring = ring.rect().center();
    drag(&mut harness, ring, Vec2::new(40.0, -30.0));
    wait_until(&mut harness, "the mark", |app| {
        !app.snapshot().history.marks.is_empty()
    });
    let snapshot = harness.state().snapshot();
    let marks = &snapshot.history.marks;
    assert_eq!(marks.len(), 1, "{marks:?}");
    assert_eq!(marks[0].change, Change::Moved);
}

#[test]
fn a_hidden_unit_shows_where_in_the_plane_it_answers() {
    let mut harness = window();
    press(&mut harness, "The network");
    // It has come to rest.
    harness.run_steps(20);
    let unit = harness.get_by_label("Unit 2 of hidden layer 1");
    let unit = unit.rect().center();
    harness.hover_at(unit);
    harness.run_steps(2);
    wait_until(&mut harness, "the map", |app| app.snapshot().unit.is_some());
    harness.run_steps(2);
    assert!(reads(&harness, ", where it is blue"));
    let map = harness.state().snapshot().unit.clone().unwrap();
    assert_eq!((map.request.layer, map.request.unit), (0, 1));
    harness.hover_at(Pos2::new(640.0, 400.0));
    wait_until(&mut harness, "no map", |app| app.snapshot().unit.is_none());
}

#[test]
fn the_unfolded_network_takes_its_room_from_the_charts_and_covers_nothing() {
    let mut harness = window_of(scene(), Vec2::new(1280.0, 720.0));
    press(&mut harness, "Hide the first steps");
    wait_to_read(&mut harness, "even the truth scores this");
    harness.run_steps(4);
    let below = harness.get_by_label("Try").rect().top();
    let chart = |harness: &Harness<'static, App>| harness.get_by_label("Chart of the loss").rect();
    let folded = chart(&harness);
    press(&mut harness, "The network");
    harness.run_steps(40);
    let text = harness.get_by_label_contains("Thicker lines").rect();
    assert_eq!(harness.get_by_label("Try").rect().top(), below);
    assert!(text.bottom() <= below, "{text:?} above {below}");
    let unfolded = chart(&harness);
    assert!(
        unfolded.height() < folded.height() - 50.0,
        "{unfolded:?} of {folded:?}"
    );
    press(&mut harness, "The network");
    harness.run_steps(40);
    assert_eq!(chart(&harness), folded);
}

#[test]
fn in_a_low_window_the_unfolded_network_stands_in_the_place_of_what_to_try() {
    let size = Vec2::new(1280.0, 640.0);
    let mut harness = window_of(scene(), size);
    press(&mut harness, "Hide the first steps");
    wait_to_read(&mut harness, "even the truth scores this");
    assert!(harness.query_by_label("Try").is_some());
    press(&mut harness, "The network");
    harness.run_steps(40);
    assert!(harness.query_by_label("Try").is_none());
    let chart = harness.get_by_label("Chart of the loss").rect();
    let fold = harness.get_by_label("The network").rect();
    let text = harness.get_by_label_contains("Thicker lines").rect();
    let status = harness.get_by_label_contains("Learning: ").rect();
    assert!(chart.bottom() <= fold.top(), "{chart:?} above {fold:?}");
    assert!(text.bottom() <= status.top(), "{text:?} above {status:?}");
    press(&mut harness, "The network");
    harness.run_steps(40);
    assert!(harness.query_by_label("Try").is_some());
}

#[test]
fn a_network_of_one_level_has_its_error_in_the_chart_of_the_levels() {
    let mut one = scene();
    one.training.noise_levels = scorefield::score::NoiseLevels::Fixed(0.4);
    let mut harness = window_of(one, Vec2::new(1280.0, 800.0));
    wait_until(&mut harness, "the first step", |app| {
        app.snapshot().has_learned()
    });
    harness.run_steps(1);
    press(&mut harness, "Per level");
    wait_until(&mut harness, "one error", |app| {
        app.snapshot().history.error_per_sigma.len() == 1
    });
    harness.run_steps(2);
    assert!(reads(&harness, "at σ = 0.4"));
}
