//! Paths down a ladder of noise levels.

use super::*;

#[test]
fn annealed_paths_go_from_level_to_level_after_their_last_leap_unless_every_frame_is_wanted() {
    let mixture = round_gaussian(1.0);
    let ladder = NoiseRange::new(0.1, 10.0).unwrap().ladder(8);
    let rungs: Vec<Rung> = ladder
        .iter()
        .map(|sigma| Rung {
            sigma: *sigma,
            step_size: 0.05 * sigma * sigma,
            steps: 10,
        })
        .collect();
    let annealed = plan(rungs, 1);
    // Every other step was kept, and the particle goes round without crossing the frame.
    let frames = 41;
    let mut trajectory = spirals(frames, 1);
    for frame in 0..frames {
        trajectory.step[frame] = 2 * frame as u64;
        trajectory.sigma[frame] = ladder[frame.saturating_sub(1) / 5];
    }
    let drawn = |every_frame: bool| {
        let options = FigureOptions {
            every_frame,
            ..FigureOptions::default()
        };
        figure_of(&mixture, &annealed, &trajectory, &options).unwrap()
    };
    let figure = drawn(false);
    let caption = figure.caption.join(" ");
    assert!(caption.contains("a point as they leave each noise level"));
    let paths = paths_of(&figure);
    assert_eq!(paths.spacing, Spacing::Level);
    let mut corners: Vec<[f64; 2]> = Vec::new();
    for line in paths.stretches.iter().flat_map(|stretch| &stretch.lines) {
        for point in line {
            if !corners.contains(point) {
                corners.push(*point);
            }
        }
    }
    let at = |level: usize| [0, 1].map(|axis| trajectory.x[[5 * level, 0, axis]]);
    let longer = figure.bounds.width().max(figure.bounds.height());
    let leaps = |level: &usize| {
        let (a, b) = (at(*level), at(level + 1));
        (b[0] - a[0]).hypot(b[1] - a[1]) > 0.12 * longer
    };
    let last_leap = (0..8).rev().find(leaps).unwrap();
    assert!((1..7).contains(&last_leap), "{last_leap}");
    assert_eq!(paths.starts, [at(last_leap)]);
    for level in last_leap..=8 {
        let end = at(level);
        assert!(corners.contains(&end), "the end of level {level}: {end:?}");
    }
    assert_eq!(corners.len(), 9 - last_leap);
    let figure = drawn(true);
    assert_eq!(paths_of(&figure).spacing, Spacing::Steps(2));
    assert!(figure.caption.join(" ").contains("a point every 2 steps"));
}
