//! The curves of a run: loss with its floor, score error over time and over noise levels.

use super::format::significant;
use super::objective::loss_help;
use super::theme::{self, Palette};
use super::ticks::{linear_marks, logarithmic_marks, tick};
use crate::session::{History, Snapshot};
use egui::{Color32, RichText, Stroke, TextStyle, Ui, Vec2b};
use egui_plot::{
    AxisHints, Corner, HPlacement, Legend, Line, LineStyle, Placement, Plot, PlotPoint, PlotPoints,
    Points, VLine,
};
use std::sync::Arc;

/// Losses and errors below this are drawn here: a logarithm has no zero.
const SMALLEST: f64 = 1e-12;
/// A chart spans at least this many powers of ten, so that noise does not fill it.
const DECADES: f64 = 0.5;
/// A linear chart spans at least this part of its largest value.
const SHARE: f64 = 0.1;

/// The curves, as points to draw.
#[derive(Default)]
pub struct Charts {
    history: Option<Arc<History>>,
    loss: Vec<PlotPoint>,
    floor: Vec<PlotPoint>,
    error: Vec<PlotPoint>,
    per_sigma: Vec<PlotPoint>,
}

/// How one chart is labelled.
struct Labels<'a> {
    id: &'a str,
    title: &'a str,
    help: &'a str,
    value: String,
    /// Under the x axis.
    x: &'a str,
    log_x: bool,
    log_y: bool,
    empty: &'a str,
}

impl Charts {
    /// Shows the three charts one below the other, sharing the height.
    pub fn ui(&mut self, ui: &mut Ui, snapshot: &Snapshot, sigma: f64) {
        self.refresh(&snapshot.history);
        let palette = theme::palette(ui.visuals());
        let gap = ui.spacing().item_spacing.y;
        let title = ui
            .spacing()
            .interact_size
            .y
            .max(ui.text_style_height(&TextStyle::Body));
        let height = (ui.available_height() / 3.0 - title - 2.0 * gap).max(72.0);

        let history = &snapshot.history;
        let last_loss = history.loss.last();
        let log_loss = !history.objective.takes_derivatives();
        let labels = Labels {
            id: if log_loss { "loss" } else { "linear loss" },
            title: "Loss",
            help: loss_help(history.objective),
            value: last_loss.map_or(String::new(), |p| {
                let floor = p
                    .floor
                    .map(|floor| format!("   floor {}", significant(floor)));
                significant(p.loss) + &floor.unwrap_or_default()
            }),
            x: "training step",
            log_x: false,
            log_y: log_loss,
            empty: "Train to see the loss",
        };
        let curves = [
            Curve::solid("loss", &self.loss, palette.accent),
            Curve::dashed("floor", &self.floor, palette.truth),
        ];
        chart(ui, height, &labels, &curves, None, palette);

        let last_error = history.error.last();
        let labels = Labels {
            id: "error",
            title: "Score error",
            help: "How far the learned score is from the exact one, averaged over the noise levels: E|s − s*|² / E|s*|². At 1 it is as bad as answering zero; at 0 it is exact.",
            value: last_error.map_or(String::new(), |p| significant(p.mean)),
            x: "seconds of training",
            log_x: false,
            log_y: true,
            empty: "Train to see the error",
        };
        let curves = [Curve::solid("score error", &self.error, palette.accent)];
        chart(ui, height, &labels, &curves, None, palette);

        let labels = Labels {
            id: "per-sigma",
            title: "Score error per noise level",
            help: "The same error, level by level, as it is now. The vertical line is the level on the canvas.",
            value: String::new(),
            x: "noise level σ",
            log_x: true,
            log_y: true,
            empty: if history.sigmas == [0.0] {
                "This network knows σ = 0 alone: see the chart above"
            } else {
                "Train to see the errors"
            },
        };
        let curves = [Curve::dotted(
            "score error",
            &self.per_sigma,
            palette.accent,
        )];
        let here = (sigma > 0.0).then(|| sigma.log10());
        chart(ui, height, &labels, &curves, here, palette);
    }

