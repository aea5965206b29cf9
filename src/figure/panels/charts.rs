//! Charts: the loss over the noise levels, the quality of samples over their cost, the weights of modes.

use super::choice::Source;
use super::error::PlateError;
use super::request::{PlateRequest, PlateSubject};
use super::runs::cloud;
use super::setting::{Setting, with_sampler};
use super::{keys, texts};
use crate::figure::Plate;
use crate::figure::plate::{Ink, Key, KeySign, Lines, Mark, Panel, PanelAxis, Stroke};
use crate::measure::{QualityReference, mode_weights, score_errors};
use crate::mixture::Modes;
use crate::noise::ProcessKind;
use crate::plane::{Bounds, Point};
use crate::sampling::{Sampler, SamplingSpec};
use crate::wording::three_figures;
use ndarray::ArrayView2;
use rayon::prelude::*;

/// The samplers of a chart that compares some when nobody says which.
const USUAL: [Source; 4] = [
    Source::Sampler(Sampler::OdeEuler),
    Source::Sampler(Sampler::OdeHeun),
    Source::Sampler(Sampler::ReverseSde),
    Source::Sampler(Sampler::Karras),
];
/// Of a comparison of weights.
const USUAL_OF_WEIGHTS: [Source; 3] = [
    Source::Sampler(Sampler::Langevin),
    Source::Sampler(Sampler::Annealed),
    Source::Sampler(Sampler::OdeHeun),
];
/// Levels and points of a chart of the loss.
const LEVELS: usize = 33;
const POINTS: usize = 4000;
/// The most steps that are tried when nobody says.
const MOST_STEPS: usize = 128;
/// Room above and below values, in factors of a logarithmic axis and in shares of a linear one.
const AIR: f64 = 1.25;
/// Of the room for a mode, so much is taken by its bars.
const BARS: f64 = 0.8;

/// The loss at every level beside its floor.
///
/// # Errors
/// When there is no network.
pub fn loss(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let draw = |setting: &Setting| {
        let range = setting.score.trained_range().unwrap_or(subject.range);
        let levels = match setting.score.only_level() {
            Some(only) => vec![only],
            None => range.ladder(LEVELS),
        };
        let found = score_errors(
            setting.score,
            subject.mixture,
            &levels,
            POINTS,
            subject.seed,
        );
        let line = |value: &dyn Fn(&crate::measure::LevelError) -> f64| -> Vec<Vec<Point>> {
            vec![
                found
                    .iter()
                    .map(|level| [level.sigma, value(level)])
                    .collect(),
            ]
        };
        let (loss, floor) = (line(&|level| level.loss), line(&|level| level.floor));
        let top = loss[0].iter().map(|p| p[1]).fold(2.0, f64::max);
        let lines = |ink, stroke, lines| Mark::Lines(Lines { ink, stroke, lines });
        let excess = found.iter().map(|level| level.excess).sum::<f64>() / found.len() as f64;
        let note = format!("mean excess {}", three_figures(excess));
        Panel {
            head: String::new(),
            axes: [
                PanelAxis::logarithmic(
                    "noise level σ (data units)",
                    around(range.min(), range.max()),
                ),
                PanelAxis::linear("σ² E|sθ + ε/σ|²", [0.0, 1.05 * top]),
            ],
            equal: false,
            marks: vec![
                lines(Ink::Series(0), Stroke::Bold, loss.clone()),
                lines(Ink::Plain, Stroke::Dashed, floor),
                Mark::Values(Ink::Series(0), loss.concat()),
            ],
            notes: request.numbers.then_some(note).into_iter().collect(),
        }
    };
    let mut plate = Plate::new(String::new(), settings.iter().map(draw).collect());
    plate.keys = vec![
        keys::series(0, "loss"),
        keys::truth("floor: what the exact score scores"),
    ];
    plate.caption = texts::of_loss(POINTS);
    Ok(plate)
}

fn around(low: f64, high: f64) -> [f64; 2] {
    [low / 1.1, high * 1.1]
}

/// One run of a chart.
struct Finding {
    series: usize,
    /// Evaluations and the distance with its standard error.
    at: Option<(f64, f64, f64)>,
}

/// The sliced Wasserstein-2 distance of samples from the truth, over the evaluations of the score that they cost.
///
/// # Errors
/// When the samples cannot be measured, or no run arrives.
pub fn quality(
    subject: &PlateSubject,
    request: &PlateRequest,
    settings: &[Setting],
) -> Result<Plate, PlateError> {
    let sources: Vec<Source> = compared(request, &USUAL);
    let particles = subject.sampling.particles;
    let reference = QualityReference::new(subject.mixture, particles, subject.seed)?;
    let exact = reference.exact_sample().sliced_w2.value;
    let mut lost = 0;
    let mut panels = Vec::new();
    for setting in settings {
        let runs = planned(subject, &sources, setting);
        let findings: Vec<Finding> = runs
            .par_iter()
            .map(|(series, source, sampling)| {
                let sample = cloud(subject, *source, sampling, setting.score);
                let measured = sample.ok().and_then(|cloud| {
                    let quality = reference.measure(cloud.points.view()).ok()?;
                    let w2 = quality.sliced_w2;
                    Some((cloud.evaluations as f64, w2.value, w2.se))
                });
                Finding {
                    series: *series,
                    at: measured,
                }
            })
            .collect();
        lost += findings
            .iter()
            .filter(|finding| finding.at.is_none())
            .count();
        panels.push(lines_of(&findings, exact));
    }
    on_the_same_axes(&mut panels);
    let mut plate = Plate::new(String::new(), panels);
    plate.keys = named(&sources, keys::series);
    plate.keys.push(keys::truth("exact draws"));
    plate.caption = texts::of_quality(subject, settings, lost);
    Ok(plate)
}

