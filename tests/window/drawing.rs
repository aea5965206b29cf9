//! Targets that are drawn: by a brush, an eraser, a text; and Gaussians fitted to points.

use super::*;
use egui::accesskit::Role;
use scorefield::shapes::Points;

fn points(harness: &Harness<'static, App>) -> Points {
    match &harness.state().workbench().scene().target {
        Target::Points(points) => points.clone(),
        other @ (Target::Shape(_) | Target::Components(_)) => panic!("not points: {other:?}"),
    }
}

fn undo(harness: &mut Harness<'static, App>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
}

fn window_of_points(at: Vec<[f64; 2]>) -> Harness<'static, App> {
    let target = Target::Points(Points { at, std: 0.2 });
    let scene = Scene { target, ..scene() };
    window_of(scene, Vec2::new(1280.0, 1200.0))
}

/// Two clouds of as many points on spirals, 4 units apart.
fn clouds(number: usize) -> Vec<[f64; 2]> {
    let point = |i: usize| {
        let (side, turn) = ([-2.0, 2.0][i % 2], 2.4 * i as f64);
        let reach = 0.6 * ((i as f64 + 0.5) / number as f64).sqrt();
        [side + reach * turn.cos(), reach * turn.sin()]
    };
    (0..number).map(point).collect()
}

#[test]
fn a_stroke_of_the_brush_begins_a_cloud_a_second_one_goes_on_and_undo_takes_each_back() {
    let mut harness = window();
    let (left, right) = (mean(&harness, 1), mean(&harness, 2));
    unfold(&mut harness);
    press(&mut harness, "Draw points with a brush");
    // Over a handle the brush draws, too.
    drag(&mut harness, left, right - left);
    let first = points(&harness);
    assert!(first.at.len() > 20, "{}", first.at.len());
    let reach = |p: &[f64; 2]| p[1].abs();
    let widest = first.at.iter().map(reach).fold(0.0, f64::max);
    assert!(widest < 0.5, "near the stroke: {widest}");
    assert!(first.at.iter().all(|p| (-2.0..2.0).contains(&p[0])));
    assert!(reads(&harness, "drawn points are the target now"));
    wait_until(&mut harness, "the network is trained on it", |app| {
        app.snapshot().mixture.components().len() == first.at.len()
    });
    drag(
        &mut harness,
        left + Vec2::new(40.0, 120.0),
        Vec2::new(90.0, 0.0),
    );
    let second = points(&harness);
    assert!(second.at.len() > first.at.len() + 5);
    assert_eq!(second.at[..first.at.len()], first.at[..]);
    assert_eq!(second.std, first.std);
    undo(&mut harness);
    assert_eq!(points(&harness), first);
    undo(&mut harness);
    assert_eq!(components(harness.state()).len(), 2);
}

#[test]
fn a_stroke_of_one_point_is_refused_and_nothing_is_lost() {
    let mut harness = window();
    let spot = mean(&harness, 1) + Vec2::new(60.0, 80.0);
    unfold(&mut harness);
    press(&mut harness, "Draw points with a brush");
    harness.hover_at(spot);
    harness.run_steps(1);
    harness.drag_at(spot);
    harness.run_steps(1);
    harness.drop_at(spot);
    harness.run_steps(2);
    assert!(reads(&harness, "could not make a target of one point"));
    assert_eq!(components(harness.state()).len(), 2);
}