    fn refresh(&mut self, history: &Arc<History>) {
        if self
            .history
            .as_ref()
            .is_some_and(|old| Arc::ptr_eq(old, history))
        {
            return;
        }
        let log = |value: f64| value.max(SMALLEST).log10();
        let finite = |point: &PlotPoint| point.x.is_finite() && point.y.is_finite();
        let collect = |points: &mut dyn Iterator<Item = PlotPoint>| points.filter(finite).collect();
        let losses = &history.loss;
        let linear = history.objective.takes_derivatives();
        let height = |value: f64| if linear { value } else { log(value) };
        self.loss = collect(
            &mut losses
                .iter()
                .map(|p| PlotPoint::new(p.train_step as f64, height(p.loss))),
        );
        self.floor = collect(&mut losses.iter().filter_map(|p| {
            // A floor of zero is below every logarithmic axis.
            let floor = p.floor.filter(|floor| linear || *floor > 0.0)?;
            Some(PlotPoint::new(p.train_step as f64, height(floor)))
        }));
        self.error = collect(
            &mut history
                .error
                .iter()
                .map(|p| PlotPoint::new(p.seconds, log(p.mean))),
        );
        let now = history.error.last().map_or(&[][..], |p| &p.per_sigma);
        self.per_sigma = collect(
            &mut history
                .sigmas
                .iter()
                .zip(now)
                .map(|(sigma, error)| PlotPoint::new(sigma.log10(), log(*error))),
        );
        self.history = Some(history.clone());
    }
}

/// One line of a chart.
struct Curve<'a> {
    name: &'a str,
    points: &'a [PlotPoint],
    color: Color32,
    style: LineStyle,
    marks: bool,
}

impl<'a> Curve<'a> {
    fn solid(name: &'a str, points: &'a [PlotPoint], color: Color32) -> Self {
        Self {
            name,
            points,
            color,
            style: LineStyle::Solid,
            marks: false,
        }
    }

    fn dashed(name: &'a str, points: &'a [PlotPoint], color: Color32) -> Self {
        Self {
            style: LineStyle::dashed_dense(),
            ..Self::solid(name, points, color)
        }
    }

    fn dotted(name: &'a str, points: &'a [PlotPoint], color: Color32) -> Self {
        Self {
            marks: true,
            ..Self::solid(name, points, color)
        }
    }
}

fn chart(
    ui: &mut Ui,
    height: f32,
    labels: &Labels<'_>,
    curves: &[Curve<'_>],
    here: Option<f64>,
    palette: &Palette,
) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(labels.title).strong())
            .on_hover_text(labels.help);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(labels.value.as_str()).weak());
        });
    });
    let scale = theme::scale(ui);
    let small = TextStyle::Small.resolve(ui.style());
    let (log_x, log_y) = (labels.log_x, labels.log_y);
    let x_axis = AxisHints::new_x()
        .min_thickness(33.0 * scale)
        .label(RichText::new(labels.x).small())
        .tick_label_font(small.clone())
        .label_spacing(egui::Rangef::new(26.0 * scale, 34.0 * scale))
        .formatter(move |mark, range| tick(mark, range, log_x));
    let y_axis = AxisHints::new_y()
        .placement(Placement::from(HPlacement::Left))
        .min_thickness(40.0 * scale)
        .tick_label_font(small)
        .label_spacing(egui::Rangef::new(11.0 * scale, 15.0 * scale))
        .formatter(move |mark, range| tick(mark, range, log_y));

    let mut plot = Plot::new(labels.id)
        .height(height)
        .custom_x_axes(vec![x_axis])
        .custom_y_axes(vec![y_axis])
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_crosshair(false)
        .grid_color(palette.line)
        .auto_bounds(Vec2b::TRUE)
        .set_margin_fraction(egui::vec2(0.02, 0.08));
    let marks = |logarithmic: bool| {
        if logarithmic {
            logarithmic_marks
        } else {
            linear_marks
        }
    };
    plot = plot.x_grid_spacer(marks(log_x)).y_grid_spacer(marks(log_y));
    if curves
        .iter()
        .filter(|curve| !curve.points.is_empty())
        .count()
        > 1
    {
        plot = plot.legend(
            Legend::default()
                .text_style(TextStyle::Small)
                .background_alpha(0.75)
                .position(Corner::RightTop),
        );
    }
    let empty = curves.iter().all(|curve| curve.points.is_empty());
    let response = plot.show(ui, |plot| {
        if let Some((low, high)) = widened(curves, log_y) {
            plot.set_plot_bounds_y(low..=high);
        }
        if !log_x {
            plot.set_plot_bounds_x(from_zero(curves));
        }
        for curve in curves {
            let points = PlotPoints::Borrowed(curve.points);
            plot.line(
                Line::new(curve.name, points)
                    .stroke(Stroke::new(1.6 * scale, curve.color))
                    .style(curve.style)
                    .allow_hover(false),
            );
            // One point alone makes no line.
            if curve.marks || curve.points.len() == 1 {
                let points = PlotPoints::Borrowed(curve.points);
                plot.points(
                    Points::new(curve.name, points)
                        .radius(2.6 * scale)
                        .color(curve.color)
                        .allow_hover(false),
                );
            }
        }
        if let (Some(x), false) = (here, empty) {
            let line = VLine::new("shown level", x)
                .stroke(Stroke::new(scale, palette.truth))
                .allow_hover(false);
            plot.vline(line);
        }
    });
    if empty {
        ui.painter().text(
            response.response.rect.center(),
            egui::Align2::CENTER_CENTER,
            labels.empty,
            TextStyle::Small.resolve(ui.style()),
            palette.weak,
        );
    }
    response.response.on_hover_text(labels.help);
}

