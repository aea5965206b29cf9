//! Everything is shown, named and in its place.

use super::*;

#[test]
fn a_preset_is_opened_by_its_name() {
    let mut harness = window();
    press(&mut harness, "Scene to show");
    let preset = scorefield::scene::preset::all()
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
    harness.get_by_label_contains("Gaussian 2 of 2").click();
    unfold(&mut harness);
    for stage in [Key::F2, Key::F3, Key::F4] {
        key(&mut harness, stage);
        assert_eq!(harness.unnamed_widgets(), Vec::<String>::new(), "{stage:?}");
    }
    for menu in ["File", "Edit", "Run", "View", "Help"] {
        press(&mut harness, menu);
        assert_eq!(harness.unnamed_widgets(), Vec::<String>::new(), "{menu}");
        key(&mut harness, Key::Escape);
    }
}

#[test]
fn every_preset_is_drawn() {
    let mut harness = window();
    for preset in scorefield::scene::preset::all() {
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
        "Gaussian: drag it",
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
    for text in ["learned score; ", "Gaussian: drag it", "where it differs"] {
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
fn nothing_on_the_rail_and_on_the_canvas_moves_when_a_gaussian_is_selected() {
    let mut harness = window();
    unfold(&mut harness);
    let places = |harness: &Harness<'static, App>| {
        ["Learning rate", "Remove the selected Gaussian", "Less"].map(|label| {
            let mut all = harness.query_all_by_label(label);
            all.next().map(|found| found.rect())
        })
    };
    let ring =
        |harness: &Harness<'static, App>| harness.get_by_label_contains("Gaussian 2 of 2").rect();
    let before = (places(&harness), ring(&harness));
    harness.get_by_label_contains("Gaussian 1 of 2").click();
    harness.run_steps(3);
    assert!(reads(&harness, "Std, long axis"));
    assert_eq!((places(&harness), ring(&harness)), before);
}

#[test]
fn a_banner_lies_on_the_picture_and_moves_nothing() {
    let mut scene = scene();
    scene.training.learning_rate = 10.0;
    scene.training.batch = 16;
    let mut harness = window_of(scene, Vec2::new(1280.0, 800.0));
    let ring =
        |harness: &Harness<'static, App>| harness.get_by_label_contains("Gaussian 2 of 2").rect();
    let before = ring(&harness);
    wait_to_read(&mut harness, "Training diverged");
    assert_eq!(ring(&harness), before);
}

#[test]
fn the_key_of_the_charts_turns_them_only_where_they_are() {
    let mut harness = window();
    let chart = |harness: &Harness<'static, App>| harness.state().workbench().view().chart;
    let first = chart(&harness);
    key(&mut harness, Key::F3);
    key(&mut harness, Key::C);
    assert_eq!(chart(&harness), first, "in Sample are the shares");
    key(&mut harness, Key::F2);
    key(&mut harness, Key::C);
    assert_ne!(chart(&harness), first);
}

#[test]
fn the_items_of_a_menu_stand_under_each_other_whether_they_can_be_on_or_not() {
    let mut harness = window();
    for (menu, names) in [
        ("Run", ["Restart training", "Launch tool", "Faster"]),
        ("View", ["Fit the view", "Controls", "Larger"]),
    ] {
        press(&mut harness, menu);
        harness.run_steps(2);
        let left = |name: &str| {
            let mut shapes = harness.output().shapes.iter();
            shapes.find_map(|clipped| {
                if let egui::Shape::Text(text) = &clipped.shape
                    && text.galley.text() == name
                {
                    return Some(text.pos.x);
                }
                None
            })
        };
        let places = names.map(|name| left(name).unwrap_or_else(|| panic!("{name} is not there")));
        assert_eq!(places, [places[0]; 3], "{menu}");
        key(&mut harness, Key::Escape);
        harness.run_steps(2);
    }
}

#[test]
fn a_panel_is_as_wide_as_its_edge_is_dragged_and_two_clicks_bring_its_own_width_back() {
    let mut harness = window();
    let edge = |harness: &Harness<'static, App>| {
        harness.get_by_label("Width of the charts").rect().center()
    };
    let before = edge(&harness);
    drag(&mut harness, before, Vec2::new(-120.0, 0.0));
    harness.run_steps(3);
    let after = edge(&harness);
    assert!((before.x - after.x - 120.0).abs() < 3.0, "{before} {after}");
    // The stage keeps its share, however far the hand goes.
    drag(&mut harness, after, Vec2::new(-900.0, 0.0));
    harness.run_steps(3);
    let controls = harness.get_by_label("Width of the controls").rect();
    let stage = edge(&harness).x - controls.center().x;
    assert!(stage >= 0.4 * 1280.0 - 2.0, "{stage}");
    harness.get_by_label("Width of the charts").focus();
    harness.run_steps(2);
    let wide = edge(&harness);
    key(&mut harness, Key::ArrowRight);
    harness.run_steps(3);
    let narrower = edge(&harness);
    assert!(
        (narrower.x - wide.x - 16.0).abs() < 2.0,
        "{wide} {narrower}"
    );
    for _ in 0..2 {
        harness.drag_at(narrower);
        harness.run_steps(1);
        harness.drop_at(narrower);
        harness.run_steps(1);
    }
    harness.run_steps(3);
    assert!((edge(&harness).x - before.x).abs() < 1.0);
}
