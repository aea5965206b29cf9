//! The panel of a run's curves: loss with its floor, score error over time and over noise levels.

use super::axes::Axes;
use super::chart::{Curve, Labels, Pen, chart};
use crate::session::{History, LossPoint, Snapshot};
use crate::ui::format::{self, significant};
use crate::ui::theme;
use egui::Ui;
use egui_plot::PlotPoint;
use std::sync::Arc;

/// Losses and errors below this are drawn here: a logarithm has no zero.
const SMALLEST: f64 = 1e-12;
/// Points of the loss over which its running mean goes.
const WINDOW: usize = 25;

/// The curves, as points to draw.
#[derive(Default)]
pub struct Charts {
    history: Option<Arc<History>>,
    loss: Vec<PlotPoint>,
    mean_loss: Vec<PlotPoint>,
    floor: Vec<PlotPoint>,
    error: Vec<PlotPoint>,
    per_sigma: Vec<PlotPoint>,
}

impl Charts {
    /// Shows the three charts one below the other, sharing the height.
    pub fn ui(&mut self, ui: &mut Ui, snapshot: &Snapshot, sigma: f64) {
        self.refresh(&snapshot.history);
        let palette = theme::palette(ui.visuals());
        let gap = ui.spacing().item_spacing.y;
        let height = (ui.available_height() - 2.0 * gap) / 3.0;

        let learned = Pen::solid(palette.accent);
        let history = &snapshot.history;
        let log_loss = !history.objective.takes_derivatives();
        let mut readings = Vec::new();
        if let (Some(loss), Some(point)) = (self.mean_loss.last(), history.loss.last()) {
            let loss = if log_loss { 10f64.powf(loss.y) } else { loss.y };
            readings.push((learned, format!("loss {}", significant(loss))));
            if let Some(floor) = point.floor {
                let text = match history.floor_se.filter(|se| *se > 0.0) {
                    Some(se) => {
                        // As many decimals as the first digit of the error asks for.
                        let decimals = (-se.log10()).ceil().clamp(0.0, 6.0) as usize;
                        format!("floor {floor:.decimals$} ± {se:.decimals$}")
                    }
                    None => format!("floor {}", significant(floor)),
                };
                readings.push((Pen::dashed(palette.truth), text));
            }
        }
        let labels = Labels {
            id: if log_loss { "loss" } else { "linear loss" },
            title: "Loss",
            help: history.objective.loss_help(),
            readings,
            axes: Axes {
                x: "training step",
                log_y: log_loss,
                ..Axes::default()
            },
            empty: "Train to see the loss",
        };
        let curves = [
            Curve::new("loss", &self.loss, learned.faint()),
            Curve::new("mean loss", &self.mean_loss, learned),
            Curve::new("floor", &self.floor, Pen::dashed(palette.truth)),
        ];
        chart(ui, height, &labels, &curves, None, palette);

        let last = history.error.last().map(|point| significant(point.mean));
        let labels = Labels {
            id: "error",
            title: "Score error",
            help: "How far the learned score is from the exact one, averaged over the noise levels: E|s − s*|² / E|s*|². At 1 it is as bad as answering zero; at 0 it is exact.",
            readings: last.into_iter().map(|text| (learned, text)).collect(),
            axes: Axes {
                x: "seconds of training",
                log_y: true,
                ..Axes::default()
            },
            empty: "Train to see the error",
        };
        let curves = [Curve::new("score error", &self.error, learned)];
        chart(ui, height, &labels, &curves, None, palette);

        let here = history.error_at(sigma);
        let reading = |error| {
            let text = format!("{} at {}", significant(error), format::sigma(sigma));
            (Pen::solid(palette.truth), text)
        };
        let labels = Labels {
            id: "per-sigma",
            title: "Error per noise level",
            help: "The same error, level by level, as it is now. The vertical line is the level on the canvas.",
            readings: here.into_iter().map(reading).collect(),
            axes: Axes {
                x: "noise level σ",
                log_x: true,
                log_y: true,
                ..Axes::default()
            },
            empty: if history.sigmas == [0.0] {
                "This network knows σ = 0 alone: see the chart above"
            } else {
                "Train to see the errors"
            },
        };
        let curves = [Curve::new("score error", &self.per_sigma, learned).with_marks()];
        let level = (sigma > 0.0).then(|| sigma.log10());
        chart(ui, height, &labels, &curves, level, palette);
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
        self.mean_loss = running_mean(losses)
            .map(|(step, loss)| PlotPoint::new(step as f64, height(loss)))
            .filter(finite)
            .collect();
        self.floor = collect(&mut corners(losses).filter_map(|p| {
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

/// The loss without most of its noise: a mean over all points so far, later over about the last
/// [`WINDOW`] of them.
fn running_mean(points: &[LossPoint]) -> impl Iterator<Item = (u64, f64)> {
    let mut mean = 0.0;
    points.iter().enumerate().map(move |(index, point)| {
        let newest = 1.0 / (index + 1).min(WINDOW) as f64;
        mean += newest * (point.loss - mean);
        (point.train_step, mean)
    })
}

/// Where the floor bends, and its ends: a long straight line of few pieces has regular dashes.
fn corners(points: &[LossPoint]) -> impl Iterator<Item = &LossPoint> {
    let at = |index: usize| points.get(index).map(|point| point.floor);
    points.iter().enumerate().filter_map(move |(index, point)| {
        let before = index.checked_sub(1).and_then(at);
        let inner = before == at(index) && at(index + 1) == at(index);
        (!inner).then_some(point)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Objective;

    #[test]
    fn the_running_mean_of_a_noisy_loss_settles_near_its_middle() {
        let points: Vec<LossPoint> = (0..400)
            .map(|i| LossPoint {
                train_step: i,
                loss: if i % 2 == 0 { 1.2 } else { 0.8 },
                floor: Some(0.9),
            })
            .collect();
        let means: Vec<(u64, f64)> = running_mean(&points).collect();
        assert_eq!(means[0], (0, 1.2), "it begins where the loss begins");
        let (step, last) = means[399];
        assert_eq!(step, 399);
        assert!((last - 1.0).abs() < 0.4 / WINDOW as f64, "{last}");
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
