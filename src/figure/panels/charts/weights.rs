//! The weights of modes in samples, beside the truth.

use super::{compared, named, on_the_same_process};
use crate::figure::Plate;
use crate::figure::panels::choice::Source;
use crate::figure::panels::error::PlateError;
use crate::figure::panels::request::{PlateRequest, PlateSubject};
use crate::figure::panels::runs::cloud;
use crate::figure::panels::setting::Setting;
use crate::figure::panels::{FactorKind, keys, texts};
use crate::figure::plate::{Ink, KeySign, Lines, Mark, Panel, PanelAxis, Stroke};
use crate::measure::mode_weights;
use crate::mixture::Modes;
use crate::plane::Bounds;
use crate::sampling::Sampler;
use ndarray::ArrayView2;
use rayon::prelude::*;

/// Of a comparison of weights.
const USUAL_OF_WEIGHTS: [Source; 3] = [
    Source::Sampler(Sampler::Langevin),
    Source::Sampler(Sampler::Annealed),
    Source::Sampler(Sampler::OdeHeun),
];
/// Of the room for a mode, so much is taken by its bars.
const BARS: f64 = 0.8;

/// The share of each mode in samples of several sources, with 95 % intervals, beside the truth.
///
/// # Errors
/// When a run cannot be made or does not arrive.
pub fn weights(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let sources = compared(request, &USUAL_OF_WEIGHTS);
    let mut panels = Vec::new();
    for setting in settings {
        let clouds: Result<Vec<_>, PlateError> = sources
            .par_iter()
            .map(|source| {
                let mut sampling = match source {
                    Source::Exact => setting.sampling,
                    Source::Sampler(sampler) => on_the_same_process(subject, *sampler, setting),
                };
                if request
                    .factors
                    .iter()
                    .any(|factor| factor.kind == FactorKind::Steps)
                {
                    sampling.steps = setting.sampling.steps;
                }
                let sample = cloud(subject, *source, &sampling, setting.score);
                sample.map_err(|error| PlateError::Run(source.name().to_owned(), error))
            })
            .collect();
        let clouds = clouds?;
        panels.push(bars(
            subject,
            clouds.iter().map(|cloud| cloud.points.view()),
        ));
    }
    let top = panels
        .iter()
        .map(|panel| panel.axes[1].ends[1])
        .fold(0.0, f64::max);
    for panel in &mut panels {
        panel.axes[1].ends[1] = top;
    }
    let mut plate = Plate::new(String::new(), panels);
    plate.keys = vec![keys::key(KeySign::Line(Ink::Plain, Stroke::Bold), "truth")];
    plate.keys.extend(named(&sources, |at, name| {
        keys::key(KeySign::Bar(Ink::Series(at)), name)
    }));
    plate.caption = texts::of_weights(subject);
    Ok(plate)
}

fn bars<'a>(
    subject: &PlateSubject,
    clouds: impl ExactSizeIterator<Item = ArrayView2<'a, f64>>,
) -> Panel {
    let modes = Modes::connected(subject.mixture);
    let truth = modes.weights(subject.mixture);
    let count = clouds.len();
    let width = BARS / count as f64;
    let mut marks = Vec::new();
    let mut top = truth.iter().copied().fold(0.0, f64::max);
    for (series, points) in clouds.enumerate() {
        let found = mode_weights(subject.mixture, &modes, points);
        let left = |mode: usize| mode as f64 + 1.0 - 0.5 * BARS + series as f64 * width;
        let mut bars = Vec::new();
        let mut whiskers = Vec::new();
        for (mode, weight) in found.iter().enumerate() {
            // An empty mode has no bar, and its interval alone says so.
            if weight.weight.value > 0.0 {
                bars.push(Bounds {
                    min: [left(mode) + 0.06 * width, 0.0],
                    max: [left(mode) + 0.94 * width, weight.weight.value],
                });
            }
            whiskers.push((left(mode) + 0.5 * width, weight.interval));
            top = top.max(weight.interval[1]);
        }
        marks.push(Mark::Bars(Ink::Series(series), bars));
        marks.push(Mark::Whiskers(Ink::Plain, whiskers));
    }
    let level = |(mode, pi): (usize, &f64)| {
        let middle = mode as f64 + 1.0;
        vec![[middle - 0.48, *pi], [middle + 0.48, *pi]]
    };
    marks.push(Mark::Lines(Lines {
        ink: Ink::Plain,
        stroke: Stroke::Bold,
        lines: truth.iter().enumerate().map(level).collect(),
    }));
    let mut across = PanelAxis::linear("mode", [0.4, truth.len() as f64 + 0.6]);
    let stride = truth.len().div_ceil(12);
    let names = (1..=truth.len()).step_by(stride);
    across.names = names.map(|mode| (mode as f64, mode.to_string())).collect();
    Panel {
        head: String::new(),
        axes: [across, PanelAxis::linear("share", [0.0, 1.08 * top])],
        equal: false,
        marks,
        notes: Vec::new(),
    }
}
