//! The panel of a run's curves: loss with its floor, score error over time and over noise levels.

use super::axes::Axes;
use super::chart::{Contents, Curve, Labels, chart};
use super::marks;
use super::pen::Pen;
use super::readings::{floor_in_words, healing_in_words};
use super::trace::Trace;
use crate::session::{Bin, History, LossPoint, Snapshot};
use crate::ui::format::{self, significant};
use crate::ui::theme::{self, Palette};
use crate::ui::view::{ChartKind, View};
use egui::{Button, Ui};
use egui_plot::PlotPoint;
use std::sync::Arc;

/// Losses and errors below this are drawn here: a logarithm has no zero.
const SMALLEST: f64 = 1e-12;
/// A chart alone is as high as this at most, and three stand one below the other where each has the
/// least, in points at the ordinary size.
const HIGHEST: f32 = 250.0;
const LEAST: f32 = 150.0;

/// The curves, as points to draw.
#[derive(Default)]
pub struct Charts {
    history: Option<Arc<History>>,
    loss: Trace,
    floor: Vec<PlotPoint>,
    error: Trace,
    per_sigma: Vec<PlotPoint>,
    marks: Vec<(f64, String)>,
}

/// Where a chart stands, and in which colours.
#[derive(Clone, Copy)]
struct Place {
    height: f32,
    /// None where a tab says it.
    title: Option<&'static str>,
    palette: &'static Palette,
}

impl Place {
    fn new(ui: &Ui, height: f32, title: Option<&'static str>) -> Self {
        let palette = theme::palette(ui.visuals());
        Self {
            height,
            title,
            palette,
        }
    }
}

