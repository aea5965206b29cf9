//! The curves of the pinned run, behind those of the run on show.

use super::contents::Curve;
use super::pen::Pen;
use super::place::SMALLEST;
use super::trace::Trace;
use crate::score::Objective;
use crate::session::{Bin, PinnedRun};
use crate::ui::format::significant;
use crate::ui::theme::Palette;
use egui_plot::PlotPoint;
use std::sync::Arc;

/// As points to draw; none while no run is pinned.
#[derive(Default)]
pub struct PinnedCurves {
    run: Option<Arc<PinnedRun>>,
    loss: Vec<PlotPoint>,
    error: Vec<PlotPoint>,
}

impl PinnedCurves {
    /// Takes in another run, or none.
    pub fn refresh(&mut self, run: Option<&Arc<PinnedRun>>) {
        let is_known = match (&self.run, run) {
            (Some(known), Some(run)) => Arc::ptr_eq(known, run),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if is_known {
            return;
        }
        *self = Self::default();
        let Some(run) = run else { return };
        let log = |value: f64| value.max(SMALLEST).log10();
        let history = &run.history;
        let linear = history.objective.takes_derivatives();
        let losses: Vec<Bin> = history.loss.iter().map(|point| point.bin).collect();
        let height = |value: f64| if linear { value } else { log(value) };
        self.loss = Trace::of(&losses, true, height).line;
        self.error = Trace::of(&history.error, false, log).line;
        self.run = Some(run.clone());
    }

    fn pen(palette: &Palette) -> Pen {
        Pen {
            width: 1.5,
            ..Pen::solid(palette.contour)
        }
    }

    /// Its loss beside one of `objective`: of another objective it says nothing.
    fn comparable(&self, objective: Objective) -> &[PlotPoint] {
        let same = self.run.as_ref();
        if same.is_some_and(|run| run.history.objective == objective) {
            &self.loss
        } else {
            &[]
        }
    }

    /// Its loss, where that is comparable to one of `objective`.
    pub fn loss(&self, objective: Objective, palette: &Palette) -> Curve<'_> {
        let points = self.comparable(objective);
        Curve::new("loss of the pinned run", points, Self::pen(palette))
    }

    /// Its score error, which all objectives share.
    pub fn error(&self, palette: &Palette) -> Curve<'_> {
        let pen = Self::pen(palette);
        Curve::new("score error of the pinned run", &self.error, pen)
    }

    /// What stands beside the chart of the loss of `objective`: where its line ends.
    pub fn loss_reading(&self, objective: Objective, palette: &Palette) -> Option<(Pen, String)> {
        let end = self.comparable(objective).last()?;
        let linear = objective.takes_derivatives();
        let loss = if linear { end.y } else { 10f64.powf(end.y) };
        Some((
            Self::pen(palette),
            format!("pinned run {}", significant(loss)),
        ))
    }

    /// What stands beside the chart of errors.
    pub fn reading(&self, palette: &Palette) -> Option<(Pen, String)> {
        let run = self.run.as_ref()?;
        let last = run.history.error.last()?;
        let text = format!("pinned run {}", significant(last.mean));
        Some((Self::pen(palette), text))
    }

    /// The axis of steps so long that its loss is on it, too.
    pub fn beside(&self, axis: (f64, f64), objective: Objective) -> (f64, f64) {
        longer(axis, self.comparable(objective))
    }

    /// The axis of steps so long that its error is on it, too.
    pub fn along(&self, axis: (f64, f64)) -> (f64, f64) {
        longer(axis, &self.error)
    }
}

fn longer((low, high): (f64, f64), points: &[PlotPoint]) -> (f64, f64) {
    match (points.first(), points.last()) {
        (Some(first), Some(last)) => (low.min(first.x), high.max(last.x)),
        _ => (low, high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::preset;
    use crate::session::{History, LossPoint};

    #[test]
    fn the_loss_of_another_objective_is_not_drawn_and_the_error_is() {
        let scene = preset::find("eight-gaussians").unwrap();
        let history = History {
            objective: Objective::Explicit,
            loss: vec![LossPoint {
                bin: Bin::of(5, 0.1),
                floor: None,
            }],
            error: vec![Bin::of(0, 1.0), Bin::of(300, 0.01)],
            ..History::default()
        };
        let run = PinnedRun {
            train_step: 300,
            seed: 0,
            network: scene.network,
            training: scene.training,
            train_points: None,
            mixture: Arc::new(scene.mixture().unwrap()),
            history,
            error: 0.01,
        };
        let mut curves = PinnedCurves::default();
        curves.refresh(Some(&Arc::new(run)));
        assert_eq!(curves.comparable(Objective::Explicit)[0].y, -1.0);
        assert!(curves.comparable(Objective::Denoising).is_empty());
        assert_eq!(curves.along((0.0, 20.0)), (0.0, 300.0));
        assert_eq!(
            curves.beside((3.0, 20.0), Objective::Denoising),
            (3.0, 20.0)
        );
        assert!((curves.error[1].y + 2.0).abs() < 1e-12);
        curves.refresh(None);
        assert_eq!(curves.along((0.0, 20.0)), (0.0, 20.0));
    }
}