fn compared(request: &PlateRequest, usual: &[Source]) -> Vec<Source> {
    if request.samplers.is_empty() {
        usual.to_vec()
    } else {
        request.samplers.clone()
    }
}

fn named(sources: &[Source], key: impl Fn(usize, String) -> Key) -> Vec<Key> {
    let names = sources.iter().enumerate();
    names
        .map(|(at, source)| key(at, source.name().to_owned()))
        .collect()
}

/// Every run of a panel: of each source with 4, 8, 16, ... steps.
fn planned(
    subject: &PlateSubject,
    sources: &[Source],
    setting: &Setting,
) -> Vec<(usize, Source, SamplingSpec)> {
    let most = subject.steps.unwrap_or(MOST_STEPS).max(4);
    let mut runs = Vec::new();
    for (series, source) in sources.iter().enumerate() {
        let Source::Sampler(sampler) = *source else {
            continue;
        };
        let spec = on_the_same_process(subject, sampler, setting);
        if sampler.takes_tolerance() {
            for tol in [1e-1, 1e-2, 1e-3, 1e-4, 1e-5] {
                let tol = Some(tol);
                let steps = sampler.usual_steps();
                runs.push((series, *source, SamplingSpec { tol, steps, ..spec }));
            }
            continue;
        }
        let mut steps = 4;
        while steps <= most {
            runs.push((series, *source, SamplingSpec { steps, ..spec }));
            steps *= 2;
        }
    }
    runs
}

/// Ways back along the process of the panel.
fn on_the_same_process(
    subject: &PlateSubject,
    sampler: Sampler,
    setting: &Setting,
) -> SamplingSpec {
    let spec = with_sampler(subject, sampler);
    let process = setting.sampling.process.unwrap_or(ProcessKind::VeRho);
    if sampler.is_langevin() {
        spec
    } else {
        spec.with_process(process)
    }
}

fn lines_of(findings: &[Finding], exact: f64) -> Panel {
    let mut marks = Vec::new();
    let mut reach = [[f64::INFINITY, f64::NEG_INFINITY], [exact, exact]];
    let series = findings
        .iter()
        .map(|finding| finding.series + 1)
        .max()
        .unwrap_or(0);
    for series in 0..series {
        let own = findings.iter().filter(|finding| finding.series == series);
        let points: Vec<(f64, f64, f64)> = own.filter_map(|finding| finding.at).collect();
        let line: Vec<Point> = points.iter().map(|(nfe, w2, _)| [*nfe, *w2]).collect();
        // On a logarithmic axis an interval down to nothing has no end.
        let whisker = |(nfe, w2, se): &(f64, f64, f64)| (*nfe, [(w2 - se).max(0.4 * w2), w2 + se]);
        for (nfe, [low, high]) in points.iter().map(whisker) {
            reach[0] = [reach[0][0].min(nfe), reach[0][1].max(nfe)];
            reach[1] = [reach[1][0].min(low), reach[1][1].max(high)];
        }
        let ink = Ink::Series(series);
        marks.push(Mark::Whiskers(ink, points.iter().map(whisker).collect()));
        marks.push(Mark::Lines(Lines {
            ink,
            stroke: Stroke::Bold,
            lines: vec![line.clone()],
        }));
        marks.push(Mark::Values(ink, line));
    }
    let [low, high] = if reach[0][0].is_finite() {
        reach[0]
    } else {
        [1.0, 10.0]
    };
    let x = [low / AIR, high * AIR];
    marks.insert(
        0,
        Mark::Lines(Lines {
            ink: Ink::Plain,
            stroke: Stroke::Dashed,
            lines: vec![vec![[x[0], exact], [x[1], exact]]],
        }),
    );
    Panel {
        head: String::new(),
        axes: [
            PanelAxis::logarithmic("evaluations of the score", x),
            PanelAxis::logarithmic(
                "sliced W₂ (data units)",
                [reach[1][0] / AIR, reach[1][1] * AIR],
            ),
        ],
        equal: false,
        marks,
        notes: Vec::new(),
    }
}

/// Widens the axes of all panels to hold what each shows.
fn on_the_same_axes(panels: &mut [Panel]) {
    let mut ends = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
    for panel in &*panels {
        for (ends, axis) in ends.iter_mut().zip(&panel.axes) {
            *ends = [ends[0].min(axis.ends[0]), ends[1].max(axis.ends[1])];
        }
    }
    for panel in panels {
        for (axis, ends) in panel.axes.iter_mut().zip(ends) {
            axis.ends = ends;
        }
    }
}

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
                    .any(|factor| factor.kind == super::FactorKind::Steps)
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
