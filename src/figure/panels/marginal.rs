//! Densities over time along one direction, with paths of the SDE and the probability-flow ODE (Song et al. 2021,
//! figure 2): time runs to the right.

use super::choice::{Source, Way};
use super::error::PlateError;
use super::request::{PlateRequest, PlateSubject};
use super::runs;
use super::setting::{Setting, with_sampler};
use super::{keys, texts};
use crate::figure::Plate;
use crate::figure::plate::{
    Band, Bands, Ink, Key, KeySign, Lines, Mark, Panel, PanelAxis, PlateBar, Stroke, Tint,
};
use crate::measure::{density_along, widest_direction};
use crate::mixture::GaussianMixture;
use crate::noise::{Process, ProcessKind};
use crate::plane::{Bounds, Grid, Point};
use crate::sampling::{Forward, Run, Sampler};
use ndarray::{Array3, ArrayView1};
use rayon::prelude::*;

/// What is drawn when nobody says.
const USUAL: [Source; 2] = [
    Source::Sampler(Sampler::ReverseSde),
    Source::Sampler(Sampler::OdeHeun),
];
/// Paths of each kind when nobody says.
const USUAL_PATHS: usize = 4;
/// Steps of a path when nobody says: those of the SDE are seen as kinks.
const STEPS: usize = 400;
/// Points over time and along the direction.
const GRID: [usize; 2] = [160, 240];
const BANDS: usize = 10;
/// The axis reaches so many standard deviations beyond the outermost component.
const REACH: f64 = 2.8;

/// Panels of densities over time.
///
/// # Errors
/// When a run cannot be made or does not arrive.
pub fn over_time(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let angle = match request.angle {
        Some(degrees) => degrees.to_radians(),
        None => widest_direction(subject.mixture),
    };
    let sources: &[Source] = if request.samplers.is_empty() {
        &USUAL
    } else {
        &request.samplers
    };
    let panels: Result<Vec<Panel>, PlateError> = settings
        .par_iter()
        .map(|setting| panel(subject, request, setting, (angle, sources)))
        .collect();
    let mut plate = Plate::new(String::new(), panels?);
    plate.keys = sources
        .iter()
        .enumerate()
        .filter_map(|(at, source)| legend(at, *source))
        .collect();
    plate.bar = Some(PlateBar {
        label: "density / its maximum at t".to_owned(),
        tint: Tint::Ground,
        bands: BANDS,
        ticks: [0.0, 0.5, 1.0]
            .map(|at| (at, crate::wording::three_figures(at)))
            .to_vec(),
    });
    plate.caption = texts::of_marginals(angle, settings, sources);
    Ok(plate)
}

fn legend(at: usize, source: Source) -> Option<Key> {
    let Source::Sampler(sampler) = source else {
        return None;
    };
    Some(keys::key(
        KeySign::Line(ink(at, sampler), stroke(sampler)),
        sampler.legend(),
    ))
}

/// What is noisy is coloured, the flow plain.
fn ink(at: usize, sampler: Sampler) -> Ink {
    if sampler.is_noisy() {
        Ink::Series(at + 1)
    } else {
        Ink::Plain
    }
}

/// The many kinks of noise are thin.
fn stroke(sampler: Sampler) -> Stroke {
    if sampler.is_noisy() {
        Stroke::Thin
    } else {
        Stroke::Bold
    }
}

