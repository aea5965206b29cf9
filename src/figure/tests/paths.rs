//! Which part of the ways of particles is drawn.

use super::{figure_of, langevin, paths_of, round_gaussian, spirals};
use crate::figure::FigureOptions;
use crate::plane::Bounds;
use crate::sampling::Trajectory;

#[test]
fn paths_keep_their_way_and_are_cut_at_the_border() {
    let mixture = round_gaussian(1.0);
    let trajectory = spirals(400, 3);
    let bounds = Bounds::new(-1.0, 4.0, -4.0, 2.0).unwrap();
    let options = FigureOptions {
        bounds: Some(bounds),
        paths: Some(3),
        ..FigureOptions::default()
    };
    let figure = figure_of(&mixture, &langevin(399, 3), &trajectory, &options).unwrap();
    let paths = paths_of(&figure);
    assert_eq!(
        (paths.drawn, paths.ends.len(), paths.other_ends.len()),
        (3, 3, 0)
    );
    let mut points = 0;
    for stretch in &paths.stretches {
        // On a spiral, time is known from the radius.
        for point in stretch.lines.iter().flatten() {
            assert!(point[0] >= -1.0 - 1e-12, "{point:?} is outside");
            let time = (2.0 - (point[0] - 0.5).hypot(point[1] + 1.0)) / 1.9;
            assert!(
                (time - stretch.fraction).abs() < 0.012,
                "{time} in {}",
                stretch.fraction
            );
            points += 1;
        }
    }
    assert!((200..1300).contains(&points), "{points} points");
}

#[test]
fn crowded_pictures_draw_fewer_paths_and_every_end() {
    let mixture = round_gaussian(1.0);
    let calm = spirals(50, 500);
    // Jumps across the whole picture at every step.
    let mut wild = spirals(50, 500);
    for (frame, mut positions) in wild.x.outer_iter_mut().enumerate() {
        if frame % 2 == 0 && frame > 0 {
            positions.mapv_inplace(|v| -v);
        }
    }
    let drawn = |trajectory: &Trajectory| {
        let figure = figure_of(
            &mixture,
            &langevin(49, 500),
            trajectory,
            &FigureOptions::default(),
        );
        let paths = paths_of(&figure.unwrap()).clone();
        assert_eq!(paths.ends.len() + paths.other_ends.len(), 500);
        paths.drawn
    };
    assert!(
        drawn(&wild) < drawn(&calm),
        "{} {}",
        drawn(&wild),
        drawn(&calm)
    );
    assert!(drawn(&wild) >= 1);
}

#[test]
fn positions_that_are_not_finite_interrupt_a_path() {
    let mixture = round_gaussian(1.0);
    let mut trajectory = spirals(20, 2);
    trajectory.x[[10, 0, 0]] = f64::NAN;
    trajectory
        .x
        .slice_mut(ndarray::s![15.., 1, ..])
        .fill(f64::INFINITY);
    let figure = figure_of(
        &mixture,
        &langevin(19, 2),
        &trajectory,
        &FigureOptions::default(),
    )
    .unwrap();
    let paths = paths_of(&figure);
    assert_eq!(paths.ends.len(), 1);
    let mut points = paths
        .stretches
        .iter()
        .flat_map(|s| s.lines.iter().flatten());
    assert!(points.all(|p| p[0].is_finite() && p[1].is_finite()));
    assert!(figure.bounds.width() < 20.0 && figure.bounds.width().is_finite());
}
