//! Contours against circles, areas and planes.

use super::round_gaussian;
use crate::figure::Contours;
use crate::figure::contour::closed_iso_lines;
use crate::plane::{Bounds, Grid, Point};

#[test]
fn contours_of_a_round_gaussian_are_circles_that_enclose_their_mass() {
    let mixture = round_gaussian(0.8);
    let bounds = Bounds::square([0.5, -1.0], 3.0);
    let contours = Contours::new(&mixture, 0.6, bounds);
    assert_eq!(contours.levels.len(), 5);
    for level in &contours.levels {
        // The smoothed standard deviation is 1, and P(|x| < r) = 1 - exp(-r^2/2).
        let radius = (-2.0 * (1.0 - level.mass).ln()).sqrt();
        assert_eq!(level.lines.len(), 1, "one circle at {}", level.mass);
        for point in &level.lines[0] {
            let found = (point[0] - 0.5).hypot(point[1] + 1.0);
            assert!((found - radius).abs() < 2e-3, "{found} is not {radius}");
        }
        let density = mixture.smoothed(0.6).log_density([0.5 + radius, -1.0]);
        assert!((density - level.log_density).abs() < 2e-3);
    }
}

#[test]
fn contour_lines_are_closed_walks_with_the_region_on_their_left() {
    let grid = Grid::new(Bounds::new(-2.0, 2.0, -1.0, 1.0).unwrap(), 81, 41);
    // Two hills, a saddle between them, and the border cuts both.
    let value = |p: Point| {
        (-(p[0] - 0.9).powi(2)).exp() + (-(p[0] + 0.9).powi(2)).exp() - p[1] * p[1] / 9.0
    };
    let values: Vec<f64> = grid
        .points()
        .rows()
        .into_iter()
        .map(|r| value([r[0], r[1]]))
        .collect();
    let [dx, dy] = grid.spacing();
    for level in [0.2, 0.6, 0.8, 0.9, 0.99] {
        let mut enclosed = 0.0;
        for line in closed_iso_lines(&grid, &values, level) {
            for (a, b) in line.iter().zip(line.iter().cycle().skip(1)) {
                let within_a_cell =
                    (a[0] - b[0]).abs() <= dx * 1.001 && (a[1] - b[1]).abs() <= dy * 1.001;
                assert!(within_a_cell, "a gap from {a:?} to {b:?}");
                enclosed += 0.5 * (a[0] * b[1] - a[1] * b[0]);
            }
        }
        let inside = values.iter().filter(|v| **v >= level).count() as f64;
        let expected = inside * dx * dy;
        assert!(
            (enclosed - expected).abs() < 0.3,
            "area {enclosed} at {level}, not {expected}"
        );
    }
}

#[test]
fn contours_interpolate_a_plane_exactly() {
    let grid = Grid::new(Bounds::square([0.0, 0.0], 1.0), 5, 5);
    let values: Vec<f64> = grid.points().rows().into_iter().map(|r| r[0]).collect();
    let lines = closed_iso_lines(&grid, &values, 0.3);
    assert_eq!(lines.len(), 1);
    for point in &lines[0] {
        let on_line = (point[0] - 0.3).abs() < 1e-12;
        let on_border = point[0] == 1.0 || point[1].abs() == 1.0;
        assert!(on_line || on_border, "{point:?}");
    }
}
