//! The figure of a recorded run.

use super::arrows::Arrows;
use super::extent::default_bounds;
use super::paths::{PathSource, Paths};
use super::{
    BarTick, ColourBar, Contours, Figure, FigureError, FigureOptions, Layer, Medium, Subject,
    caption,
};
use crate::noise::Noising;
use crate::plane::{Bounds, Point};
use crate::sampling::{Plan, Run, Trajectory};
use crate::score::{ScaledScore, ScoreFn};
use crate::wording::{Ticks, count, three_figures};

/// Labels wanted beside the colour bar.
const BAR_TICKS: f64 = 5.0;
/// Down a ladder of so many noise levels a path has a point a level: what a chain does within a wide
/// level is noise across the whole picture. Few levels leave no path, of many every few steps show one.
const LEVELS: std::ops::RangeInclusive<usize> = 6..=50;
/// The last step is always labelled; a round number as close below it gives way.
const LAST_TICK_ROOM: f64 = 0.92;

/// Contours, field and paths of a `run` on `subject`. Contours and field are those of the time at
/// which the particles end: of a process that shrinks the data, of the shrunk data.
///
/// # Errors
/// When the trajectory is empty, an option is out of range, or the field is asked for at a level
/// that the score was not trained on.
pub fn trajectory_figure(
    subject: &Subject,
    run: &Run,
    trajectory: &Trajectory,
    options: &FigureOptions,
) -> Result<Figure, FigureError> {
    let (Some(last_step), Some(last_sigma), Some(last_t)) = (
        trajectory.step.last(),
        trajectory.sigma.last(),
        trajectory.t.last(),
    ) else {
        return Err(FigureError::NoFrames);
    };
    let last = match run {
        Run::Diffusion(route) => route.process.noising(*last_t),
        Run::Langevin(_) => Noising::exploding(*last_sigma),
    };
    let shrunk = ScaledScore::new(subject.score, last.alpha, last.center);
    let subject = &Subject {
        score: &shrunk,
        mixture: &last.shrunk(subject.mixture),
        ..*subject
    };
    let usual = match (run, shrunk.trained_range()) {
        // The way back ends at clean data, which no network of all levels knows.
        (Run::Diffusion(_), Some(range)) => last.std.max(range.min()),
        (Run::Diffusion(_), None) | (Run::Langevin(_), _) => last.std,
    };
    let sigma = options.level(subject.score, usual)?;
    let at = |frame: usize, particle: usize| -> Point {
        [
            trajectory.x[[frame, particle, 0]],
            trajectory.x[[frame, particle, 1]],
        ]
    };
    let source = PathSource {
        particles: trajectory.particles(),
        from_the_start: true,
        steps: &trajectory.step,
        levels: (!options.every_frame)
            .then(|| level_ends(run, trajectory))
            .flatten(),
        at: &at,
    };
    let (bounds, layers) = layers(subject, &source, sigma, options)?;
    let mut caption = caption::of_run(run, trajectory, subject);
    caption.extend(caption::of_layers(&layers, sigma, &source));
    caption.extend(caption::of_leaps(&layers, options.medium));
    let moved = options.show_paths && *last_step > 0;
    Ok(Figure {
        colour_bar: moved.then(|| step_bar(run, trajectory, *last_step, options.medium)),
        ..assemble(subject, bounds, layers, caption, options)
    })
}

/// The first frame of an annealed run and the last one of each of its levels.
pub fn level_ends(run: &Run, trajectory: &Trajectory) -> Option<Vec<usize>> {
    let Run::Langevin(plan) = run else {
        return None;
    };
    if !LEVELS.contains(&plan.rungs.len()) {
        return None;
    }
    let sigma = &trajectory.sigma;
    let leaves = |frame: &usize| sigma.get(frame + 1) != Some(&sigma[*frame]);
    let ends = (1..trajectory.frames()).filter(leaves);
    Some(std::iter::once(0).chain(ends).collect())
}

