//! Scene files: what may be left out, what comes back, and what is said of faults.

mod locks;

use super::*;
use crate::mixture::Component;
use crate::plane::Point;
use crate::sampling::{Init, Sampler};
use crate::score::{Activation, NoiseLevels};
use crate::shapes::{Points, Shape, ShapeKind};
use approx::assert_abs_diff_eq;
use proptest::prelude::*;

const LEAST: &str = r#"
title = "Two blobs"
[[component]]
weight = 0.7
mean = [-1.5, 0.5]
cov = [[0.3, 0.1], [0.1, 0.2]]
[[component]]
weight = 0.3
mean = [2.0, -1.0]
std = 0.4
"#;

#[test]
fn the_least_form_has_defaults_for_everything_else() {
    let scene = Scene::from_toml(LEAST).unwrap();
    let expected = Scene::new(
        "Two blobs",
        Target::Components(vec![
            Component {
                mean: [-1.5, 0.5],
                cov: [[0.3, 0.1], [0.1, 0.2]].into(),
                weight: 0.7,
            },
            Component::round([2.0, -1.0], 0.4, 0.3),
        ]),
    );
    assert_eq!(scene, expected);
}

#[test]
fn principal_axes_are_read_in_degrees() {
    let text = "title = \"a\"\n[[component]]\nmean = [0, 0]\naxes = [2.0, 0.1]\nangle = 30\n";
    let scene = Scene::from_toml(text).unwrap();
    let (stds, angle) = scene.mixture().unwrap().components()[0].axes();
    assert_abs_diff_eq!(stds[0], 2.0, epsilon = 1e-12);
    assert_abs_diff_eq!(stds[1], 0.1, epsilon = 1e-9);
    assert_abs_diff_eq!(angle, std::f64::consts::PI / 6.0, epsilon = 1e-12);
}

/// A scene in which nothing is at its default.
fn full_scene(target: Target) -> Scene {
    let mut scene = Scene::new("Line one\n\"quoted\" \\ and more", target);
    scene.why = "Why: because é".to_owned();
    scene.data.train_points = Some(20);
    scene.noise = Some(NoiseRange::new(0.03, 7.25).unwrap());
    scene.network.width = 128;
    scene.network.depth = 4;
    scene.network.activation = Activation::Tanh;
    scene.training.noise_levels = NoiseLevels::Fixed(0.3);
    scene.training.batch = 77;
    scene.training.learning_rate = 3e-3;
    scene.sampling.sampler = Sampler::Langevin;
    scene.sampling.init = Init::Box(-8.0, 8.5);
    scene.sampling.step_size = Some(1e-5);
    scene.sampling.sigma = Some(0.0);
    scene.sampling.sigma_min = Some(0.1);
    scene.sampling.sigma_max = Some(0.2);
    scene.seed = Scene::LARGEST_SEED;
    scene
}

#[test]
fn a_written_scene_is_read_back_equal() {
    let components = Target::Components(vec![
        Component::from_axes([0.1, 1.0 / 3.0], [1.7, 0.2], 0.4, 1e-7),
        Component::round([-1e5, 2.0], 0.1, 3.0),
    ]);
    let shape = Target::Shape(Shape::new(ShapeKind::SwissRoll));
    let turned = shape
        .rotated(0.123456789, [1.0, 1.0])
        .scaled(1.1, [0.3, 0.0]);
    let points = Target::Points(Points::new(vec![[0.1, 0.7], [1.0, 2.0], [0.5, -0.3]]).unwrap());
    for target in [components, shape, turned, points] {
        for scene in [full_scene(target.clone()), Scene::new("Plain", target)] {
            let text = scene.to_toml().unwrap();
            assert_eq!(Scene::from_toml(&text).unwrap(), scene, "{text}");
        }
    }
}

#[test]
fn a_shape_turned_by_whole_degrees_is_written_in_degrees() {
    let shape = Shape {
        angle: 30f64.to_radians(),
        ..Shape::new(ShapeKind::Moons)
    };
    let text = Scene::new("Turned", Target::Shape(shape))
        .to_toml()
        .unwrap();
    assert!(text.contains("angle = 30.0"), "{text}");
}

proptest! {
    #[test]
    fn any_valid_target_is_read_back_bit_for_bit(
        weights in proptest::collection::vec(1e-6f64..1e6, 1..8),
        mean in proptest::array::uniform2(-1e4f64..1e4),
        stds in proptest::array::uniform2(1e-3f64..1e2),
        angle in -4.0f64..4.0,
        scale in 0.01f64..100.0,
    ) {
        let gaussian = |&weight: &f64| Component::from_axes(mean, stds, angle, weight);
        let components = Target::Components(weights.iter().map(gaussian).collect());
        let shape = Target::Shape(Shape { center: mean, angle, scale, ..Shape::new(ShapeKind::Rings) });
        for target in [components, shape] {
            let scene = Scene::new("Any", target);
            prop_assert_eq!(Scene::from_toml(&scene.to_toml().unwrap()).unwrap(), scene);
        }
    }
}

