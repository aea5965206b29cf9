//! What is inside, against areas that are known.

use super::*;

fn ring(center: Point, radius: f64, clockwise: bool) -> Vec<Point> {
    let corner = |k: usize| {
        let turn = std::f64::consts::TAU * k as f64 / 720.0;
        let turn = if clockwise { -turn } else { turn };
        [
            center[0] + radius * turn.cos(),
            center[1] + radius * turn.sin(),
        ]
    };
    (0..720).map(corner).collect()
}

fn square_at(low: f64, high: f64) -> Vec<Point> {
    vec![[low, low], [high, low], [high, high], [low, high]]
}

#[test]
fn points_lie_inside_an_annulus_and_fill_it_evenly() {
    let outlines = [ring([5.0, 5.0], 2.0, false), ring([5.0, 5.0], 1.0, true)];
    let silhouette = Silhouette::of_outlines(&outlines).unwrap();
    let inside = silhouette.inside.iter().filter(|inside| **inside).count() as f64;
    // Two of the units have 400 fields.
    let area = inside / (200.0 * 200.0);
    assert!(
        (area / (3.0 * std::f64::consts::PI) - 1.0).abs() < 0.01,
        "{area}"
    );

    let points = silhouette.points(600, &Bounds::square([1.0, -1.0], 2.0), 3);
    assert_eq!(points.at.len(), 600);
    let radius = |p: &Point| (p[0] - 1.0).hypot(p[1] + 1.0);
    assert!(points.at.iter().all(|p| (0.99..2.01).contains(&radius(p))));
    // Of an even spread so many are in the outer half of the area: binomial, and less scattered than that.
    let outer = points
        .at
        .iter()
        .filter(|p| radius(p) > 2.5_f64.sqrt())
        .count() as f64;
    assert!(
        (outer - 300.0).abs() < 4.0 * (600.0 * 0.25_f64).sqrt(),
        "{outer}"
    );
    let apart = (3.0 * std::f64::consts::PI / 600.0).sqrt();
    assert!((points.std / (0.5 * apart) - 1.0).abs() < 0.02);
    assert!(points.validate().is_ok());
    assert_eq!(
        points,
        silhouette.points(600, &Bounds::square([1.0, -1.0], 2.0), 3)
    );
    assert_ne!(
        points,
        silhouette.points(600, &Bounds::square([1.0, -1.0], 2.0), 4)
    );
}

#[test]
fn outlines_that_overlap_are_one_and_those_that_turn_the_other_way_are_holes() {
    let count = |outlines: &[Vec<Point>]| {
        let silhouette = Silhouette::of_outlines(outlines).unwrap();
        silhouette.inside.iter().filter(|inside| **inside).count() as f64
    };
    let alone = count(&[square_at(0.0, 4.0)]);
    let twice = count(&[square_at(0.0, 4.0), square_at(1.0, 3.0)]);
    assert_eq!(alone, twice);
    let mut hole = square_at(1.0, 3.0);
    hole.reverse();
    let holed = count(&[square_at(0.0, 4.0), hole]);
    assert!((holed / alone - 0.75).abs() < 0.01);
}

#[test]
fn a_wide_shape_keeps_its_sides_in_proportion() {
    let outline = vec![[0.0, 0.0], [10.0, 0.0], [10.0, 2.0], [0.0, 2.0]];
    let points = Silhouette::of_outlines(&[outline]).unwrap().points(
        1000,
        &Bounds::square([0.0, 0.0], 3.0),
        1,
    );
    let reach = |axis: usize| points.at.iter().map(|p| p[axis].abs()).fold(0.0, f64::max);
    assert!((2.9..=3.001).contains(&reach(0)) && (0.55..=0.601).contains(&reach(1)));
}

#[test]
fn without_an_inside_or_an_outside_there_is_no_silhouette() {
    assert_eq!(
        Silhouette::new(2, vec![false; 4]),
        Err(SilhouetteError::Empty)
    );
    assert_eq!(
        Silhouette::new(2, vec![true; 4]),
        Err(SilhouetteError::Full)
    );
    assert_eq!(Silhouette::of_outlines(&[]), Err(SilhouetteError::Empty));
    let dot = Silhouette::of_outlines(&[vec![[1.0, 1.0]; 3]]);
    assert_eq!(dot, Err(SilhouetteError::Empty));
}
