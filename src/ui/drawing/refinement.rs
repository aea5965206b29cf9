//! A sampled function on twice as many points: what lies between is a parabola's, as log p of a
//! Gaussian is.

use crate::plane::Grid;

/// `grid` with one more point between any two neighbours.
pub fn finer(grid: &Grid) -> Grid {
    Grid::new(grid.bounds, 2 * grid.nx - 1, 2 * grid.ny - 1)
}

/// `values`, one a point of `grid`, on [`finer`].
pub fn refined(grid: &Grid, values: &[f32]) -> (Grid, Vec<f32>) {
    let fine = finer(grid);
    let mut refined = vec![f32::NEG_INFINITY; fine.len()];
    // Rows that were there, with their new points.
    for (row, line) in values.chunks_exact(grid.nx).enumerate() {
        let into = &mut refined[2 * row * fine.nx..][..fine.nx];
        for (i, value) in line.iter().enumerate() {
            into[2 * i] = *value;
            if i + 1 < line.len() {
                into[2 * i + 1] = halfway(|k| line[k], i, line.len());
            }
        }
    }
    // New rows between them.
    for row in 0..grid.ny.saturating_sub(1) {
        for column in 0..fine.nx {
            let at = |k: usize| refined[2 * k * fine.nx + column];
            refined[(2 * row + 1) * fine.nx + column] = halfway(at, row, grid.ny);
        }
    }
    (fine, refined)
}

/// The value between points `i` and `i + 1` of `count`.
fn halfway(at: impl Fn(usize) -> f32, i: usize, count: usize) -> f32 {
    let linear = 0.5 * (at(i) + at(i + 1));
    let bulge = bulge(at, i, count);
    if bulge.is_finite() {
        linear + bulge
    } else {
        linear
    }
}

/// How far halfway between points `i` and `i + 1` of `count` a parabola runs above the straight line: of
/// the one through the point before and the one through the point after the flatter, and none where
/// they bend to different sides, as where narrow peaks meet.
pub fn bulge(at: impl Fn(usize) -> f32, i: usize, count: usize) -> f32 {
    let (a, b) = (at(i), at(i + 1));
    let before = i.checked_sub(1).map(|k| (2.0 * a - b - at(k)) / 8.0);
    let after = (i + 2 < count).then(|| (2.0 * b - a - at(i + 2)) / 8.0);
    match (before, after) {
        (Some(one), Some(other)) if one * other <= 0.0 => 0.0,
        (Some(one), Some(other)) if other.abs() < one.abs() => other,
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plane::Bounds;

    #[test]
    fn a_gaussian_is_exact_between_the_samples_up_to_the_border() {
        let grid = Grid::new(Bounds::square([0.3, -0.2], 2.0), 7, 5);
        let log_p = |[x, y]: [f64; 2]| (-2.0 * x * x - 0.7 * y * y + 0.4 * x * y) as f32;
        let of = |grid: &Grid| -> Vec<f32> {
            (0..grid.len())
                .map(|i| log_p(grid.at(i % grid.nx, i / grid.nx)))
                .collect()
        };
        let (fine, found) = refined(&grid, &of(&grid));
        assert_eq!((fine.nx, fine.ny), (13, 9));
        for (found, exact) in found.iter().zip(of(&fine)) {
            assert!((found - exact).abs() < 2e-5, "{found} {exact}");
        }
    }

    #[test]
    fn what_is_not_finite_stays_where_it_is() {
        let grid = Grid::new(Bounds::square([0.0, 0.0], 1.0), 2, 2);
        let (_, found) = refined(&grid, &[f32::NEG_INFINITY, 0.0, 1.0, 2.0]);
        assert!(found.iter().all(|value| !value.is_nan()));
        assert_eq!(found[8], 2.0);
    }
}