/// A valid file into which one faulty line is put; the fault stands in line 5.
fn component_with(line: &str) -> String {
    format!("title = \"a\"\nseed = 3\n[[component]]\nmean = [0, 0]\n{line}\n")
}

fn error_of(text: &str) -> String {
    Scene::from_toml(text).unwrap_err().to_string()
}

#[test]
fn a_fault_of_a_component_is_told_with_its_place_its_value_and_advice() {
    let cases = [
        (
            "std = 1\nweight = 0",
            "line 6, column 10: weight 0 is not a mass; give a finite number above 0",
        ),
        (
            "weight = -1\nstd = 1",
            "line 5, column 10: weight -1 is not a mass; give a finite number above 0",
        ),
        (
            "weight = nan\nstd = 1",
            "line 5, column 10: weight NaN is not a mass; give a finite number above 0",
        ),
        (
            "weight = \"big\"\nstd = 1",
            "line 5, column 10: \"big\" does not fit here; give a number",
        ),
        (
            "cov = [[1, 1], [1, 1]]",
            "line 5, column 7: cov [[1, 1], [1, 1]] is singular",
        ),
        (
            "cov = [[1, 0.5], [0.4, 1]]",
            "line 5, column 7: cov has 0.5 and 0.4 off the diagonal",
        ),
        (
            "cov = [[1, 2, 3], [2, 1, 3]]",
            "line 5, column 8: [1, 2, 3] does not fit here; give a list of two",
        ),
        (
            "cov = [1, 2]",
            "line 5, column 8: 1 does not fit here; give a list of two numbers",
        ),
        (
            "std = 1\ncov = [[1, 0], [0, 1]]",
            "line 5, column 7: `std` together with `cov`; keep one of them",
        ),
        (
            "std = 1\naxes = [1, 2]",
            "line 6, column 8: `axes` together with `std`; keep one of them",
        ),
        (
            "std = -0.5",
            "line 5, column 7: std -0.5 is no standard deviation",
        ),
        (
            "std = 0.0",
            "line 5, column 7: std 0.0 is no standard deviation",
        ),
        (
            "std = 1e300",
            "line 5, column 7: std 1e300 is no standard deviation",
        ),
        (
            "std = 1\nangle = 3",
            "line 6, column 9: `angle` turns `axes`, which is missing",
        ),
        (
            "weight = 1",
            "line 4, column 8: the component has no spread; add std, cov or axes",
        ),
        (
            "std = 1\nwieght = 2",
            "line 6, column 1: unknown key `wieght`; use one of `weight`, `mean`",
        ),
        (
            "std = 1\nstd = 2",
            "line 6, column 1: `std` is given twice; keep one of them",
        ),
        (
            "std = 1.2.3",
            "line 5, column 10: `std = 1.2.3` cannot be read, ",
        ),
        ("std = ", "line 5, column 7: `std =` cannot be read, "),
    ];
    for (line, expected) in cases {
        let error = error_of(&component_with(line));
        assert!(
            error.starts_with(expected),
            "{line}\n gives {error}\n not  {expected}"
        );
        assert!(!error.contains('\n'), "{error}");
    }
    let far = component_with("std = 1").replace("[0, 0]", "[1e9, inf]");
    assert!(error_of(&far).starts_with("line 4, column 8: mean [1000000000, inf] is out of range"));
}