impl Charts {
    /// Shows one chart behind tabs, or all three where they are wanted and there is room for them.
    /// `sigma` is the level on the canvas; another one can be chosen by dragging.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View, snapshot: &Snapshot, sigma: f64) {
        self.refresh(&snapshot.history);
        let scale = theme::scale(ui);
        let gap = ui.spacing().item_spacing.y;
        let third = (ui.available_height() - 2.0 * gap) / 3.0;
        if view.all_charts && third >= LEAST * scale {
            for kind in ChartKind::ALL {
                let place = Place::new(ui, third, Some(kind.title()));
                self.one(ui, kind, place, view, snapshot, sigma);
            }
            return;
        }
        tabs(ui, &mut view.chart);
        let place = Place::new(ui, ui.available_height().clamp(0.0, HIGHEST * scale), None);
        self.one(ui, view.chart, place, view, snapshot, sigma);
    }

    /// Shows one chart under its title, as high as there is room.
    pub fn alone(
        &mut self,
        ui: &mut Ui,
        kind: ChartKind,
        view: &mut View,
        snapshot: &Snapshot,
        sigma: f64,
    ) {
        self.refresh(&snapshot.history);
        let place = Place::new(ui, ui.available_height().max(0.0), Some(kind.title()));
        self.one(ui, kind, place, view, snapshot, sigma);
    }

    fn one(
        &self,
        ui: &mut Ui,
        kind: ChartKind,
        place: Place,
        view: &mut View,
        snapshot: &Snapshot,
        sigma: f64,
    ) {
        let history = &*snapshot.history;
        match kind {
            ChartKind::Loss => self.show_loss(ui, place, history),
            ChartKind::Error => self.show_error(ui, place, history),
            ChartKind::PerLevel => {
                let range = snapshot.noise;
                if let Some(to) = self.show_levels(ui, place, history, sigma) {
                    view.choose_level(10f64.powf(to).clamp(range.min(), range.max()));
                }
            }
        }
    }

    fn show_loss(&self, ui: &mut Ui, place: Place, history: &History) {
        let Place {
            height,
            title,
            palette,
        } = place;
        let learned = Pen::solid(palette.accent);
        let log_loss = !history.objective.takes_derivatives();
        let mut readings = Vec::new();
        if let (Some(loss), Some(point)) = (self.loss.line.last(), history.loss.last()) {
            let loss = if log_loss { 10f64.powf(loss.y) } else { loss.y };
            readings.push((learned, format!("loss {}", significant(loss))));
            if let Some(floor) = point.floor {
                let text = floor_in_words(floor, history.floor_se);
                readings.push((Pen::dashed(palette.truth), text));
            }
        }
        let labels = Labels {
            id: if log_loss { "loss" } else { "linear loss" },
            title,
            name: "Chart of the loss",
            help: history.objective.loss_help(),
            readings,
            axes: Axes {
                x: "training step",
                log_y: log_loss,
                ..Axes::default()
            },
            empty: "Train to see the loss",
        };
        let contents = Contents {
            curves: &[
                Curve::new("loss", &self.loss.line, learned),
                Curve::new("floor", &self.floor, Pen::dashed(palette.truth)),
            ],
            band: Some((&self.loss.band, learned)),
            // An objective that was chosen later has a chart of its own.
            x: steps(history.loss.iter().map(|point| &point.bin)),
            marks: &self.marks,
            here: None,
        };
        chart(ui, height, &labels, &contents, palette);
    }

    fn show_error(&self, ui: &mut Ui, place: Place, history: &History) {
        let Place {
            height,
            title,
            palette,
        } = place;
        let learned = Pen::solid(palette.accent);
        let last = history.error.last().map(|bin| significant(bin.mean));
        let reading = |text: String| (learned, format!("score error {text}"));
        let mut readings: Vec<_> = last.into_iter().map(reading).collect();
        let healing = history.healing.map(healing_in_words);
        readings.extend(healing.map(|text| (Pen::solid(palette.weak), text)));
        let labels = Labels {
            id: "error",
            title,
            name: "Chart of the score error",
            help: "How far the learned score is from the exact one, averaged over the noise levels: E|s − s*|² / E|s*|². At 1 it is as bad as answering zero; at 0 it is exact. All objectives share it. When an edit of the target makes it leap, it is healed once it is back at 1.25 times what it was before, counted in steps from the end of the edit.",
            readings,
            axes: Axes {
                x: "training step",
                log_y: true,
                ..Axes::default()
            },
            empty: "Train to see the error",
        };
        let contents = Contents {
            curves: &[Curve::new("score error", &self.error.line, learned)],
            band: Some((&self.error.band, learned)),
            x: steps(history.error.iter()),
            marks: &self.marks,
            here: None,
        };
        chart(ui, height, &labels, &contents, palette);
    }

    /// Where on the logarithmic axis the shown level was dragged to.
    fn show_levels(&self, ui: &mut Ui, place: Place, history: &History, sigma: f64) -> Option<f64> {
        let Place {
            height,
            title,
            palette,
        } = place;
        let reading = |error| {
            let text = format!("{} at {}", significant(error), format::sigma(sigma));
            (Pen::solid(palette.truth), text)
        };
        let here = history.error_at(sigma);
        let labels = Labels {
            id: "per-sigma",
            title,
            name: "Chart of the error per noise level",
            help: "The score error, level by level, as it is now. The vertical line is the level on the canvas: drag it.",
            readings: here.into_iter().map(reading).collect(),
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
        let levels = || {
            history
                .sigmas
                .iter()
                .filter(|s| **s > 0.0)
                .map(|s| s.log10())
        };
        let low = levels().fold(f64::INFINITY, f64::min);
        let high = levels().fold(f64::NEG_INFINITY, f64::max);
        let learned = Pen::solid(palette.accent);
        let contents = Contents {
            curves: &[Curve::new("score error", &self.per_sigma, learned).with_marks()],
            band: None,
            x: if low <= high { (low, high) } else { (0.0, 0.0) },
            marks: &[],
            here: (sigma > 0.0).then(|| sigma.log10()),
        };
        chart(ui, height, &labels, &contents, palette)
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
        let linear = history.objective.takes_derivatives();
        let height = |value: f64| if linear { value } else { log(value) };
        let losses: Vec<Bin> = history.loss.iter().map(|point| point.bin).collect();
        self.loss = Trace::of(&losses, true, height);
        self.floor = corners(&history.loss)
            .filter_map(|point| {
                // A floor of zero is below every logarithmic axis.
                let floor = point.floor.filter(|floor| linear || *floor > 0.0)?;
                Some(PlotPoint::new(point.bin.train_step as f64, height(floor)))
            })
            .filter(finite)
            .collect();
        self.error = Trace::of(&history.error, false, log);
        let now = history.sigmas.iter().zip(&history.error_per_sigma);
        self.per_sigma = now
            .map(|(sigma, error)| PlotPoint::new(sigma.log10(), log(*error)))
            .filter(finite)
            .collect();
        let marks = history.marks.iter();
        self.marks = marks
            .map(|mark| (mark.train_step as f64, marks::in_words(mark.change)))
            .collect();
        self.history = Some(history.clone());
    }
}