#[test]
fn the_eraser_takes_points_and_gaussians_away_but_the_last_one() {
    let mut harness = window_of_points(clouds(40));
    let middle = harness
        .get_by_label_contains("middle of the points")
        .rect()
        .center();
    unfold(&mut harness);
    press(&mut harness, "Erase points and Gaussians");
    let screen = Vec2::new(170.0, 0.0);
    let start = middle + screen + Vec2::new(-60.0, -200.0);
    for sweep in 0..10 {
        let from = start + Vec2::new(25.0 * sweep as f32, 0.0);
        drag(&mut harness, from, Vec2::new(0.0, 400.0));
    }
    let left = points(&harness).at;
    assert!(left.len() < 40 && left.len() >= 20, "{}", left.len());
    assert_eq!(
        left.iter().filter(|p| p[0] < 0.0).count(),
        20,
        "where it did not pass"
    );
    undo(&mut harness);
    assert!(points(&harness).at.len() > left.len());

    let mut harness = window();
    let (first, second) = (mean(&harness, 1), mean(&harness, 2));
    unfold(&mut harness);
    press(&mut harness, "Erase points and Gaussians");
    drag(
        &mut harness,
        first - Vec2::new(40.0, 0.0),
        second - first + Vec2::new(80.0, 0.0),
    );
    assert_eq!(components(harness.state()).len(), 1);
    assert!(reads(&harness, "The last one stays"));
    undo(&mut harness);
    assert_eq!(components(harness.state()).len(), 2);
}

#[test]
fn points_become_as_many_gaussians_as_asked_for_or_as_they_ask_for_and_come_back() {
    let mut harness = window_of_points(clouds(80));
    let before = points(&harness);
    press(&mut harness, "Fit as many Gaussians as BIC asks for");
    let is_fitted = |app: &App| matches!(app.workbench().scene().target, Target::Components(_));
    wait_until(&mut harness, "the fit", is_fitted);
    harness.run_steps(2);
    let found = components(harness.state());
    assert_eq!(found.len(), 2);
    for component in &found {
        assert!((component.mean[0].abs() - 2.0).abs() < 0.1 && component.mean[1].abs() < 0.1);
    }
    assert!(reads(&harness, "as many as BIC asks for"));
    wait_until(&mut harness, "the network is trained on it", |app| {
        app.snapshot().mixture.components().len() == 2
    });
    undo(&mut harness);
    assert_eq!(points(&harness), before);
    harness.state_mut().workbench_mut().view_mut().fitted = 3;
    harness.run_steps(2);
    press(&mut harness, "Fit K Gaussians");
    wait_until(&mut harness, "the fit", is_fitted);
    assert_eq!(components(harness.state()).len(), 3);
}

#[test]
fn more_gaussians_than_points_are_refused_in_a_sentence() {
    let mut harness = window_of_points(vec![[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]]);
    let before = points(&harness);
    press(&mut harness, "Fit K Gaussians");
    wait_to_read(
        &mut harness,
        "could not fit 5 Gaussians: there are only 3 different points",
    );
    assert_eq!(points(&harness), before);
}

#[test]
fn a_text_becomes_points_in_its_letters_and_one_without_letters_is_refused() {
    let mut harness = window();
    unfold(&mut harness);
    press(&mut harness, "Draw a text as points");
    harness.run_steps(2);
    press(&mut harness, "Draw");
    assert!(reads(&harness, "there is no letter to draw"));
    harness
        .get_by_role_and_label(Role::TextInput, "Text")
        .focus();
    harness.run_steps(2);
    harness.event(egui::Event::Text("ll".to_owned()));
    harness.run_steps(2);
    assert!(!reads(&harness, "no letter"));
    press(&mut harness, "Draw");
    let drawn = points(&harness);
    assert_eq!(drawn.at.len(), 400);
    // Two bars with a gap between them.
    let x: Vec<f64> = drawn.at.iter().map(|p| p[0]).collect();
    let ends = x
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
            (a.min(*x), b.max(*x))
        });
    let part = |x: f64| (x - ends.0) / (ends.1 - ends.0);
    assert!(x.iter().all(|x| !(0.4..0.6).contains(&part(*x))));
    wait_until(&mut harness, "the network is trained on it", |app| {
        app.snapshot().mixture.components().len() == 400
    });
    undo(&mut harness);
    assert_eq!(components(harness.state()).len(), 2);
}
