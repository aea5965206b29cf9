//! Shapes and tables of points as mixtures.

use super::*;
use crate::mixture::GaussianMixture;
use approx::assert_abs_diff_eq;

fn mixture(shape: Shape) -> GaussianMixture {
    GaussianMixture::new(shape.to_components()).unwrap()
}

fn distance(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[test]
fn every_shape_has_as_many_equal_components_as_asked_within_three_units() {
    for kind in ShapeKind::ALL {
        for components in [1, 7, 40, 120, 1000] {
            let shape = Shape {
                components,
                std: 0.03,
                ..Shape::new(kind)
            };
            let parts = shape.to_components();
            assert_eq!(parts.len(), components, "{kind:?}");
            for part in &parts {
                assert_eq!(part.weight, 1.0);
                part.validate().unwrap();
                assert!(part.mean.iter().all(|v| v.abs() < 3.0), "{kind:?} {part:?}");
                let ([_, across], _) = part.axes();
                assert_abs_diff_eq!(across, 0.03, epsilon = 1e-9);
            }
        }
    }
}

#[test]
fn neighbours_on_a_curve_are_equally_far_apart() {
    let rings = Shape {
        components: 70,
        ..Shape::new(ShapeKind::Rings)
    };
    // Radii 1.1 and 2.4 share 70 components as 22 to 48.
    let parts = rings.to_components();
    for (ring, radius) in [(&parts[..22], 1.1), (&parts[22..], 2.4)] {
        let chord = 2.0 * radius * (std::f64::consts::PI / ring.len() as f64).sin();
        for pair in ring.windows(2) {
            assert_abs_diff_eq!(distance(pair[0].mean, pair[1].mean), chord, epsilon = 1e-4);
            assert_abs_diff_eq!(
                pair[0].mean[0].hypot(pair[0].mean[1]),
                radius,
                epsilon = 1e-5
            );
        }
    }
}

#[test]
fn the_density_is_even_along_a_ring_and_gone_between_the_rings() {
    let rings = mixture(Shape::new(ShapeKind::Rings));
    let at = |radius: f64, angle: f64| {
        rings
            .log_density([radius * angle.cos(), radius * angle.sin()])
            .exp()
    };
    for radius in [1.1, 2.4] {
        let along: Vec<f64> = (0..720)
            .map(|i| at(radius, f64::from(i).to_radians() / 2.0))
            .collect();
        let low = along.iter().copied().fold(f64::INFINITY, f64::min);
        let high = along.iter().copied().fold(0.0, f64::max);
        assert!(high / low < 1.05, "radius {radius}: {low} to {high}");
        assert!(at(1.75, 0.3) < 1e-3 * low);
    }
}

#[test]
fn a_checkerboard_is_filled_on_every_other_field() {
    let board = mixture(Shape::new(ShapeKind::Checkerboard));
    let (mut filled, mut empty) = (Vec::new(), Vec::new());
    for row in 0..4 {
        for column in 0..4 {
            let middle = [f64::from(column) * 1.4 - 2.1, f64::from(row) * 1.4 - 2.1];
            let density = board.log_density(middle).exp();
            if (row + column) % 2 == 0 {
                filled.push(density);
            } else {
                empty.push(density);
            }
        }
    }
    // Eight fields of side 1.4 share the mass.
    for density in filled {
        assert_abs_diff_eq!(density, 1.0 / (8.0 * 1.4 * 1.4), epsilon = 0.006);
    }
    assert!(empty.iter().all(|&density| density < 1e-3));
}

#[test]
fn moving_turning_and_resizing_a_shape_moves_turns_and_resizes_its_density() {
    let map = Similarity {
        shift: [2.0, -1.0],
        angle: 0.7,
        scale: 1.5,
    };
    for kind in ShapeKind::ALL {
        let shape = Shape::new(kind).transformed(&Similarity::translation([0.4, 0.1]));
        let moved = mixture(shape.transformed(&map));
        let still = mixture(shape);
        for x in [[0.0, 0.0], [1.1, 0.3], [-0.7, 2.0]] {
            let expected = still.log_density(x) - 2.0 * 1.5f64.ln();
            assert_abs_diff_eq!(moved.log_density(map.point(x)), expected, epsilon = 1e-6);
        }
    }
}

#[test]
fn a_turn_around_a_pivot_leaves_the_pivot_and_four_quarters_leave_everything() {
    let quarter = Similarity::rotation(std::f64::consts::FRAC_PI_2, [1.0, 2.0]);
    assert_abs_diff_eq!(distance(quarter.point([1.0, 2.0]), [1.0, 2.0]), 0.0);
    assert_abs_diff_eq!(
        distance(quarter.point([2.0, 2.0]), [1.0, 3.0]),
        0.0,
        epsilon = 1e-12
    );
    let shape = Shape::new(ShapeKind::Pinwheel);
    let turned = (0..4).fold(shape, |s, _| s.transformed(&quarter));
    assert_abs_diff_eq!(distance(turned.center, shape.center), 0.0, epsilon = 1e-12);
    assert_abs_diff_eq!(turned.angle, 0.0, epsilon = 1e-12);
    let doubled = shape.transformed(&Similarity::scaling(2.0, [1.0, 0.0]));
    assert_eq!((doubled.scale, doubled.center), (2.0, [-1.0, 0.0]));
}

#[test]
fn a_component_turns_with_its_axes() {
    let part = Component::from_axes([1.0, 0.0], [2.0, 0.5], 0.3, 0.7);
    let turned = Similarity::rotation(0.4, [0.0, 0.0]).component(&part);
    let expected = Component::from_axes([0.4f64.cos(), 0.4f64.sin()], [2.0, 0.5], 0.7, 0.7);
    for row in 0..2 {
        assert_abs_diff_eq!(turned.mean[row], expected.mean[row], epsilon = 1e-12);
        for column in 0..2 {
            assert_abs_diff_eq!(
                turned.cov[row][column],
                expected.cov[row][column],
                epsilon = 1e-12
            );
        }
    }
}

#[test]
fn shapes_out_of_range_are_refused_with_the_number() {
    let moons = Shape::new(ShapeKind::Moons);
    let refused = [
        (
            Shape {
                components: 0,
                ..moons
            },
            "0 components",
        ),
        (
            Shape {
                components: 1_000_000_000,
                ..moons
            },
            "1,000,000,000 components",
        ),
        (Shape { std: 0.0, ..moons }, "std 0 is"),
        (
            Shape {
                std: f64::NAN,
                ..moons
            },
            "std NaN",
        ),
        (
            Shape {
                scale: -1.0,
                ..moons
            },
            "scale -1 is",
        ),
        (
            Shape {
                angle: f64::INFINITY,
                ..moons
            },
            "angle inf",
        ),
        (
            Shape {
                center: [0.0, f64::NAN],
                ..moons
            },
            "center [0, NaN]",
        ),
    ];
    for (shape, part) in refused {
        let error = shape.validate().unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(moons.validate(), Ok(()));
}

#[test]
fn the_bandwidth_of_one_blob_is_near_scotts_and_of_a_curve_much_smaller() {
    use rand::SeedableRng;
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    let rows = |mixture: GaussianMixture, rng: &mut rand_chacha::ChaCha8Rng| -> Vec<Point> {
        let sample = mixture.sample(600, rng);
        sample.rows().into_iter().map(|r| [r[0], r[1]]).collect()
    };
    let blob = GaussianMixture::new(vec![Component::round([3.0, 0.0], 2.0, 1.0)]).unwrap();
    let scott = 2.0 * 600f64.powf(-1.0 / 6.0);
    let of_blob = bandwidth(&rows(blob, &mut rng));
    assert!((0.5 * scott..=1.05 * scott).contains(&of_blob), "{of_blob}");
    let of_moons = bandwidth(&rows(mixture(Shape::new(ShapeKind::Moons)), &mut rng));
    assert!((0.03..0.15).contains(&of_moons), "{of_moons}");
}

#[test]
fn points_that_all_agree_still_have_a_width() {
    let points = Points::new(vec![[1.0, 1.0]; 5]).unwrap();
    assert_eq!(points.std, 0.1);
    assert!(GaussianMixture::new(points.to_components()).is_ok());
}