/// Three buttons as wide as the panel: the charts behind them are exchanged in place.
fn tabs(ui: &mut Ui, front: &mut ChartKind) {
    ui.horizontal(|ui| {
        let gaps = 2.0 * ui.spacing().item_spacing.x;
        let width = (ui.available_width() - gaps) / 3.0;
        let size = egui::vec2(width, ui.spacing().interact_size.y);
        for kind in ChartKind::ALL {
            let button = Button::selectable(*front == kind, kind.tab()).frame_when_inactive(true);
            let response = ui.add_sized(size, button);
            if response.on_hover_text(kind.title()).clicked() {
                *front = kind;
            }
        }
    });
}

/// The train steps of a curve, from before its first value to its last.
fn steps<'a>(mut bins: impl Iterator<Item = &'a Bin>) -> (f64, f64) {
    let Some(first) = bins.next() else {
        return (0.0, 1.0);
    };
    let last = bins.last().unwrap_or(first);
    (first.since.saturating_sub(1) as f64, last.train_step as f64)
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
    use crate::session::{Change, Mark};

    #[test]
    fn a_loss_below_zero_is_shown_as_it_is_and_a_floor_of_zero_not_on_a_logarithmic_axis() {
        let history = |objective, loss, floor| {
            Arc::new(History {
                objective,
                loss: vec![LossPoint {
                    bin: Bin::of(5, loss),
                    floor: Some(floor),
                }],
                ..History::default()
            })
        };
        let mut charts = Charts::default();
        charts.refresh(&history(Objective::Implicit, -0.4, -0.5));
        assert_eq!((charts.loss.line[0].y, charts.floor[0].y), (-0.4, -0.5));
        charts.refresh(&history(Objective::Explicit, 0.01, 0.0));
        assert_eq!((charts.loss.line[0].y, charts.floor.len()), (-2.0, 0));
        charts.refresh(&history(Objective::Denoising, 1.0, 0.1));
        assert_eq!((charts.loss.line[0].y, charts.floor[0].y), (0.0, -1.0));
    }

    #[test]
    fn another_objective_begins_its_chart_where_it_was_chosen() {
        let bins = [Bin::of(4001, 0.3), Bin::of(4200, 0.2)];
        assert_eq!(steps(bins.iter()), (4000.0, 4200.0));
        assert_eq!(steps([].iter()), (0.0, 1.0));
        assert_eq!(steps([Bin::of(0, 1.0)].iter()), (0.0, 0.0));
    }

    #[test]
    fn marks_stand_at_their_step_with_their_words() {
        let mut charts = Charts::default();
        let mark = |train_step, change| Mark { train_step, change };
        charts.refresh(&Arc::new(History {
            marks: vec![
                mark(7, Change::Moved),
                mark(9, Change::Objective(Objective::Implicit)),
                mark(12, Change::LearningRate(0.004)),
            ],
            ..History::default()
        }));
        let expected = [
            (7.0, "moved a Gaussian".to_owned()),
            (9.0, "objective: implicit".to_owned()),
            (12.0, "learning rate 0.004".to_owned()),
        ];
        assert_eq!(charts.marks, expected);
    }
}
