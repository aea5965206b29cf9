//! What stands around the stage: bars, the rail and the column.

use super::state::Workbench;
use crate::session::{Journey, Snapshot};
use crate::ui::charts::shares;
use crate::ui::controls;
use crate::ui::controls::context::ControlContext;
use crate::ui::help::deck::Asked;
use crate::ui::journey;
use crate::ui::panels::side_panels::SidePanel;
use crate::ui::panels::status::{self, Running};
use crate::ui::panels::{column, presenter, top_bar};
use crate::ui::shortcuts::Action;
use crate::ui::theme;
use crate::ui::view::{Stage, shown_level};
use egui::{Frame, Panel, Ui};
use std::sync::Arc;

/// Above the unfolded network charts keep this height with their readings, at the ordinary size, in points.
const CHARTS: f32 = 150.0;

/// Whether the column has room, and what was asked for on a card in it.
#[derive(Default)]
pub struct Column {
    pub shown: bool,
    pub asked: Option<Asked>,
}

impl Workbench {
    /// The bar at the top and the line at the bottom.
    pub(super) fn show_bars(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        running: &Running,
        actions: &mut Vec<Action>,
    ) {
        let frame = Frame::side_top_panel(ui.style());
        let bar = frame.inner_margin(theme::margin(ui, 8.0, 0.0));
        let on_page = self.is_on_page();
        Panel::top("bar").frame(bar).show(ui, |ui| {
            let (view, document) = (&mut self.view, &mut self.document);
            top_bar::ui(ui, view, document, on_page, actions);
        });
        let line = frame.inner_margin(theme::margin(ui, 8.0, 4.0));
        Panel::bottom("status").frame(line).show(ui, |ui| {
            status::ui(ui, &self.view, snapshot, running, &self.messages);
        });
    }

    /// What the window has of bars on the wall of a room.
    pub(super) fn show_presenter_bar(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        actions: &mut Vec<Action>,
    ) {
        let frame = Frame::side_top_panel(ui.style()).inner_margin(theme::margin(ui, 8.0, 4.0));
        Panel::bottom("presenter").frame(frame).show(ui, |ui| {
            let clock_runs = self.journey.is_playing();
            presenter::bar(ui, &self.view, snapshot, clock_runs, actions);
        });
    }

    /// The rail and the column, as far as the stage leaves room for them.
    pub(super) fn show_side_panels(
        &mut self,
        ui: &mut Ui,
        snapshot: &Snapshot,
        recorded: Option<&Arc<Journey>>,
        actions: &mut Vec<Action>,
    ) -> Column {
        // The controls may change what is shown; panels follow in the next frame.
        let view = self.view.clone();
        let process = self.journey.process();
        let mut column = Column::default();
        let messages = &mut self.messages;
        self.side_panels.ui(ui, &view, messages, |ui, panel| {
            let mut context = ControlContext {
                document: &mut self.document,
                view: &mut self.view,
                snapshot,
                actions,
            };
            if panel == SidePanel::Controls {
                let journey = &mut self.journey;
                controls::ui(ui, &mut context, |ui, view| {
                    journey.rail(ui, view, snapshot, recorded);
                });
                return;
            }
            let (charts, network) = (&mut self.charts, &mut self.network);
            let bounds = self.canvas.visible();
            let canvas = &mut self.canvas;
            let journey = &self.journey;
            let deck = &mut self.deck;
            column.shown = true;
            let unfolded = match context.view.stage {
                Stage::Learn => network.unfolded(ui),
                Stage::Sample | Stage::Journey => 0.0,
            };
            column.asked = column::ui(
                ui,
                &mut context,
                deck,
                process,
                canvas,
                unfolded,
                |ui, context| {
                    let sigma = shown_level(context.view, context.document, snapshot);
                    match context.view.stage {
                        Stage::Journey => {
                            let shown = journey.shown(snapshot, recorded);
                            journey::quality(ui, shown.map(|journey| &**journey));
                        }
                        Stage::Sample => shares::ui(ui, snapshot, context.document),
                        Stage::Learn => {
                            let below = network.height(ui) + ui.spacing().item_spacing.y;
                            let mut room = ui.available_size().max(egui::Vec2::ZERO);
                            room.y = (room.y - below).max(CHARTS * theme::scale(ui));
                            ui.allocate_ui(room, |ui| {
                                charts.ui(ui, context.view, snapshot, sigma);
                            });
                            network.fold(ui, snapshot, bounds, sigma);
                        }
                    }
                },
            );
        });
        column
    }
}