/// From nothing to the last point, with room for its label.
fn from_zero(curves: &[Curve<'_>]) -> std::ops::RangeInclusive<f64> {
    let points = curves.iter().flat_map(|curve| curve.points);
    let last = points.map(|point| point.x).fold(0.0, f64::max);
    let last = if last > 0.0 { last } else { 1.0 };
    -0.02 * last..=1.05 * last
}

/// The range of the values (log10 where logarithmic), at least [`DECADES`] or [`SHARE`] wide, with some
/// air.
fn widened(curves: &[Curve<'_>], logarithmic: bool) -> Option<(f64, f64)> {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for point in curves.iter().flat_map(|curve| curve.points) {
        low = low.min(point.y);
        high = high.max(point.y);
    }
    if low > high {
        return None;
    }
    let least = if logarithmic {
        DECADES
    } else {
        SHARE * low.abs().max(high.abs()).max(SMALLEST)
    };
    let missing = (least - (high - low)).max(0.0);
    let air = 0.06 * (high - low + missing);
    Some((low - 0.5 * missing - air, high + 0.5 * missing + air))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Objective;

    #[test]
    fn a_flat_curve_does_not_fill_the_chart_with_noise() {
        let points = [PlotPoint::new(0.0, 0.0), PlotPoint::new(1.0, 0.001)];
        let curve = Curve::solid("flat", &points, Color32::WHITE);
        let (low, high) = widened(&[curve], true).unwrap();
        assert!(high - low >= DECADES);
    }

    #[test]
    fn a_loss_below_zero_is_shown_as_it_is_and_a_floor_of_zero_not_on_a_logarithmic_axis() {
        let history = |objective, loss, floor| {
            Arc::new(History {
                objective,
                loss: vec![crate::session::LossPoint {
                    train_step: 5,
                    loss,
                    floor: Some(floor),
                }],
                ..History::default()
            })
        };
        let mut charts = Charts::default();
        charts.refresh(&history(Objective::Implicit, -0.4, -0.5));
        assert_eq!((charts.loss[0].y, charts.floor[0].y), (-0.4, -0.5));
        charts.refresh(&history(Objective::Explicit, 0.01, 0.0));
        assert_eq!((charts.loss[0].y, charts.floor.len()), (-2.0, 0));
        charts.refresh(&history(Objective::Denoising, 1.0, 0.1));
        assert_eq!((charts.loss[0].y, charts.floor[0].y), (0.0, -1.0));
    }
}
