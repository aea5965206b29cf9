//! The panel of a run's curves: loss with its floor, score error over time and over noise levels.

use super::axes::Axes;
use super::chart::{Labels, chart};
use super::contents::{Contents, Curve};
use super::floor;
use super::healing;
use super::marks;
use super::past;
use super::pen::Pen;
use super::per_level;
use super::pinned::PinnedCurves;
use super::place::{Place, SMALLEST};
use super::trace::Trace;
use crate::score::Objective;
use crate::session::{Bin, History, Snapshot};
use crate::ui::format::significant;
use crate::ui::theme;
use crate::ui::view::{ChartKind, View};
use egui::{Button, RichText, Ui, vec2};
use egui_plot::PlotPoint;
use std::sync::Arc;

/// A chart alone is as high as this at most, and three stand one below the other where each has the
/// least, in points at the ordinary size.
const HIGHEST: f32 = 250.0;
const LEAST: f32 = 150.0;

/// Said in the place of all of them before the first step.
const NOTHING_YET: &str = "The charts of loss and error begin with the first step.";

/// The curves, as points to draw.
#[derive(Default)]
pub struct Charts {
    history: Option<Arc<History>>,
    loss: Trace,
    floor: Vec<PlotPoint>,
    /// On points that were held out, where training sees finite data.
    held_out: Trace,
    error: Trace,
    /// The distance to the score of the training points.
    empirical: Trace,
    per_sigma: Vec<PlotPoint>,
    marks: Vec<(f64, String)>,
    /// Of the run that is pinned.
    pinned: PinnedCurves,
    /// Where on an axis of steps a chart was dragged to.
    step: Option<f64>,
}

impl Charts {
    /// Shows one chart behind tabs, or all three where they are wanted and there is room for them.
    /// `sigma` is the level on the canvas; another one can be chosen by dragging.
    pub fn ui(&mut self, ui: &mut Ui, view: &mut View, snapshot: &Snapshot, sigma: f64) {
        self.refresh(&snapshot.history);
        self.pinned.refresh(snapshot.pinned.as_ref());
        let scale = theme::scale(ui);
        if snapshot.train_step == 0 && snapshot.pinned.is_none() {
            nothing_yet(ui, HIGHEST * scale);
            return;
        }
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
        self.pinned.refresh(snapshot.pinned.as_ref());
        let place = Place::new(ui, ui.available_height().max(0.0), Some(kind.title()));
        self.one(ui, kind, place, view, snapshot, sigma);
    }

    /// The training step to which a chart was dragged in the last frame.
    pub fn take_step(&mut self) -> Option<f64> {
        self.step.take()
    }

    fn one(
        &mut self,
        ui: &mut Ui,
        kind: ChartKind,
        place: Place,
        view: &mut View,
        snapshot: &Snapshot,
        sigma: f64,
    ) {
        match kind {
            ChartKind::Loss => self.step = self.show_loss(ui, place, snapshot).or(self.step),
            ChartKind::Error => self.step = self.show_error(ui, place, snapshot).or(self.step),
            ChartKind::PerLevel => {
                let range = snapshot.noise;
                let newest = &self.per_sigma;
                if let Some(to) = per_level::show(ui, place, snapshot, newest, sigma) {
                    view.choose_level(10f64.powf(to).clamp(range.min(), range.max()));
                }
            }
        }
    }