/// The chosen layers, the lowest first, and the rectangle that they fill.
pub fn layers(
    subject: &Subject,
    source: &PathSource,
    sigma: f64,
    options: &FigureOptions,
) -> Result<(Bounds, Vec<Layer>), FigureError> {
    options.validate()?;
    let last = source.last_frame();
    let bounds = options.bounds.unwrap_or_else(|| {
        let ends: Vec<Point> = (0..source.particles)
            .map(|particle| (source.at)(last, particle))
            .collect();
        default_bounds(subject.mixture, &ends)
    });
    let mut layers = Vec::new();
    if options.show_contours {
        layers.push(Layer::Contours(Contours::new(
            subject.mixture,
            sigma,
            bounds,
        )));
    }
    if options.show_field {
        layers.push(Layer::Arrows(Arrows::new(
            subject.score,
            sigma,
            bounds,
            options.arrows,
        )));
    }
    if options.show_paths {
        layers.push(Layer::Paths(Paths::new(
            source,
            options.paths,
            options.medium,
            bounds,
        )));
    }
    Ok((bounds, layers))
}

/// A figure around its layers, without a colour bar.
pub fn assemble(
    subject: &Subject,
    bounds: Bounds,
    layers: Vec<Layer>,
    caption: Vec<String>,
    options: &FigureOptions,
) -> Figure {
    Figure {
        title: if options.show_title {
            subject.title.to_owned()
        } else {
            String::new()
        },
        caption: if options.show_caption {
            caption
        } else {
            Vec::new()
        },
        x_label: "x (data units)".to_owned(),
        y_label: "y (data units)".to_owned(),
        bounds,
        layers,
        colour_bar: None,
        theme: options.theme,
        medium: options.medium,
        made_by: None,
    }
}

/// Steps, and beside them the noise level that led there when it changes; in print, where room is dear, one of both.
fn step_bar(run: &Run, trajectory: &Trajectory, last_step: u64, medium: Medium) -> ColourBar {
    let changes = match run {
        Run::Langevin(plan) => plan.rungs.len() > 1,
        Run::Diffusion(_) => true,
    };
    let level = |step: u64| match run {
        Run::Langevin(plan) => level_at(plan, step),
        Run::Diffusion(_) => frame_level(trajectory, step),
    };
    let counts = !changes || medium == Medium::Screen;
    let steps = Ticks::fitting(0.0, last_step as f64, BAR_TICKS, |_| true);
    let ticks = steps
        .ticks
        .into_iter()
        .map(|tick| tick.value)
        // A run of three steps has no step 0.5.
        .filter(|step| step.fract() == 0.0 && *step < LAST_TICK_ROOM * last_step as f64)
        .chain([last_step as f64])
        .map(|step| {
            let mut labels = Vec::new();
            if counts {
                labels.push(count(step as u64));
            }
            if changes {
                labels.push(level(step as u64).map_or(String::new(), three_figures));
            }
            BarTick {
                fraction: step / last_step as f64,
                labels,
            }
        })
        .collect();
    let mut heads = Vec::new();
    if counts {
        heads.push("step".to_owned());
    }
    if changes {
        heads.push("σ".to_owned());
    }
    ColourBar { heads, ticks }
}

/// The level of the step that led to `step`; for 0, of the first.
fn level_at(plan: &Plan, step: u64) -> Option<f64> {
    let mut taken = 0;
    let rung = plan.rungs.iter().find(|rung| {
        taken += rung.steps;
        step <= taken
    });
    rung.or(plan.rungs.last()).map(|rung| rung.sigma)
}

/// The level of the first frame that is not before `step`.
fn frame_level(trajectory: &Trajectory, step: u64) -> Option<f64> {
    let frame = trajectory.step.partition_point(|&taken| taken < step);
    trajectory.sigma.get(frame).copied()
}
