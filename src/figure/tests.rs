//! What figures hold, against closed forms.

mod annealed;

use super::*;
use crate::mixture::Component;
use crate::noise::NoiseRange;
use crate::plane::{Grid, Point};
use crate::sampling::{Dynamics, Init, Plan, Run, Rung, Trajectory};
use crate::score::ExactScore;
use ndarray::{Array1, Array2, Array3, ArrayView2};

fn round_gaussian(std: f64) -> GaussianMixture {
    GaussianMixture::new(vec![Component::round([0.5, -1.0], std, 1.0)]).unwrap()
}

fn plan(rungs: Vec<Rung>, particles: usize) -> Plan {
    Plan {
        dynamics: if rungs.len() > 1 {
            Dynamics::Annealed
        } else {
            Dynamics::Unadjusted
        },
        process: None,
        rungs,
        particles,
        temperature: 1.0,
        init: Init::Box(-1.0, 1.0),
        prior_std: 1.0,
    }
}

fn langevin(steps: u64, particles: usize) -> Plan {
    let rung = Rung {
        sigma: 0.5,
        step_size: 0.01,
        steps,
    };
    plan(vec![rung], particles)
}

/// Particles on spirals into the mean, one turn each.
fn spirals(frames: usize, particles: usize) -> Trajectory {
    let x = Array3::from_shape_fn((frames, particles, 2), |(frame, particle, axis)| {
        let time = frame as f64 / (frames - 1).max(1) as f64;
        let angle = std::f64::consts::TAU * (time + particle as f64 / particles as f64);
        let radius = 2.0 - 1.9 * time;
        [0.5 + radius * angle.cos(), -1.0 + radius * angle.sin()][axis]
    });
    Trajectory {
        x,
        step: (0..frames as u64).collect(),
        t: vec![0.5; frames],
        sigma: vec![0.5; frames],
        nfe: (0..frames as u64).collect(),
        accepted: None,
    }
}

fn figure_of(
    mixture: &GaussianMixture,
    plan: &Plan,
    trajectory: &Trajectory,
    options: &FigureOptions,
) -> Result<Figure, FigureError> {
    let score = ExactScore::new(mixture.clone());
    let subject = Subject {
        title: "Test",
        mixture,
        score: &score,
        score_name: "exact",
        seed: 7,
    };
    trajectory_figure(&subject, &Run::Langevin(plan.clone()), trajectory, options)
}

fn paths_of(figure: &Figure) -> &Paths {
    let paths = figure.layers.iter().find_map(|layer| match layer {
        Layer::Paths(paths) => Some(paths),
        Layer::Contours(_) | Layer::Arrows(_) => None,
    });
    paths.unwrap()
}

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

#[test]
fn arrows_point_along_the_score_with_the_square_root_of_its_size() {
    let mixture = round_gaussian(1.0);
    let score = ExactScore::new(mixture.clone());
    let bounds = Bounds::new(-2.0, 4.0, -3.0, 1.0).unwrap();
    let arrows = Arrows::new(&score, 0.0, bounds, 12);
    assert_eq!(arrows.arrows.len(), 12 * 8);
    for arrow in &arrows.arrows {
        let middle = [0, 1].map(|i| 0.5 * (arrow.tail[i] + arrow.tip[i]));
        let drawn = [0, 1].map(|i| arrow.tip[i] - arrow.tail[i]);
        let expected = mixture.score(middle);
        let size = expected[0].hypot(expected[1]);
        assert!((drawn[0].hypot(drawn[1]) - arrows.length(size)).abs() < 1e-9);
        assert!((drawn[0] * expected[1] - drawn[1] * expected[0]).abs() < 1e-9);
        assert!(drawn[0] * expected[0] + drawn[1] * expected[1] > 0.0);
        assert!(bounds.contains(arrow.tail) && bounds.contains(arrow.tip));
    }
    let four_times = arrows.length(4.0) / arrows.length(1.0);
    assert!((four_times - 2.0).abs() < 1e-12);
}

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

#[test]
fn the_view_holds_the_target_and_most_ends_but_no_runaway() {
    let mixture = round_gaussian(1.0);
    let mut trajectory = spirals(2, 300);
    let bounds = |trajectory: &Trajectory| {
        figure_of(
            &mixture,
            &langevin(1, 300),
            trajectory,
            &FigureOptions::default(),
        )
        .unwrap()
        .bounds
    };
    let target = mixture.bounds(3.0);
    let seen = bounds(&trajectory);
    assert!(seen.contains(target.min) && seen.contains(target.max));
    assert!(seen.width() < 1.2 * target.width());
    trajectory.x[[1, 0, 0]] = 1e9;
    assert_eq!(bounds(&trajectory), seen);
    trajectory.x.fill(1e9);
    assert!(bounds(&trajectory).width() < 2.0 * target.width());
}