    /// Where it was dragged to.
    fn show_loss(&self, ui: &mut Ui, place: Place, snapshot: &Snapshot) -> Option<f64> {
        let history = &*snapshot.history;
        let Place {
            height,
            title,
            palette,
        } = place;
        let learned = Pen::solid(palette.accent);
        let unseen = Pen::dashed(palette.accent);
        let log_loss = !history.objective.takes_derivatives();
        let mut readings = Vec::new();
        if let (Some(loss), Some(point)) = (self.loss.line.last(), history.loss.last()) {
            let loss = if log_loss { 10f64.powf(loss.y) } else { loss.y };
            readings.push((learned, format!("loss {}", significant(loss))));
            if let Some(floor) = point.floor {
                let text = floor::in_words(floor, history.floor_se, history.data.is_some());
                readings.push((Pen::dashed(palette.truth), text));
            }
            if let Some(data) = history.data.as_ref().filter(|_| held_out_is_shown(history)) {
                let loss = significant(data.newest.held_out_loss.value);
                readings.push((unseen, format!("on held-out points {loss}")));
            }
        }
        readings.extend(self.pinned.loss_reading(history.objective, palette));
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
                self.pinned.loss(history.objective, palette),
                Curve::new("loss", &self.loss.line, learned),
                Curve::new("floor", &self.floor, Pen::dashed(palette.truth)),
                Curve::new("held-out loss", &self.held_out.line, unseen),
            ],
            band: Some((&self.loss.band, learned)),
            // An objective that was chosen later has a chart of its own.
            x: (self.pinned).beside(
                steps(history.loss.iter().map(|point| &point.bin)),
                history.objective,
            ),
            marks: &self.marks,
            here: past::step(snapshot),
            is_dragged: past::is_there(snapshot),
            faint_from: past::step(snapshot),
        };
        chart(ui, height, &labels, &contents, palette)
    }

    /// Where it was dragged to.
    fn show_error(&self, ui: &mut Ui, place: Place, snapshot: &Snapshot) -> Option<f64> {
        let history = &*snapshot.history;
        let Place {
            height,
            title,
            palette,
        } = place;
        let learned = Pen::solid(palette.accent);
        let points = Pen::solid(palette.clean);
        let last = history.error.last().map(|bin| significant(bin.mean));
        let reading = |text: String| (learned, format!("score error {text}"));
        let data = history.data.as_ref();
        let of_points = data.map(|data| {
            let error = significant(data.newest.empirical_error);
            (points, format!("to the score of its points {error}"))
        });
        let mut readings: Vec<_> = last.into_iter().map(reading).chain(of_points).collect();
        readings.extend(self.pinned.reading(palette));
        let recall = snapshot.recall.as_deref();
        let recall = recall.map(|recall| (past::pen(palette), past::in_words(recall)));
        readings.extend(recall);
        let healing = history.healing.map(healing::in_words);
        readings.extend(healing.map(|text| (Pen::solid(palette.weak), text)));
        let labels = Labels {
            id: "error",
            title,
            name: "Chart of the score error",
            help: "How far the learned score is from the exact one, averaged over the noise levels: E|s − s*|² / E|s*|². At 1 it is as bad as answering zero; at 0 it is exact. All objectives share it. When an edit of the target makes it leap, it is healed once it is back at 1.25 times what it was before, counted in steps from the end of the edit. Drag along the chart to look at an earlier network.",
            readings,
            axes: Axes {
                x: "training step",
                log_y: true,
                ..Axes::default()
            },
            empty: "Train to see the error",
        };
        let contents = Contents {
            curves: &[
                self.pinned.error(palette),
                Curve::new(
                    "distance to the score of the training points",
                    &self.empirical.line,
                    points,
                ),
                Curve::new("score error", &self.error.line, learned),
            ],
            band: Some((&self.error.band, learned)),
            x: self.pinned.along(steps(history.error.iter())),
            marks: &self.marks,
            here: past::step(snapshot),
            is_dragged: past::is_there(snapshot),
            faint_from: past::step(snapshot),
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
        self.floor = floor::corners(&history.loss)
            .filter_map(|point| {
                // A floor of zero is below every logarithmic axis.
                let floor = point.floor.filter(|floor| linear || *floor > 0.0)?;
                Some(PlotPoint::new(point.bin.train_step as f64, height(floor)))
            })
            .filter(finite)
            .collect();
        self.error = Trace::of(&history.error, false, log);
        let data = history.data.as_ref();
        let unseen = data.filter(|_| held_out_is_shown(history));
        self.held_out = unseen.map_or_else(Trace::default, |data| {
            let begun = history.loss.first().map_or(0, |point| point.bin.since);
            let bins = data.held_out_loss.iter().filter(|bin| bin.since >= begun);
            Trace::of(&bins.copied().collect::<Vec<Bin>>(), false, log)
        });
        self.empirical = data.map_or_else(Trace::default, |data| {
            Trace::of(&data.empirical_error, false, log)
        });
        self.per_sigma = per_level::points(&history.sigmas, &history.error_per_sigma);
        let marks = history.marks.iter();
        self.marks = marks
            .map(|mark| (mark.train_step as f64, marks::in_words(mark.change)))
            .collect();
        self.history = Some(history.clone());
    }
}

/// One line where the charts come with the first step, as high as they are: what is below stays where it is.
fn nothing_yet(ui: &mut Ui, highest: f32) {
    let tabs = ui.spacing().interact_size.y + ui.spacing().item_spacing.y;
    let size = vec2(
        ui.available_width(),
        ui.available_height().clamp(0.0, highest + tabs),
    );
    ui.allocate_ui(size, |ui| {
        ui.set_min_height(size.y);
        ui.label(RichText::new(NOTHING_YET).weak());
    });
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

/// The held-out loss is one of denoising: beside another objective it says nothing.
fn held_out_is_shown(history: &History) -> bool {
    history.objective == Objective::Denoising
}

/// The train steps of a curve, from before its first value to its last.
fn steps<'a>(mut bins: impl Iterator<Item = &'a Bin>) -> (f64, f64) {
    let Some(first) = bins.next() else {
        return (0.0, 1.0);
    };
    let last = bins.last().unwrap_or(first);
    (first.since.saturating_sub(1) as f64, last.train_step as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Change, LossPoint, Mark};

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
