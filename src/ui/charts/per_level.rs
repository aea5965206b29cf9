//! The score error of the network on show, level by level.

use super::axes::Axes;
use super::chart::{Labels, chart};
use super::contents::{Contents, Curve};
use super::past;
use super::pen::Pen;
use super::place::{Place, SMALLEST};
use crate::session::Snapshot;
use crate::ui::format::{self, significant};
use egui::Ui;
use egui_plot::PlotPoint;

/// How much of its colour the line of the newest network has behind that of an earlier one.
const BEHIND: f32 = 0.35;

/// Errors at levels, as points of a chart.
pub fn points(sigmas: &[f64], errors: &[f64]) -> Vec<PlotPoint> {
    let pairs = sigmas.iter().zip(errors);
    let point =
        |(sigma, error): (&f64, &f64)| PlotPoint::new(sigma.log10(), error.max(SMALLEST).log10());
    let finite = |point: &PlotPoint| point.x.is_finite() && point.y.is_finite();
    pairs.map(point).filter(finite).collect()
}

/// Shows the chart, whose line is `newest` but while an earlier network is on show; where on the logarithmic axis the
/// shown level was dragged to.
pub fn show(
    ui: &mut Ui,
    place: Place,
    snapshot: &Snapshot,
    newest: &[PlotPoint],
    sigma: f64,
) -> Option<f64> {
    let Place {
        height,
        title,
        palette,
    } = place;
    let history = &*snapshot.history;
    let recall = snapshot.recall.as_deref();
    let shown = recall.map_or(&history.error_per_sigma, |recall| &recall.error_per_sigma);
    let learned = Pen::solid(palette.accent);
    let mut readings = Vec::new();
    if let Some(error) = history.between(shown, sigma) {
        let text = format!("{} at {}", significant(error), format::sigma(sigma));
        readings.push((past::pen(palette), text));
    }
    readings.extend(recall.map(|recall| (learned, past::in_words(recall))));
    let labels = Labels {
        id: "per-sigma",
        title,
        name: "Chart of the error per noise level",
        help: "The score error of the network on show, level by level, against the target as it is now. The vertical line is the level on the canvas: drag it.",
        readings,
        axes: Axes {
            x: "noise level σ",
            log_x: true,
            log_y: true,
            ..Axes::default()
        },
        empty: if history.sigmas == [0.0] {
            "This network knows σ = 0 alone, which no logarithmic axis has: see its score error"
        } else {
            "Train to see the errors"
        },
    };
    let levels = history.sigmas.iter().filter(|sigma| **sigma > 0.0);
    let levels = levels.map(|sigma| sigma.log10());
    let low = levels.clone().fold(f64::INFINITY, f64::min);
    let high = levels.fold(f64::NEG_INFINITY, f64::max);
    let of_past = recall.map(|recall| points(&history.sigmas, &recall.error_per_sigma));
    let behind = Pen::solid(palette.accent.gamma_multiply(BEHIND));
    let curves = match &of_past {
        Some(of_past) => vec![
            Curve::new("newest score error", newest, behind),
            Curve::new("score error", of_past, learned).with_marks(),
        ],
        None => vec![Curve::new("score error", newest, learned).with_marks()],
    };
    let contents = Contents {
        curves: &curves,
        band: None,
        x: if low <= high { (low, high) } else { (0.0, 0.0) },
        marks: &[],
        here: (sigma > 0.0).then(|| sigma.log10()),
        is_dragged: sigma > 0.0,
        faint_from: None,
    };
    chart(ui, height, &labels, &contents, palette)
}
