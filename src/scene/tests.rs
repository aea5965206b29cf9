//! Scene files: what may be left out, what comes back, and what is said of faults.

mod faults;
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
