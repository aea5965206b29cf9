//! The quality of samples over their cost.

use super::{compared, named, on_the_same_process};
use crate::figure::Plate;
use crate::figure::panels::choice::Source;
use crate::figure::panels::error::PlateError;
use crate::figure::panels::request::{PlateRequest, PlateSubject};
use crate::figure::panels::runs::cloud;
use crate::figure::panels::setting::Setting;
use crate::figure::panels::{keys, texts};
use crate::figure::plate::{Ink, Lines, Mark, Panel, PanelAxis, Stroke};
use crate::measure::QualityReference;
use crate::plane::Point;
use crate::sampling::{Sampler, SamplingSpec};
use rayon::prelude::*;

/// The samplers of a chart that compares some when nobody says which.
const USUAL: [Source; 4] = [
    Source::Sampler(Sampler::OdeEuler),
    Source::Sampler(Sampler::OdeHeun),
    Source::Sampler(Sampler::ReverseSde),
    Source::Sampler(Sampler::Karras),
];
/// The most steps that are tried when nobody says.
const MOST_STEPS: usize = 128;
/// Room above and below values, in factors of a logarithmic axis and in shares of a linear one.
const AIR: f64 = 1.25;

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
