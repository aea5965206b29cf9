//! What figures hold, against closed forms.

mod annealed;
mod contours;
mod paths;
mod refusals;

use super::*;
use crate::mixture::Component;
use crate::noise::{NoiseRange, Prior};
use crate::sampling::{Dynamics, Init, Plan, Run, Rung, Trajectory};
use crate::score::ExactScore;
use ndarray::Array3;

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
        prior: Prior::round([0.0, 0.0], 1.0),
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
        led_away: 0,
        center: [0.0, 0.0],
        scale: 1.0,
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