#[test]
fn the_caption_names_sampler_parameters_particles_score_and_seed() {
    let mixture = round_gaussian(1.0);
    let ladder = NoiseRange::new(1.0, 20.0).unwrap().ladder(10);
    let rungs = ladder.iter().map(|sigma| Rung {
        sigma: *sigma,
        step_size: 0.05 * sigma * sigma,
        steps: 100,
    });
    let annealed = plan(rungs.collect(), 1280);
    let mut trajectory = spirals(2, 1280);
    trajectory.step[1] = 1000;
    let figure = figure_of(&mixture, &annealed, &trajectory, &FigureOptions::default()).unwrap();
    let caption = figure.caption.join(" ").replace('\u{a0}', " ");
    for part in [
        "Annealed Langevin dynamics down 10 noise levels, σ = 20 to 1, 100 steps each",
        "x ← x + ε s(x, σ) + √(2ετ) z with ε = 0.05 (σ/1)², τ = 1",
        "1,280 particles from the uniform [−1, 1]²; score: exact; seed 7.",
        "enclose 20, 40, 60, 80 and 95 % of the mass",
        "and the ends of all others",
    ] {
        assert!(caption.contains(part), "{part} is not in {caption}");
    }
    let bar = figure.colour_bar.unwrap();
    assert_eq!(bar.heads, ["step", "σ"]);
    let labels: Vec<_> = bar
        .ticks
        .iter()
        .map(|t| (t.fraction, t.labels.join(" ")))
        .collect();
    assert_eq!(labels[0], (0.0, "0 20".to_owned()));
    assert_eq!(labels.len(), 6);
    assert_eq!(labels[labels.len() - 1], (1.0, "1,000 1".to_owned()));
}

#[test]
fn options_out_of_range_are_refused_in_a_sentence() {
    struct Trained;
    impl ScoreFn for Trained {
        fn score(&self, x: ArrayView2<f64>, _sigma: f64) -> Array2<f64> {
            -&x
        }
        fn divergence(&self, x: ArrayView2<f64>, _sigma: f64) -> Array1<f64> {
            Array1::from_elem(x.nrows(), -2.0)
        }
        fn trained_range(&self) -> Option<NoiseRange> {
            NoiseRange::new(0.5, 5.0).ok()
        }
    }
    let mixture = round_gaussian(1.0);
    let subject = Subject {
        title: "Test",
        mixture: &mixture,
        score: &Trained,
        score_name: "learned, 10 steps",
        seed: 1,
    };
    let draw = |options: FigureOptions| {
        trajectory_figure(
            &subject,
            &Run::Langevin(langevin(9, 2)),
            &spirals(10, 2),
            &options,
        )
    };
    let at = |sigma: f64| FigureOptions {
        sigma: Some(sigma),
        ..FigureOptions::default()
    };
    assert!(draw(at(0.5)).is_ok());
    assert_eq!(
        draw(at(0.0)).unwrap_err().to_string(),
        "cannot draw the field at noise level 0: the network was trained from 0.5 to 5; choose a level in that range"
    );
    let without_field = FigureOptions {
        show_field: false,
        ..at(0.0)
    };
    assert!(draw(without_field).is_ok());
    assert!(draw(at(f64::NAN)).is_err());
    let crowded = FigureOptions {
        arrows: 100_000,
        ..FigureOptions::default()
    };
    assert!(draw(crowded).unwrap_err().to_string().contains("2 to 200"));
    let strip = FigureOptions {
        bounds: Bounds::new(0.0, 100.0, 0.0, 1.0).ok(),
        ..FigureOptions::default()
    };
    assert_eq!(
        draw(strip).unwrap_err().to_string(),
        "cannot draw the rectangle 100 x 1: both axes have the same scale; use sides at most 8 times apart"
    );
}

#[test]
fn a_run_without_frames_is_refused_and_one_frame_is_drawn() {
    let mixture = round_gaussian(1.0);
    let options = FigureOptions::default();
    let nothing = figure_of(&mixture, &langevin(1, 1), &spirals(0, 1), &options);
    assert_eq!(nothing.unwrap_err(), FigureError::NoFrames);
    let one = figure_of(&mixture, &langevin(1, 4), &spirals(1, 4), &options).unwrap();
    assert_eq!(paths_of(&one).ends.len(), 4);
    assert_eq!(one.colour_bar, None);
}