#[test]
fn a_fault_of_a_section_is_told_with_its_place_its_value_and_advice() {
    let cases = [
        (
            "[noise]\nmin = 5\nmax = 0.05",
            "line 5, column 1: noise range 5 to 0.05 is not usable",
        ),
        (
            "[network]\nwidth = 100",
            "line 6, column 9: network width 100 is not on the menu; use 32, 64",
        ),
        (
            "[network]\nactivation = \"relu\"",
            "line 6, column 14: unknown value `relu`; use `silu` or `tanh`",
        ),
        (
            "[training]\nlearning_rate = 0",
            "line 6, column 17: learning rate 0 is out of range",
        ),
        (
            "[data]\ntrain_points = 0",
            "line 6, column 16: train_points 0 is out of range; use 2 to 20,000, or leave it out",
        ),
        (
            "[data]\ntrain_points = 20001",
            "line 6, column 16: train_points 20,001 is out of range",
        ),
        (
            "[data]\ntrain_points = \"few\"",
            "line 6, column 16: \"few\" does not fit here; give a whole number",
        ),
        (
            "[data]\npoints = 5",
            "line 6, column 1: unknown key `points`; use",
        ),
        (
            "[data]\ntrain_points = 20\n[training]\nobjective = \"implicit\"\nnoise_levels = { fixed = 0.0 }",
            "line 6, column 16: 20 training points have no score at sigma 0",
        ),
        (
            "[training]\nbatch = -4",
            "line 6, column 9: -4 does not fit here; give a whole number, 0 or more",
        ),
        (
            "[sampling]\nparticles = 0",
            "line 6, column 13: 0 particles cannot be simulated; use 1 to",
        ),
        (
            "[sampling]\nparticles = 1000000000",
            "line 6, column 13: 1,000,000,000 particles cannot be",
        ),
        (
            "[sampling]\nstep_size = nan",
            "line 6, column 13: step size NaN is out of range",
        ),
        (
            "[sampling]\ninit = { box = [8, -8] }",
            "line 6, column 8: box 8,-8 is empty",
        ),
        (
            "[smapling]",
            "line 5, column 2: unknown key `smapling`; use one of `title`",
        ),
        (
            "[shape]\nkind = \"moons\"",
            "line 5, column 1: a scene has one target; keep either",
        ),
    ];
    for (section, expected) in cases {
        let text = format!("title = \"a\"\n[[component]]\nmean = [0, 0]\nstd = 1\n{section}\n");
        let error = error_of(&text);
        assert!(
            error.starts_with(expected),
            "{section}\n gives {error}\n not  {expected}"
        );
    }
}

#[test]
fn a_fault_of_the_whole_file_is_told_with_advice() {
    let shape = "title = \"a\"\n[shape]\nkind = \"moons\"\n";
    let cases = [
        ("", "line 1, column 1: `title` is missing; add it"),
        (
            "title = \"a\"",
            "line 1, column 1: the mixture has no component; add at least one [[component]]",
        ),
        (
            "title = 5",
            "line 1, column 9: 5 does not fit here; give a text in quotes",
        ),
        (
            "title = \"a\"\nseed = -1",
            "line 2, column 8: -1 does not fit here; give a whole number, 0 or more",
        ),
        (
            &format!("{shape}components = 0"),
            "line 4, column 14: a shape of 0 components",
        ),
        (
            &format!("{shape}scale = -1"),
            "line 4, column 9: scale -1 is out of range",
        ),
        (
            &format!("{shape}angle = 1\nradians = 1"),
            "line 5, column 11: `radians` together with `angle`",
        ),
        (
            "title = \"a\"\n[shape]\nkind = \"moon\"",
            "line 3, column 8: unknown value `moon`; use one of `moons`",
        ),
        (
            "title = \"a\"\n[points]\nat = []",
            "line 3, column 6: there is no point",
        ),
        (
            "title = \"a\"\n[points]\nat = [[1, nan]]",
            "line 3, column 6: point [1, NaN] is out of range",
        ),
    ];
    for (text, expected) in cases {
        let error = error_of(text);
        assert!(
            error.starts_with(expected),
            "{text}\n gives {error}\n not  {expected}"
        );
    }
}

#[test]
fn fresh_draws_are_not_written_down_and_a_number_of_points_is() {
    let mut scene = Scene::from_toml(LEAST).unwrap();
    assert_eq!(scene.data, DataSpec::default());
    assert!(!scene.to_toml().unwrap().contains("data"));
    scene.data.train_points = Some(5000);
    let text = scene.to_toml().unwrap();
    assert!(text.contains("[data]\ntrain_points = 5000\n"), "{text}");
    assert_eq!(Scene::from_toml(&text), Ok(scene));
}

#[test]
fn a_column_counts_letters_and_not_bytes() {
    let error = Scene::from_toml("title = \"a\"\nwhy = \"éé\" x").unwrap_err();
    assert_eq!((error.line, error.column), (2, 12));
}

#[test]
fn a_seed_that_toml_cannot_hold_is_refused_before_writing() {
    let mut scene = Scene::from_toml(LEAST).unwrap();
    scene.seed = u64::MAX;
    assert_eq!(scene.to_toml(), Err(SceneError::Seed(u64::MAX)));
}

#[test]
fn a_whole_target_moves_with_every_component() {
    let scene = Scene::from_toml(LEAST).unwrap();
    let center = scene.target.center();
    let moved = scene.target.translated([1.0, -2.0]);
    assert_abs_diff_eq!(moved.center()[0], center[0] + 1.0, epsilon = 1e-12);
    let turned: Vec<Point> = scene
        .target
        .rotated(std::f64::consts::PI, center)
        .components()
        .iter()
        .map(|c| c.mean)
        .collect();
    assert_abs_diff_eq!(turned[0][0], 2.0, epsilon = 1e-12);
    assert_abs_diff_eq!(turned[1][1], 0.5, epsilon = 1e-12);
}
