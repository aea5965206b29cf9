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
fn stages_are_tabs_with_keys_and_j_goes_to_the_journey_and_back_to_where_one_was() {
    let mut harness = window();
    let stage = |harness: &Harness<'static, App>| harness.state().workbench().view().stage;
    assert_eq!(stage(&harness), Stage::Learn);
    press(&mut harness, "Sample");
    assert_eq!(stage(&harness), Stage::Sample);
    assert!(reads(&harness, "Gaussian 1 of 2"), "the plane stays");
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

#[test]
fn each_stage_has_its_own_controls_a_handful_at_first_and_the_rest_behind_more() {
    let mut harness = window();
    let has = |harness: &Harness<'static, App>, label: &str| {
        harness.query_all_by_label(label).next().is_some()
    };
    for (stage, at_first, more, elsewhere) in [
        (
            Key::F2,
            ["Pause training", "Restart", "Objective"],
            ["Learning rate", "Width"],
            ["Respawn", "Sampler"],
        ),
        (
            Key::F3,
            ["Pause particles", "Respawn", "Sampler"],
            ["Temperature τ", "Start"],
            ["Restart", "Objective"],
        ),
    ] {
        key(&mut harness, stage);
        for label in at_first {
            assert!(has(&harness, label), "{label} is not there");
        }
        for label in more.into_iter().chain(elsewhere) {
            assert!(!has(&harness, label), "{label} is there");
        }
        press(&mut harness, "More");
        harness.run_steps(3);
        for label in more {
            assert!(has(&harness, label), "{label} is not behind More");
        }
        for label in elsewhere {
            assert!(!has(&harness, label), "{label} does nothing here");
        }
        press(&mut harness, "Less");
    }
}

#[test]
fn space_and_s_run_and_step_what_the_stage_is_about() {
    let mut harness = window();
    let playback = |harness: &Harness<'static, App>| harness.state().workbench().view().playback;
    key(&mut harness, Key::F3);
    key(&mut harness, Key::Space);
    assert!(!playback(&harness).particles && playback(&harness).training);
    let steps = |app: &App| app.snapshot().swarm.as_ref().map(|swarm| swarm.step);
    wait_until(&mut harness, "the particles rest", |app| {
        let before = steps(app);
        std::thread::sleep(Duration::from_millis(50));
        before.is_some() && before == steps(app)
    });
    let before = steps(harness.state());
    key(&mut harness, Key::S);
    wait_until(&mut harness, "a step", |app| steps(app) > before);
    key(&mut harness, Key::F2);
    key(&mut harness, Key::Space);
    assert!(!playback(&harness).training && !playback(&harness).particles);
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
fn every_stage_fits_into_windows_from_small_to_huge() {
    for size in [
        [500.0, 400.0],
        [640.0, 480.0],
        [900.0, 600.0],
        [1280.0, 800.0],
        [3840.0, 2160.0],
    ] {
        let mut harness = window_of(scene(), Vec2::from(size));
        let room = egui::Rect::from_min_size(Pos2::ZERO, Vec2::from(size));
        for (stage, must) in [
            (Key::F2, "Gaussian 1 of 2"),
            (Key::F3, "Gaussian 1 of 2"),
            (Key::F4, "Clock"),
        ] {
            key(&mut harness, stage);
            harness.run_steps(3);
            for label in ["Learn", "Sample", "Journey", "Present", must] {
                let mut found = harness.query_all_by_label_contains(label);
                let rect = found
                    .next()
                    .unwrap_or_else(|| panic!("no {label} at {size:?}"))
                    .rect();
                assert!(room.contains_rect(rect), "{label} at {rect:?} in {size:?}");
            }
        }
    }
}

#[test]
fn in_presenter_mode_the_picture_has_the_whole_width_and_there_are_five_controls() {
    for size in [[1280.0, 800.0], [1920.0, 1080.0]] {
        let mut harness = window_of(scene(), Vec2::from(size));
        let apart = |harness: &Harness<'static, App>| {
            let x = |label: &str| harness.get_by_label_contains(label).rect().center().x;
            x("Gaussian 2 of 2") - x("Gaussian 1 of 2")
        };
        key(&mut harness, Key::W);
        harness.run_steps(4);
        assert!(apart(&harness) > 0.2 * size[0], "the picture is small");
        for label in ["Restart", "Learn", "Leave"] {
            assert!(reads(&harness, label), "{label} at {size:?}");
        }
        assert!(reads(&harness, "Play") || reads(&harness, "Pause"));
        for label in ["Scene to show", "File", "Objective", "More"] {
            assert!(harness.query_by_label(label).is_none(), "{label} is there");
        }
        assert!(reads(&harness, "∇ log p"), "the formula of what is shown");
        key(&mut harness, Key::Num2);
        assert!(reads(&harness, "which way data really become likelier"));
        key(&mut harness, Key::F3);
        assert!(reads(&harness, "Respawn"));
        let names = [
            "Chart of the loss",
            "Chart of the score error",
            "Chart of the error per noise level",
        ];
        for shown in [0, 1, 2, 3] {
            key(&mut harness, Key::C);
            harness.run_steps(2);
            for (index, name) in names.iter().enumerate() {
                let there = harness.query_by_label(name).is_some();
                assert_eq!(there, index == shown, "{name} after {} times C", shown + 1);
            }
        }
        key(&mut harness, Key::Escape);
        assert!(harness.query_by_label("Scene to show").is_some());
        key(&mut harness, Key::W);
        press(&mut harness, "Leave");
        assert!(harness.query_by_label("Scene to show").is_some());
    }
}

#[test]
fn on_the_wall_of_a_room_the_journey_has_its_formula_above_it_too() {
    let mut harness = window_at_start(scene(), Vec2::new(1280.0, 800.0));
    key(&mut harness, Key::J);
    let line = "Noise drowns the data; the score leads back";
    assert!(!reads(&harness, line));
    key(&mut harness, Key::W);
    harness.run_steps(4);
    let head = harness.get_by_label_contains(line).rect();
    let clock = harness.get_by_label("Clock").rect();
    assert!(head.bottom() < 0.3 * 800.0 && clock.top() > head.bottom());
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
fn what_does_nothing_in_the_journey_is_not_done_behind_it() {
    let mut harness = window();
    key(&mut harness, Key::J);
    let before = (
        harness.state().workbench().view().clone(),
        components(harness.state()),
    );
    for pressed in [
        Key::Num2,
        Key::A,
        Key::Delete,
        Key::L,
        Key::K,
        Key::N,
        Key::F,
        Key::C,
    ] {
        key(&mut harness, pressed);
    }
    let after = (
        harness.state().workbench().view().clone(),
        components(harness.state()),
    );
    assert_eq!(after, before);
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
