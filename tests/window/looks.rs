//! Everything is shown, named and in its place.

use super::*;

#[test]
fn a_preset_is_opened_by_its_name() {
    let mut harness = window();
    press(&mut harness, "Scene to show");
    let preset = scorefield::preset::all()
        .iter()
        .find(|p| p.name == "two-moons")
        .unwrap();
    press(&mut harness, &preset.scene.title);
    assert_eq!(harness.state().workbench().scene(), &preset.scene);
    let count = preset.scene.target.components().len();
    wait_until(&mut harness, "the moons are trained", |app| {
        app.snapshot().mixture.components().len() == count
    });
}

#[test]
fn every_control_has_a_name() {
    let mut harness = window();
    harness.get_by_label_contains("component 2 of 2").click();
    harness.run_steps(3);
    assert_eq!(harness.unnamed_widgets(), Vec::<String>::new());
    for menu in ["File", "Edit", "Run", "View", "Help"] {
        press(&mut harness, menu);
        assert_eq!(harness.unnamed_widgets(), Vec::<String>::new(), "{menu}");
        key(&mut harness, Key::Escape);
    }
}

#[test]
fn every_preset_is_drawn() {
    let mut harness = window();
    for preset in scorefield::preset::all() {
        harness
            .state_mut()
            .workbench_mut()
            .open(preset.scene.clone());
        let count = preset.scene.target.components().len();
        wait_until(&mut harness, preset.name, |app| {
            let snapshot = app.snapshot();
            snapshot.mixture.components().len() == count && snapshot.field.is_some()
        });
        harness.run_steps(2);
    }
}

#[test]
fn tiny_and_huge_windows_are_no_trouble() {
    for size in [
        [1.0, 1.0],
        [40.0, 30.0],
        [320.0, 200.0],
        [640.0, 480.0],
        [3840.0, 2160.0],
    ] {
        let mut harness = window_of(scene(), Vec2::from(size));
        harness.state_mut().workbench_mut().view_mut().presenter = true;
        harness.run_steps(4);
    }
}

#[test]
fn the_legend_says_what_colours_mean_and_how_right_the_arrows_are() {
    let mut harness = window();
    wait_until(&mut harness, "a measured error", |app| {
        let history = &app.snapshot().history;
        app.snapshot().field.is_some() && history.error_at(0.3).is_some()
    });
    harness.state_mut().workbench_mut().view_mut().sigma = Some(0.3);
    harness.run_steps(2);
    let says = |harness: &Harness<'static, App>, text: &str| {
        let found = harness.query_all_by_label_contains(text).next();
        assert!(found.is_some(), "the legend does not say {text}");
    };
    for text in [
        "learned score",
        "exact where it differs",
        "density p",
        "contours of log p",
        "particle",
        "Gaussian ± std: drag it",
        "at σ = 0.3",
    ] {
        says(&harness, text);
    }
    key(&mut harness, Key::Num2);
    says(&harness, "exact score; ");
    key(&mut harness, Key::Num3);
    says(&harness, "learned − exact score");
}

#[test]
fn the_legend_says_only_what_is_there_and_that_a_constant_moves_no_arrow() {
    let mut harness = window();
    wait_until(&mut harness, "particles on a field", |app| {
        app.snapshot().field.is_some() && app.snapshot().swarm.is_some()
    });
    assert!(!reads(&harness, "launched by hand"));
    let view = harness.state_mut().workbench_mut().view_mut();
    view.log10_constant = 1.0;
    view.handles = false;
    view.arrows = false;
    harness.run_steps(2);
    assert!(reads(&harness, "10 × density p"));
    assert!(reads(
        &harness,
        "contours of log(c p): each +2.3, no arrow moves"
    ));
    for text in ["learned score; ", "Gaussian ± std", "where it differs"] {
        assert!(!reads(&harness, text), "{text}");
    }
    assert!(
        harness.query_by_label("Difference").is_none(),
        "a switch without arrows"
    );
}

#[test]
fn the_switch_on_the_canvas_chooses_the_field() {
    let mut harness = window();
    for (name, kind) in [
        ("Exact", FieldKind::Exact),
        ("Difference", FieldKind::Difference),
        ("Learned", FieldKind::Learned),
    ] {
        press(&mut harness, name);
        assert_eq!(harness.state().workbench().view().field, kind);
    }
}

#[test]
fn plates_on_the_canvas_stay_on_it_and_clear_of_each_other() {
    for size in [
        [500.0, 400.0],
        [900.0, 600.0],
        [1280.0, 800.0],
        [1920.0, 1080.0],
    ] {
        let mut harness = window_of(scene(), Vec2::from(size));
        wait_until(&mut harness, "a field", |app| {
            app.snapshot().field.is_some()
        });
        harness.run_steps(2);
        let window = egui::Rect::from_min_size(Pos2::ZERO, Vec2::from(size));
        let legend = harness.get_by_label_contains("learned score; ").rect();
        let switch = harness.get_by_label("Learned").rect();
        assert!(
            window.contains_rect(legend) && window.contains_rect(switch),
            "{size:?}"
        );
        assert!(legend.top() > switch.bottom(), "{size:?}");
    }
}

#[test]
fn first_steps_go_on_as_they_are_taken_and_can_be_hidden_and_had_again() {
    let mut harness = window();
    wait_until(&mut harness, "a field", |app| {
        app.snapshot().field.is_some()
    });
    let asks = |harness: &Harness<'static, App>, text: &str| {
        let found = harness.query_by_label_contains(text);
        assert!(found.is_some(), "the first steps do not ask: {text}");
    };
    asks(&harness, "Drag a Gaussian by its middle");
    let place =
        |harness: &Harness<'static, App>, text: &str| harness.get_by_label_contains(text).rect();
    let (step, legend) = (
        place(&harness, "Drag a Gaussian by its middle"),
        place(&harness, "learned score; "),
    );
    assert!(!step.intersects(legend), "the canvas is left free");
    let ring = harness
        .get_by_label_contains("component 1 of 2")
        .rect()
        .center();
    drag(&mut harness, ring, Vec2::new(40.0, 0.0));
    asks(&harness, "Press 2");
    for digit in [Key::Num2, Key::Num3, Key::Num1] {
        key(&mut harness, digit);
    }
    asks(&harness, "Slide the noise level");
    press(&mut harness, "Next");
    asks(&harness, "Hold Shift");
    press(&mut harness, "Hide the first steps");
    assert!(harness.query_by_label_contains("Hold Shift").is_none());
    press(&mut harness, "Help");
    press(&mut harness, "First steps");
    asks(&harness, "Drag a Gaussian by its middle");
}

#[test]
fn stages_are_tabs_with_keys_and_j_goes_to_the_journey_and_back_to_where_one_was() {
    let mut harness = window();
    let stage = |harness: &Harness<'static, App>| harness.state().workbench().view().stage;
    assert_eq!(stage(&harness), Stage::Learn);
    press(&mut harness, "Sample");
    assert_eq!(stage(&harness), Stage::Sample);
    assert!(reads(&harness, "component 1 of 2"), "the plane stays");
    press(&mut harness, "Journey");
    assert_eq!(stage(&harness), Stage::Journey);
    key(&mut harness, Key::J);
    assert_eq!(stage(&harness), Stage::Sample);
    for (pressed, expected) in [
        (Key::F4, Stage::Journey),
        (Key::F2, Stage::Learn),
        (Key::F3, Stage::Sample),
    ] {
        key(&mut harness, pressed);
        assert_eq!(stage(&harness), expected);
    }
}