fn panel(
    subject: &PlateSubject,
    request: &PlateRequest,
    setting: &Setting,
    (angle, sources): (f64, &[Source]),
) -> Result<Panel, PlateError> {
    let mut process = None;
    let mut marks = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        let Source::Sampler(sampler) = *source else {
            return Err(PlateError::NoPath);
        };
        let failed = |error| PlateError::Run(sampler.name().to_owned(), error);
        let kind = setting.sampling.process.unwrap_or(ProcessKind::VpLinear);
        let mut sampling = with_sampler(subject, sampler).with_process(kind);
        sampling.steps = subject.steps.unwrap_or(STEPS);
        sampling.particles = request.paths.unwrap_or(USUAL_PATHS).max(1);
        let recorded =
            runs::recorded(subject, &sampling, setting.score, Some(1)).map_err(failed)?;
        let Run::Diffusion(route) = &recorded.run else {
            return Err(PlateError::NoTime(sampler.name()));
        };
        let lines = if setting.way == Way::Forward && sampler.is_noisy() {
            let (mixture, seed) = (subject.mixture, subject.seed);
            let steps = sampling.steps;
            let walk = Forward::start(
                route.process.clone(),
                steps,
                sampling.particles,
                mixture,
                seed,
            )?;
            let paths = walk.record();
            projected(&paths.t, &paths.x, angle)
        } else {
            projected(&recorded.trajectory.t, &recorded.trajectory.x, angle)
        };
        if request.paths != Some(0) {
            marks.push(Mark::Lines(Lines {
                ink: ink(at, sampler),
                stroke: stroke(sampler),
                lines,
            }));
        }
        process = Some(route.process.clone());
    }
    let process = process.ok_or(PlateError::NoPath)?;
    let (times, across) = axes(subject.mixture, &process, setting.way, angle);
    let density = Mark::Bands(density(
        subject.mixture,
        &process,
        angle,
        [times.ends, across.ends],
    ));
    marks.insert(0, density);
    Ok(Panel {
        head: String::new(),
        axes: [times, across],
        equal: false,
        marks,
        notes: Vec::new(),
    })
}

/// (t, u . x) of every particle.
fn projected(t: &[f64], x: &Array3<f64>, angle: f64) -> Vec<Vec<Point>> {
    let (sin, cos) = angle.sin_cos();
    let along = |x: ArrayView1<f64>| cos * x[0] + sin * x[1];
    let path = |particle: usize| -> Vec<Point> {
        let frames = x.outer_iter().zip(t);
        frames
            .map(|(frame, t)| [*t, along(frame.row(particle))])
            .collect()
    };
    (0..x.dim().1).map(path).collect()
}

/// Time to the right in the direction of the way, and all that the components cover at both its ends.
fn axes(
    mixture: &GaussianMixture,
    process: &Process,
    way: Way,
    angle: f64,
) -> (PanelAxis, PanelAxis) {
    let (first, last) = (process.first(), process.last());
    let times = match way {
        Way::Forward => [first, last],
        Way::Back => [last, first],
    };
    let (sin, cos) = angle.sin_cos();
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for t in [first, last] {
        for component in process.marginal(mixture, t).components() {
            let middle = cos * component.mean[0] + sin * component.mean[1];
            let reach = REACH * component.cov.variance_along([cos, sin]).sqrt();
            low = low.min(middle - reach);
            high = high.max(middle + reach);
        }
    }
    (
        PanelAxis::linear("t", times),
        PanelAxis::linear("u · x", [low, high]),
    )
}

/// p_t(u . x) over its maximum at every time: narrow modes of the data would leave no colour for the noise.
fn density(
    mixture: &GaussianMixture,
    process: &Process,
    angle: f64,
    [times, across]: [[f64; 2]; 2],
) -> Bands {
    // In a unit square first, where both sides are equally long.
    let unit = Bounds {
        min: [0.0, 0.0],
        max: [1.0, 1.0],
    };
    let grid = Grid::new(unit, GRID[0], GRID[1]);
    let between = |ends: [f64; 2], at: usize, count: usize| {
        ends[0] + (ends[1] - ends[0]) * at as f64 / (count - 1) as f64
    };
    let mut values = vec![0.0; grid.len()];
    for column in 0..grid.nx {
        let p = process.marginal(mixture, between(times, column, grid.nx));
        let of_row = |row: usize| density_along(&p, angle, between(across, row, grid.ny));
        let densities: Vec<f64> = (0..grid.ny).map(of_row).collect();
        let top = densities.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        for (row, density) in densities.iter().enumerate() {
            values[row * grid.nx + column] = density / top;
        }
    }
    let bands = Bands::new(&grid, &values, [0.0, 1.0], BANDS, Tint::Ground);
    let place = |point: &Point| {
        [
            times[0] + point[0] * (times[1] - times[0]),
            across[0] + point[1] * (across[1] - across[0]),
        ]
    };
    let placed = |band: &Band| Band {
        index: band.index,
        lines: band
            .lines
            .iter()
            .map(|line| line.iter().map(place).collect())
            .collect(),
    };
    Bands {
        bands: bands.bands.iter().map(placed).collect(),
        ..bands
    }
}
