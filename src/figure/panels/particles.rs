//! Particles over the true density: where they end, and how they got there.

use super::choice::Source;
use super::error::PlateError;
use super::request::{PlateRequest, PlateSubject};
use super::runs::{self, Cloud, Recorded};
use super::setting::Setting;
use super::surface::{bounds, panel};
use super::{keys, texts};
use crate::figure::paths::{MAX_DOTS, PathSource, Paths};
use crate::figure::plate::{Ink, Label, Mark, Panel, PlateBar, Tint};
use crate::figure::trajectory::level_ends;
use crate::figure::{Contours, Plate};
use crate::measure::mode_weights;
use crate::mixture::{GaussianMixture, Modes};
use crate::plane::{Bounds, Point};
use crate::wording::fixed;
use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

/// A mode reaches so many standard deviations beyond the means of its components.
const REACH: f64 = 3.0;
/// Colours of time beside paths.
const TIME_BANDS: usize = 32;

/// Panels of the ends of particles.
///
/// # Errors
/// When a run cannot be made or does not arrive.
pub fn samples(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let clouds: Result<Vec<Cloud>, PlateError> = settings
        .par_iter()
        .map(|setting| runs::ends(subject, setting))
        .collect();
    let clouds = clouds?;
    let bounds = bounds(
        subject,
        request,
        &all_points(clouds.iter().map(|c| c.points.view())),
    )?;
    let drawn = |cloud: &Cloud| {
        let target = cloud.noising.shrunk(subject.mixture);
        let mut marks = Vec::new();
        if request.density {
            marks.push(Mark::Contours(Contours::new(
                &target,
                cloud.noising.std,
                bounds,
            )));
        }
        let points = inside(cloud.points.view(), bounds);
        marks.push(Mark::Dots(Ink::Series(0), points));
        let p = cloud.noising.marginal(subject.mixture);
        numbered(request, &p, cloud.points.view(), panel(bounds, marks))
    };
    let panels = clouds.iter().map(drawn).collect();
    let mut plate = Plate::new(String::new(), panels);
    if request.density {
        plate.keys.push(keys::density());
    }
    plate.keys.push(keys::dots());
    plate.caption = texts::of_samples(subject, request, settings, &clouds);
    Ok(plate)
}

/// Panels of whole paths.
///
/// # Errors
/// When a run cannot be made or does not arrive, or a panel has no run.
pub fn paths(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let recorded = |setting: &Setting| {
        if setting.source == Source::Exact {
            return Err(PlateError::NoPath);
        }
        let recorded = runs::recorded(subject, &setting.sampling, setting.score, None);
        recorded.map_err(|error| PlateError::Run(setting.source.name().to_owned(), error))
    };
    let runs: Result<Vec<Recorded>, PlateError> = settings.par_iter().map(recorded).collect();
    let runs = runs?;
    let ends: Vec<Array2<f64>> = runs.iter().map(last_positions).collect();
    let bounds = bounds(
        subject,
        request,
        &all_points(ends.iter().map(|ends| ends.view())),
    )?;
    let drawn = |(recorded, ends): (&Recorded, &Array2<f64>)| {
        let noising = recorded.last();
        let mut marks = Vec::new();
        if request.density {
            let target = noising.shrunk(subject.mixture);
            marks.push(Mark::Contours(Contours::new(&target, noising.std, bounds)));
        }
        marks.push(Mark::Paths(of_run(recorded, request, bounds)));
        let p = noising.marginal(subject.mixture);
        numbered(request, &p, ends.view(), panel(bounds, marks))
    };
    let panels: Vec<Panel> = runs.iter().zip(&ends).map(drawn).collect();
    let mut keys = keys::of_paths(&panels);
    if request.density {
        keys.push(keys::density());
    }
    let mut plate = Plate::new(String::new(), panels);
    plate.keys = keys;
    plate.bar = Some(PlateBar {
        label: "share of the steps".to_owned(),
        tint: Tint::Time,
        bands: TIME_BANDS,
        ticks: vec![
            (0.0, "0".to_owned()),
            (0.5, "0.5".to_owned()),
            (1.0, "1".to_owned()),
        ],
    });
    plate.caption = texts::of_paths(subject, request, settings);
    Ok(plate)
}

fn of_run(recorded: &Recorded, request: &PlateRequest, bounds: Bounds) -> Paths {
    let trajectory = &recorded.trajectory;
    let at = |frame: usize, particle: usize| -> Point {
        [0, 1].map(|axis| trajectory.x[[frame, particle, axis]])
    };
    let source = PathSource {
        particles: trajectory.particles(),
        from_the_start: true,
        steps: &trajectory.step,
        levels: level_ends(&recorded.run, trajectory),
        at: &at,
    };
    Paths::new(&source, request.paths, request.medium, bounds)
}

fn last_positions(recorded: &Recorded) -> Array2<f64> {
    let x = &recorded.trajectory.x;
    x.index_axis(ndarray::Axis(0), x.dim().0 - 1).to_owned()
}

fn all_points<'a>(clouds: impl Iterator<Item = ArrayView2<'a, f64>>) -> Vec<Point> {
    let rows = |cloud: ArrayView2<f64>| -> Vec<Point> {
        cloud.outer_iter().map(|row| [row[0], row[1]]).collect()
    };
    clouds.flat_map(rows).collect()
}

fn inside(points: ArrayView2<f64>, bounds: Bounds) -> Vec<Point> {
    let rows = points.outer_iter().map(|row| [row[0], row[1]]);
    rows.filter(|point| bounds.contains(*point))
        .take(MAX_DOTS)
        .collect()
}

/// The panel with the share of each mode beside it, where numbers are asked for.
fn numbered(
    request: &PlateRequest,
    p: &GaussianMixture,
    points: ArrayView2<f64>,
    mut panel: Panel,
) -> Panel {
    if !request.numbers || points.nrows() < 2 {
        return panel;
    }
    let modes = Modes::connected(p);
    let (found, truth) = (mode_weights(p, &modes, points), modes.weights(p));
    let shares = found.iter().map(|mode| mode.weight.value);
    if modes.count() > texts::LABELLED_MODES {
        let apart: f64 = shares
            .zip(&truth)
            .map(|(share, pi)| (share - pi).abs())
            .sum();
        panel
            .notes
            .push(format!("½ Σ |share − π| = {}", fixed(0.5 * apart, 2)));
        return panel;
    }
    let label = |(mode, (share, pi)): (usize, (f64, &f64))| Label {
        around: extent(p, &modes, mode),
        words: format!("{} / {}", fixed(*pi, 2), fixed(share, 2)),
    };
    let labels = shares.zip(&truth).enumerate().map(label).collect();
    panel.marks.push(Mark::Labels(labels));
    panel
}

/// The rectangle that a mode covers.
fn extent(p: &GaussianMixture, modes: &Modes, mode: usize) -> Bounds {
    let members = p.components().iter().zip(modes.of_components());
    let members = members.filter(|(_, of)| **of == mode);
    let mut bounds = Bounds {
        min: [f64::INFINITY; 2],
        max: [f64::NEG_INFINITY; 2],
    };
    for (component, _) in members {
        for axis in 0..2 {
            let reach = REACH * component.cov[axis][axis].sqrt();
            bounds.min[axis] = bounds.min[axis].min(component.mean[axis] - reach);
            bounds.max[axis] = bounds.max[axis].max(component.mean[axis] + reach);
        }
    }
    bounds
}
