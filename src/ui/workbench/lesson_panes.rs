//! Where a lesson stands in the window: its rail, the cards and charts beside the picture, and what it paints there.

use super::state::Workbench;
use crate::noise::Noising;
use crate::session::Snapshot;
use crate::ui::canvas::{probe, slow_motion};
use crate::ui::controls::context::ControlContext;
use crate::ui::lessons::asked::Asked;
use crate::ui::lessons::overlay::{self, Plane};
use crate::ui::lessons::{rail, staging};
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::shown_level;
use egui::{Frame, Panel, Ui, vec2};
use std::sync::Arc;

/// The picture keeps this width, in points; the column beside it and the chart in it are so large at the ordinary
/// size.
const LEAST_PICTURE: f32 = 300.0;
/// Beside a column it keeps this part of the window.
const PICTURE: f32 = 0.4;
const COLUMN: f32 = 264.0;
const CHART: f32 = 250.0;

impl Workbench {
    /// The rail of the lesson, and beside the picture what a step shows of charts and cards.
    pub(super) fn show_lesson(
        &mut self,
        ui: &mut Ui,
        snapshot: &Arc<Snapshot>,
        actions: &mut Vec<Action>,
    ) -> Vec<Asked> {
        let sigma = shown_level(&self.view, &self.document, snapshot);
        let staging = &self.lessons.step(&self.view.lessons).staging;
        let chart = staging.chart.map(staging::chart);
        let pinned = staging.pinned && !self.lessons.asks_for_point(&self.view.lessons);
        let beside =
            (chart.is_some() || pinned || self.view.slow_motion) && self.view.stage.has_canvas();
        let scale = theme::scale(ui);
        let window = ui.ctx().content_rect();
        let frame = Frame::side_top_panel(ui.style()).inner_margin(theme::margin(ui, 12.0, 6.0));
        let mut context = ControlContext {
            document: &mut self.document,
            view: &mut self.view,
            snapshot,
            actions,
        };
        let desk = &mut self.lessons;
        let mut rail = |ui: &mut Ui, context: &mut ControlContext<'_>| {
            rail::ui(ui, desk, context, sigma, snapshot)
        };
        let width = (rail::WIDTH * scale).round();
        // On a telephone held upright the picture is above.
        let asked = if window.width() < width + LEAST_PICTURE {
            Panel::bottom("lesson below")
                .frame(frame)
                .resizable(false)
                .exact_size((0.5 * window.height()).round())
                .show(ui, |ui| rail(ui, &mut context))
                .inner
        } else {
            Panel::left("lesson")
                .frame(frame)
                .resizable(false)
                .exact_size(width)
                .show(ui, |ui| rail(ui, &mut context))
                .inner
        };
        let column = (COLUMN * scale).round();
        let picture = window.width() - width - column;
        if beside && picture >= LEAST_PICTURE.max(PICTURE * window.width()) {
            let (canvas, charts) = (&mut self.canvas, &mut self.charts);
            Panel::right("lesson column")
                .frame(Frame::side_top_panel(ui.style()).inner_margin(theme::margin(ui, 8.0, 4.0)))
                .resizable(false)
                .exact_size(column)
                .show(ui, |ui| {
                    let step = snapshot.step.as_deref().map(|step| &*step.account);
                    let _ = slow_motion::card::ui(ui, canvas.slow_motion_mut(), step)
                        || probe::card::ui(ui, canvas.probe_mut());
                    if let Some(kind) = chart {
                        let room = vec2(
                            ui.available_width(),
                            (CHART * scale).min(ui.available_height()),
                        );
                        ui.allocate_ui(room, |ui| {
                            charts.alone(ui, kind, &mut self.view, snapshot, sigma);
                        });
                    }
                });
        }
        asked
    }

    /// What the step paints on the plane.
    pub(super) fn show_lesson_on_plane(&mut self, ui: &Ui, snapshot: &Snapshot) {
        if !self.in_lessons() {
            return;
        }
        let sigma = shown_level(&self.view, &self.document, snapshot);
        let Some(projection) = self.canvas.projection else {
            return;
        };
        let noising = Noising::exploding(sigma);
        let compression = (self.lessons.typical_score).of(&snapshot.mixture, noising);
        let field = snapshot.field.as_deref().map(|field| (field, compression));
        let plane = Plane {
            projection: &projection,
            field,
        };
        overlay::show(
            ui,
            &mut self.lessons,
            &self.view,
            &self.document,
            snapshot,
            &plane,
        );
    }
}
